'use client';

import type { ProgramQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { formatDate } from '@/lib/dates';
import { StatusTag } from '@/lib/page';
import styles from './rules.module.css';

type Program = NonNullable<ProgramQuery['program']>;

/** The versions of a program's rule, the newest on top, each compared with the one before it. */
export function VersionTimeline({ program }: { program: Program }) {
  const t = useTranslations('rules.timeline');
  const recalculation = useTranslations('recalculation');
  const { versions, code, form, maySave } = program;
  return (
    <section className="paper" aria-labelledby="versions">
      <h2 id="versions">{t('title')}</h2>
      <ol className={styles.timeline}>
        {versions.map((version, index) => {
          const { id, number, phase, effectiveFrom, effectiveTo, source, note, author, publisher, publishedAt } =
            version;
          const before = versions[index + 1];
          return (
            <li key={id} data-phase={phase}>
              <div className="row">
                <strong>{t('version', { number })}</strong>
                <StatusTag kind="ruleVersion" status={phase} />
                <span>
                  {number === 1 && !effectiveFrom ? t('fromStart') : effectiveFrom && t('from', { day: effectiveFrom })}
                  {effectiveTo && t('to', { day: effectiveTo })}
                </span>
                {before && (
                  <Link href={`/programs/${code}/versions/${before.number}/compare/${number}`}>
                    {t('compare', { number: before.number })}
                  </Link>
                )}
                {maySave && form === 'cash_monthly' && ['in_force', 'scheduled'].includes(phase) && (
                  <Link href={`/payments/recalculations?program=${code}`}>{recalculation('recalculateRunning')}</Link>
                )}
              </div>
              <div className="quiet">
                {number === 1 ? t('pack') : t('author', { name: author ?? '—' })}
                {publisher && publishedAt && t('publisher', { name: publisher, day: formatDate(String(publishedAt)) })}
              </div>
              {source && number > 1 && <div className="quiet">{t('source', { source })}</div>}
              {note && number > 1 && <div>{note}</div>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
