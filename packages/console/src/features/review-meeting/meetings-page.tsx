'use client';

import { meetingWorkflow } from '@yimen/schema';
import { MeetingsDocument, type MeetingsQuery } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page, StatusTag, useStatusLabel } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { DecisionsDue } from './decisions-due';
import { EmergencyTag } from './emergency-fields';
import { OwnDuties } from './own-duties';
import { OwnTies } from './own-ties';
import styles from './review-meeting.module.css';
import { RunningMeetings } from './running-meetings';

const CONTEXT = { additionalTypenames: ['Meeting'] };

export function MeetingsPage() {
  const t = useTranslations('meetings');
  const statusLabel = useStatusLabel();
  const { staff, places } = useViewer();
  const mayRead = places.includes('meetings');
  const [filters, setFilters] = useUrlFilters(['status'] as const);
  const [query, reload] = useQuery({ query: MeetingsDocument, variables: filters, context: CONTEXT, pause: !mayRead });
  const plan = staff.role === 'chair' && (
    <LinkButton type="primary" href="/meetings/new">
      {t('plan')}
    </LinkButton>
  );
  if (!mayRead) return <NoPermission />;
  return (
    <Page title={t('meetings')} extra={plan}>
      <OwnDuties />
      <search className="row">
        <Select
          className={styles.filter}
          aria-label={t('status')}
          placeholder={t('allStatuses')}
          allowClear
          value={filters.status}
          options={Object.keys(meetingWorkflow).map((status) => ({
            value: status,
            label: statusLabel('meeting', status),
          }))}
          onChange={(status?: string) => setFilters({ status })}
        />
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ meetings }) =>
          meetings.length === 0 ? (
            <EmptyState title={t('none')} hint={staff.role === 'chair' ? t('noneHint') : t('noneHintMember')}>
              {plan}
            </EmptyState>
          ) : (
            <>
              <RunningMeetings meetings={meetings} />
              <MeetingTable meetings={meetings} />
            </>
          )
        }
      </QueryBoundary>
      {staff.role === 'chair' && <DecisionsDue />}
      <OwnTies />
    </Page>
  );
}

const ORDER: Record<string, number> = { open: 0, planned: 1, closed: 2 };

function MeetingTable({ meetings }: { meetings: MeetingsQuery['meetings'] }) {
  const t = useTranslations('meetings');
  const sorted = [...meetings].sort(
    (a, b) => (ORDER[a.status] ?? 3) - (ORDER[b.status] ?? 3) || b.scheduledAt.localeCompare(a.scheduledAt),
  );
  return (
    <ListTable
      rowKey="id"
      rows={sorted}
      columns={[
        {
          title: t('title'),
          render: (_, { id, title, session }) => (
            <>
              <Link href={`/meetings/${id}`}>{title}</Link> {session === 'emergency' && <EmergencyTag />}
            </>
          ),
        },
        { title: t('status'), render: (_, { status }) => <StatusTag kind="meeting" status={status} /> },
        { title: t('time'), render: (_, { scheduledAt }) => formatDateTime(scheduledAt) },
        { title: t('place'), dataIndex: 'place' },
        { title: t('chair'), render: (_, { chair }) => chair.name },
        {
          title: t('items'),
          align: 'right',
          render: (_, { agenda }) => {
            const done = agenda.filter(({ status }) => !['queued', 'in_discussion'].includes(status)).length;
            return t('itemsDone', { done, total: agenda.length });
          },
        },
        { title: t('number'), dataIndex: 'number' },
      ]}
    />
  );
}
