/** Codes that people see, with their labels. */
export interface Label {
  zh: string;
  en: string;
}

export const ROLES = {
  chair: { zh: '研判会召集人', en: 'Committee chair' },
  member: { zh: '研判会成员', en: 'Committee member' },
  manager: { zh: '项目主管', en: 'Program manager' },
  clerk: { zh: '受理员', en: 'Clerk' },
  leader: { zh: '县领导', en: 'County leader' },
  data_officer: { zh: '数据专员', en: 'Data officer' },
  finance: { zh: '财政局', en: 'Finance bureau' },
} as const satisfies Record<string, Label>;
export type Role = keyof typeof ROLES;

export const RELATIONS = {
  head: { zh: '户主', en: 'head' },
  spouse: { zh: '配偶', en: 'spouse' },
  child: { zh: '子女', en: 'child' },
  parent: { zh: '父母', en: 'parent' },
  grandparent: { zh: '祖父母', en: 'grandparent' },
  grandchild: { zh: '孙子女', en: 'grandchild' },
  sibling: { zh: '兄弟姐妹', en: 'sibling' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Label>;
export type Relation = keyof typeof RELATIONS;

/** What a screening of the county finds. */
export const FINDING_KINDS = {
  ENTITLED_WITHOUT: { zh: '符合条件未享受', en: 'Entitled but without it' },
  HOLDING_UNENTITLED: { zh: '享受中已不符合', en: 'Holding it, no longer entitled' },
  EXCLUSIVE_PAIR: { zh: '互斥项目同时享受', en: 'Two that exclude each other' },
  ABOVE_LOSS: { zh: '救助总额超过损失', en: 'Aid above the loss' },
  BLOCKING_FACT: { zh: '只缺一项信息即可判定', en: 'Only one fact short of an answer' },
} as const satisfies Record<string, Label>;
export type FindingKind = keyof typeof FINDING_KINDS;

/** Places of the console, at most seven a role. */
export const PLACES_BY_ROLE = {
  clerk: ['today', 'households', 'cases', 'verification', 'screening', 'programs', 'imports'],
  manager: ['desk', 'today', 'cases', 'batches', 'screening', 'programs', 'imports'],
  member: ['meetings', 'cases', 'batches', 'desk', 'screening', 'programs', 'imports'],
  chair: ['meetings', 'cases', 'batches', 'verification', 'funding', 'screening', 'programs'],
  leader: ['funding', 'budgets', 'donations', 'verification', 'screening', 'programs'],
  data_officer: ['verification', 'today'],
  finance: ['budgets', 'funding', 'donations', 'today', 'programs'],
} as const satisfies Record<Role, readonly string[]>;
