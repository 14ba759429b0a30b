'use client';

import { DepartmentsDocument, StandardsDocument, type StandardsQuery } from '@yimen/schema/documents';
import { Input, Select } from 'antd';
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
import { StandardPeriods } from './standard-periods';

type StandardRow = StandardsQuery['standards'][number];

/** Every named figure of the county by date; one's own department's first. */
export function StandardsPage() {
  const t = useTranslations('rules.standards');
  const common = useTranslations('program');
  const b = useBilingual();
  const locale = useLocale();
  const [{ search, department }, setFilters] = useUrlFilters(['search', 'department'] as const);
  const [query, reload] = useQuery({ query: StandardsDocument });
  const [{ data: county }] = useQuery({ query: DepartmentsDocument, requestPolicy: 'cache-first' });
  const mentions = ({ name, code }: StandardRow) =>
    [name.zh, name.en, code]
      .join(' ')
      .toLowerCase()
      .includes(search?.toLowerCase() ?? '');
  return (
    <Page title={t('title')} breadcrumb={[{ title: common('programs'), href: '/programs' }, { title: t('title') }]}>
      <search className="row">
        <Input.Search
          key={search}
          className={styles.search}
          defaultValue={search}
          placeholder={t('search')}
          aria-label={t('search')}
          enterButton={common('find')}
          allowClear
          onSearch={(text) => setFilters({ search: text.trim() })}
        />
        <Select
          className={styles.filter}
          aria-label={common('department')}
          placeholder={common('allDepartments')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={department}
          options={county?.departments.map(({ code, name }) => ({ value: code, label: b(name) }))}
          onChange={(chosen?: string) => setFilters({ department: chosen })}
        />
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ standards }) => {
          const rows = standards
            .filter((one) => (!department || one.department.code === department) && mentions(one))
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
                      <>
                        {current.value.toLocaleString(locale, { maximumFractionDigits: 4 })}{' '}
                        <span className="quiet">{b(unit)}</span> {current.kind === 'assumed' && <AssumedTag />}
                      </>
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
