'use client';

import { TasksDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { usePolling } from '@/lib/use-polling';
import { TaskList } from '../today/task-list';

/** An emergency session is an hour away at most: who has the list open hears of it in time. */
const EVERY_MS = 30_000;

/** What was given to the reader by name: sessions he is called to, opinions and other work that a meeting asked for. */
export function OwnDuties() {
  const t = useTranslations('meetings');
  const [{ data }, reload] = useQuery({ query: TasksDocument });
  usePolling(() => reload({ requestPolicy: 'network-only' }), true, EVERY_MS);
  const tasks = data?.tasks.filter(({ givenToMe }) => givenToMe) ?? [];
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
