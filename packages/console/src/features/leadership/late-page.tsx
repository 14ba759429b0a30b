'use client';

import { LateTasksDocument, type LateTasksQuery, LateWorkDocument } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Page } from '@/lib/page';
import { NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useMayReadFunding } from '../funding/funding-page';
import { LatePanel } from './late-panel';

type Task = LateTasksQuery['lateTasks'][number];

/** What is late, piece by piece: with whom and since when, never about whom. */
export function LatePage() {
  const t = useTranslations('leadership.late');
  const funding = useTranslations('funding');
  const b = useBilingual();
  const mayRead = useMayReadFunding();
  const [{ unit, kind }, setFilters] = useUrlFilters(['unit', 'kind']);
  const [work, again] = useQuery({ query: LateWorkDocument, pause: !mayRead });
  const [tasks, reload] = useQuery({ query: LateTasksDocument, variables: { unit, kind }, pause: !mayRead });
  if (!mayRead) return <NoPermission />;
  return (
    <Page
      title={t('pageTitle')}
      breadcrumb={[{ title: funding('title'), href: '/funding' }, { title: t('pageTitle') }]}
    >
      <QueryBoundary query={work} retry={again}>
        {({ lateWork }) => <LatePanel work={lateWork} drills />}
      </QueryBoundary>
      {(unit || kind) && (
        <Button size="small" onClick={() => setFilters({ unit: undefined, kind: undefined })}>
          {t('all')}
        </Button>
      )}
      <p className="quiet">{t('pageNote')}</p>
      <QueryBoundary query={tasks} retry={reload}>
        {({ lateTasks }) => (
          <ListTable<Task>
            rowKey="id"
            rows={lateTasks}
            columns={[
              { title: t('unit'), render: (_, { unitName }) => b(unitName) },
              { title: t('step'), render: (_, { kindName }) => b(kindName) },
              { title: t('dueOn'), render: (_, { dueOn }) => dueOn },
              {
                title: t('lateBy'),
                align: 'right',
                render: (_, { workingDaysLate }) => (
                  <span className="late">{t('days', { count: workingDaysLate })}</span>
                ),
              },
              { title: t('number'), render: (_, { number }) => number ?? '—' },
            ]}
          />
        )}
      </QueryBoundary>
    </Page>
  );
}
