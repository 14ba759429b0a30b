'use client';

import { VerificationReportDocument, type VerificationReportQuery } from '@yimen/schema/documents';
import { Button, Tag } from 'antd';
import { useFormatter, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page } from '@/lib/page';
import { QueryBoundary } from '@/lib/states';
import { Counts } from './counts';
import styles from './verification.module.css';

type Report = VerificationReportQuery['verificationReport'];
type Line = Report['lines'][number];
type Value = Line['found'];

const COLORS: Record<string, string> = { agree: 'success', differ: 'error', new: 'processing' };

/** What was declared and what was found of one household, item by item; it prints as it is filed. */
export function ReportPage({ requestId, householdId }: { requestId: string; householdId: string }) {
  const [query, reload] = useQuery({
    query: VerificationReportDocument,
    variables: { requestId, householdId },
    requestPolicy: 'network-only',
  });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ verificationReport }) => <ReportSheet report={verificationReport} />}
    </QueryBoundary>
  );
}

function ReportSheet({ report }: { report: Report }) {
  const t = useTranslations('verification');
  const title = t('reportOf', { name: report.headName });
  return (
    <Page
      title={title}
      breadcrumb={[
        { title: t('title'), href: '/verification' },
        { title: report.number, href: `/verification/${report.requestId}` },
        { title },
      ]}
      extra={
        <>
          <LinkButton className="no-print" href={`/households/${report.householdId}/verification`}>
            {t('toHousehold')}
          </LinkButton>
          <Button className="no-print" onClick={() => window.print()}>
            {t('print')}
          </Button>
        </>
      }
    >
      <p className="quiet">
        {report.number} · {report.householdCode} · {report.purpose} ·{' '}
        {t('askedBy', { name: report.requestedBy, at: formatDateTime(report.createdAt) })}
      </p>
      <Counts counts={report.counts} />
      <section aria-label={t('lines')}>
        <Lines lines={report.lines} />
      </section>
      {report.sums.length > 0 && (
        <section aria-labelledby="sums" className="stack">
          <h2 id="sums">{t('sums')}</h2>
          <p className="quiet">{t('sumsHint')}</p>
          <Sums sums={report.sums} />
        </section>
      )}
      <p className={styles.sign}>
        <span>{t('signedByClerk')}</span>
        <span>{t('signedOn')}</span>
      </p>
    </Page>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  return (
    <ListTable
      small
      pagination={false}
      rowKey={(line) => `${line.item.code} ${line.fact?.en} ${line.personName}`}
      rows={lines}
      columns={[
        { title: t('item'), render: (_, { item }) => `${b(item.provider)} · ${b(item.name)}` },
        { title: t('person'), render: (_, { personName }) => personName ?? t('wholeHousehold') },
        { title: t('fact'), render: (_, { fact }) => (fact ? b(fact) : '—') },
        { title: t('declared'), render: (_, { declared }) => <Said value={declared} /> },
        {
          title: t('found'),
          render: (_, { found, item, records }) => <Found found={found} item={item} records={records} />,
        },
        { title: t('result'), render: (_, { result }) => <Tag color={COLORS[result]}>{t(`results.${result}`)}</Tag> },
        { title: t('validUntil'), render: (_, { validUntil }) => validUntil ?? '—' },
      ]}
    />
  );
}

function Said({ value }: { value: Value }) {
  const b = useBilingual();
  if (!value) return '—';
  return (
    <>
      <div>{b(value.text)}</div>
      <div className="quiet">
        {b(value.source)} · {value.observedOn}
      </div>
    </>
  );
}

/** The value, and the records behind it as the register gave them. */
function Found({ found, item, records }: { found: Value; item: Line['item']; records: readonly unknown[] }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const format = useFormatter();
  const brought = records as readonly Record<string, unknown>[];
  const untold = item.fields
    .filter(
      ({ code, name }) =>
        item.untold.some(({ en }) => en === name.en) && brought.some((one) => one[code] !== undefined),
    )
    .map(({ name }) => name);
  return (
    <>
      <Said value={found} />
      {records.length > 0 && (
        <ul className={`quiet ${styles.records}`}>
          {records.map((record) => {
            const values = record as Record<string, unknown>;
            const text = item.fields
              .filter(({ code }) => values[code] !== undefined)
              .map(({ code, name }) => `${b(name)} ${String(values[code])}`)
              .join(' · ');
            return <li key={JSON.stringify(record)}>{text}</li>;
          })}
          {untold.length > 0 && <li>{t('untold', { fields: format.list(untold.map(b)) })}</li>}
        </ul>
      )}
    </>
  );
}

function Sums({ sums }: { sums: Report['sums'] }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  return (
    <ListTable
      small
      rowKey={({ fact, personName }) => `${fact.en} ${personName}`}
      rows={sums}
      columns={[
        { title: t('person'), render: (_, { personName }) => personName ?? t('wholeHousehold') },
        { title: t('fact'), render: (_, { fact }) => b(fact) },
        { title: t('declared'), align: 'right', render: (_, { declaredFen }) => <Money fen={declaredFen} /> },
        { title: t('foundAtLeast'), align: 'right', render: (_, { foundFen }) => <Money fen={foundFen} /> },
        {
          title: t('result'),
          render: (_, { differs, declaredFen }) => {
            const result = differs ? 'differ' : declaredFen === null ? 'new' : 'agree';
            return <Tag color={COLORS[result]}>{t(`results.${result}`)}</Tag>;
          },
        },
        {
          title: t('parts'),
          render: (_, { parts }) => (
            <ul className={styles.records}>
              {parts.map(({ source, fen, counted }) => (
                <li key={source.en} className={counted ? undefined : 'quiet'}>
                  {b(source)} <Money fen={fen} /> {!counted && t('notCounted')}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
