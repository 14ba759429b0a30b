'use client';

import { DecisionsDueDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { TaskList } from '../today/task-list';
import styles from './review-meeting.module.css';

/** What departments have still to decide, the late ones first, with whose turn it is. */
export function DecisionsDue() {
  const t = useTranslations('meetings');
  const [{ data }] = useQuery({ query: DecisionsDueDocument });
  const due = data?.decisionsDue ?? [];
  const late = due.filter(({ workingDaysLeft }) => workingDaysLeft < 0).length;
  if (due.length === 0) return null;
  return (
    <details className="paper" open={late > 0}>
      <summary className={styles.agendaSummary}>
        {t('decisionsDue', { count: due.length })}{' '}
        {late > 0 && <span className="late">{t('decisionsLate', { count: late })}</span>}
      </summary>
      <TaskList tasks={due} />
    </details>
  );
}
