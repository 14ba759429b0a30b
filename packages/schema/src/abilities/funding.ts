import type { Actor, Grant } from './index.js';

/**
 * Where the money is: leadership, the chair and the finance bureau see the whole county, departments their own lines.
 * Departments ask for changes of their own lines, the finance bureau of any; the finance bureau approves what is within
 * its authority, the county's leaders everything; it draws up the budget of a coming year, which a leader approves,
 * and tells what of the new revenue of a year was spent on livelihood (R87). That nobody approves what he asked for is no matter of role.
 */
export function grantFunding(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'leader':
    case 'chair':
    case 'finance':
      can('read', 'BudgetLine');
      can('read', 'BudgetRequest');
      can('read', 'FundingEntry');
      can('read', 'LedgerCheck');
      can('read', 'LivelihoodFigure');
      if (actor.role === 'finance') can('record', 'LivelihoodFigure');
      if (actor.role === 'leader') {
        can('decide', 'BudgetRequest');
        can(['read', 'decide'], 'BudgetPlan');
      }
      if (actor.role === 'finance') {
        can('change', 'BudgetLine');
        can(['read', 'write'], 'BudgetPlan');
        can('decide', 'BudgetRequest', { approver: 'finance' });
        can('withdraw', 'BudgetRequest', { requestedBy: actor.staffId });
      }
      if (actor.role === 'leader') can('reveal', 'FundingEntry');
      if (actor.role === 'finance') break;
      can('read', 'LateWork');
      can(['read', 'share', 'revoke'], 'FundingLink');
      break;
    case 'member':
    case 'manager':
      can(['read', 'change'], 'BudgetLine', { departmentCode: actor.departmentCode });
      can('read', 'BudgetRequest', { departmentCodes: actor.departmentCode });
      can('withdraw', 'BudgetRequest', { requestedBy: actor.staffId });
      can('read', 'FundingEntry', { departmentCode: actor.departmentCode });
      can('read', 'LateWork', { departmentCode: actor.departmentCode });
      break;
    case 'clerk':
    case 'data_officer':
      break;
  }
}
