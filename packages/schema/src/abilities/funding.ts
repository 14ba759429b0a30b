import type { Actor, Grant } from './index.js';

/** Where the money is: leadership, the chair and the finance bureau see the whole county, departments their own lines. */
export function grantFunding(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'leader':
    case 'chair':
    case 'finance':
      can('read', 'BudgetLine');
      can('read', 'FundingEntry');
      can('read', 'LedgerCheck');
      if (actor.role === 'leader') can('reveal', 'FundingEntry');
      if (actor.role === 'finance') break;
      can('read', 'LateWork');
      can(['read', 'share', 'revoke'], 'FundingLink');
      break;
    case 'member':
    case 'manager':
      can('read', 'BudgetLine', { departmentCode: actor.departmentCode });
      can('read', 'FundingEntry', { departmentCode: actor.departmentCode });
      can('read', 'LateWork', { departmentCode: actor.departmentCode });
      break;
    case 'clerk':
      break;
  }
}
