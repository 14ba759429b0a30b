'use client';

import { RehearsalDocument, type RehearsalOutcomePartsFragment } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { MonthsSection } from './months-section';
import styles from './rehearsal.module.css';
import { RowsSection } from './rows-section';

interface NarrowedSectionsProps {
  rehearsalId: string;
  outcome: RehearsalOutcomePartsFragment;
}

/** Months, townships and classes of households: of all programs, or of one that is chosen. */
export function NarrowedSections({ rehearsalId, outcome }: NarrowedSectionsProps) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const [{ program }, setFilters] = useUrlFilters(['program'] as const);
  const [query, reload] = useQuery({
    query: RehearsalDocument,
    variables: { id: rehearsalId, program },
    pause: program === undefined,
  });
  return (
    <>
      <Select
        className={styles.program}
        aria-label={t('narrow')}
        allowClear
        placeholder={t('allPrograms')}
        value={program}
        options={outcome.programs.map(({ key, label }) => ({ value: key, label: b(label) }))}
        onChange={(chosen?: string) => setFilters({ program: chosen })}
      />
      {program === undefined ? (
        <Sections outcome={outcome} />
      ) : (
        <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
          {({ rehearsal }) => <Sections outcome={rehearsal?.outcome ?? outcome} />}
        </QueryBoundary>
      )}
    </>
  );
}

function Sections({ outcome }: { outcome: RehearsalOutcomePartsFragment }) {
  return (
    <>
      <MonthsSection months={outcome.months} />
      <div className={styles.sections}>
        <RowsSection id="townships" rows={outcome.townships} />
        <RowsSection id="householdKinds" rows={outcome.householdKinds} />
      </div>
    </>
  );
}
