import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Applications of several departments for one exclusivity group, decided on one agenda item. */
export const BatchEntity = defineEntity({
  name: 'Batch',
  tableName: 'batch',
  properties: {
    id: p.uuid().primary(),
    number: p.string(),
    title: p.string(),
    groupCode: p.string(),
    decisionDate: p.string().columnType('date'),
    status: p.string(),
    version: p.integer(),
  },
});
export type BatchRecord = InferEntity<typeof BatchEntity>;

export const batchEntities = [BatchEntity];
