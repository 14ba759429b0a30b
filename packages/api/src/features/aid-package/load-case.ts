import { subject } from '@casl/ability';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { CaseToAssess } from './assess-case.js';

export interface LockedCase extends CaseToAssess {
  status: string;
  townshipCode: string;
  departmentCodes: string[];
  version: number;
  number: string;
}

const CASE: { zh: string; en: string } = { zh: '个案', en: 'case' };

/** Loads and locks a case for a change of its package. Throws NotFound, also when the actor may not read its package. */
export async function lockCase(unit: Pick<UnitOfWork, 'sql' | 'ability'>, caseId: string): Promise<LockedCase> {
  if (!isUuid(caseId)) throw notFound(CASE);
  const [row] = await unit.sql<LockedCase>(
    `select id, household_id as "householdId", beneficiary_id as "beneficiaryId", cost_fen as "costFen",
            insurance_paid_fen as "insurancePaidFen", status, township_code as "townshipCode",
            department_codes as "departmentCodes", version, number
       from case_file where id = $1 for update`,
    [caseId],
  );
  if (!row || !unit.ability.can('read', subject('Package', { ...row }) as never)) throw notFound(CASE);
  return {
    ...row,
    costFen: row.costFen === null ? null : Number(row.costFen),
    insurancePaidFen: Number(row.insurancePaidFen),
  };
}
