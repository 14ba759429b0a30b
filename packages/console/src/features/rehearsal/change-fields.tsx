'use client';

import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import type { Choices } from './kinds';
import styles from './rehearsal.module.css';

/** One change as the form holds it: a program's texts, or a standard's figure. */
export interface ChangeValues {
  programCode?: string;
  standardCode?: string;
  rule?: string | null;
  formula?: string | null;
  min?: string | null;
  max?: string | null;
  step?: string | null;
  value?: string;
}

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
        TEXTS.filter((field) => program[field] !== null).map((field) => (
          <Form.Item key={field} name={[index, field]} label={t(`field.${field}`)}>
            {field === 'step' ? (
              <Input className={styles.value} inputMode="decimal" />
            ) : (
              <Input.TextArea className={styles.feel} autoSize={{ minRows: field === 'rule' ? 3 : 1, maxRows: 14 }} />
            )}
          </Form.Item>
        ))}
    </section>
  );
}
