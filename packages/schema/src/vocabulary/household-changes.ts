import type { Label } from './labels.js';

/** What happens to a household and its people. */
export const HOUSEHOLD_CHANGES = {
  moved_in: { zh: '迁入', en: 'Moved in' },
  born: { zh: '出生', en: 'Birth' },
  moved: { zh: '迁往另一户', en: 'Moved to another household' },
  left: { zh: '迁出本县', en: 'Left the county' },
  died: { zh: '死亡', en: 'Death' },
  head_changed: { zh: '户主变更', en: 'Another head' },
  split: { zh: '分户', en: 'Split' },
  merged: { zh: '并户', en: 'Merged' },
  relocated: { zh: '住址变更', en: 'New address' },
  hukou_changed: { zh: '户籍变更', en: 'Hukou' },
  carer_named: { zh: '指定监护照料人', en: 'Carer named' },
  carer_ended: { zh: '监护照料结束', en: 'Care ended' },
  duplicate: { zh: '重复登记合并', en: 'Merged with another record' },
  withdrawn: { zh: '登记撤回', en: 'Registration withdrawn' },
  undone: { zh: '撤销变动', en: 'Undone' },
} as const satisfies Record<string, Label>;
export type HouseholdChange = keyof typeof HOUSEHOLD_CHANGES;

/** Why a person is in no household. */
export const GONE = {
  died: { zh: '已死亡', en: 'Died' },
  left: { zh: '已迁出本县', en: 'Left the county' },
  mistaken: { zh: '登记有误', en: 'Registered by mistake' },
} as const satisfies Record<string, Label>;
export type Gone = keyof typeof GONE;

export const HUKOU_KINDS = {
  rural: { zh: '农村居民', en: 'Rural resident' },
  urban: { zh: '城镇居民', en: 'Urban resident' },
  collective: { zh: '集体户', en: 'Collective' },
} as const satisfies Record<string, Label>;
export type HukouKind = keyof typeof HUKOU_KINDS;

export const CARER_KINDS = {
  guardian: { zh: '监护人', en: 'Guardian' },
  entrusted: { zh: '受委托照护人', en: 'Entrusted carer' },
  carer: { zh: '日常照料人', en: 'Daily carer' },
} as const satisfies Record<string, Label>;
export type CarerKind = keyof typeof CARER_KINDS;
