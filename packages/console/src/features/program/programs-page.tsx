'use client';

import { ProgramsDocument, type ProgramsQuery } from '@yimen/schema/documents';
import { Alert, Tag, Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { useVocabulary } from '@/lib/vocabulary';
import styles from './program.module.css';
import { mentions, SEARCH_FILTERS, SearchRow } from './search-row';

type ProgramRow = ProgramsQuery['programs'][number];

export function ProgramsPage() {
  const t = useTranslations('program');
  const rules = useTranslations('rules');
  const { staff } = useViewer();
  const [filters, setFilters] = useUrlFilters(SEARCH_FILTERS);
  const [query, reload] = useQuery({ query: ProgramsDocument, variables: { department: filters.department } });
  return (
    <Page
      title={t('programs')}
      extra={
        <>
          {staff.role !== 'clerk' && <LinkButton href="/rehearsals">{t('rehearsals')}</LinkButton>}
          <LinkButton href="/standards">{rules('standards.title')}</LinkButton>
        </>
      }
    >
      <SearchRow label={t('search')} filters={filters} onChange={setFilters} />
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ programs }) => {
          const rows = programs
            .filter((program) => mentions(wordsOf(program), filters.search))
            .sort((x, y) => Number(y.maySave) - Number(x.maySave));
          const mine = programs.filter(waitsForMe);
          if (rows.length === 0) return <EmptyState title={t('none')} hint={t('noneHint')} />;
          return (
            <>
              {mine.length > 0 && <WaitingForMe programs={mine} />}
              <p className="quiet">{t('count', { count: rows.length })}</p>
              <ProgramTable rows={rows} />
            </>
          );
        }}
      </QueryBoundary>
    </Page>
  );
}

const wordsOf = ({ code, name, ruleInWords }: ProgramRow) => [code, name.zh, name.en, ruleInWords.zh, ruleInWords.en];

const waitsForMe = ({ openVersion }: ProgramRow) =>
  openVersion?.allowedActions.some(({ action, allowed }) => action === 'publish' && allowed) ?? false;

/** Rules of one's own department that a colleague has submitted. */
function WaitingForMe({ programs }: { programs: ProgramRow[] }) {
  const t = useTranslations('rules');
  const b = useBilingual();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('waitingForMe', { count: programs.length })}
      description={
        <ul className="plain-list">
          {programs.map(({ code, name, openVersion }) => (
            <li key={code}>
              <Link href={`/programs/${code}/edit`}>
                {t('versionTitle', { name: b(name), number: openVersion?.number ?? '' })}
              </Link>
            </li>
          ))}
        </ul>
      }
    />
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
  const rules = useTranslations('rules');
  const b = useBilingual();
  const { form, period, amountKind } = useVocabulary();
  return (
    <ListTable
      rowKey={({ code }) => code}
      rows={rows}
      columns={[
        {
          title: t('program'),
          render: (_, { code, name, assumed, ruleInWords, openVersion }) => (
            <div className={styles.words}>
              <Link href={`/programs/${code}`}>{b(name)}</Link> {assumed && <AssumedTag />}
              {openVersion && <StatusTag kind="ruleVersion" status={openVersion.phase} />}
              <div className={styles.summary}>{b(ruleInWords)}</div>
            </div>
          ),
        },
        {
          title: t('department'),
          render: (_, { department, category }) => (
            <div>
              <DepartmentName department={department} />
              <div className={styles.summary}>{b(category)}</div>
            </div>
          ),
        },
        { title: t('version'), render: (_, { version }) => rules('versionNumber', { number: version }) },
        { title: t('form'), render: (_, row) => `${form(row.form)} · ${period(row.period)}` },
        { title: t('amount'), render: (_, row) => amountKind(row.amountKind) },
      ]}
    />
  );
}
