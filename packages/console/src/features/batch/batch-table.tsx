'use client';

import { BatchDocument, type BatchPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { EmptyState, Missing, QueryBoundary } from '@/lib/states';
import styles from './batch.module.css';
import { BatchRows } from './batch-rows';
import { DepartmentResults } from './department-results';

/** A batch as the committee decides it: totals, the result by department, and every application with why. */
export function BatchTable({ batchId }: { batchId: string }) {
  const t = useTranslations('batches');
  const [query, reload] = useQuery({ query: BatchDocument, variables: { id: batchId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })} skeletonRows={12}>
      {({ batch }) =>
        batch ? (
          <div className="stack">
            <Totals batch={batch} />
            {batch.applications === 0 ? (
              <EmptyState title={t('noApplications')} hint={t('noApplicationsHint')} />
            ) : (
              <>
                <DepartmentResults batch={batch} />
                <BatchRows batch={batch} />
              </>
            )}
          </div>
        ) : (
          <Missing />
        )
      }
    </QueryBoundary>
  );
}

function Totals({ batch }: { batch: BatchPartsFragment }) {
  const t = useTranslations('batches');
  const b = useBilingual();
  return (
    <section className="paper" aria-label={t('totals')}>
      <p className={styles.rule}>
        <strong>{b(batch.group)}</strong> {b(batch.ruleWords)}
      </p>
      <dl className={styles.totals}>
        <Total label={t('applications')} value={batch.applications} id="applications" />
        <Total label={t('uniquePersons')} value={batch.uniquePersons} id="persons" />
        <Total label={t('duplicatePersons')} value={batch.duplicatePersons} id="duplicates" />
        <Total label={t('removedApplications')} value={batch.removedApplications} id="removed" />
        <Total label={t('waiting')} value={batch.waiting} id="waiting" />
        {batch.status === 'refused' ? (
          <Total label={t('refused')} value={batch.refused} id="refused" />
        ) : (
          <Total label={t('ineligible')} value={batch.ineligible} id="ineligible" />
        )}
        <Total label={t('paidPersons')} value={batch.paidPersons} id="paid-persons" />
        <div>
          <dt>{t('paid')}</dt>
          <dd>
            <Money fen={batch.paidFen} data-testid="total-paid-yuan" />
          </dd>
        </div>
        <Total label={t('freedPlaces')} value={batch.freedPlaces} id="freed" />
      </dl>
      {batch.splitFrom && (
        <p className={styles.rule}>
          <Link href={`/batches/${batch.splitFrom}`}>{t('splitFrom')}</Link> {batch.splitReason}
        </p>
      )}
      {batch.optimum && batch.status !== 'refused' && <Optimum optimum={batch.optimum} />}
    </section>
  );
}

/** That no other way of giving the awards out would do better, or by how much one still might. */
function Optimum({ optimum }: { optimum: NonNullable<BatchPartsFragment['optimum']> }) {
  const t = useTranslations('batches');
  const { people, highest, proven, mostPeople } = optimum;
  return (
    <p className={styles.rule} data-testid="batch-optimum">
      {proven ? t('optimum', { people, highest }) : t('optimumOpen', { people, most: mostPeople })}
    </p>
  );
}

function Total({ label, value, id }: { label: string; value: number; id: string }) {
  const locale = useLocale();
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={`total-${id}`}>{value.toLocaleString(locale)}</dd>
    </div>
  );
}
