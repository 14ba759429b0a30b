import { subject } from '@casl/ability';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';

export interface LockedUse {
  id: string;
  lineId: string;
  townshipCode: string;
  departmentCode: string;
  aidRecordId: string;
  householdId: string;
  headName: string;
  fen: number;
  reason: string;
  status: string;
  recordedBy: string;
  version: number;
}

/** A use that the actor may read, locked. Throws NotFound. */
export async function lockUse({ sql, ability }: UnitOfWork, id: string): Promise<LockedUse> {
  const [use] = isUuid(id)
    ? await sql<LockedUse>(
        `select u.id, u.line_id as "lineId", u.township_code as "townshipCode", l.department_code as "departmentCode",
           u.aid_record_id as "aidRecordId", a.household_id as "householdId", p.name as "headName", u.amount_fen as fen,
           u.reason, u.status, u.recorded_by as "recordedBy", u.version
         from reserve_use u join budget_line l on l.id = u.line_id join aid_record a on a.id = u.aid_record_id
         join household h on h.id = a.household_id join person p on p.id = h.head_person_id where u.id = $1 for update of u`,
        [id],
      )
    : [];
  if (!use || !ability.can('read', subject('ReserveUse', { ...use }) as never))
    throw notFound({ zh: '备用金动用记录', en: 'use of the reserve' });
  return use;
}

export const MOVED_ON = {
  zh: '该笔已有新的进展，请刷新查看。',
  en: 'This has moved on already. Reload to see it.',
};
