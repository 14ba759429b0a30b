import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { settleHouseholds } from '../household-change/place-people.js';
import { undoChange } from '../household-change/undo-change.js';
import { loadHousehold } from '../registry/load-household.js';
import type { DuplicateDecisionInput } from './duplicate.inputs.js';
import { decidePair, loadPair } from './load-pair.js';
import { projectAgain } from './project-again.js';

interface Merge {
  id: string;
  keptId: string;
  droppedId: string;
  eventId: string | null;
  keptHousehold: string;
  droppedHousehold: string;
  keptMerged: boolean;
}

/**
 * Makes two people again of one: the other record returns to its household with all that was its own when they were
 * merged; what came since stays with the one that was kept. The pair is open again. Throws NotFound, NotAllowed,
 * StaleVersion, InvalidInput, and WrongState when a later change or merge stands on it.
 */
export async function undoMerge(unit: UnitOfWork, input: DuplicateDecisionInput): Promise<CommandResult> {
  const { pair, reason } = await loadPair(unit, input, 'undo');
  const [merge] = await unit.sql<Merge>(
    `select m.id, m.kept_id as "keptId", m.dropped_id as "droppedId", m.event_id as "eventId",
       coalesce(k.household_id, k.last_household_id) as "keptHousehold", k.merged_into is not null as "keptMerged",
       coalesce(d.household_id, d.last_household_id) as "droppedHousehold"
     from person_merge m join person k on k.id = m.kept_id join person d on d.id = m.dropped_id
     where m.undone_at is null and m.dropped_id = any($1) for update of m`,
    [[pair.firstId, pair.secondId]],
  );
  if (!merge) throw new Error(`Pair ${pair.id} is merged by nothing`);
  if (merge.keptMerged) {
    throw wrongState('merged', {
      zh: '保留的记录后来又并入别的记录，请先撤销那一次合并。',
      en: 'The record that was kept has itself been merged since; undo that one first.',
    });
  }
  const households = [...new Set([merge.keptHousehold, merge.droppedHousehold])];
  for (const id of households.toSorted()) await loadHousehold(unit, id, 'edit');
  await unit.sql('select bring_back($1)', [merge.id]);
  await unit.sql('update person set merged_into = null where id = $1', [merge.droppedId]);
  if (merge.eventId) await undoChange(unit, merge.eventId, merge.droppedHousehold, reason);
  await settleHouseholds(unit, merge.eventId ? [merge.keptId, merge.droppedId] : [merge.keptId], households, today());
  await projectAgain(unit, [merge.keptId, merge.droppedId]);
  await unit.sql(
    `update person_merge set undone_by = $2, undone_at = now(), undo_reason = $3, version = version + 1 where id = $1`,
    [merge.id, unit.actor.staffId, reason],
  );
  await decidePair(unit, pair, 'open', null);
  return { type: 'DuplicatePair', id: pair.id };
}
