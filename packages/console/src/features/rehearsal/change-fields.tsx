'use client';

import { Button, Form, Input, Skeleton } from 'antd';
import { useTranslations } from 'next-intl';
import { useRuleNames } from '@/features/program/use-rule-names';
import { useBilingual } from '@/lib/bilingual';
import type { ChangeValues } from './changes';
import { FeelField } from './feel-field';
import type { Choices } from './kinds';
import styles from './rehearsal.module.css';

const TEXTS = ['rule', 'formula', 'min', 'max', 'step'] as const;

interface ChangeFieldsProps {
  index: number;
  choices: Choices;
  onRemove: () => void;
}

/** The fields of one change, beginning with what holds now. */
export function ChangeFields({ index, choices, onRemove }: ChangeFieldsProps) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const form = Form.useFormInstance();
  const names = useRuleNames();
  const { programCode, standardCode } = form.getFieldValue(['changes', index]) as ChangeValues;
  const program = choices.programs.find(({ code }) => code === programCode);
  const standard = choices.standards.find(({ code }) => code === standardCode);
  const name = b(program?.name ?? standard?.name ?? { zh: '', en: '' });
  return (
    <section className="paper" aria-label={name}>
      <div className={styles.changeHead}>
        <h2>{name}</h2>
        <Button size="small" onClick={onRemove} aria-label={t('removeChange', { name })}>
          {t('remove')}
        </Button>
      </div>
      {standard && (
        <Form.Item
          name={[index, 'value']}
          label={t('newValue', { unit: b(standard.unit) })}
          extra={t('nowValue', { value: standard.value ?? '—' })}
        >
          <Input className={styles.value} inputMode="decimal" />
        </Form.Item>
      )}
      {program &&
        names &&
        TEXTS.filter((field) => program[field] !== null).map((field) => (
          <Form.Item
            key={field}
            name={[index, field]}
            label={<span id={`change-${index}-${field}`}>{t(`field.${field}`)}</span>}
          >
            {field === 'step' ? (
              <Input className={styles.value} inputMode="decimal" />
            ) : (
              <FeelField labelledBy={`change-${index}-${field}`} names={names} short={field !== 'rule'} />
            )}
          </Form.Item>
        ))}
      {program && !names && <Skeleton active />}
    </section>
  );
}
