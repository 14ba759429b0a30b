'use client';

import { APPRAISAL_MEASURES, type AppraisalMeasureCode } from '@yimen/schema';
import {
  AppraisalDocument,
  type AppraisalQuery,
  AppraisalYearsDocument,
  CloseAppraisalDocument,
} from '@yimen/schema/documents';
import { App, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { ActionButton, LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import styles from './appraisal.module.css';
import { ClosedYear } from './closed-year';
import { ReadingList } from './reading-list';
import { byTotal, partOf, type Result, weakestOf } from './results';
import { ScoreBar } from './score-bar';

type Appraisal = NonNullable<AppraisalQuery['appraisal']>;

/** The year that is looked at: from the address, else this one. */
export function useYear(): [number, (year: number) => void] {
  const { today } = useViewer();
  const [filters, setFilters] = useUrlFilters(['year']);
  const asked = Number(filters.year);
  const year = Number.isInteger(asked) && asked > 2000 && asked < 2101 ? asked : Number(today.slice(0, 4));
  return [year, (chosen) => setFilters({ year: String(chosen) })];
}

/** How departments do: who is good, who is late by own fault, and what each score rests on. */
export function AppraisalPage() {
  const t = useTranslations('appraisal');
  const [year, setYear] = useYear();
  const [years] = useQuery({ query: AppraisalYearsDocument });
  const [query, reload] = useQuery({ query: AppraisalDocument, variables: { year } });
  const again = () => reload({ requestPolicy: 'network-only' });
  const choices = [...new Set([year, ...(years.data?.appraisalYears ?? [])])].sort((one, other) => other - one);
  return (
    <Page
      title={t('title')}
      extra={
        <>
          <Select
            className={styles.year}
            aria-label={t('year')}
            value={year}
            options={choices.map((value) => ({ value, label: t('yearOf', { year: String(value) }) }))}
            onChange={setYear}
          />
          {query.data?.appraisal?.report && (
            <LinkButton href={`/appraisal/report?year=${year}`}>{t('report')}</LinkButton>
          )}
          {query.data?.appraisal && <CloseYear appraisal={query.data.appraisal} onClosed={again} />}
        </>
      }
    >
      <p className="quiet">{t('hint')}</p>
      <QueryBoundary query={query} retry={again}>
        {({ appraisal }) =>
          appraisal && appraisal.departments.length > 0 ? (
            <AppraisalView appraisal={appraisal} />
          ) : appraisal?.report ? (
            <ClosedYear report={appraisal.report} onOpened={again} />
          ) : (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          )
        }
      </QueryBoundary>
    </Page>
  );
}

function CloseYear({ appraisal: { year, allowedActions }, onClosed }: { appraisal: Appraisal; onClosed: () => void }) {
  const t = useTranslations('appraisal');
  const { modal, message } = App.useApp();
  const close = useCommand(CloseAppraisalDocument);
  const ask = () =>
    modal.confirm({
      title: t('closeTitle', { year: String(year) }),
      content: t('closeHint'),
      okText: t('close'),
      onOk: async () => {
        if (isFailure(await close.run({ year }))) return;
        message.success(t('closeDone'));
        onClosed();
      },
    });
  return (
    <>
      <ActionButton action="close" allowedActions={allowedActions} loading={close.running} onClick={ask}>
        {t('close')}
      </ActionButton>
      <MutationFailure failure={close.failure} onClose={() => close.setFailure(undefined)} />
    </>
  );
}

function AppraisalView({ appraisal: { year, departments, report } }: { appraisal: Appraisal }) {
  const t = useTranslations('appraisal');
  const { today } = useViewer();
  const b = useBilingual();
  const ordered = byTotal(departments);
  const best = ordered.filter(({ total }) => total !== null).slice(0, 3);
  const [slowest] = [...departments].sort((one, other) => ownDays(other) - ownDays(one));
  const isRunning = year >= Number(today.slice(0, 4));
  const state = report ? t('closed', { number: report.number }) : isRunning ? t('running') : t('open');
  return (
    <>
      <section className="paper stack">
        {departments.length > 1 && best.length > 0 && (
          <p className={styles.answer}>
            {t('best', { names: best.map(({ department }) => b(department.name)).join(b({ zh: '、', en: ', ' })) })}
          </p>
        )}
        <p className={styles.answer} data-testid="slowest">
          {slowest && ownDays(slowest) > 0
            ? t('slowest', { name: b(slowest.department.name), days: ownDays(slowest) })
            : t('nobodySlow')}
        </p>
        <p className="quiet">{state}</p>
      </section>
      <DepartmentsTable results={ordered} year={year} />
      <ReadingList year={year} />
    </>
  );
}

const ownDays = (result: Result) => partOf(result, 'own_delay', 'ownDays');

function DepartmentsTable({ results, year }: { results: readonly Result[]; year: number }) {
  const t = useTranslations('appraisal');
  const b = useBilingual();
  return (
    <ListTable
      rowKey={({ department }) => department.code}
      rows={results}
      columns={[
        {
          title: t('department'),
          render: (_, { department }) => (
            <Link href={`/appraisal/${department.code}?year=${year}`}>
              <DepartmentName department={department} />
            </Link>
          ),
        },
        { title: t('total'), render: (_, { total }) => <ScoreBar points={total} /> },
        {
          title: t('ownDelay'),
          align: 'right',
          render: (_, result) => (
            <span className={ownDays(result) > 0 ? 'late' : 'quiet'}>{t('days', { days: ownDays(result) })}</span>
          ),
        },
        {
          title: t('waiting'),
          align: 'right',
          render: (_, result) => (
            <span className="quiet">{t('days', { days: partOf(result, 'own_delay', 'waitingDays') })}</span>
          ),
        },
        {
          title: t('weakest'),
          render: (_, result) => {
            const weakest = weakestOf(result);
            return (
              weakest && (
                <div>
                  {b(APPRAISAL_MEASURES[weakest.code as AppraisalMeasureCode])}{' '}
                  {t('points', { points: weakest.points ?? 0 })}
                  <div className={`quiet ${styles.formula}`}>{b(weakest.formula)}</div>
                </div>
              )
            );
          },
        },
      ]}
    />
  );
}
