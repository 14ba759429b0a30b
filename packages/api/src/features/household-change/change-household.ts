import type { Gone, RegisterReason } from '@yimen/schema';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { type Leaver, leaveRegister } from '../register/leave-register.js';
import { recordObservations } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';
import { addChangeTasks } from './add-change-tasks.js';
import { addEvent } from './add-event.js';
import { type ChangeKind, type Draft, openDraft, type Plan } from './change-draft.js';
import { CHANGE_KINDS } from './change-kinds.js';
import { checkComposition } from './check-composition.js';
import type { HouseholdChangeInput } from './household-change.inputs.js';
import { householdSizes, recordSizes } from './household-sizes.js';
import { placePeople, settleHouseholds } from './place-people.js';
import { addNewHousehold } from './write-change.js';

/**
 * Records what happened to a household and its people on a day: who is where from then on, new heads, a new address,
 * hukou, carers. Size and area type follow; departments whose aid runs are told. Throws InvalidInput, NotFound,
 * NotAllowed, StaleVersion, WrongState.
 */
export async function changeHousehold(unit: UnitOfWork, input: HouseholdChangeInput): Promise<CommandResult> {
  await carryOutChange(unit, input);
  return { type: 'Household', id: input.householdId };
}

/** The same, answering the households it touched, new ones too, and who died or left. */
export async function carryOutChange(
  unit: UnitOfWork,
  input: HouseholdChangeInput,
): Promise<{ households: string[]; gone: string[] }> {
  const draft = await openDraft(unit, input);
  const { check, household, other, effectiveOn } = draft;
  const kind = Object.hasOwn(CHANGE_KINDS, input.kind) ? (input.kind as ChangeKind) : undefined;
  if (!kind) check.add('kind', { zh: '请选择变动类型。', en: 'Choose what happened.' });
  const plan = kind ? CHANGE_KINDS[kind](draft) : { placements: [], people: [] };
  checkComposition(draft, plan);
  const reason = check.text('reason', input.reason, { zh: '变动原因', en: 'reason' });
  check.done();

  const households = [household.id, ...(other ? [other.id] : []), ...(plan.newPlace ? [draft.newHouseholdId] : [])];
  const sizes = await householdSizes(unit, households);
  if (plan.newPlace) await addNewHousehold(draft, plan.newPlace);
  const eventId = await addEvent(unit, {
    kind: kind as ChangeKind,
    effectiveOn,
    reason: reason as string,
    document: input.document?.trim() || null,
    note: input.note?.trim() || null,
    households,
    people: plan.people,
  });
  await carryOut(draft, plan, eventId, households);
  await recordSizes(unit, sizes, effectiveOn, eventId);
  const gone = plan.placements.flatMap((placement) => (placement.gone ? [placement.personId] : []));
  return { households, gone };
}

async function carryOut(draft: Draft, plan: Plan, eventId: string, households: readonly string[]): Promise<void> {
  const { unit, effectiveOn } = draft;
  await addChangeTasks(draft, plan, eventId);
  await placePeople(unit, plan.placements, effectiveOn, eventId);
  await plan.write?.(eventId);
  const people = plan.placements.map(({ personId }) => personId);
  await settleHouseholds(unit, people, households, effectiveOn);
  await leaveWithChange(draft, plan, eventId, households);
  const dead = plan.placements.filter(({ gone }) => gone === 'died');
  await recordObservations(
    unit,
    { householdId: draft.household.id, eventId },
    dead.map(({ personId }) => ({
      code: 'alive',
      personId,
      value: false,
      source: SOURCES.register.zh,
      document: draft.input.document,
      observedOn: effectiveOn,
      verified: true,
    })),
  );
}

/** Whoever died or left is off the register, and so is a household that is no more (R64). */
async function leaveWithChange(
  { unit, household, effectiveOn, input }: Draft,
  plan: Plan,
  eventId: string,
  households: readonly string[],
): Promise<void> {
  const dissolved = await unit.sql<{ id: string }>(
    'select id from household where id = any($1) and dissolved_on is not null',
    [households],
  );
  const why = plan.placements.flatMap(({ gone }) => (gone ? [LEAVING[gone]] : []));
  const leavers: Leaver[] = plan.placements.flatMap(({ personId, gone }) =>
    gone ? [{ householdId: household.id, personId, reason: LEAVING[gone] }] : [],
  );
  leavers.push(
    ...dissolved.map(({ id }) => ({ householdId: id, personId: null, reason: why[0] ?? 'household_changed' }) as const),
  );
  await leaveRegister(unit, leavers, { onDay: effectiveOn, eventId, note: input.note?.trim() || null });
}

const LEAVING = {
  died: 'deceased',
  left: 'moved_away',
  mistaken: 'household_changed',
} as const satisfies Record<Gone, RegisterReason>;
