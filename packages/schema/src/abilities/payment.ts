import type { Actor, Grant } from './index.js';

/**
 * Payments are a department's own: its people make batches, and another of them checks. The chair, leaders and the
 * finance bureau see the batches and their sums, nobody's name; recalculations of running aid likewise. What is due to a
 * family is seen with the aid it is part of.
 */
export function grantPayments(can: Grant, actor: Actor): void {
  const own = { departmentCode: actor.departmentCode };
  switch (actor.role) {
    case 'member':
    case 'manager':
      can(['read', 'make', 'check', 'read_lines', 'take_file', 'take_results'], 'PaymentBatch', own);
      can('arrange', 'PaymentSchedule', own);
      can(['read', 'make', 'check', 'read_rows'], 'Recalculation', own);
      break;
    case 'chair':
    case 'leader':
    case 'finance':
      can('read', 'PaymentBatch');
      can('read', 'Recalculation');
      break;
    case 'clerk':
      break;
  }
}
