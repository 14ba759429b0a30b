import { subject } from '@casl/ability';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';

export interface Recalculation {
  id: string;
  departmentCode: string;
  programCode: string;
  /** YYYY-MM-01. */
  fromMonth: string;
  paysArrears: boolean;
  status: string;
  version: number;
  jobId: string | null;
  madeBy: string;
}

const COLUMNS = `id, department_code as "departmentCode", program_code as "programCode", from_month as "fromMonth",
  pays_arrears as "paysArrears", status, version, job_id as "jobId", made_by as "madeBy"`;

/** A recalculation, locked. Throws NotFound for one that the actor may not read. */
export async function lockRecalculation(unit: UnitOfWork, id: string): Promise<Recalculation> {
  const [found] = isUuid(id)
    ? await unit.sql<Recalculation>(`select ${COLUMNS} from recalculation where id = $1 for update`, [id])
    : [];
  if (!found || !unit.ability.can('read', subject('Recalculation', { ...found }) as never))
    throw notFound({ zh: '重算', en: 'recalculation' });
  return found;
}

/** The same for a step of its work. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function lockForStep(
  unit: UnitOfWork,
  { recalculationId, expectedVersion }: { recalculationId: string; expectedVersion: number },
  action: string,
  may: 'make' | 'check',
): Promise<{ recalculation: Recalculation; next: string }> {
  const recalculation = await lockRecalculation(unit, recalculationId);
  assertCan(unit, may, 'Recalculation', recalculation);
  assertVersion(recalculation, expectedVersion);
  const next = assertTransition('Recalculation', recalculation.status, action, {
    zh: '重算的状态已变化，不能这样办理。请刷新查看。',
    en: 'The recalculation is no longer in a state for this. Reload to see it.',
  });
  return { recalculation, next };
}
