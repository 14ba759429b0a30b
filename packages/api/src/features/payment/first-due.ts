import type { AidForm } from '../../policy/types.js';
import { monthOf } from './months.js';

export type ScheduleKind = 'one_off' | 'monthly' | 'staged' | 'in_kind' | 'service' | 'institution' | 'plan';

/** How aid of each form reaches the family. */
const KIND_OF: Record<AidForm, ScheduleKind> = {
  cash_monthly: 'monthly',
  cash_one_off: 'one_off',
  reimbursement: 'one_off',
  tuition: 'one_off',
  in_kind: 'in_kind',
  service: 'service',
  referral: 'service',
  loan: 'institution',
  premium_subsidy: 'institution',
  insurance_payout: 'institution',
};

/** How confirmed aid is given out: what stands on a plan is given when it becomes more than that (R21). */
export function scheduleKind(form: AidForm, planOnly: boolean): ScheduleKind {
  return planOnly ? 'plan' : KIND_OF[form];
}

/** What is due first of confirmed aid, YYYY-MM-DD: monthly aid begins the month after the decision, the rest at once. */
export function firstDue(kind: ScheduleKind, decidedOn: string): { month: string | null; dueOn: string } {
  if (kind !== 'monthly') return { month: null, dueOn: decidedOn };
  const month = monthOf(decidedOn, 1);
  return { month, dueOn: month };
}
