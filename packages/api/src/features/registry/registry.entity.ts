import { defineEntity, p } from '@mikro-orm/core';

const HouseholdSchema = defineEntity({
  name: 'Household',
  tableName: 'household',
  properties: {
    id: p.uuid().primary(),
    code: p.text(),
    townshipCode: p.text(),
    villageCode: p.text(),
    headPersonId: p.uuid(),
    dissolvedOn: p.string().columnType('date').nullable(),
    version: p.integer(),
  },
});

/** A household as the write path loads it: people come and go, the head stays. */
export class Household extends HouseholdSchema.class {
  /** Counts a change of its people. */
  changeMembers(): void {
    this.version += 1;
  }
}
HouseholdSchema.setClass(Household);

export const registryEntities = [Household];
