'use client';

import { TasksDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { ReserveLink } from '../reserve/reserve-link';
import { TaskList } from './task-list';

/** What must be done before one goes home, in order, with the clock on each. */
export function TodayPage() {
  const t = useTranslations('today');
  const { today, places } = useViewer();
  const [query, reload] = useQuery({ query: TasksDocument });
  return (
    <Page
      title={t('title')}
      documentTitle={t('title')}
      extra={
        <>
          <span className="quiet">{today}</span>
          <ReserveLink />
        </>
      }
    >
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ tasks }) => {
          const open = tasks.filter(({ status }) => status === 'open');
          const done = tasks.filter(({ status }) => status !== 'open');
          const late = open.filter(({ workingDaysLeft }) => workingDaysLeft < 0).length;
          return (
            <>
              <section className="stack" aria-labelledby="to-do">
                <h2 id="to-do">
                  {t('toDo', { count: open.length })}{' '}
                  {late > 0 && <span className="late">{t('late', { count: late })}</span>}
                </h2>
                {open.length > 0 ? (
                  <TaskList tasks={open} />
                ) : (
                  <EmptyState title={t('nothingToDo')} hint={t('nothingToDoHint')}>
                    {places.includes('households') && <LinkButton href="/households">{t('toHouseholds')}</LinkButton>}
                  </EmptyState>
                )}
              </section>
              {done.length > 0 && (
                <section className="stack" aria-labelledby="done">
                  <h2 id="done">{t('done', { count: done.length })}</h2>
                  <TaskList tasks={done} />
                </section>
              )}
            </>
          );
        }}
      </QueryBoundary>
    </Page>
  );
}
