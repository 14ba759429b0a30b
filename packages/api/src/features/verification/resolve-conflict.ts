import { subject } from '@casl/ability';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { recordObservations } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';
import { endConflictTasks } from './keep-conflicts.js';
import { accessColumns, CONFLICT_FIELDS } from './load-request.js';
import type { ConflictSide } from './note-conflicts.js';
import type { ResolveConflictInput } from './verification.inputs.js';

const CONFLICT = { zh: '数据不一致', en: 'conflict' };
const REASON = { zh: '认定理由', en: 'reason' };

interface LoadedConflict {
  householdId: string;
  personId: string | null;
  fact: string;
  sides: ConflictSide[];
  status: string;
  version: number;
}

/**
 * Settles a conflict: a named officer says which side holds and why; it becomes a new verified observation of today.
 * Throws NotFound, NotAllowed, StaleVersion, WrongState, InvalidInput.
 */
export async function resolveConflict(unit: UnitOfWork, input: ResolveConflictInput): Promise<CommandResult> {
  if (!isUuid(input.conflictId)) throw notFound(CONFLICT);
  // The household first, as whoever takes answers locks it.
  await unit.sql('select from household where id = (select household_id from fact_conflict where id = $1) for update', [
    input.conflictId,
  ]);
  const [conflict] = await unit.sql<LoadedConflict>(
    `select f.household_id as "householdId", f.person_id as "personId", f.fact, f.sides, f.status, f.version,
       ${accessColumns(CONFLICT_FIELDS)} from fact_conflict f where f.id = $1 for update`,
    [input.conflictId],
  );
  if (!conflict || !unit.ability.can('read', subject('FactConflict', { ...conflict }) as never))
    throw notFound(CONFLICT);
  assertCan(unit, 'resolve', 'FactConflict', conflict);
  assertVersion(conflict, input.expectedVersion);
  const status = assertTransition('FactConflict', conflict.status, 'resolve', {
    zh: '该不一致已经处理。',
    en: 'This conflict has been settled already.',
  });
  const check = new InputCheck();
  const side = conflict.sides[input.side];
  if (!side) check.add('side', { zh: '请选择采信哪一方。', en: 'Choose which side holds.' });
  const reason = check.text('reason', input.reason, REASON, 500);
  check.done();
  await unit.sql(
    `update fact_conflict set status = $2, value = $3::jsonb, reason = $4, resolved_by = $5,
       resolved_at = clock_timestamp(), version = version + 1 where id = $1`,
    [input.conflictId, status, JSON.stringify(side?.value), reason, unit.actor.staffId],
  );
  await recordObservations(unit, { householdId: conflict.householdId }, [
    {
      code: conflict.fact,
      personId: conflict.personId,
      value: side?.value,
      source: SOURCES.settled.zh,
      verified: true,
    },
  ]);
  await endConflictTasks(unit, [input.conflictId]);
  return { type: 'FactConflict', id: input.conflictId };
}
