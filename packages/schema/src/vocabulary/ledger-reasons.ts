import type { Label } from './labels.js';

/** Why money or places moved. A transfer keeps the code, and after a colon what else is to be said. */
export const LEDGER_REASONS = {
  budget: { zh: '年初预算', en: 'Budget of the year' },
  carry_over: { zh: '上年结转', en: 'Carried over' },
  budget_change: { zh: '预算调整', en: 'Change of the budget' },
  donated: { zh: '捐赠', en: 'Donation' },
  bound: { zh: '按捐赠人意愿专用', en: "Bound by a donor's wish" },
  by_wish: { zh: '按捐赠人意愿使用', en: "Used by a donor's wish" },
  unbound: { zh: '捐赠人不再限定用途', en: 'Left free by its donor' },
  applied: { zh: '申请占用', en: 'Kept for an application' },
  composing: { zh: '会议组合预占', en: 'Set aside while a meeting composes' },
  released: { zh: '预占释放', en: 'Given back by the meeting' },
  adopted: { zh: '会议通过', en: 'Adopted by the meeting' },
  refused: { zh: '会议不予通过', en: 'Refused by the meeting' },
  displaced: { zh: '已有其他救助', en: 'Has another award' },
  ineligible: { zh: '不符合条件', en: 'Not eligible' },
  waiting: { zh: '转入候补', en: 'Put on the waiting list' },
  succeeded: { zh: '递补', en: 'Took a place that was freed' },
  confirmed: { zh: '部门确认', en: 'Confirmed by the department' },
  declined: { zh: '部门不予确认', en: 'Declined by the department' },
  due: { zh: '按月应发', en: 'Due for the month' },
  lapsed: { zh: '不再应发', en: 'No longer due' },
  goods_bought: { zh: '购入物资', en: 'Goods bought' },
  goods_sent_back: { zh: '物资退货', en: 'Goods sent back' },
  from_stock: { zh: '以库存物资发放', en: 'Given from the stock' },
  stock_returned: { zh: '物资发放冲正', en: 'Goods came back to the stock' },
  delivered: { zh: '已交付', en: 'Handed out' },
  reserve_used: { zh: '乡镇备用金动用', en: "Used from a township's reserve" },
  reserve_returned: { zh: '退回乡镇备用金', en: "Came back to a township's reserve" },
  paid: { zh: '银行代发', en: 'Paid by the bank' },
  returned: { zh: '银行退票', en: 'Brought back by the bank' },
  reduced: { zh: '多定部分不再发放', en: 'Decided too much, and not paid' },
  withheld: { zh: '抵扣多发款', en: 'Kept back for what was paid too much' },
  recovered: { zh: '追回多发款', en: 'Paid too much, and came back' },
  not_recovered: { zh: '冲正追回款', en: 'Had not come back after all' },
  off_package: { zh: '部门自行发放', en: 'Paid by the department on its own books' },
} as const satisfies Record<string, Label>;

export type LedgerReasonCode = keyof typeof LEDGER_REASONS;
export type LedgerReason = LedgerReasonCode | `${LedgerReasonCode}: ${string}`;

/** A reason in words; what was written before there were codes stands as it is. */
export function ledgerReasonWords(reason: string): Label {
  const [code = '', ...rest] = reason.split(': ');
  const label: Label | undefined = Object.hasOwn(LEDGER_REASONS, code)
    ? LEDGER_REASONS[code as LedgerReasonCode]
    : undefined;
  if (!label) return { zh: reason, en: reason };
  const more = rest.join(': ');
  return more ? { zh: `${label.zh}：${more}`, en: `${label.en}: ${more}` } : label;
}
