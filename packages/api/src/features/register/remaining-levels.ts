import type { RegisterLevel } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { isInForceSql } from '../registry/fact-bag.js';
import { isLevel, levelNamed, levelOfProgram, PERSONAL_LEVELS } from './register-level.js';

interface Subject {
  householdId: string;
  personId: string | null;
}

/** The programs that give a level, as parallel lists. */
export function givingPrograms({ county }: Pick<UnitOfWork, 'county'>): { codes: string[]; levels: RegisterLevel[] } {
  const giving = county.pack.programs.flatMap((program) => {
    const level = levelOfProgram(program);
    return level ? [{ code: program.code, level }] : [];
  });
  return { codes: giving.map(({ code }) => code), levels: giving.map(({ level }) => level) };
}

/** SQL of whether aid `a` is that of a subject `s` of the register; of a household it is whatever is not one person's own. */
export const IS_OF_SUBJECT = `case when s.person_id is not null then a.person_id = s.person_id
  else a.household_id = s.household_id and not exists (select from register_change own
    where own.person_id = a.person_id and own.to_level = s.level) end`;

/**
 * The levels that subjects of the register have today by aid in force, and by lists that are declared its source, but for
 * one of them. By subject; of whom there is nothing is left out.
 */
export async function remainingLevels(
  unit: UnitOfWork,
  subjects: readonly Subject[],
  exceptList: string | null,
): Promise<Map<string, RegisterLevel[]>> {
  const { codes, levels } = givingPrograms(unit);
  const households = subjects.map(({ householdId }) => householdId);
  const byAid = await unit.sql<Subject & { level: RegisterLevel }>(
    `select s.household_id as "householdId", s.person_id as "personId", s.level
     from (select k.household_id, k.person_id, g.level, g.code
           from unnest($1::uuid[], $2::uuid[]) as k (household_id, person_id)
           cross join unnest($3::text[], $4::text[]) as g (code, level)) s
     where exists (select from aid_record a where a.household_id = s.household_id and a.program_code = s.code
       and ${IS_OF_SUBJECT} and ${isInForceSql('a', '$5::date')})`,
    [households, subjects.map(({ personId }) => personId), codes, levels, today()],
  );
  const byList = await unit.sql<Subject & { level: string }>(
    `select e.household_id as "householdId", case when l.unit = 'person' then e.person_id end as "personId",
       coalesce(l.register_level, e.attributes->>l.register_column) as level
     from kept_list l join kept_list_entry e on e.list_id = l.id and e.to_number is null
     where num_nonnulls(l.register_level, l.register_column) > 0 and l.id is distinct from $2
       and e.household_id = any($1) and coalesce(e.attributes->>l.register_cleared_column, 'false') <> 'true'`,
    [households, exceptList],
  );
  const found = new Map<string, RegisterLevel[]>();
  const add = (subjectId: string, level: RegisterLevel) => {
    found.set(subjectId, [...(found.get(subjectId) ?? []), level]);
  };
  for (const { householdId, personId, level } of byAid) add(personId ?? householdId, level);
  for (const { householdId, personId, level: name } of byList) {
    const level = levelNamed(name ?? '');
    if (!level || !isLevel(level)) continue;
    add(personId && PERSONAL_LEVELS.includes(level) ? personId : householdId, level);
  }
  return found;
}
