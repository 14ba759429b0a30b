'use client';

import { PaymentsToDecideDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import styles from './payment.module.css';
import { ScheduleActions, WhyItWaits } from './schedule-actions';

const CONTEXT = { additionalTypenames: ['PaymentSchedule'] };

/** Monthly aid of the own department that waits for a second look, goes out by months, or is to come to another amount. */
export function PaymentsToDecide() {
  const t = useTranslations('payments');
  const b = useBilingual();
  const [query] = useQuery({ query: PaymentsToDecideDocument, context: CONTEXT });
  const waiting = query.data?.paymentsToDecide ?? [];
  if (waiting.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="to-decide" data-testid="to-decide">
      <h2 id="to-decide">{t('toDecide', { count: waiting.length })}</h2>
      <p className="quiet">{t('toDecideHint')}</p>
      <ListTable
        rowKey={({ schedule }) => schedule.id}
        rows={waiting}
        columns={[
          {
            title: t('payee'),
            render: (_, { payee, householdCode }) => (
              <>
                {payee} <span className="quiet">{householdCode}</span>
              </>
            ),
          },
          { title: t('program'), render: (_, { schedule }) => b(schedule.program.name) },
          { title: t('aMonth'), align: 'right', render: (_, { schedule }) => <Money fen={schedule.amountFen} /> },
          {
            title: t('why'),
            render: (_, { schedule }) => (
              <div className={styles.why}>
                <WhyItWaits schedule={schedule} />
              </div>
            ),
          },
          {
            title: t('actions'),
            render: (_, { schedule, payee }) => <ScheduleActions schedule={schedule} name={payee} />,
          },
        ]}
      />
    </section>
  );
}
