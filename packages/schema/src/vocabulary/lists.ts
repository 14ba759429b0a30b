import type { Label } from './labels.js';

/** What the attributes of a kept list may hold. */
export const LIST_COLUMN_TYPES = {
  text: { zh: '文字', en: 'Text' },
  number: { zh: '数字', en: 'Number' },
  boolean: { zh: '是/否', en: 'Yes or no' },
  date: { zh: '日期', en: 'Date' },
} as const satisfies Record<string, Label>;
export type ListColumnType = keyof typeof LIST_COLUMN_TYPES;

/** What a condition may ask of an attribute. */
export const LIST_OPERATORS = {
  is: { zh: '为', en: 'is' },
  is_not: { zh: '不为', en: 'is not' },
  at_least: { zh: '不低于', en: 'is at least' },
  at_most: { zh: '不高于', en: 'is at most' },
  is_unknown: { zh: '未填', en: 'is not filled in' },
} as const satisfies Record<string, Label>;
export type ListOperator = keyof typeof LIST_OPERATORS;

/** How often a match is asked by itself. */
export const MATCH_REPEATS = {
  none: { zh: '仅手动', en: 'By hand only' },
  nightly: { zh: '每晚', en: 'Every night' },
  weekly: { zh: '每周', en: 'Every week' },
} as const satisfies Record<string, Label>;
export type MatchRepeat = keyof typeof MATCH_REPEATS;

/** What a township found out about a name; `reason: true` needs a word why. */
export const DISCOVERY_RESULTS = {
  applied: { zh: '已申请', en: 'Has applied', reason: false },
  receiving: { zh: '已享受', en: 'Receives it already', reason: false },
  not_eligible: { zh: '不符合条件', en: 'Not eligible', reason: true },
  declined: { zh: '本人拒绝', en: 'Does not want it', reason: true },
  not_found: { zh: '查无此人', en: 'Nobody of that name', reason: false },
  moved_away: { zh: '已迁出', en: 'Moved away', reason: false },
  deceased: { zh: '已死亡', en: 'Deceased', reason: false },
} as const satisfies Record<string, Label & { reason: boolean }>;
export type DiscoveryResult = keyof typeof DISCOVERY_RESULTS;

/** The code of a list or a column named so, the same each time. */
export function codeOfName(name: string): string {
  const letters = [...name].slice(0, 12).map((letter) => letter.codePointAt(0)?.toString(16));
  return `h${letters.join('')}`.slice(0, 50);
}
