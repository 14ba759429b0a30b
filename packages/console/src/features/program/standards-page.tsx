'use client';

import { StandardsDocument } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Page, StatusTag } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import styles from './program.module.css';
import { AssumedTag } from './programs-page';
import { mentions, SEARCH_FILTERS, SearchRow } from './search-row';
import { StandardPeriods } from './standard-periods';

/** Every named figure of the county by date; one's own department's first. */
export function StandardsPage() {
  const t = useTranslations('rules.standards');
  const common = useTranslations('program');
  const b = useBilingual();
  const locale = useLocale();
  const [filters, setFilters] = useUrlFilters(SEARCH_FILTERS);
  const { search, department } = filters;
  const [query, reload] = useQuery({ query: StandardsDocument });
  return (
    <Page title={t('title')} breadcrumb={[{ title: common('programs'), href: '/programs' }, { title: t('title') }]}>
      <SearchRow label={t('search')} filters={filters} onChange={setFilters} />
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ standards }) => {
          const rows = standards
            .filter(
              (one) =>
                (!department || one.department.code === department) &&
                mentions([one.name.zh, one.name.en, one.code], search),
            )
            .sort((x, y) => Number(y.maySave) - Number(x.maySave));
          if (rows.length === 0) return <EmptyState title={t('none')} hint={common('noneHint')} />;
          return (
            <ListTable
              rowKey={({ code }) => code}
              rows={rows}
              columns={[
                {
                  title: t('standard'),
                  render: (_, { code, name, open }) => (
                    <div className={styles.words}>
                      <Link href={`/standards/${code}`}>{b(name)}</Link>{' '}
                      {open && <StatusTag kind="ruleVersion" status={open.status} />}
                    </div>
                  ),
                },
                {
                  title: t('current'),
                  align: 'right',
                  render: (_, { current, unit }) =>
                    current && (
                      <div className={styles.figure}>
                        {current.value.toLocaleString(locale, { maximumFractionDigits: 4 })}{' '}
                        <span className="quiet">{b(unit)}</span> {current.kind === 'assumed' && <AssumedTag />}
                      </div>
                    ),
                },
                { title: t('byDate'), render: (_, { values }) => <StandardPeriods values={values} /> },
                { title: t('owner'), render: (_, row) => <DepartmentName department={row.department} /> },
                { title: t('usedBy'), render: (_, { programs }) => t('programCount', { count: programs.length }) },
              ]}
            />
          );
        }}
      </QueryBoundary>
    </Page>
  );
}
