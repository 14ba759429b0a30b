import type { BudgetRequestKind } from '@yimen/schema';
import type { CountyPack } from '../../policy/types.js';

/**
 * Who decides a change of a budget by the county's rule: the finance bureau up to its amount (fen), the leaders above it,
 * what the pack does not list, and everything where there is no finance bureau.
 */
export function approverOf(
  { budgetApprovals, orgUnits }: Pick<CountyPack, 'budgetApprovals' | 'orgUnits'>,
  kind: BudgetRequestKind,
  fen: number,
): 'finance' | 'leader' {
  const rule = budgetApprovals.find((one) => one.kind === kind);
  return rule && financeBureauOf({ orgUnits }) && fen <= rule.financeUpToYuan * 100 ? 'finance' : 'leader';
}

/** The code of the county's finance bureau. */
export function financeBureauOf({ orgUnits }: Pick<CountyPack, 'orgUnits'>): string | undefined {
  return orgUnits.find(({ kind }) => kind === 'finance')?.code;
}
