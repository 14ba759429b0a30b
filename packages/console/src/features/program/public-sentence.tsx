'use client';

import { Input } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import { useBilingual } from '@/lib/bilingual';
import styles from './rules.module.css';
import type { RuleDraft, RuleProgram } from './use-rule-draft';

type Sentence = RuleDraft['content']['ruleInWords'];

interface PublicSentenceProps {
  program: RuleProgram;
  value: Sentence;
  onChange: (value: Sentence) => void;
}

/** The rule as one plain sentence in both languages, and as the public will read it, with the figures behind it. */
export function PublicSentence({ program, value, onChange }: PublicSentenceProps) {
  const t = useTranslations('rules.public');
  const b = useBilingual();
  const id = useId();
  const field = (language: 'zh' | 'en') => (
    <div className={styles.text}>
      <label htmlFor={`${id}${language}`}>{t(language)}</label>
      <Input.TextArea
        id={`${id}${language}`}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        value={value[language]}
        lang={language === 'zh' ? 'zh-CN' : 'en'}
        onChange={(event) => onChange({ ...value, [language]: event.target.value })}
      />
    </div>
  );
  return (
    <section className="paper" aria-labelledby="public">
      <h2 id="public">{t('title')}</h2>
      <p className="quiet">{t('hint')}</p>
      {field('zh')}
      {field('en')}
      <h3>{t('preview')}</h3>
      <blockquote className={styles.notice}>
        <p>
          <strong>{b(program.name)}</strong>
        </p>
        <p>{b(value) || '—'}</p>
        <Figures standards={program.standards} />
      </blockquote>
    </section>
  );
}

function Figures({ standards }: { standards: RuleProgram['standards'] }) {
  const t = useTranslations('rules.public');
  const b = useBilingual();
  const locale = useLocale();
  if (standards.length === 0) return null;
  return (
    <ul className={styles.figures}>
      {standards.map(({ code, name, value, unit, from }) => (
        <li key={code}>
          {t('figure', {
            name: b(name),
            value: value.toLocaleString(locale, { maximumFractionDigits: 4 }),
            unit: b(unit),
            from,
          })}
        </li>
      ))}
    </ul>
  );
}
