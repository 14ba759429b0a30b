'use client';

import { ArchiveRehearsalDocument, RehearsalDocument, ShareRehearsalDocument } from '@yimen/schema/documents';
import { Alert, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { JobProgress } from '@/features/job/job-progress';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { ActionButton, LinkButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { usePolling } from '@/lib/use-polling';
import type { RehearsalData } from './kinds';
import { OutcomeView } from './outcome-view';
import styles from './rehearsal.module.css';

const UNDER_WAY = ['queued', 'running'];
const EVERY_MS = 1000;

/** One rehearsal: what would change, how far the work is, and what came of it. */
export function RehearsalPage({ id }: { id: string }) {
  const t = useTranslations('rehearsal');
  const [query, reload] = useQuery({ query: RehearsalDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  usePolling(again, UNDER_WAY.includes(query.data?.rehearsal?.status ?? ''), EVERY_MS);
  return (
    <QueryBoundary query={query} retry={again}>
      {({ rehearsal }) =>
        rehearsal ? (
          <Page
            title={rehearsal.title}
            breadcrumb={[
              { title: t('programs'), href: '/programs' },
              { title: t('title'), href: '/rehearsals' },
              { title: rehearsal.title },
            ]}
            extra={
              <>
                <LinkButton href={`/rehearsals/compare?a=${id}`}>{t('compareWith')}</LinkButton>
                <Archive rehearsal={rehearsal} />
              </>
            }
          >
            {rehearsal.archived && <Alert type="info" showIcon title={t('archived')} />}
            <Asked rehearsal={rehearsal} />
            {rehearsal.outcome ? (
              <OutcomeView rehearsal={rehearsal} outcome={rehearsal.outcome} />
            ) : (
              <JobProgress jobId={rehearsal.jobId} />
            )}
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/rehearsals">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

/** Puts it away, or takes it back. */
function Archive({ rehearsal: { id, version, archived, allowedActions } }: { rehearsal: RehearsalData }) {
  const t = useTranslations('rehearsal');
  const archive = useCommand(ArchiveRehearsalDocument);
  return (
    <>
      <ActionButton
        action="archive"
        allowedActions={allowedActions}
        loading={archive.running}
        onClick={() => archive.run({ rehearsalId: id, expectedVersion: version, archived: !archived })}
      >
        {t(archived ? 'takeBack' : 'archive')}
      </ActionButton>
      <MutationFailure failure={archive.failure} onClose={() => archive.setFailure(undefined)} />
    </>
  );
}

/** What was asked, by whom, and who may see it. */
function Asked({ rehearsal }: { rehearsal: RehearsalData }) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const { from, horizonMonths, author, department, createdAt, changes } = rehearsal;
  const by = department ? `${author}（${b(department.name)}）` : author;
  return (
    <section className="paper" aria-label={t('asked')}>
      <div className={styles.askedHead}>
        <p>{t('askedLine', { from, months: horizonMonths, author: by, on: formatDate(createdAt) })}</p>
        <Audience rehearsal={rehearsal} />
      </div>
      <ListTable
        small
        rows={changes}
        rowKey={({ programCode, standardCode, field }) => `${programCode} ${standardCode} ${field}`}
        columns={[
          { title: t('what'), render: (_, { name }) => b(name) },
          { title: t('part'), render: (_, { field }) => t(`field.${field}`) },
          { title: t('before'), render: (_, { before }) => <pre className={styles.text}>{before || '—'}</pre> },
          { title: t('after'), render: (_, { after }) => <pre className={styles.text}>{after}</pre> },
        ]}
      />
    </section>
  );
}

function Audience({ rehearsal }: { rehearsal: RehearsalData }) {
  const t = useTranslations('rehearsal');
  const share = useCommand(ShareRehearsalDocument);
  const { id, version, sharedWith, audiences, allowedActions } = rehearsal;
  if (!allowedActions.some(({ action }) => action === 'share'))
    return <span className="quiet">{t(`audience.${sharedWith}`)}</span>;
  return (
    <div className="row">
      <Select
        className={styles.audience}
        aria-label={t('sharedWith')}
        value={sharedWith}
        loading={share.running}
        options={audiences.map((value) => ({ value, label: t(`audience.${value}`) }))}
        onChange={(chosen: string) => share.run({ rehearsalId: id, expectedVersion: version, sharedWith: chosen })}
      />
      <MutationFailure failure={share.failure} onClose={() => share.setFailure(undefined)} />
    </div>
  );
}
