import type { Label } from './labels.js';

/** What a file brings into the registry. */
export const IMPORT_KINDS = {
  people: { zh: '人员与家庭', en: 'People and households' },
  facts: { zh: '人员与家庭的信息', en: 'Facts of people and households' },
  awards: { zh: '已发放的救助', en: 'Aid already given' },
  lists: { zh: '部门名单', en: 'Lists of departments' },
} as const satisfies Record<string, Label>;
export type ImportKind = keyof typeof IMPORT_KINDS;
