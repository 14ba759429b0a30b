'use client';

import {
  type RecalculationPartsFragment,
  RecalculationRowsDocument,
  type RecalculationRowsQuery,
  TownshipsDocument,
} from '@yimen/schema/documents';
import { Button, Segmented } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { explainHref } from '@/features/explanation/explain-href';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { EmptyState, QueryBoundary } from '@/lib/states';
import styles from './recalculation.module.css';

type Row = NonNullable<NonNullable<RecalculationRowsQuery['recalculation']>['rows']>['nodes'][number];

interface Props {
  recalculation: RecalculationPartsFragment;
}

/** Who gets what before and after, and why by the rule; for who may see names. */
export function RecalculationRows({ recalculation }: Props) {
  const t = useTranslations('recalculation');
  const locale = useLocale();
  const [kind, setKind] = useState('all');
  const [after, setAfter] = useState<string>();
  const { id, version, sums } = recalculation;
  const [query, reload] = useQuery({
    query: RecalculationRowsDocument,
    variables: { id, kind: kind === 'all' ? undefined : kind, after },
  });
  // Each step changes rows too.
  const shown = useRef(version);
  useEffect(() => {
    if (shown.current === version) return;
    shown.current = version;
    reload({ requestPolicy: 'network-only' });
  }, [version, reload]);
  if (sums.length === 0) return null;
  if (query.data?.recalculation && !query.data.recalculation.rows) return <p className="quiet">{t('sumsOnly')}</p>;
  const narrowed = kind === 'all' ? '' : `&kind=${kind}`;
  return (
    <section className="paper stack" aria-labelledby="recalculation-rows">
      <div className="row">
        <h2 id="recalculation-rows">{t('rowsTitle')}</h2>
        <Button href={`/api/recalculations/rows.xlsx?id=${id}${narrowed}&lang=${locale}`} download>
          {t('export')}
        </Button>
      </div>
      <div className={styles.choices}>
        <Segmented
          aria-label={t('kind')}
          value={kind}
          onChange={(value) => {
            setKind(value);
            setAfter(undefined);
          }}
          options={[
            { value: 'all', label: t('all') },
            ...sums.map((sum) => ({ value: sum.kind, label: `${t(`kinds.${sum.kind}`)} ${sum.rows}` })),
          ]}
        />
      </div>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ recalculation: found }) => {
          const rows = found?.rows;
          if (!rows || rows.nodes.length === 0) return <EmptyState title={t('noRows')} />;
          return (
            <>
              <RowsTable recalculation={recalculation} rows={rows.nodes} />
              <CursorPager total={rows.total} after={after} nextCursor={rows.nextCursor} onGo={setAfter} />
            </>
          );
        }}
      </QueryBoundary>
    </section>
  );
}

function RowsTable({ recalculation: { program, fromMonth }, rows }: Props & { rows: readonly Row[] }) {
  const t = useTranslations('recalculation');
  const b = useBilingual();
  const [county] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  const townships = new Map(county.data?.townships.map(({ code, name }) => [code, b(name)]));
  const why = ({ householdId, personId }: Row) =>
    explainHref({ householdId, personId, programCode: program.code, on: fromMonth });
  return (
    <ListTable
      small
      rowKey={({ id }) => id}
      rows={rows}
      pagination={false}
      columns={[
        {
          title: t('payee'),
          render: (_, { payee, householdId, householdCode }) => (
            <>
              <Link href={`/households/${householdId}`}>{payee}</Link>
              <div className="quiet">{householdCode}</div>
            </>
          ),
        },
        { title: t('township'), render: (_, { townshipCode }) => townships.get(townshipCode) ?? townshipCode },
        { title: t('kind'), render: (_, { kind }) => t(`kinds.${kind}`) },
        {
          title: t('beforeAfter'),
          align: 'right',
          render: (_, { beforeFen, afterFen }) => (
            <>
              <Money fen={beforeFen} /> → <Money fen={afterFen} />
            </>
          ),
        },
        {
          title: t('arrears'),
          align: 'right',
          render: (_, { arrearsFen }) => (arrearsFen > 0 ? <Money fen={arrearsFen} /> : null),
        },
        {
          title: t('state'),
          render: (_, row) => <State row={row} />,
        },
        {
          title: t('why'),
          render: (_, row) => (
            <Link href={why(row)} aria-label={t('whyOf', { name: row.payee })}>
              {t('byRule')}
            </Link>
          ),
        },
      ]}
    />
  );
}

/** Kinds that something is done about. */
const MOVES = ['more', 'less', 'ends'];

function State({ row: { kind, state, skippedFor, decision } }: { row: Row }) {
  const t = useTranslations('recalculation');
  if (!MOVES.includes(kind)) return '—';
  if (skippedFor) return t('skippedFor', { why: t(`skipped.${skippedFor}`) });
  return decision ? t(`decisions.${decision}`) : t(`states.${state}`);
}
