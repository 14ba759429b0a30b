'use client';

import { TasksDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { usePolling } from '@/lib/use-polling';
import { TaskList } from '../today/task-list';

const KINDS = ['emergency_meeting', 'hold_meeting'];
/** An emergency session is an hour away at most: who has the list open hears of it in time. */
const EVERY_MS = 30_000;

/** What the reader is called to at once, and the meetings that somebody waits for him to hold. */
export function OwnDuties() {
  const t = useTranslations('meetings');
  const [{ data }, reload] = useQuery({ query: TasksDocument });
  usePolling(() => reload({ requestPolicy: 'network-only' }), true, EVERY_MS);
  const tasks = data?.tasks.filter(({ kind, status }) => KINDS.includes(kind) && status === 'open') ?? [];
  return (
    <div role="status">
      {tasks.length > 0 && (
        <section className="stack" aria-labelledby="own-duties">
          <h2 id="own-duties">{t('ownDuties')}</h2>
          <TaskList tasks={tasks} />
        </section>
      )}
    </div>
  );
}
