import { today } from '../../platform/clock.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addEvent } from '../household-change/add-event.js';
import { householdSizes, recordSizes } from '../household-change/household-sizes.js';
import { placePeople, settleHouseholds } from '../household-change/place-people.js';
import { takeBackVersion } from '../list/take-back-version.js';
import { voidObservations } from '../registry/record-observations.js';
import type { EffectSubject } from './effects.js';
import { assertNothingStandsOn } from './undo-import.js';

export interface UndoSliceInput {
  key: string;
  importId: string;
  slice: number;
  reason: string;
}

interface Effect {
  subject: EffectSubject;
  id: string;
}

interface Placed {
  id: string;
  householdId: string;
}

/**
 * Takes back what one slice of an import wrote, by adding: observations become void, records of aid are reversed, people
 * are in no household any more as registered by mistake, households without people are dissolved, a list is again what it
 * was. Throws InvalidInput or WrongState when somebody worked on since.
 */
export async function undoSlice(unit: UnitOfWork, input: UndoSliceInput): Promise<CommandResult> {
  const { importId, slice, reason } = input;
  const effects = await unit.sql<Effect>(
    'select subject, subject_id as id from import_effect where import_id = $1 and slice = $2 order by subject_id',
    [importId, slice],
  );
  const idsOf = (subject: EffectSubject) => effects.filter((one) => one.subject === subject).map(({ id }) => id);
  const observations = idsOf('observation');
  const people = await unit.sql<Placed>(
    'select id, household_id as "householdId" from person where id = any($1) and household_id is not null',
    [idsOf('person')],
  );
  await unit.sql(
    `select from household where id in (select household_id from observation where id = any($1)
       union select unnest($2::uuid[])) order by id for update`,
    [observations, people.map(({ householdId }) => householdId)],
  );
  await assertNothingStandsOn(unit.sql, importId, slice);
  await unit.sql('select reverse_aid($1, $2, $3)', [idsOf('aid_record'), unit.actor.staffId, reason]);
  await voidObservations(unit, observations, `导入撤销：${reason}`);
  await withdraw(unit, people, reason);
  for (const versionId of idsOf('list_version')) await takeBackVersion(unit, versionId, `导入撤销：${reason}`);
  return { type: 'Import', id: importId };
}

/** The people of each household are taken out of it as one change. */
async function withdraw(unit: UnitOfWork, people: readonly Placed[], reason: string): Promise<void> {
  const on = today();
  for (const [householdId, members] of Map.groupBy(people, (one) => one.householdId)) {
    const ids = members.map(({ id }) => id);
    const sizes = await householdSizes(unit, [householdId]);
    const eventId = await addEvent(unit, {
      kind: 'withdrawn',
      effectiveOn: on,
      reason: `导入撤销：${reason}`,
      households: [householdId],
      people: ids,
    });
    const nowhere = { householdId: null, relation: null, gone: 'mistaken' as const };
    await placePeople(
      unit,
      ids.map((personId) => ({ personId, ...nowhere })),
      on,
      eventId,
    );
    await settleHouseholds(unit, ids, [householdId], on);
    await recordSizes(unit, sizes, on, eventId);
  }
}
