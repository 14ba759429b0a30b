import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The aid package of a case: one draft, composed until a meeting adopts or refuses it. */
export const AidPackageEntity = defineEntity({
  name: 'AidPackage',
  tableName: 'aid_package',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    status: p.string(),
    decisionDate: p.string().columnType('date'),
    selections: p.json<StoredSelection[]>(),
    setAside: p.array().columnType('text[]'),
    effects: p.json<unknown[]>(),
    coverage: p.json<unknown>(),
    problems: p.json<unknown[]>(),
    composedBy: p.uuid().nullable(),
    adoptedAt: p.datetime().nullable(),
    version: p.integer(),
  },
});
export type AidPackageRecord = InferEntity<typeof AidPackageEntity>;

/** A choice as stored; `amountFen` only where people set it. */
export interface StoredSelection {
  programCode: string;
  amountFen: number | null;
  planOnly: boolean;
  /** Undefined: people, by hand. */
  setBy?: SetBy;
}

/** What a suggestion set of a choice: the amount of what people chose, or the whole of it. */
export const SET_BY = ['amount', 'suggestion'] as const;
export type SetBy = (typeof SET_BY)[number];

export const aidPackageEntities = [AidPackageEntity];
