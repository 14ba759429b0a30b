import type { Label } from './labels.js';

/** Levels of the low-income register, the most protected first; a household stands at the highest that it reaches. */
export const REGISTER_LEVELS = {
  tekun: { zh: '特困供养', en: 'Tekun', safetyNet: true },
  dibao: { zh: '低保', en: 'Dibao', safetyNet: true },
  edge: { zh: '低保边缘', en: 'Dibao edge', safetyNet: false },
  rigid_expense: { zh: '刚性支出困难', en: 'Expense-driven hardship', safetyNet: false },
  unstable_out_of_poverty: { zh: '脱贫不稳定', en: 'Unstably out of poverty', safetyNet: false },
  marginal_at_risk: { zh: '边缘易致贫', en: 'Marginal, at risk of poverty', safetyNet: false },
  sudden_severe: { zh: '突发严重困难', en: 'Sudden severe hardship', safetyNet: false },
} as const satisfies Record<string, Label & { safetyNet: boolean }>;
export type RegisterLevel = keyof typeof REGISTER_LEVELS;

/** Not on the register: where a first change comes from, and where the last one goes. */
export const OFF_REGISTER = 'none';

/** Why a household came to a level, and why it left one. */
export const REGISTER_REASONS = {
  recognised: { zh: '审核确认', en: 'Recognised on review', enters: true, leaves: false },
  list_update: { zh: '名单更新', en: 'Update of a list', enters: true, leaves: true },
  need_grew: { zh: '困难加重', en: 'Hardship grew', enters: true, leaves: false },
  need_eased: { zh: '困难减轻', en: 'Hardship eased', enters: true, leaves: true },
  income_above: { zh: '收入超过标准', en: 'Income above the standard', enters: true, leaves: true },
  property_above: { zh: '财产超过规定', en: 'Property above the limits', enters: true, leaves: true },
  risk_cleared: { zh: '监测风险消除', en: 'Monitored risk cleared', enters: true, leaves: true },
  review_failed: { zh: '复核不符合', en: 'Review no longer finds it', enters: true, leaves: true },
  aid_ended: { zh: '救助终止', en: 'Aid ended', enters: true, leaves: true },
  household_changed: { zh: '家庭变动', en: 'The household changed', enters: false, leaves: true },
  own_wish: { zh: '本人放弃', en: 'Own wish', enters: false, leaves: true },
  deceased: { zh: '死亡', en: 'Deceased', enters: false, leaves: true },
  moved_away: { zh: '迁出本县', en: 'Moved away', enters: false, leaves: true },
  correction: { zh: '更正', en: 'Correction', enters: true, leaves: true },
} as const satisfies Record<string, Label & { enters: boolean; leaves: boolean }>;
export type RegisterReason = keyof typeof REGISTER_REASONS;

/** Through what a change came to the register. */
export const REGISTER_SOURCES = {
  decision: { zh: '部门决定', en: 'Department decision' },
  monthly_update: { zh: '月度更新', en: 'Monthly update' },
  list: { zh: '部门名单', en: 'List of a department' },
  by_hand: { zh: '人工登记', en: 'By hand' },
  household_change: { zh: '家庭变动', en: 'Change of the household' },
  aid_ended: { zh: '救助终止', en: 'End of aid' },
} as const satisfies Record<string, Label>;
export type RegisterSource = keyof typeof REGISTER_SOURCES;
