import { HOUSEHOLD_CHANGES, type HouseholdChange } from '@yimen/schema';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { returnToRegister } from '../register/leave-register.js';
import { loadHouseholds } from '../registry/load-household.js';
import { voidObservations } from '../registry/record-observations.js';
import { withdrawChangeTasks } from './add-change-tasks.js';
import { addEvent } from './add-event.js';
import type { UndoHouseholdChangeInput } from './household-change.inputs.js';
import { placeNew, settleHouseholds } from './place-people.js';

interface Happened {
  id: string;
  kind: HouseholdChange;
  effectiveOn: string;
  households: string[];
  people: string[];
}

/**
 * Takes back the latest change of every household it touched: people, places, hukou and carers are as before, what it
 * recorded is void, its tasks are closed. The change stays in the history, and so does its undoing. Throws NotFound,
 * NotAllowed, InvalidInput, and WrongState when it was undone before or a later change stands on it.
 */
export async function undoHouseholdChange(unit: UnitOfWork, input: UndoHouseholdChangeInput): Promise<CommandResult> {
  const event = await findEvent(unit, input);
  if (!event) throw notFound({ zh: '变动记录', en: 'change' });
  await loadHouseholds(unit, event.households, 'edit');
  await assertLatest(unit, event);
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '撤销原因', en: 'reason' });
  check.done();
  if (event.kind === 'duplicate') {
    throw wrongState('duplicate', {
      zh: '这是重复登记的合并，请在“疑似重复”中撤销合并。',
      en: 'Two records were merged here; undo the merge among the possible duplicates.',
    });
  }
  await undoEvent(unit, event, reason as string);
  return { type: 'Household', id: input.householdId };
}

/**
 * Takes back a change as part of another command, which has seen to who may. Throws WrongState when it was undone before
 * or a later change stands on it.
 */
export async function undoChange(
  unit: UnitOfWork,
  eventId: string,
  householdId: string,
  reason: string,
): Promise<void> {
  const event = await findEvent(unit, { eventId, householdId });
  if (!event) throw notFound({ zh: '变动记录', en: 'change' });
  await assertLatest(unit, event);
  await undoEvent(unit, event, reason);
}

async function undoEvent(unit: UnitOfWork, event: Happened, reason: string): Promise<void> {
  const undoId = await addEvent(unit, { ...event, kind: 'undone', undoesId: event.id, reason });
  const people = await takeBack(unit, event, undoId);
  const told = await unit.sql<{ id: string }>('select id from observation where event_id = $1', [event.id]);
  await voidObservations(
    unit,
    told.map(({ id }) => id),
    `${HOUSEHOLD_CHANGES.undone.zh}：${reason}`,
  );
  await settleHouseholds(unit, people, event.households, event.effectiveOn);
  await returnToRegister(unit, { eventId: event.id, undoId, reason });
  await withdrawChangeTasks(unit, event.id);
}

async function findEvent(
  unit: UnitOfWork,
  { eventId, householdId }: Pick<UndoHouseholdChangeInput, 'eventId' | 'householdId'>,
): Promise<Happened | undefined> {
  if (!isUuid(eventId) || !isUuid(householdId)) return undefined;
  const [event] = await unit.sql<Happened>(
    `select e.id, e.kind, e.effective_on as "effectiveOn",
       array(select household_id from household_event_household where event_id = e.id) as households,
       array(select person_id from household_event_person where event_id = e.id) as people
     from household_event e join household_event_household o on o.event_id = e.id
     where e.id = $1 and o.household_id = $2`,
    [eventId, householdId],
  );
  return event;
}

/** The changes that stand and came after an event `e`, in one of its households. */
export const LATER_CHANGES = `
  from household_event_household o join household_event_household later on later.household_id = o.household_id
  join household_event l on l.id = later.event_id and l.id > e.id and l.kind <> 'undone'
    and not exists (select from household_event u where u.undoes_id = l.id)
  where o.event_id = e.id`;

async function assertLatest(unit: UnitOfWork, event: Happened): Promise<void> {
  const [state] = await unit.sql<{ undone: boolean; later: HouseholdChange | null; laterOn: string | null }>(
    `select exists (select from household_event u where u.undoes_id = e.id) as undone, l.kind as later, l.effective_on as "laterOn"
     from household_event e left join lateral (select l.kind, l.effective_on ${LATER_CHANGES} order by l.id desc limit 1) l on true
     where e.id = $1`,
    [event.id],
  );
  if (event.kind === 'undone' || state?.undone) {
    throw wrongState('undone', {
      zh: '该变动已撤销。如撤销有误，请重新登记变动。',
      en: 'This change was undone. If that was a mistake, record the change again.',
    });
  }
  if (state?.later) {
    const { zh, en } = HOUSEHOLD_CHANGES[state.later];
    throw wrongState('superseded', {
      zh: `其后已有变动（${state.laterOn} ${zh}），请先撤销后面的变动。`,
      en: `A later change stands on it (${en}, ${state.laterOn}); undo that one first.`,
    });
  }
}

/** Deletes the rows of a change. Answers the people whose place it was; who has none without it was registered by it. */
async function takeBack(unit: UnitOfWork, event: Happened, undoId: string): Promise<string[]> {
  const { sql } = unit;
  const placed = await sql<{ id: string }>(
    'delete from household_member where event_id = $1 returning person_id as id',
    [event.id],
  );
  const people = placed.map(({ id }) => id);
  for (const table of ['household_place', 'person_hukou', 'person_carer']) {
    await sql(`delete from ${table} where event_id = $1`, [event.id]);
  }
  await sql('update person_carer set until_on = null, ended_by = null where ended_by = $1', [event.id]);
  const nowhere = await sql<{ id: string }>(
    `select t.id from unnest($1::uuid[]) t (id)
     where not exists (select from household_member m where m.person_id = t.id)`,
    [people],
  );
  await placeNew(
    unit,
    nowhere.map(({ id }) => ({ personId: id, householdId: null, relation: null, gone: 'mistaken' })),
    event.effectiveOn,
    undoId,
  );
  return people;
}
