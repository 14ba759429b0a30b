'use client';

import { DONATION_SOURCES, type DonationSource } from '@yimen/schema';
import { DonationPageDocument, type DonationPageQuery } from '@yimen/schema/documents';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import styles from './donation.module.css';
import { useDonorName } from './donor-name';
import { Statement } from './statement';
import { WishDialog } from './wish-dialog';

export type DonationDetails = NonNullable<DonationPageQuery['donation']>;

/** One donation: what became of it, how its wish changed, and what its giver is told. */
export function DonationPage({ id }: { id: string }) {
  const t = useTranslations('donations');
  const { message } = App.useApp();
  const [query, reload] = useQuery({ query: DonationPageDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  const [changing, setChanging] = useState(false);
  return (
    <QueryBoundary query={query} retry={again}>
      {({ donation }) =>
        donation ? (
          <div className={styles.printable}>
            <Page
              title={donation.number}
              breadcrumb={[{ title: t('title'), href: '/donations' }, { title: donation.number }]}
              extra={
                <>
                  <ActionButton
                    action="change_wish"
                    allowedActions={donation.allowedActions}
                    onClick={() => setChanging(true)}
                  >
                    {t('changeWish')}
                  </ActionButton>
                  <Button onClick={() => window.print()}>{t('print')}</Button>
                </>
              }
            >
              <Facts donation={donation} />
              <Months donation={donation} />
              <Wishes donation={donation} />
              <Statement donation={donation} />
            </Page>
            {changing && (
              <WishDialog
                donation={donation}
                onClose={() => setChanging(false)}
                onDone={() => {
                  setChanging(false);
                  message.success(t('changedTold'));
                  again();
                }}
              />
            )}
          </div>
        ) : (
          <EmptyState title={t('notFound')} hint={t('notFoundHint')} />
        )
      }
    </QueryBoundary>
  );
}

function Facts({ donation }: { donation: DonationDetails }) {
  const t = useTranslations('donations');
  const b = useBilingual();
  const nameOf = useDonorName();
  const { leftFen, usedFen, amountFen, people, source, department, lineLabel, receivedOn, document } = donation;
  const facts = [
    [t('left'), <Money key="left" fen={leftFen} className={styles.first} />],
    [t('used'), <Money key="used" fen={usedFen} />],
    [t('people'), t('peopleOf', { count: people })],
    [t('amount'), <Money key="amount" fen={amountFen} />],
    [t('donor'), t('donorOf', { name: nameOf(donation), source: b(DONATION_SOURCES[source as DonationSource]) })],
    [t('organisation'), b(department.name)],
    ...(lineLabel ? [[t('line'), b(lineLabel)] as const] : []),
    [t('receivedOn'), receivedOn],
    [t('document'), document],
    [t('recordedBy'), donation.recordedBy],
  ] as const;
  return (
    <section className={`paper ${styles.screen}`} aria-label={t('facts')}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Months({ donation: { months } }: { donation: DonationDetails }) {
  const t = useTranslations('donations');
  return (
    <section className={`paper ${styles.screen}`} aria-labelledby="months">
      <h2 id="months">{t('months')}</h2>
      {months.length === 0 ? (
        <p className="quiet">{t('noMonths')}</p>
      ) : (
        <>
          <p className="quiet">{t('monthsHint')}</p>
          <ListTable
            rowKey="month"
            small
            rows={months}
            columns={[
              { title: t('month'), key: 'month', dataIndex: 'month' },
              { title: t('people'), key: 'people', render: (_, { people }) => t('peopleOf', { count: people }) },
              { title: t('amount'), key: 'fen', align: 'right', render: (_, { fen }) => <Money fen={fen} /> },
            ]}
          />
        </>
      )}
    </section>
  );
}

function Wishes({ donation: { wishes } }: { donation: DonationDetails }) {
  const t = useTranslations('donations');
  const b = useBilingual();
  return (
    <section className={`paper stack ${styles.screen}`} aria-labelledby="wishes">
      <h2 id="wishes">{t('wish')}</h2>
      <ol className="plain-list">
        {wishes.map(({ position, words, rule, township, isPair, until, document, recordedBy, recordedAt }) => (
          <li key={position} className={styles.wishItem}>
            <strong>{words ?? t('free')}</strong>
            {[
              rule && t('rule', { rule }),
              township && t('township', { name: b(township) }),
              isPair && t('pair'),
              until && t('until', { day: until }),
            ]
              .filter(Boolean)
              .map((condition) => (
                <div key={String(condition)}>{condition}</div>
              ))}
            <div className="quiet">{t('recorded', { at: formatDateTime(recordedAt), name: recordedBy, document })}</div>
          </li>
        ))}
      </ol>
    </section>
  );
}
