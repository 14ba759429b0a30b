import type { Label } from './labels.js';

/** What may be asked of a budget line. */
export const BUDGET_REQUESTS = {
  supplement: { zh: '追加', en: 'Supplement' },
  cut: { zh: '压减', en: 'Cut' },
  transfer: { zh: '调剂', en: 'Transfer to another line' },
  freeze: { zh: '冻结', en: 'Freeze' },
  unfreeze: { zh: '解冻', en: 'Unfreeze' },
  advance: { zh: '备用金拨付', en: 'Advance to a township' },
  reclaim: { zh: '备用金收回', en: 'Take back from a township' },
  quota: { zh: '调整名额', en: 'Change of places' },
  close: { zh: '关闭', en: 'Close' },
} as const satisfies Record<string, Label>;
export type BudgetRequestKind = keyof typeof BUDGET_REQUESTS;
export const BUDGET_REQUEST_KINDS = Object.keys(BUDGET_REQUESTS) as BudgetRequestKind[];
