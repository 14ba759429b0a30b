import type { FactDefinition } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { FactValue } from '../../policy/types.js';
import { STANDS, WINNER_FIRST } from '../registry/project-facts.js';
import { SOURCES } from '../registry/sources.js';
import { addTask } from '../task/add-task.js';
import { getRegister, getVerifier, registerByCode, weightOf } from './registers.js';
import { dueDay } from './request-verification.js';
import type { ToldFact, ToldSum } from './told-facts.js';

/** What one source says of a fact. */
export interface ConflictSide {
  value: FactValue;
  /** A register's code, or words. */
  source: string;
  /** Code of the register; null of everybody else. */
  item: string | null;
  /** YYYY-MM-DD. */
  observedOn: string;
  verified: boolean;
}

interface Saying extends ConflictSide {
  fact: string;
  personId: string | null;
}

/** As which the registers' sum of parts stands as one side. */
const SUM_SOURCE = SOURCES.registers.zh;

/**
 * Compares what registers told with what others say of the same fact: the family, other registers, or what was settled
 * last. Where they differ a conflict is opened, or the side of the one that is open is brought up to date; where all
 * sides come to say the same, it is closed. A sum of parts conflicts only with a smaller declaration: registers do not
 * see every income.
 */
export async function noteConflicts(
  unit: UnitOfWork,
  householdId: string,
  told: readonly ToldFact[],
  sums: readonly ToldSum[],
): Promise<void> {
  const codes = [...new Set([...told, ...sums].map(({ fact }) => fact.code))];
  if (codes.length === 0) return;
  const said = await sayings(unit, householdId, codes);
  const others = (fact: FactDefinition, personId: string | null, source: string) =>
    said.filter((one) => one.fact === fact.code && one.personId === personId && one.source !== source);
  for (const { item, fact, personId, value, answeredOn } of told) {
    const side = { value, source: item.code, item: item.code, observedOn: answeredOn, verified: true };
    const differing = others(fact, personId, item.code).filter((one) => !sameValue(one.value, value));
    await note(unit, householdId, fact, personId, side, differing);
  }
  for (const { fact, personId, value, answeredOn } of sums) {
    const side = { value, source: SUM_SOURCE, item: null, observedOn: answeredOn, verified: true };
    const lower = others(fact, personId, SUM_SOURCE).filter((one) => Number(one.value) < value);
    await note(unit, householdId, fact, personId, side, lower);
  }
}

export function sameValue(one: FactValue, other: FactValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** SQL of whether an observation `o` is of the household `$1` or of somebody who is in it. */
export const OF_HOUSEHOLD = `(o.household_id = $1 and o.person_id is null
  or o.person_id in (select id from person where household_id = $1))`;

/** The newest observation of each source about the facts, of those made since the last conflict about it was settled. */
async function sayings(unit: UnitOfWork, householdId: string, facts: readonly string[]): Promise<Saying[]> {
  const rows = await unit.sql<Omit<Saying, 'item'>>(
    `select distinct on (o.fact, o.person_id, case when o.verified then o.source end)
       o.fact, o.person_id as "personId", o.value, o.source, o.observed_on as "observedOn", o.verified
     from observation o
     where ${OF_HOUSEHOLD} and o.case_id is null and o.fact = any($2) and ${STANDS}
       and o.recorded_at >= coalesce((
         select max(f.resolved_at) from fact_conflict f
         where f.household_id = $1 and f.person_id is not distinct from o.person_id and f.fact = o.fact),
         '-infinity')
     order by o.fact, o.person_id, case when o.verified then o.source end, ${WINNER_FIRST}`,
    [householdId, [...facts]],
  );
  const { pack } = unit.county;
  return rows
    .filter(({ source }) => source !== SOURCES.register.zh)
    .map((row) => ({ ...row, item: registerByCode(pack, row.source)?.code ?? null }));
}

async function note(
  unit: UnitOfWork,
  householdId: string,
  fact: FactDefinition,
  personId: string | null,
  side: ConflictSide,
  differing: readonly ConflictSide[],
): Promise<void> {
  const [open] = await unit.sql<{ id: string; sides: ConflictSide[] }>(
    `select id, sides from fact_conflict
     where household_id = $1 and person_id is not distinct from $2::uuid and fact = $3 and status = 'open' for update`,
    [householdId, personId, fact.code],
  );
  if (!open && differing.length === 0) return;
  const bySource = new Map([...(open?.sides ?? []), ...differing, side].map((one) => [one.source, one]));
  const sides = [...bySource.values()]
    .map(({ value, source, item, observedOn, verified }) => ({ value, source, item, observedOn, verified }))
    .sort((a, b) => weightOf(unit.county.pack, fact.code, a) - weightOf(unit.county.pack, fact.code, b));
  if (!open) return openConflict(unit, householdId, fact, personId, sides);
  const agreed = sides.every(({ value }) => sameValue(value, side.value));
  await unit.sql(
    `update fact_conflict set sides = $2::jsonb, version = version + 1,
       status = case when $3 then 'resolved' else status end,
       value = case when $3 then $4::jsonb end,
       resolved_by = case when $3 then $5::uuid end, resolved_at = case when $3 then clock_timestamp() end
     where id = $1`,
    [open.id, JSON.stringify(sides), agreed, JSON.stringify(side.value), unit.actor.staffId],
  );
  if (agreed) await endConflictTask(unit, open.id);
}

async function openConflict(
  unit: UnitOfWork,
  householdId: string,
  fact: FactDefinition,
  personId: string | null,
  sides: readonly ConflictSide[],
): Promise<void> {
  const register = sides.find(({ item }) => item)?.item;
  const [household] = await unit.sql<{ code: string; townshipCode: string }>(
    'select code, township_code as "townshipCode" from household where id = $1',
    [householdId],
  );
  const last = sides.at(-1)?.item;
  const correctors = last ? getVerifier(unit.county, getRegister(unit.county, last).verifier) : undefined;
  const deadline = register
    ? getVerifier(unit.county, getRegister(unit.county, register).verifier).correction
    : undefined;
  const due = dueDay(unit.county, deadline ?? unit.county.pack.verifiers[0]?.correction ?? '');
  const department = correctors?.desk ?? null;
  const township = department ? null : (household?.townshipCode ?? null);
  const [added] = await unit.sql<{ id: string }>(
    `insert into fact_conflict
       (household_id, person_id, township_code, fact, sides, corrector_department, corrector_township, due_on, status)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, 'open') returning id`,
    [householdId, personId, household?.townshipCode, fact.code, JSON.stringify(sides), department, township, due],
  );
  await addTask(unit.sql, {
    kind: 'fact_conflict',
    zh: `核实并更正：${household?.code} ${fact.nameZh}`,
    en: `Check and correct: ${household?.code} ${fact.nameEn}`,
    departmentCode: department,
    townshipCode: township,
    dueOn: due,
    origin: `fact_conflict:${added?.id}`,
  });
}

/** Ends the task to correct what a conflict is about. */
export async function endConflictTask(unit: UnitOfWork, conflictId: string): Promise<void> {
  await unit.sql(
    `update task set status = 'done', done_at = clock_timestamp(), done_by = $2, version = version + 1
     where origin = $1 and status = 'open'`,
    [`fact_conflict:${conflictId}`, unit.actor.staffId],
  );
}
