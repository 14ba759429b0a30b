'use client';

import { RecalculationDocument, type RecalculationPartsFragment } from '@yimen/schema/documents';
import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { JobProgress } from '@/features/job/job-progress';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { EmptyState, Missing, QueryBoundary } from '@/lib/states';
import { usePolling } from '@/lib/use-polling';
import styles from './recalculation.module.css';
import { RecalculationActions } from './recalculation-actions';
import { RecalculationRows } from './recalculation-rows';

const EVERY_MS = 1000;

/** One recalculation: what it would change, who stands in it, and the step that comes next. */
export function RecalculationPage({ id }: { id: string }) {
  const t = useTranslations('recalculation');
  const payments = useTranslations('payments');
  const b = useBilingual();
  const [query, reload] = useQuery({ query: RecalculationDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  const found = query.data?.recalculation;
  const isWorking = found?.status === 'judging' || found?.status === 'carrying';
  usePolling(again, isWorking, EVERY_MS);
  return (
    <QueryBoundary query={query} retry={again}>
      {({ recalculation }) =>
        recalculation ? (
          <Page
            title={t('titleOf', { program: b(recalculation.program.name), from: recalculation.fromMonth.slice(0, 7) })}
            breadcrumb={[
              { title: payments('title'), href: '/payments' },
              { title: t('title'), href: '/payments/recalculations' },
              { title: b(recalculation.program.name) },
            ]}
            extra={<StatusTag kind="recalculation" status={recalculation.status} />}
          >
            <Head recalculation={recalculation} />
            {isWorking && recalculation.jobId && <JobProgress jobId={recalculation.jobId} onEnd={again} />}
            <RecalculationActions recalculation={recalculation} onDone={again} />
            {recalculation.status !== 'judging' && <Outcome recalculation={recalculation} />}
            {recalculation.status !== 'judging' && <RecalculationRows recalculation={recalculation} />}
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/payments/recalculations">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

interface Props {
  recalculation: RecalculationPartsFragment;
}

function Head({ recalculation }: Props) {
  const t = useTranslations('recalculation');
  const { department, cause, source, paysArrears, madeBy, madeAt, approvedBy, approvedAt, reason } = recalculation;
  return (
    <section className="paper stack" aria-label={t('basis')}>
      <p>
        <DepartmentName department={department} /> · {t(`causes.${cause}`)} · {t('sourceOf', { source })} ·{' '}
        {t(paysArrears ? 'withArrears' : 'withoutArrears')}
      </p>
      <p className="quiet">
        {t('madeByAt', { name: madeBy, at: formatDateTime(madeAt) })}
        {approvedBy && approvedAt && ` · ${t('approvedByAt', { name: approvedBy, at: formatDateTime(approvedAt) })}`}
      </p>
      {reason && <Alert type="info" showIcon title={t('cancelledFor', { reason })} />}
    </section>
  );
}

function Outcome({ recalculation: { sums, line, status, paysArrears } }: Props) {
  const t = useTranslations('recalculation');
  if (sums.length === 0) return <EmptyState title={t('nobody')} hint={t('nobodyHint')} />;
  const more = sums.find(({ kind }) => kind === 'more');
  const short = line.leftFen === null || line.leftFen < line.neededFen;
  const wasCarried = status === 'done' || status === 'carrying';
  return (
    <section className="paper stack" aria-labelledby="outcome">
      <h2 id="outcome">{t('outcome')}</h2>
      <dl className={styles.figures}>
        <div>
          <dt className="quiet">{t('moreAMonth')}</dt>
          <dd>
            <Money fen={more?.monthFen ?? 0} data-testid="more-a-month" />
          </dd>
        </div>
        <div>
          <dt className="quiet">{t('moreAYear', { year: line.year })}</dt>
          <dd>
            <Money fen={more?.yearFen ?? 0} />
          </dd>
        </div>
        {paysArrears && (
          <div>
            <dt className="quiet">{t('arrears')}</dt>
            <dd>
              <Money fen={more?.arrearsFen ?? 0} />
            </dd>
          </div>
        )}
      </dl>
      {!wasCarried && (
        <Alert
          type={short ? 'warning' : 'info'}
          showIcon
          title={
            line.leftFen === null
              ? t('noLine', { year: line.year })
              : t.rich(short ? 'short' : 'bears', {
                  year: line.year,
                  needed: () => <Money fen={line.neededFen} />,
                  left: () => <Money fen={line.leftFen} />,
                })
          }
        />
      )}
      <ListTable
        small
        rowKey={({ kind }) => kind}
        rows={sums}
        scroll={{}}
        columns={[
          { title: t('kind'), render: (_, { kind }) => t(`kinds.${kind}`) },
          { title: t('rows'), align: 'right', render: (_, { rows }) => rows },
          {
            title: t('aMonth'),
            align: 'right',
            render: (_, { kind, monthFen }) => (kind === 'more' || kind === 'less' ? <Money fen={monthFen} /> : '—'),
          },
          { title: t('whatHappens'), render: (_, sum) => <WhatHappens sum={sum} wasCarried={wasCarried} /> },
        ]}
      />
    </section>
  );
}

/** What comes of the rows of a kind, or what came of them. */
function WhatHappens({ sum, wasCarried }: { sum: RecalculationPartsFragment['sums'][number]; wasCarried: boolean }) {
  const t = useTranslations('recalculation');
  if (!wasCarried || sum.done + sum.secondLook + sum.skipped === 0) return t(`happens.${sum.kind}`);
  return (['done', 'secondLook', 'skipped'] as const)
    .filter((state) => sum[state] > 0)
    .map((state) => t(`counted.${state}`, { count: sum[state] }))
    .join(t('comma'));
}
