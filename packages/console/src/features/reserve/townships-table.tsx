'use client';

import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { formatYuan, Money } from '@/lib/money';
import styles from './reserve.module.css';
import type { ReserveBoard } from './reserve-page';

type Townships = ReserveBoard['townships'];

/** What is there, what is not accounted for, and what is late. */
export function Totals({ townships, floatFen }: { townships: Townships; floatFen: number }) {
  const t = useTranslations('reserve');
  const locale = useLocale();
  const sum = (key: 'leftFen' | 'unsettledFen' | 'usedFen' | 'overdue') =>
    townships.reduce((total, township) => total + township[key], 0);
  const overdue = sum('overdue');
  return (
    <dl className={styles.totals}>
      <div>
        <dt className="quiet">{t('left', { float: formatYuan(floatFen * townships.length, locale) })}</dt>
        <dd>
          <Money fen={sum('leftFen')} data-testid="reserve-left" />
        </dd>
      </div>
      <div>
        <dt className="quiet">{t('used')}</dt>
        <dd>
          <Money fen={sum('usedFen')} />
        </dd>
      </div>
      <div>
        <dt className="quiet">{t('unsettled')}</dt>
        <dd>
          <Money fen={sum('unsettledFen')} />
        </dd>
      </div>
      <div>
        <dt className="quiet">{t('overdue')}</dt>
        <dd className={overdue > 0 ? 'late' : undefined}>{t('count', { count: overdue })}</dd>
      </div>
    </dl>
  );
}

interface TownshipsTableProps {
  townships: Townships;
  floatFen: number;
  onChoose: (townshipCode: string) => void;
}

/** Each township beside the others; its name narrows the list below. */
export function TownshipsTable({ townships, floatFen, onChoose }: TownshipsTableProps) {
  const t = useTranslations('reserve');
  const b = useBilingual();
  return (
    <section className="paper" aria-labelledby="townships">
      <h2 id="townships">{t('townships')}</h2>
      <ListTable
        rowKey="townshipCode"
        small
        rows={townships}
        columns={[
          {
            title: t('township'),
            key: 'township',
            render: (_, { township, townshipCode }) => (
              <Button type="link" size="small" onClick={() => onChoose(townshipCode)}>
                {b(township)}
              </Button>
            ),
          },
          {
            title: t('leftOf'),
            key: 'left',
            align: 'right',
            render: (_, { leftFen, unsettledFen }) => (
              <div>
                <Money fen={leftFen} />
                {leftFen + unsettledFen < floatFen && (
                  <div className="quiet">
                    {t.rich('mayBeAdvanced', { amount: () => <Money fen={floatFen - leftFen - unsettledFen} /> })}
                  </div>
                )}
              </div>
            ),
          },
          {
            title: t('unsettled'),
            key: 'unsettled',
            align: 'right',
            render: (_, { unsettledFen }) => <Money fen={unsettledFen} />,
          },
          {
            title: t('used'),
            key: 'used',
            align: 'right',
            render: (_, { usedFen, uses }) => (
              <div>
                <Money fen={usedFen} />
                <div className="quiet">{t('count', { count: uses })}</div>
              </div>
            ),
          },
          {
            title: t('overdue'),
            key: 'overdue',
            render: (_, { overdue }) => overdue > 0 && <span className="late">{t('count', { count: overdue })}</span>,
          },
        ]}
      />
    </section>
  );
}
