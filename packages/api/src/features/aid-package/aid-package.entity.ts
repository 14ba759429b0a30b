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
}

export const aidPackageEntities = [AidPackageEntity];
