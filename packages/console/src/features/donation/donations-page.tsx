'use client';

import { DONATION_SOURCES, type DonationSource } from '@yimen/schema';
import { type DonationPartsFragment, DonationsDocument, LinesForDonationsDocument } from '@yimen/schema/documents';
import { App, Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money, RoundMoney } from '@/lib/money';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { yearOf, yearsToChoose } from '../funding/columns';
import { StockLink } from '../stock/stock-link';
import styles from './donation.module.css';
import { useDonorName } from './donor-name';
import { RecordDialog } from './record-dialog';

/** What organisations were given this year, what became of it, and what waits for whom a wish fits. */
export function DonationsPage() {
  const t = useTranslations('donations');
  const { today } = useViewer();
  const { message } = App.useApp();
  const [filters, setFilters] = useUrlFilters(['year']);
  const year = yearOf(filters.year, today);
  const [query, reload] = useQuery({ query: DonationsDocument, variables: { year } });
  const [{ data }] = useQuery({ query: LinesForDonationsDocument });
  const [recording, setRecording] = useState(false);
  const again = () => reload({ requestPolicy: 'network-only' });
  const lines = data?.linesForDonations ?? [];
  return (
    <Page
      title={t('title')}
      extra={
        <>
          <StockLink always />
          {lines.length > 0 && (
            <Button type="primary" onClick={() => setRecording(true)}>
              {t('record')}
            </Button>
          )}
        </>
      }
    >
      <p className="quiet">{t('hint')}</p>
      <search className="row">
        <Select
          className={styles.year}
          aria-label={t('year')}
          value={year}
          options={yearsToChoose(today, year).map((value) => ({ value, label: t('yearOf', { year: String(value) }) }))}
          onChange={(value) => setFilters({ year: String(value) })}
        />
      </search>
      <QueryBoundary query={query} retry={again}>
        {({ donations }) =>
          donations.length === 0 ? (
            <EmptyState title={t('none')} hint={t(lines.length > 0 ? 'noneHint' : 'noneHintRead')} />
          ) : (
            <>
              <Totals donations={donations} />
              <section className="paper" aria-labelledby="donations">
                <h2 id="donations">{t('list')}</h2>
                <DonationsTable donations={donations} today={today} />
              </section>
            </>
          )
        }
      </QueryBoundary>
      {recording && (
        <RecordDialog
          lines={lines}
          onClose={() => setRecording(false)}
          onDone={(number) => {
            setRecording(false);
            message.success(t('recordedTold', { number }));
            again();
          }}
        />
      )}
    </Page>
  );
}

function Totals({ donations }: { donations: readonly DonationPartsFragment[] }) {
  const t = useTranslations('donations');
  const sum = (key: 'amountFen' | 'usedFen' | 'leftFen') => donations.reduce((total, one) => total + one[key], 0);
  return (
    <dl className={styles.totals}>
      {(['leftFen', 'usedFen', 'amountFen'] as const).map((key) => (
        <div key={key}>
          <dt className="quiet">{t(key === 'amountFen' ? 'given' : key === 'usedFen' ? 'used' : 'left')}</dt>
          <dd>
            <RoundMoney fen={sum(key)} data-testid={key} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function DonationsTable({ donations, today }: { donations: readonly DonationPartsFragment[]; today: string }) {
  const t = useTranslations('donations');
  const b = useBilingual();
  const nameOf = useDonorName();
  return (
    <ListTable
      rowKey="id"
      small
      rows={donations}
      columns={[
        {
          title: t('number'),
          key: 'number',
          render: (_, { id, number, receivedOn }) => (
            <div>
              <Link href={`/donations/${id}`}>{number}</Link>
              <div className="quiet">{receivedOn}</div>
            </div>
          ),
        },
        {
          title: t('donor'),
          key: 'donor',
          render: (_, donation) => (
            <div>
              {nameOf(donation)}
              <div className="quiet">
                {b(DONATION_SOURCES[donation.source as DonationSource])} · {b(donation.department.name)}
              </div>
            </div>
          ),
        },
        {
          title: t('wish'),
          key: 'wish',
          render: (_, { wishWords, wishUntil, leftFen }) => (
            <div className={styles.wish}>
              {wishWords ?? <span className="quiet">{t('free')}</span>}
              {wishUntil && leftFen > 0 && (
                <div className={wishUntil < today ? styles.past : 'quiet'}>
                  {t('until', { day: wishUntil })}
                  {wishUntil < today && ` · ${t('past')}`}
                </div>
              )}
            </div>
          ),
        },
        { title: t('left'), key: 'left', align: 'right', render: (_, { leftFen }) => <Money fen={leftFen} /> },
        { title: t('amount'), key: 'amount', align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
        {
          title: t('people'),
          key: 'people',
          align: 'right',
          render: (_, { people }) => t('peopleOf', { count: people }),
        },
      ]}
    />
  );
}
