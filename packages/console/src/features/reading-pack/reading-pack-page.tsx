'use client';

import { ReadingPackDocument, type ReadingPackQuery } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { formatDateTime } from '@/lib/dates';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, Missing, QueryBoundary } from '@/lib/states';
import { PackItem } from './pack-item';
import styles from './reading-pack.module.css';

/** What a member reads before a meeting: each item with all that must be known of it, on one page that prints. */
export function ReadingPackPage({ meetingId }: { meetingId: string }) {
  const t = useTranslations('readingPack');
  const [query, reload] = useQuery({ query: ReadingPackDocument, variables: { id: meetingId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })} skeletonRows={12}>
      {({ meeting }) =>
        meeting ? (
          <div className={styles.pack}>
            <Page
              title={t('titleOf', { title: meeting.title })}
              breadcrumb={[
                { title: t('meetings'), href: '/meetings' },
                { title: meeting.number, href: `/meetings/${meeting.id}` },
                { title: t('pack') },
              ]}
              extra={<Button onClick={() => window.print()}>{t('print')}</Button>}
            >
              <p>
                {formatDateTime(meeting.scheduledAt)} · {meeting.place}
              </p>
              <Items meeting={meeting} />
            </Page>
          </div>
        ) : (
          <Missing>
            <LinkButton href="/meetings">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function Items({ meeting: { agenda } }: { meeting: NonNullable<ReadingPackQuery['meeting']> }) {
  const t = useTranslations('readingPack');
  if (agenda.length === 0) return <EmptyState title={t('empty')} hint={t('emptyHint')} />;
  const read = agenda.filter(({ lastReadAt, changesSinceRead }) => lastReadAt && changesSinceRead.length === 0).length;
  return (
    <>
      <p role="status" className="quiet">
        {t('progress', { read, total: agenda.length })}
      </p>
      {[...agenda]
        .sort((one, other) => one.position - other.position)
        .map((item) => (
          <PackItem key={item.id} item={item} />
        ))}
    </>
  );
}
