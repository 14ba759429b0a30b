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

/** Places of the console, at most seven a role. */
export const PLACES_BY_ROLE = {
  clerk: ['today', 'households', 'cases', 'programs'],
  manager: ['desk', 'today', 'cases', 'batches', 'programs'],
  member: ['meetings', 'cases', 'batches', 'desk', 'programs'],
  chair: ['meetings', 'cases', 'batches', 'funding', 'programs'],
  leader: ['funding', 'programs'],
} as const satisfies Record<Role, readonly string[]>;
