'use client';

import { type BudgetLinePartsFragment, BudgetsDocument, type BudgetsQuery } from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { LinkButton, Page } from '@/lib/page';
import { NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { yearOf, yearsToChoose } from '../funding/columns';
import { useMayReadFunding } from '../funding/funding-page';
import styles from './budget.module.css';
import { LinesSection } from './lines-section';
import { RequestsSection } from './requests-section';

type Filters = Partial<Record<'year' | 'fund' | 'department', string>>;

/** Every budget line with its numbers, and the changes that were asked for. */
export function BudgetsPage() {
  const t = useTranslations('budget');
  const locale = useLocale();
  const { today, places } = useViewer();
  const mayRead = useMayReadFunding();
  const [filters, setFilters] = useUrlFilters(['year', 'fund', 'department']);
  const year = yearOf(filters.year, today);
  const [query, reload] = useQuery({ query: BudgetsDocument, variables: { year }, pause: !mayRead });
  const refresh = () => reload({ requestPolicy: 'network-only' });
  const search = new URLSearchParams({ ...filters, year: String(year), lang: locale });
  if (!mayRead) {
    return (
      <Page title={t('title')}>
        <NoPermission />
      </Page>
    );
  }
  return (
    <Page
      title={t('title')}
      extra={
        <>
          {places.includes('budgets') && <LinkButton href="/budgets/plan">{t('plans.plan')}</LinkButton>}
          <Button href={`/api/budgets/lines.xlsx?${search}`} download>
            {t('export')}
          </Button>
        </>
      }
    >
      <search className="row">
        <Select
          className={styles.year}
          aria-label={t('year')}
          value={year}
          options={yearsToChoose(today, year).map((value) => ({ value, label: t('yearOf', { year: String(value) }) }))}
          onChange={(value) => setFilters({ year: String(value) })}
        />
        <LineFilters lines={query.data?.budgetLines ?? []} filters={filters} onChange={setFilters} />
      </search>
      <QueryBoundary query={query} retry={refresh}>
        {(data) => <Budgets data={data} filters={filters} onChange={refresh} />}
      </QueryBoundary>
    </Page>
  );
}

/** Narrows to a fund and to a department; whoever has the lines of one department only is not asked for it. */
function LineFilters({
  lines,
  filters,
  onChange,
}: {
  lines: readonly BudgetLinePartsFragment[];
  filters: Filters;
  onChange: (patch: Filters) => void;
}) {
  const t = useTranslations('budget');
  const b = useBilingual();
  const funds = new Map(lines.map(({ fund }) => [fund.zh, { value: fund.zh, label: b(fund) }]));
  const departments = new Map(lines.map(({ department: { code, name } }) => [code, { value: code, label: b(name) }]));
  const common = { className: styles.filter, allowClear: true, popupMatchSelectWidth: false };
  return (
    <>
      <Select
        {...common}
        aria-label={t('fund')}
        placeholder={t('allFunds')}
        value={filters.fund}
        options={[...funds.values()]}
        onChange={(fund?: string) => onChange({ fund })}
      />
      {departments.size > 1 && (
        <Select
          {...common}
          aria-label={t('department')}
          placeholder={t('allDepartments')}
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.department}
          options={[...departments.values()]}
          onChange={(department?: string) => onChange({ department })}
        />
      )}
    </>
  );
}

function Budgets({ data, filters, onChange }: { data: BudgetsQuery; filters: Filters; onChange: () => void }) {
  const wanted = ({ fund, department }: BudgetLinePartsFragment) =>
    (!filters.fund || fund.zh === filters.fund) && (!filters.department || department.code === filters.department);
  const lines = data.budgetLines.filter(wanted);
  const shown = new Set(lines.map(({ id }) => id));
  return (
    <>
      <RequestsSection
        requests={data.budgetRequests.filter(({ lineId, toLineId }) => shown.has(lineId) || shown.has(toLineId ?? ''))}
        onChange={onChange}
      />
      <LinesSection lines={lines} onChange={onChange} />
    </>
  );
}
