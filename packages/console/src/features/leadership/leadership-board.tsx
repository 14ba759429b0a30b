'use client';

import {
  FundingKindsDocument,
  FundingOutlookDocument,
  type FundingQuery,
  FundingYearsDocument,
  HardshipDocument,
  LateWorkDocument,
  WaitingProgramsDocument,
} from '@yimen/schema/documents';
import { useQuery } from 'urql';
import { QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { LivelihoodPanel } from '../livelihood/livelihood-panel';
import { KindsPanel } from './kinds-panel';
import { LatePanel } from './late-panel';
import styles from './leadership.module.css';
import { MapPanel } from './map-panel';
import { OutlookPanel } from './outlook-panel';
import { WaitingPanel } from './waiting-panel';
import { YearsPanel } from './years-panel';

interface LeadershipBoardProps {
  summary: FundingQuery['fundingSummary'];
}

/** Beside how much there is: until when it lasts, who waits, what is late, where it goes, and how years compare. */
export function LeadershipBoard({ summary }: LeadershipBoardProps) {
  const { year } = summary;
  const countsMoneyOnly = useViewer().staff.role === 'finance';
  const [outlook, againOutlook] = useQuery({ query: FundingOutlookDocument, variables: { year } });
  const [waiting, againWaiting] = useQuery({ query: WaitingProgramsDocument, variables: { year } });
  const [hardship] = useQuery({ query: HardshipDocument });
  const [late, againLate] = useQuery({ query: LateWorkDocument, pause: countsMoneyOnly });
  const [kinds, againKinds] = useQuery({ query: FundingKindsDocument, variables: { year } });
  const [years, againYears] = useQuery({ query: FundingYearsDocument, variables: { year } });
  return (
    <div className={styles.board}>
      <QueryBoundary query={outlook} retry={againOutlook}>
        {({ fundingOutlook }) => <OutlookPanel outlook={fundingOutlook} drills />}
      </QueryBoundary>
      <QueryBoundary query={waiting} retry={againWaiting}>
        {({ waitingPrograms }) => (
          <WaitingPanel programs={waitingPrograms} hardship={hardship.data?.hardship} year={year} drills />
        )}
      </QueryBoundary>
      {!countsMoneyOnly && (
        <QueryBoundary query={late} retry={againLate}>
          {({ lateWork }) => <LatePanel work={lateWork} drills />}
        </QueryBoundary>
      )}
      <MapPanel summary={summary} kinds={kinds.data?.fundingKinds ?? []} />
      <QueryBoundary query={kinds} retry={againKinds}>
        {({ fundingKinds }) => <KindsPanel kinds={fundingKinds} year={year} drills />}
      </QueryBoundary>
      <QueryBoundary query={years} retry={againYears}>
        {({ fundingYears }) => <YearsPanel years={fundingYears} drills />}
      </QueryBoundary>
      <LivelihoodPanel />
    </div>
  );
}
