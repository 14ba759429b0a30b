'use client';

import { AUDIT_QUESTIONS, AUDIT_SEVERITIES, auditFindingWorkflow } from '@yimen/schema';
import { AuditFindingsDocument, AuditSummaryDocument, StartSelfAuditDocument } from '@yimen/schema/documents';
import { Segmented, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { formatDateTime } from '@/lib/dates';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton, Page, useStatusLabel } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { JobProgress } from '../job/job-progress';
import { FindingsTable } from './findings-table';
import { QuestionList } from './question-list';
import styles from './self-audit.module.css';

const FILTERS = ['status', 'question', 'severity', 'after'] as const;

/** What the county found when it asked itself an auditor's questions: how many of each, and which. */
export function SelfAuditPage() {
  const t = useTranslations('selfAudit');
  const b = useBilingual();
  const label = useStatusLabel();
  const [{ after, ...filters }, setFilters] = useUrlFilters(FILTERS);
  const status = filters.status ?? 'open';
  const [summary, reloadSummary] = useQuery({ query: AuditSummaryDocument });
  const [query, reload] = useQuery({
    query: AuditFindingsDocument,
    variables: { filter: { ...filters, status }, after },
  });
  const start = useCommand(StartSelfAuditDocument);
  const [jobId, setJobId] = useState<string>();
  const again = () => {
    reload({ requestPolicy: 'network-only' });
    reloadSummary({ requestPolicy: 'network-only' });
  };
  const run = async () => {
    const job = await start.run({});
    if (!isFailure(job)) setJobId(job.id);
  };
  const choose = (values: Partial<Record<(typeof FILTERS)[number], string>>) =>
    setFilters({ ...values, after: undefined });
  return (
    <Page
      title={t('title')}
      extra={
        <ActionButton
          action="run"
          allowedActions={summary.data?.auditSummary.allowedActions ?? []}
          loading={start.running}
          onClick={run}
        >
          {t('runNow')}
        </ActionButton>
      }
    >
      <p className="quiet">{t('hint')}</p>
      <MutationFailure failure={start.failure} onClose={() => start.setFailure(undefined)} />
      {jobId && <JobProgress jobId={jobId} onEnd={again} />}
      <QueryBoundary query={summary} retry={again}>
        {({ auditSummary: { askedAt, questions } }) => (
          <section className="stack" aria-labelledby="questions">
            <h2 id="questions">{t('questions')}</h2>
            <p className="quiet">{askedAt ? t('askedAt', { at: formatDateTime(askedAt) }) : t('neverAsked')}</p>
            <QuestionList
              questions={questions}
              chosen={filters.question}
              onChoose={(question) => choose({ question, status: undefined })}
            />
          </section>
        )}
      </QueryBoundary>
      <section className="stack" aria-labelledby="findings">
        <h2 id="findings">{t('findings')}</h2>
        <div className={styles.filters}>
          <Segmented
            aria-label={t('status')}
            value={status}
            options={Object.keys(auditFindingWorkflow).map((value) => ({ value, label: label('auditFinding', value) }))}
            onChange={(value) => choose({ status: value === 'open' ? undefined : value })}
          />
          <Select
            allowClear
            className={styles.select}
            aria-label={t('question')}
            placeholder={t('question')}
            value={filters.question}
            options={Object.entries(AUDIT_QUESTIONS).map(([value, name]) => ({ value, label: b(name) }))}
            onChange={(question?: string) => choose({ question })}
          />
          <Select
            allowClear
            className={styles.select}
            aria-label={t('severity')}
            placeholder={t('severity')}
            value={filters.severity}
            options={Object.entries(AUDIT_SEVERITIES).map(([value, name]) => ({ value, label: b(name) }))}
            onChange={(severity?: string) => choose({ severity })}
          />
        </div>
        <QueryBoundary query={query} retry={again}>
          {({ auditFindings: { nodes, total, nextCursor } }) =>
            nodes.length === 0 ? (
              <EmptyState title={t('none')} hint={t('noneHint')} />
            ) : (
              <div className="stack" aria-busy={query.fetching || query.stale}>
                <FindingsTable findings={nodes} />
                <CursorPager
                  total={total}
                  nextCursor={nextCursor}
                  after={after}
                  onGo={(cursor) => setFilters({ after: cursor })}
                />
              </div>
            )
          }
        </QueryBoundary>
      </section>
    </Page>
  );
}
