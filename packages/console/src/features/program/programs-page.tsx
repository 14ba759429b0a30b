'use client';

import { DepartmentsDocument, ProgramsDocument, type ProgramsQuery } from '@yimen/schema/documents';
import { Select, Table, Tag, Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useVocabulary } from '@/lib/vocabulary';
import styles from './program.module.css';

type ProgramRow = ProgramsQuery['programs'][number];

export function ProgramsPage() {
  const t = useTranslations('program');
  const b = useBilingual();
  const [filters, setFilters] = useUrlFilters(['department'] as const);
  const [query, reload] = useQuery({ query: ProgramsDocument, variables: filters });
  const [{ data: county }] = useQuery({ query: DepartmentsDocument, requestPolicy: 'cache-first' });
  return (
    <Page title={t('programs')}>
      <search className="row">
        <Select
          className={styles.filter}
          aria-label={t('department')}
          placeholder={t('allDepartments')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.department}
          options={county?.departments.map(({ code, name }) => ({ value: code, label: b(name) }))}
          onChange={(department?: string) => setFilters({ department })}
        />
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ programs }) =>
          programs.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <>
              <p className="quiet">{t('count', { count: programs.length })}</p>
              <ProgramTable rows={programs} />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}

export function AssumedTag() {
  const common = useTranslations('common');
  return (
    <Tooltip title={common('assumedHint')} trigger={['hover', 'focus']}>
      <Tag color="warning" tabIndex={0}>
        {common('assumed')}
      </Tag>
    </Tooltip>
  );
}

function ProgramTable({ rows }: { rows: ProgramRow[] }) {
  const t = useTranslations('program');
  const b = useBilingual();
  const { form, period, amountKind } = useVocabulary();
  return (
    <Table
      rowKey="code"
      size="middle"
      scroll={{ x: 'max-content' }}
      pagination={false}
      dataSource={rows}
      columns={[
        {
          title: t('program'),
          render: (_, { code, name, assumed }) => (
            <>
              <Link href={`/programs/${code}`}>{b(name)}</Link> {assumed && <AssumedTag />}
            </>
          ),
        },
        { title: t('department'), render: (_, { department }) => <DepartmentName department={department} /> },
        { title: t('category'), render: (_, { category }) => b(category) },
        { title: t('form'), render: (_, row) => `${form(row.form)} · ${period(row.period)}` },
        { title: t('amount'), render: (_, row) => amountKind(row.amountKind) },
        {
          title: t('ruleInWords'),
          render: (_, { ruleInWords }) => <div className={styles.words}>{b(ruleInWords)}</div>,
        },
      ]}
    />
  );
}
