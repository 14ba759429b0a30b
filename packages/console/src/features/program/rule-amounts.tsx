'use client';

import { InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { useVocabulary } from '@/lib/vocabulary';
import type { RuleName } from './rule-completion';
import { type RuleProblem, RuleText } from './rule-text';
import styles from './rules.module.css';
import type { RuleDraft, RuleProgram } from './use-rule-draft';

interface RuleAmountsProps {
  program: RuleProgram;
  content: RuleDraft['content'];
  onChange: (patch: Partial<RuleDraft['content']>) => void;
  names: readonly RuleName[];
  problemsOf: (path: string) => readonly RuleProblem[];
}

/** The amounts in yuan: a formula, of a band its bounds and step, and the texts of the program's other ways and extras. */
export function RuleAmounts({ program, content, onChange, names, problemsOf }: RuleAmountsProps) {
  const t = useTranslations('rules');
  const { amountKind } = useVocabulary();
  const id = useId();
  const band = program.amountKind === 'BAND';
  const amount = (field: 'formula' | 'min' | 'max') => (
    <RuleText
      key={field}
      short
      label={t(`amounts.${field}`)}
      value={content[field] ?? ''}
      onChange={(text) => onChange({ [field]: text || null })}
      names={names}
      problems={problemsOf(field)}
    />
  );
  return (
    <section className="paper" aria-labelledby={`${id}amount`}>
      <h2 id={`${id}amount`}>{t('amount', { kind: amountKind(program.amountKind) })}</h2>
      {amount('formula')}
      {band && amount('min')}
      {band && amount('max')}
      {band && (
        <div className={styles.text}>
          <label htmlFor={`${id}step`}>{t('amounts.step')}</label>
          <InputNumber
            id={`${id}step`}
            min={1}
            precision={0}
            value={content.step ?? undefined}
            onChange={(step) => onChange({ step: typeof step === 'number' ? step : null })}
          />
        </div>
      )}
      <Parts parts="variants" {...{ program, content, onChange, names, problemsOf }} />
      <Parts parts="subBenefits" {...{ program, content, onChange, names, problemsOf }} />
    </section>
  );
}

function Parts({
  parts,
  program,
  content,
  onChange,
  names,
  problemsOf,
}: RuleAmountsProps & { parts: 'variants' | 'subBenefits' }) {
  const t = useTranslations('rules');
  const b = useBilingual();
  const nameOf = (code: string) => {
    const found = program.content[parts].find((part) => part.code === code);
    return found ? b(found.name) : code;
  };
  return content[parts].map((part, index) => {
    const write = (patch: { rule?: string; formula?: string }) =>
      onChange({ [parts]: content[parts].map((one, at) => (at === index ? { ...one, ...patch } : one)) });
    return (
      <fieldset key={part.code} className={styles.part}>
        <legend>{t(`parts.${parts}`, { name: nameOf(part.code) })}</legend>
        <RuleText
          short={parts === 'subBenefits'}
          label={parts === 'variants' ? t('rule') : t('parts.optionalRule')}
          value={part.rule}
          onChange={(rule) => write({ rule })}
          names={names}
          problems={problemsOf(`${parts}.${index}.rule`)}
        />
        <RuleText
          short
          label={t('amounts.formula')}
          value={part.formula}
          onChange={(formula) => write({ formula })}
          names={names}
          problems={problemsOf(`${parts}.${index}.formula`)}
        />
      </fieldset>
    );
  });
}
