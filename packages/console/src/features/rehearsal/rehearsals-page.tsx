'use client';

import { RehearsalsDocument, type RehearsalsQuery } from '@yimen/schema/documents';
import { Checkbox } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { mayRehearse } from './kinds';

type Row = RehearsalsQuery['rehearsals'][number];

/** One's own rehearsals and those that are shared, the newest first; two of them may be compared. */
export function RehearsalsPage() {
  const t = useTranslations('rehearsal');
  const { staff } = useViewer();
  const may = mayRehearse(staff.role);
  const [query, reload] = useQuery({ query: RehearsalsDocument, pause: !may });
  const [chosen, setChosen] = useState<string[]>([]);
  const [a, b] = chosen;
  const toggle = (id: string) =>
    setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id].slice(-2)));
  const extra = may && (
    <>
      {a && b && <LinkButton href={`/rehearsals/compare?a=${a}&b=${b}`}>{t('compareTwo')}</LinkButton>}
      <LinkButton type="primary" href="/rehearsals/new">
        {t('new')}
      </LinkButton>
    </>
  );
  return (
    <Page
      title={t('title')}
      breadcrumb={[{ title: t('programs'), href: '/programs' }, { title: t('title') }]}
      extra={extra}
    >
      <p className="quiet">{t('lead')}</p>
      {may ? (
        <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
          {({ rehearsals }) =>
            rehearsals.length === 0 ? (
              <EmptyState title={t('none')} hint={t('noneHint')} />
            ) : (
              <>
                <p className="quiet">{t('chooseTwo')}</p>
                <RehearsalTable rows={rehearsals} chosen={chosen} onToggle={toggle} />
              </>
            )
          }
        </QueryBoundary>
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

interface TableProps {
  rows: readonly Row[];
  chosen: readonly string[];
  onToggle: (id: string) => void;
}

function RehearsalTable({ rows, chosen, onToggle }: TableProps) {
  const t = useTranslations('rehearsal');
  return (
    <ListTable
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: t('name'), render: (_, { id, title }) => <Link href={`/rehearsals/${id}`}>{title}</Link> },
        {
          title: t('compare'),
          render: (_, { id, title, status }) => (
            <Checkbox
              aria-label={t('choose', { title })}
              checked={chosen.includes(id)}
              disabled={status !== 'succeeded'}
              onChange={() => onToggle(id)}
            />
          ),
        },
        { title: t('from'), render: (_, { from }) => from },
        { title: t('horizon'), render: (_, { horizonMonths }) => t('months', { count: horizonMonths }) },
        { title: t('status'), render: (_, { status }) => <StatusTag kind="job" status={status} /> },
        {
          title: t('author'),
          render: (_, { author, department }) => (
            <>
              {author} {department && <DepartmentName department={department} />}
            </>
          ),
        },
        { title: t('sharedWith'), render: (_, { sharedWith }) => t(`audience.${sharedWith}`) },
        { title: t('createdAt'), render: (_, { createdAt }) => formatDate(createdAt) },
      ]}
    />
  );
}
