import { FACTS, type FactDefinition, isUsual } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { FactValue, Outcome } from '../../policy/types.js';
import { loadFactBags } from '../registry/fact-bag.js';
import { STANDS, WINNER_FIRST } from '../registry/project-facts.js';
import { type RunningAid, runningAid } from './add-change-tasks.js';
import { membersOf } from './change-draft.js';
import { carryOutChange } from './change-household.js';
import type { HouseholdChangeInput } from './household-change.inputs.js';

interface HouseholdAfter {
  code: string;
  sizeBefore: number;
  sizeAfter: number;
  headName: string | null;
}

interface ChangedFit {
  personName: string;
  programCode: string;
  before: Outcome;
  after: Outcome;
}

export interface ChangePreview {
  households: HouseholdAfter[];
  aid: (RunningAid & { stops: boolean })[];
  fits: ChangedFit[];
  staleFacts: FactDefinition[];
}

/** Facts that the register itself keeps up. */
const KEPT_UP = ['hh_size', 'hh_area_type'];

/**
 * What would follow from a change: sizes and heads, aid whose department is told, programs that would fit otherwise, and
 * facts of the households that may no longer hold. Runs the change itself; for a dry run. Throws as the change does.
 */
export async function previewChange(unit: UnitOfWork, input: HouseholdChangeInput): Promise<ChangePreview> {
  const named = [input.householdId, input.otherHouseholdId].filter((id): id is string => Boolean(id));
  const before = await lookAt(unit, named);
  const aid = await runningAid(unit.sql, named);
  const { households, gone } = await carryOutChange(unit, input);
  const after = await lookAt(unit, households);
  const moved = after.people.some(({ id, householdId }) => before.homes.get(id) !== householdId) || gone.length > 0;
  const emptied = (id: string) => before.people.every((one) => one.householdId !== id || gone.includes(one.id));
  const stops = ({ personId, householdId }: RunningAid) =>
    personId === null ? emptied(householdId) : gone.includes(personId);
  return {
    households: await sizesAfter(unit, before, after, households),
    aid: moved
      ? aid.filter((one) => stops(one) || one.personId === null).map((one) => ({ ...one, stops: stops(one) }))
      : [],
    fits: changedFits(before, after),
    staleFacts: moved ? await staleFacts(unit, named) : [],
  };
}

interface Look {
  people: { id: string; name: string; householdId: string; relation: string }[];
  homes: Map<string, string>;
  /** Of each person, program by program. */
  outcomes: Map<string, Map<string, Outcome>>;
}

async function lookAt(unit: UnitOfWork, households: readonly string[]): Promise<Look> {
  const people = await membersOf(unit, households);
  const on = today();
  const subjects = people.map(({ id, householdId }) => ({ householdId, personId: id }));
  const bags = await loadFactBags(unit.sql, subjects, on);
  const { judge } = unit.county.on(on);
  const outcomes = people.map(({ id }, index): [string, Map<string, Outcome>] => {
    const verdicts = judge.judgeAll(bags[index] ?? {}, on);
    return [id, new Map(verdicts.map(({ programCode, outcome }) => [programCode, outcome]))];
  });
  return {
    people,
    homes: new Map(people.map(({ id, householdId }) => [id, householdId])),
    outcomes: new Map(outcomes),
  };
}

async function sizesAfter(
  { sql }: UnitOfWork,
  before: Look,
  after: Look,
  households: readonly string[],
): Promise<HouseholdAfter[]> {
  const codes = await sql<{ id: string; code: string }>('select id, code from household where id = any($1)', [
    households,
  ]);
  const sizeIn = ({ people }: Look, id: string) => people.filter(({ householdId }) => householdId === id).length;
  return households.map((id) => ({
    code: codes.find((one) => one.id === id)?.code as string,
    sizeBefore: sizeIn(before, id),
    sizeAfter: sizeIn(after, id),
    headName: after.people.find(({ householdId, relation }) => householdId === id && relation === 'head')?.name ?? null,
  }));
}

/** Programs whose answer changes for somebody who stays registered. */
function changedFits(before: Look, after: Look): ChangedFit[] {
  return after.people.flatMap(({ id, name }) =>
    [...(after.outcomes.get(id) ?? [])].flatMap(([programCode, outcome]) => {
      const was = before.outcomes.get(id)?.get(programCode);
      return was && was !== outcome ? [{ personName: name, programCode, before: was, after: outcome }] : [];
    }),
  );
}

/** Facts of the households that tell of something: an income, a car, a status. */
async function staleFacts({ sql }: UnitOfWork, households: readonly string[]): Promise<FactDefinition[]> {
  const known = await sql<{ fact: string; value: FactValue }>(
    `select distinct on (o.household_id, o.fact) o.fact, o.value from observation o
     where o.household_id = any($1) and o.person_id is null and o.case_id is null and o.fact <> all($2) and ${STANDS}
     order by o.household_id, o.fact, ${WINNER_FIRST}`,
    [households, KEPT_UP],
  );
  const telling = new Set(known.flatMap(({ fact, value }) => (isUsual(fact, value) ? [] : [fact])));
  return FACTS.filter(({ code }) => telling.has(code));
}
