'use client';

import { ReserveDocument, type ReserveQuery, ReserveUsesDocument } from '@yimen/schema/documents';
import { App, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatYuan } from '@/lib/money';
import { ActionButton, LinkButton, Page } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { yearOf, yearsToChoose } from '../funding/columns';
import { AdvanceDialog } from './advance-dialog';
import { PayDialog } from './pay-dialog';
import styles from './reserve.module.css';
import { Totals, TownshipsTable } from './townships-table';
import { UsesTable } from './uses-table';

const ACTIONS = ['use', 'advance', 'reclaim'] as const;
type Action = (typeof ACTIONS)[number];
export type ReserveBoard = NonNullable<ReserveQuery['reserve']>;

/** What townships hold in advance, what they paid of it, and what became of the papers. */
export function ReservePage() {
  const t = useTranslations('reserve');
  const { message } = App.useApp();
  const { today } = useViewer();
  const [filters, setFilters] = useUrlFilters(['year', 'township', 'status', 'household']);
  const year = yearOf(filters.year, today);
  const [query, reload] = useQuery({ query: ReserveDocument, variables: { year } });
  const [uses, reloadUses] = useQuery({
    query: ReserveUsesDocument,
    variables: { filter: { year, townshipCode: filters.township, status: filters.status } },
  });
  const [chosen, setDialog] = useState<Action>();
  const reserve = query.data?.reserve;
  const dialog = chosen ?? (filters.household && reserve ? 'use' : undefined);
  const close = () => {
    setDialog(undefined);
    setFilters({ household: undefined });
  };
  const again = () => {
    reload({ requestPolicy: 'network-only' });
    reloadUses({ requestPolicy: 'network-only' });
  };
  const done = (told: string) => {
    message.success(t(`told.${told}`));
    close();
    again();
  };
  return (
    <Page
      title={t('title')}
      extra={
        <>
          {reserve?.lineId && <LinkButton href={`/budgets/${reserve.lineId}`}>{t('line')}</LinkButton>}
          {ACTIONS.map((action) => (
            <ActionButton
              key={action}
              action={action}
              allowedActions={reserve?.allowedActions ?? []}
              type={action === 'use' ? 'primary' : 'default'}
              onClick={() => setDialog(action)}
            >
              {t(action)}
            </ActionButton>
          ))}
        </>
      }
    >
      <QueryBoundary query={query} retry={again}>
        {(data) =>
          data.reserve ? (
            <>
              <Hint reserve={data.reserve} />
              <Choices year={year} reserve={data.reserve} filters={filters} onChange={setFilters} />
              <Totals townships={data.reserve.townships} floatFen={data.reserve.floatFen} />
              {data.reserve.townships.length > 1 && (
                <TownshipsTable
                  townships={data.reserve.townships}
                  floatFen={data.reserve.floatFen}
                  onChoose={(township) => setFilters({ township })}
                />
              )}
              <section className="paper" aria-labelledby="uses">
                <h2 id="uses">{t('uses')}</h2>
                <QueryBoundary query={uses} retry={again}>
                  {({ reserveUses }) =>
                    reserveUses.length === 0 ? (
                      <EmptyState title={t('none')} hint={t('noneHint')} />
                    ) : (
                      <UsesTable uses={reserveUses} onDone={done} />
                    )
                  }
                </QueryBoundary>
              </section>
            </>
          ) : (
            <NoPermission reason={t('noReserve')} />
          )
        }
      </QueryBoundary>
      {dialog === 'use' && reserve && (
        <PayDialog reserve={reserve} householdCode={filters.household} onClose={close} onDone={() => done('use')} />
      )}
      {(dialog === 'advance' || dialog === 'reclaim') && reserve?.lineId && (
        <AdvanceDialog
          kind={dialog}
          lineId={reserve.lineId}
          reserve={reserve}
          onClose={close}
          onDone={() => done(dialog)}
        />
      )}
    </Page>
  );
}

function Hint({ reserve }: { reserve: ReserveBoard }) {
  const t = useTranslations('reserve');
  const locale = useLocale();
  const figures = {
    float: formatYuan(reserve.floatFen, locale),
    ceiling: formatYuan(reserve.ceilingFen, locale),
    days: reserve.ceilingDays,
  };
  return <p className="quiet">{t('hint', figures)}</p>;
}

const STATUSES = ['awaiting_papers', 'filed', 'settled', 'taken_back'] as const;

interface ChoicesProps {
  year: number;
  reserve: ReserveBoard;
  filters: { township?: string; status?: string };
  onChange: (patch: { year?: string; township?: string; status?: string }) => void;
}

function Choices({ year, reserve, filters, onChange }: ChoicesProps) {
  const t = useTranslations('reserve');
  const b = useBilingual();
  const { today } = useViewer();
  const status = useTranslations('common.status.reserveUse');
  return (
    <search className="row">
      <Select
        className={styles.year}
        aria-label={t('year')}
        value={year}
        options={yearsToChoose(today, year).map((value) => ({ value, label: t('yearOf', { year: String(value) }) }))}
        onChange={(value) => onChange({ year: String(value) })}
      />
      {reserve.townships.length > 1 && (
        <Select
          className={styles.filter}
          allowClear
          aria-label={t('township')}
          placeholder={t('allTownships')}
          value={filters.township}
          options={reserve.townships.map(({ townshipCode, township }) => ({
            value: townshipCode,
            label: b(township),
          }))}
          onChange={(township?: string) => onChange({ township })}
        />
      )}
      <Select
        className={styles.filter}
        allowClear
        aria-label={t('state')}
        placeholder={t('allStates')}
        value={filters.status}
        options={STATUSES.map((value) => ({ value, label: status(value) }))}
        onChange={(value?: string) => onChange({ status: value })}
      />
    </search>
  );
}
