'use client';

import type { AppraisalReportPartsFragment } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/lib/states';
import { useOpening } from './opening';

interface ClosedYearProps {
  report: Pick<AppraisalReportPartsFragment, 'year' | 'number'>;
  onOpened: (readingId: string) => void;
}

/** A closed year before one has said what one opens it for. */
export function ClosedYear({ report: { year, number }, onOpened }: ClosedYearProps) {
  const t = useTranslations('appraisal');
  const opening = useOpening(({ id }) => onOpened(id));
  return (
    <EmptyState title={t('closed', { number })} hint={t('closedHint')}>
      <Button type="primary" loading={opening.running} onClick={() => opening.open({ year }, t('report'))}>
        {t('openReport')}
      </Button>
      {opening.dialog}
    </EmptyState>
  );
}
