import { defineEntity, p } from '@mikro-orm/core';
import { assertTransition } from '../../platform/authorize.js';
import { notNowWords } from './case-words.js';

const CaseFileSchema = defineEntity({
  name: 'CaseFile',
  tableName: 'case_file',
  properties: {
    id: p.uuid().primary(),
    number: p.text(),
    householdId: p.uuid(),
    beneficiaryId: p.uuid(),
    townshipCode: p.text(),
    difficulty: p.text(),
    whatHappened: p.text(),
    since: p.date(),
    requestedOn: p.date(),
    costFen: p.bigint('number').nullable(),
    insurancePaidFen: p.bigint('number'),
    status: p.text(),
    departmentCodes: p.array(),
    version: p.integer(),
  },
});

/** What the family is short of. */
export interface NeedChange {
  whatHappened: string;
  since: string;
  /** Fen; null = not known. */
  costFen: number | null;
  insurancePaidFen: number;
}

/** A case as the write path loads it. Its status moves only along the workflow. */
export class CaseFile extends CaseFileSchema.class {
  /** The status after `action`. Throws WrongState when the present one does not allow it. */
  assertMay(action: string): string {
    return assertTransition('Case', this.status, action, notNowWords(this.status, action));
  }

  /** Does `action`. Throws WrongState. */
  move(action: string): void {
    this.status = this.assertMay(action);
    this.version += 1;
  }

  /** Replaces the need. Throws WrongState when the case was decided. */
  changeNeed(need: NeedChange): void {
    this.move('edit');
    Object.assign(this, need);
  }
}
CaseFileSchema.setClass(CaseFile);

export const caseEntities = [CaseFile];
