'use client';

import { Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { DayPicker } from '@/lib/day-picker';
import styles from './rules.module.css';
import type { RuleDraft } from './use-rule-draft';

/** What goes with a version: from when it is meant to hold, the document behind it, why it changes. */
export function RulePapers({ draft, onChange }: { draft: RuleDraft; onChange: (patch: Partial<RuleDraft>) => void }) {
  const t = useTranslations('rules.papers');
  const id = useId();
  return (
    <section className="paper" aria-labelledby={`${id}papers`}>
      <h2 id={`${id}papers`}>{t('title')}</h2>
      <div className={styles.text}>
        <label htmlFor={`${id}from`}>{t('effectiveFrom')}</label>
        <DayPicker
          id={`${id}from`}
          value={draft.effectiveFrom}
          onChange={(day) => onChange({ effectiveFrom: day ?? '' })}
        />
        <span className="quiet">{t('effectiveHint')}</span>
      </div>
      <div className={styles.text}>
        <label htmlFor={`${id}source`}>{t('source')}</label>
        <Input
          id={`${id}source`}
          maxLength={200}
          placeholder={t('sourceHint')}
          value={draft.source}
          onChange={(event) => onChange({ source: event.target.value })}
        />
      </div>
      <div className={styles.text}>
        <label htmlFor={`${id}note`}>{t('note')}</label>
        <Input.TextArea
          id={`${id}note`}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={1000}
          value={draft.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </div>
    </section>
  );
}
