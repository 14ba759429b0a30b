'use client';

import { Alert } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { StatusTag } from '@/lib/page';
import { RuleActions } from './rule-actions';
import type { StandardView } from './standard-page';

interface ProposedFigureProps {
  standard: StandardView;
  version: NonNullable<StandardView['open']>;
  onDone: () => void;
}

/** A figure that is not published yet, and what may be done with it. */
export function ProposedFigure({ standard, version, onDone }: ProposedFigureProps) {
  const t = useTranslations('rules');
  const b = useBilingual();
  const locale = useLocale();
  const { figure, effectiveFrom, status, returnReason, source, note, author, submitter } = version;
  return (
    <section className="paper stack" aria-labelledby="proposed">
      <h2 id="proposed">
        {t('standards.proposed')} <StatusTag kind="ruleVersion" status={status} />
      </h2>
      {returnReason && <Alert type="warning" showIcon title={t('returned', { reason: returnReason })} />}
      <p>
        {t('standards.period', {
          value: `${figure?.value.toLocaleString(locale, { maximumFractionDigits: 4 }) ?? ''} ${b(standard.unit)}`,
          from: effectiveFrom ?? '—',
          to: figure?.to ?? t('standards.noEnd'),
        })}
      </p>
      <p className="quiet">{t('submittedBy', { name: submitter ?? author ?? '', source: source ?? '' })}</p>
      {note && <p>{note}</p>}
      <RuleActions version={version} onDone={onDone} />
    </section>
  );
}
