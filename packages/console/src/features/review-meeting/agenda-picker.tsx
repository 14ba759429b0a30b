'use client';

import type { AgendaCandidatesQuery } from '@yimen/schema/documents';
import { Checkbox, Form } from 'antd';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { EmptyState } from '@/lib/states';
import styles from './review-meeting.module.css';

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
          {cases.nodes.map(({ id, number, beneficiary, household, need, requestedOn }) => (
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
