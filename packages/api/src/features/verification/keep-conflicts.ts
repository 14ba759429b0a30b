import type { FactDefinition } from '@yimen/schema';
import { dueDay } from '../../platform/deadlines.js';
import type { FactValue } from '../../policy/types.js';
import { addTasks } from '../task/add-task.js';
import type { ConflictSide, ConflictUnit } from './note-conflicts.js';
import { getRegister, getVerifier } from './registers.js';

/** What sources say of one fact now, the weightiest first. */
export interface SeenConflict {
  openId: string | null;
  fact: FactDefinition;
  householdId: string;
  personId: string | null;
  /** Whether it may open a conflict. */
  begins: boolean;
  sides: ConflictSide[];
  differs: boolean;
  /** Whether the sides are others than those of the conflict that is open. */
  changed: boolean;
  /** What all say, when they do not differ; null when nobody says anything any more. */
  agreed: FactValue | null;
}

export interface KeptConflict extends SeenConflict {
  openId: string;
}

/** Opens conflicts, each with a task for whoever has to check and correct: the side whose word weighs least. */
export async function openConflicts(unit: ConflictUnit, seen: readonly SeenConflict[]): Promise<void> {
  if (seen.length === 0) return;
  const records = seen.map(({ householdId, personId, fact, sides }) => {
    const { department, due } = correction(unit, sides);
    return { household: householdId, person: personId, fact: fact.code, sides, department, due };
  });
  const added = await unit.sql<Added>(
    `insert into fact_conflict
       (household_id, person_id, township_code, fact, sides, corrector_department, corrector_township, due_on, status)
     select h.id, c.person, h.township_code, c.fact, c.sides, c.department,
       case when c.department is null then h.township_code end, c.due, 'open'
     from jsonb_to_recordset($1::jsonb) as c (household uuid, person uuid, fact text, sides jsonb, department text, due date)
     join household h on h.id = c.household
     on conflict do nothing
     returning id, household_id as "householdId", fact, corrector_department as department,
       corrector_township as township, due_on as "dueOn",
       (select code from household where id = household_id) as code`,
    [JSON.stringify(records)],
  );
  const names = new Map(seen.map(({ fact }) => [fact.code, fact]));
  await addTasks(
    unit.sql,
    added.map(({ id, fact, code, department, township, dueOn }) => ({
      kind: 'fact_conflict',
      zh: `核实并更正：${code} ${names.get(fact)?.nameZh}`,
      en: `Check and correct: ${code} ${names.get(fact)?.nameEn}`,
      departmentCode: department,
      townshipCode: township,
      dueOn,
      origin: taskOrigin(id),
    })),
  );
}

interface Added {
  id: string;
  fact: string;
  code: string;
  department: string | null;
  township: string | null;
  dueOn: string;
}

/** Which department corrects, none when it is the clerk of the township, and until when (YYYY-MM-DD). */
function correction({ county }: ConflictUnit, sides: readonly ConflictSide[]) {
  const verifierOf = (item: string | null | undefined) =>
    item ? getVerifier(county, getRegister(county, item).verifier) : undefined;
  const corrector = verifierOf(sides.at(-1)?.item);
  const heard = verifierOf(sides.find(({ item }) => item)?.item) ?? county.pack.verifiers[0];
  return { department: corrector?.desk ?? null, due: dueDay(county, heard?.correction ?? '') };
}

/** Brings the sides of open conflicts up to date. */
export async function updateConflicts(unit: ConflictUnit, kept: readonly KeptConflict[]): Promise<void> {
  if (kept.length === 0) return;
  await unit.sql(
    `update fact_conflict f set sides = c.sides, version = version + 1
     from jsonb_to_recordset($1::jsonb) as c (id uuid, sides jsonb) where f.id = c.id`,
    [JSON.stringify(kept.map(({ openId, sides }) => ({ id: openId, sides })))],
  );
}

/** Closes conflicts whose sides say the same, and ends their tasks. */
export async function closeConflicts(unit: ConflictUnit, kept: readonly KeptConflict[]): Promise<void> {
  if (kept.length === 0) return;
  await unit.sql(
    `update fact_conflict f set sides = c.sides, status = 'resolved', value = nullif(c.value, 'null'), resolved_by = $2,
       resolved_at = clock_timestamp(), version = version + 1
     from jsonb_to_recordset($1::jsonb) as c (id uuid, sides jsonb, value jsonb) where f.id = c.id`,
    [
      JSON.stringify(kept.map(({ openId, sides, agreed }) => ({ id: openId, sides, value: agreed }))),
      unit.actor.staffId,
    ],
  );
  await endConflictTasks(
    unit,
    kept.map(({ openId }) => openId),
  );
}

/** Closes what is open about a person whose record goes into another's, where it is noted anew. */
export async function closeConflictsOfMerged(unit: ConflictUnit, personId: string): Promise<void> {
  const closed = await unit.sql<{ id: string }>(
    `update fact_conflict set status = 'resolved', reason = '档案合并，并入保留的记录', resolved_by = $2,
       resolved_at = clock_timestamp(), version = version + 1
     where person_id = $1 and status = 'open' returning id`,
    [personId, unit.actor.staffId],
  );
  await endConflictTasks(
    unit,
    closed.map(({ id }) => id),
  );
}

const taskOrigin = (conflictId: string) => `fact_conflict:${conflictId}`;

/** Ends the tasks to correct what conflicts are about. */
export async function endConflictTasks(
  { sql, actor }: Pick<ConflictUnit, 'sql' | 'actor'>,
  conflicts: readonly string[],
): Promise<void> {
  await sql(
    `update task set status = 'done', done_at = clock_timestamp(), done_by = $2, version = version + 1
     where origin = any($1) and status = 'open'`,
    [conflicts.map(taskOrigin), actor.staffId],
  );
}
