import { today } from '../../platform/clock.js';
import { invalidInput, wrongState } from '../../platform/errors.js';
import { type CommandResult, sqlState, type UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { addEvent } from '../household-change/add-event.js';
import { householdSizes, recordSizes } from '../household-change/household-sizes.js';
import { placePeople, settleHouseholds } from '../household-change/place-people.js';
import { loadHousehold } from '../registry/load-household.js';
import { closeConflictsOfMerged } from '../verification/keep-conflicts.js';
import type { MergePeopleInput } from './duplicate.inputs.js';
import { decidePair, loadPair } from './load-pair.js';
import { projectAgain } from './project-again.js';

interface MergedPerson {
  id: string;
  name: string;
  householdId: string | null;
  lastHouseholdId: string | null;
  mergedInto: string | null;
  gone: string | null;
  /** How many others are in the household that he heads; 0 when he heads none. */
  heads: number;
}

/** Unique or exclusive rows that both records have. */
const CLASHES = ['23505', '23P01', '23514'];

/**
 * Makes one person of two records. What was observed, given, applied for and decided of the other goes along and can be
 * brought back; the other record stays, in no household, with its numbers leading to the one that is kept. Throws
 * NotFound, NotAllowed, StaleVersion, InvalidInput, and WrongState when the records stand against it.
 */
export async function mergePeople(unit: UnitOfWork, input: MergePeopleInput): Promise<CommandResult> {
  const { pair, reason } = await loadPair(unit, input, 'merge');
  const people = await peopleOf(unit, [pair.firstId, pair.secondId]);
  const kept = people.find(({ id }) => id === input.keepPersonId);
  const dropped = people.find(({ id }) => id !== input.keepPersonId);
  if (!kept || !dropped) {
    throw invalidInput([
      { path: 'keepPersonId', message: { zh: '请选择保留哪一条记录。', en: 'Choose which of the two records stays.' } },
    ]);
  }
  assertMergeable(kept, dropped);
  const households = [...new Set([kept, dropped].map((one) => one.householdId ?? (one.lastHouseholdId as string)))];
  for (const id of households.toSorted()) await loadHousehold(unit, id, 'edit');
  const [merge] = await unit.sql<{ id: string }>(
    'insert into person_merge (kept_id, dropped_id, reason, merged_by) values ($1, $2, $3, $4) returning id',
    [kept.id, dropped.id, reason, unit.actor.staffId],
  );
  const mergeId = merge?.id as string;
  const sizes = await householdSizes(unit, households);
  const eventId = dropped.householdId && (await leaveHousehold(unit, dropped, mergeId, reason));
  await closeConflictsOfMerged(unit, dropped.id);
  await takeAlong(unit, mergeId);
  await unit.sql('update person set merged_into = $2 where id = $1', [dropped.id, kept.id]);
  await settleHouseholds(unit, eventId ? [kept.id, dropped.id] : [kept.id], households, today());
  if (eventId) await recordSizes(unit, sizes, today(), eventId);
  await projectAgain(unit, [kept.id, dropped.id]);
  await decidePair(unit, pair, 'merged', reason);
  return { type: 'DuplicatePair', id: pair.id };
}

async function peopleOf({ sql }: UnitOfWork, ids: readonly string[]): Promise<MergedPerson[]> {
  return sql<MergedPerson>(
    `select p.id, p.name, p.household_id as "householdId", p.last_household_id as "lastHouseholdId",
       p.merged_into as "mergedInto", p.gone,
       case when h.head_person_id = p.id
         then (select count(*)::int from person m where m.household_id = h.id) - 1 else 0 end as heads
     from person p left join household h on h.id = p.household_id where p.id = any($1)`,
    [ids],
  );
}

function assertMergeable(kept: MergedPerson, dropped: MergedPerson): void {
  if (kept.mergedInto || dropped.mergedInto) {
    throw wrongState('merged', {
      zh: '其中一条记录已并入别的记录，请刷新后查看。',
      en: 'One of the records was merged into another; reload to see.',
    });
  }
  if (dropped.heads > 0) {
    throw wrongState('head', {
      zh: `${dropped.name} 是有其他成员的户的户主。请保留这一条，或先在该户办理户主变更。`,
      en: `${dropped.name} heads a household with other members. Keep that record, or change the head of the household first.`,
    });
  }
  if (kept.gone && dropped.householdId) {
    throw wrongState('gone', {
      zh: '请保留仍在户内的那一条记录。',
      en: 'Keep the record that is in a household.',
    });
  }
}

/** The record leaves its household as registered by mistake. Answers the event of the household's history. */
async function leaveHousehold(
  unit: UnitOfWork,
  { id, householdId }: MergedPerson,
  mergeId: string,
  reason: string,
): Promise<string> {
  const eventId = await addEvent(unit, {
    kind: 'duplicate',
    effectiveOn: today(),
    reason,
    households: [householdId as string],
    people: [id],
  });
  await placePeople(unit, [{ personId: id, householdId: null, relation: null, gone: 'mistaken' }], today(), eventId);
  await unit.sql('update person_merge set event_id = $2 where id = $1', [mergeId, eventId]);
  return eventId;
}

const BOTH: Bilingual = {
  zh: '两条记录在同一批次、名单或登记中各有一条，系统无法自动合并。请先撤回其中一条再合并。',
  en: 'Both records stand in the same batch, list or register. Withdraw one of them there, then merge.',
};

async function takeAlong(unit: UnitOfWork, mergeId: string): Promise<void> {
  try {
    await unit.sql('select take_along($1)', [mergeId]);
  } catch (error) {
    if (CLASHES.includes(sqlState(error))) throw wrongState('both', BOTH);
    throw error;
  }
}
