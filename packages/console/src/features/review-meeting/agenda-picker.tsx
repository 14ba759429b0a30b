'use client';

import type { AgendaCandidatesQuery } from '@yimen/schema/documents';
import { Checkbox, Form } from 'antd';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { EmptyState } from '@/lib/states';
import { Deadline } from '../today/deadline';
import styles from './review-meeting.module.css';

type Candidate = AgendaCandidatesQuery['cases']['nodes'][number];

/** The one whose day comes first, first; of one day, those that the meeting can decide. */
function byUrgency(candidates: readonly Candidate[]): Candidate[] {
  const keyOf = ({ readiness, requestedOn }: Candidate) =>
    `${readiness?.dueOn ?? '9999'} ${readiness?.ready ? 0 : 1} ${requestedOn}`;
  return [...candidates].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
}

/** By when it must come before a meeting, and what the meeting will not find. */
function ReadinessLine({ readiness }: Pick<Candidate, 'readiness'>) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  if (!readiness) return null;
  const { dueOn, workingDaysLeft, ready, reasons } = readiness;
  return (
    <div className="row" data-testid="readiness">
      {dueOn && workingDaysLeft !== null && <Deadline dueOn={dueOn} workingDaysLeft={workingDaysLeft} />}
      {ready && <span>{t('ready')}</span>}
      {reasons.map((reason) => (
        <span key={reason.zh} className="quiet">
          {b(reason)}
        </span>
      ))}
    </div>
  );
}

/** The cases handed to the review and the batches still in draft, to be put on the agenda. */
export function AgendaPicker({ candidates }: { candidates: AgendaCandidatesQuery }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const { cases } = candidates;
  const batches = candidates.batches.filter(({ status }) => status === 'draft');
  if (cases.nodes.length + batches.length === 0)
    return <EmptyState title={t('noCandidates')} hint={t('noCandidatesHint')} />;
  return (
    <>
      <Form.Item name="caseIds" label={t('casesWaiting', { count: cases.nodes.length })}>
        <Checkbox.Group className={styles.picks}>
          {byUrgency(cases.nodes).map(({ id, number, beneficiary, household, need, requestedOn, readiness }) => (
            <Checkbox key={id} value={id} aria-label={`${beneficiary.name} ${number}`}>
              <strong>{beneficiary.name}</strong> <Link href={`/cases/${id}`}>{number}</Link>{' '}
              <span className="quiet">
                {b(household.township.name)} · {requestedOn}
                {need.leftFen !== null && (
                  <>
                    {' '}
                    · {t('left')} <Money fen={need.leftFen} />
                  </>
                )}
              </span>
              <div>{need.whatHappened}</div>
              <ReadinessLine readiness={readiness} />
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      {batches.length > 0 && (
        <Form.Item name="batchIds" label={t('batchesWaiting', { count: batches.length })}>
          <Checkbox.Group className={styles.picks}>
            {batches.map(({ id, number, title, applications }) => (
              <Checkbox key={id} value={id} aria-label={`${title} ${number}`}>
                <strong>{title}</strong> <Link href={`/batches/${id}`}>{number}</Link>{' '}
                <span className="quiet">{t('applications', { count: applications })}</span>
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
      )}
    </>
  );
}
