import { subject } from '@casl/ability';
import { OFF_REGISTER, type RegisterReason, type RegisterSource } from '@yimen/schema';
import { assertCan } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { applyChanges, lockHouseholds, type NewChange, type RegisterHousehold } from './apply-changes.js';
import type { RecordRegisterChangesInput } from './register.inputs.js';
import { registerKeeper } from './register-level.js';

const MOST = 2000;
const HOUSEHOLD = { zh: '户', en: 'household' };

/** What people and offices may name as the source; decisions and lists write their own. */
const TYPED_SOURCES: readonly string[] = ['by_hand', 'monthly_update'] satisfies RegisterSource[];

/**
 * Records how households, or people apart from theirs, came to a level of the register, moved or left it, each with day
 * and reason (R64): all of them, or none. Throws InvalidInput with every problem, NotFound, NotAllowed.
 */
export async function recordRegisterChanges(
  unit: UnitOfWork,
  input: RecordRegisterChangesInput,
): Promise<CommandResult> {
  const check = new InputCheck();
  if (input.changes.length === 0 || input.changes.length > MOST) {
    check.add('changes', { zh: `一次登记 1–${MOST} 项变动。`, en: `Record 1–${MOST} changes at a time.` });
    check.done();
  }
  if (!TYPED_SOURCES.includes(input.source)) check.add('source', { zh: '请选择来源。', en: 'Choose the source.' });
  const households = await openHouseholds(unit, input);
  const changes = input.changes.map(
    (change, index): NewChange => ({
      householdId: change.householdId,
      personId: change.personId ?? null,
      fromLevel: change.fromLevel || OFF_REGISTER,
      toLevel: change.toLevel || OFF_REGISTER,
      onDay: check.day(`changes.${index}.onDay`, change.onDay) ?? '',
      reason: change.reason as RegisterReason,
      note: readNote(check, `changes.${index}.note`, change.note),
      source: input.source as RegisterSource,
    }),
  );
  await checkPeople(unit, check, changes);
  const [first] = await applyChanges(unit, check, households, changes);
  return { type: 'RegisterChange', id: first as string };
}

function readNote(check: InputCheck, path: string, note: string | null | undefined): string | null {
  return note?.trim() ? (check.text(path, note, { zh: '说明', en: 'note' }, 500) ?? null) : null;
}

/** Locks the households. Throws NotFound when one is none or closed to the actor, NotAllowed when he may only read it. */
async function openHouseholds(
  unit: UnitOfWork,
  { changes }: RecordRegisterChangesInput,
): Promise<Map<string, RegisterHousehold>> {
  const ids = changes.map(({ householdId }) => householdId);
  if (!ids.every(isUuid)) throw notFound(HOUSEHOLD);
  const households = await lockHouseholds(unit, ids);
  const departmentCode = registerKeeper(unit.county);
  for (const id of ids) {
    const household = households.get(id);
    const access = { ...household, departmentCode };
    if (!household || !unit.ability.can('read', subject('Register', access) as never)) throw notFound(HOUSEHOLD);
    assertCan(unit, 'record', 'Register', { ...household, departmentCode });
  }
  return households;
}

async function checkPeople({ sql }: UnitOfWork, check: InputCheck, changes: readonly NewChange[]): Promise<void> {
  const named = changes.flatMap(({ personId }) => (personId && isUuid(personId) ? [personId] : []));
  const found = await sql<{ id: string; householdId: string }>(
    'select id, household_id as "householdId" from person where id = any($1)',
    [named],
  );
  const householdOf = new Map(found.map(({ id, householdId }) => [id, householdId]));
  for (const [index, { personId, householdId }] of changes.entries())
    if (personId && householdOf.get(personId) !== householdId)
      check.add(`changes.${index}.personId`, {
        zh: '请选择该户的一名成员。',
        en: 'Choose a member of this household.',
      });
  if (check.problems.some(({ path }) => path.endsWith('.personId'))) check.done();
}
