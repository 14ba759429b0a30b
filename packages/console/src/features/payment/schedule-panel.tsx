'use client';

import {
  CasePaymentsDocument,
  HouseholdPaymentsDocument,
  type PaymentSchedulePartsFragment,
} from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { DueLine } from './due-line';
import styles from './payment.module.css';
import { ScheduleActions, WhyItWaits } from './schedule-actions';

const CONTEXT = { additionalTypenames: ['PaymentSchedule', 'PackageItem', 'AidRecord'] };
const SHOWN = 6;

/** What a family was sent, by whom, and what is due next. */
export function HouseholdPayments({ householdId }: { householdId: string }) {
  const [query] = useQuery({ query: HouseholdPaymentsDocument, variables: { id: householdId }, context: CONTEXT });
  const aid = query.data?.household?.aidHistory ?? [];
  return (
    <Schedules
      householdId={householdId}
      schedules={aid.flatMap(({ payments, personName }) => (payments ? [{ payments, personName }] : []))}
    />
  );
}

/** The same for what a case's package gives. */
export function CasePayments({ caseId }: { caseId: string }) {
  const [query] = useQuery({ query: CasePaymentsDocument, variables: { id: caseId }, context: CONTEXT });
  const items = query.data?.case?.package?.items ?? [];
  return (
    <Schedules
      householdId={query.data?.case?.household.id}
      schedules={items.flatMap(({ payments }) => (payments ? [{ payments }] : []))}
    />
  );
}

interface SchedulesProps {
  schedules: { payments: PaymentSchedulePartsFragment; personName?: string }[];
  /** Whose page it is, where its family can be written to. */
  householdId: string | undefined;
}

function Schedules({ schedules, householdId }: SchedulesProps) {
  const t = useTranslations('payments');
  if (schedules.length === 0) return null;
  return (
    <section className="paper stack" aria-labelledby="payments" data-testid="payments">
      <h2 id="payments">{t('section')}</h2>
      {schedules.map(({ payments, personName }) => (
        <Schedule key={payments.id} schedule={payments} personName={personName} householdId={householdId} />
      ))}
    </section>
  );
}

interface ScheduleProps {
  schedule: PaymentSchedulePartsFragment;
  personName: string | undefined;
  householdId: string | undefined;
}

function Schedule({ schedule, personName, householdId }: ScheduleProps) {
  const t = useTranslations('payments');
  const b = useBilingual();
  const { dues } = schedule;
  return (
    <article className="stack" aria-label={b(schedule.program.name)}>
      <div className="row">
        <strong>{b(schedule.program.name)}</strong>
        <DepartmentName department={schedule.department} />
        {personName && <span>{personName}</span>}
        {schedule.status === 'suspended' && <StatusTag kind="paymentSchedule" status={schedule.status} />}
      </div>
      <p>{t(`told.${schedule.kind}`)}</p>
      <WhyItWaits schedule={schedule} />
      <p className="quiet">
        {schedule.paidFen > 0 && (
          <>
            {t('paidSoFar')} <Money fen={schedule.paidFen} />{' '}
          </>
        )}
        {!schedule.reason && schedule.nextOn && t('next', { day: schedule.nextOn })}
        {schedule.changes.map(({ fromMonth, fen }) => (
          <span key={fromMonth}>
            {' · '}
            {t.rich('laterAmounts', { from: fromMonth.slice(0, 7), amount: () => <Money fen={fen} /> })}
          </span>
        ))}
      </p>
      <ul className={styles.dues}>
        {dues.slice(0, SHOWN).map((due) => (
          <DueLine key={due.id} due={due} name={b(schedule.program.name)} />
        ))}
      </ul>
      {dues.length > SHOWN && (
        <details>
          <summary>{t('earlier', { count: dues.length - SHOWN })}</summary>
          <ul className={styles.dues}>
            {dues.slice(SHOWN).map((due) => (
              <DueLine key={due.id} due={due} name={b(schedule.program.name)} />
            ))}
          </ul>
        </details>
      )}
      {schedule.hasNotice && householdId && (
        <p>
          <Link href={`/households/${householdId}/notices/${schedule.id}`}>{t('notice')}</Link>
        </p>
      )}
      <ScheduleActions schedule={schedule} name={personName} />
    </article>
  );
}
