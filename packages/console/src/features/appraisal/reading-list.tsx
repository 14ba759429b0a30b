'use client';

import { APPRAISAL_MEASURES, APPRAISAL_PURPOSES } from '@yimen/schema';
import { type AppraisalReadingPartsFragment, AppraisalReadingsDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';

interface ReadingListProps {
  year: number;
  department?: string;
  /** Changes when something was opened. */
  opened?: string;
}

/** Who opened what of a year, when and what for. */
export function ReadingList({ year, department, opened }: ReadingListProps) {
  const t = useTranslations('appraisal');
  const [{ data }] = useQuery({
    query: AppraisalReadingsDocument,
    variables: { year, department },
    context: opened === undefined ? undefined : CONTEXT,
  });
  const words = useReadingWords();
  const readings = data?.appraisalReadings ?? [];
  return (
    <section className="paper stack" aria-labelledby="appraisal-readings">
      <h2 id="appraisal-readings">{t('readings')}</h2>
      {readings.length === 0 && <p className="quiet">{t('noReadings')}</p>}
      <ul className="plain-list" data-testid="readings">
        {readings.map((reading) => (
          <li key={reading.id}>{words(reading)}</li>
        ))}
      </ul>
    </section>
  );
}

const CONTEXT = { requestPolicy: 'network-only' } as const;

function useReadingWords(): (reading: AppraisalReadingPartsFragment) => string {
  const t = useTranslations('appraisal');
  const b = useBilingual();
  return ({ at, title, reader, what, department, measure, purpose, note }) => {
    const parts = [
      department && b(department.name),
      measure && b(APPRAISAL_MEASURES[measure as keyof typeof APPRAISAL_MEASURES]),
      t(`what.${what}`),
    ];
    const purposeWords = b(APPRAISAL_PURPOSES[purpose as keyof typeof APPRAISAL_PURPOSES]);
    return t('reading', {
      at: formatDateTime(at),
      title: b(title),
      reader,
      what: parts.filter(Boolean).join(' · '),
      purpose: note ? `${purposeWords}：${note}` : purposeWords,
    });
  };
}
