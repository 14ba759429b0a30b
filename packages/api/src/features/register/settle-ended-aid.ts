import { OFF_REGISTER } from '@yimen/schema';
import { addDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { isInForceSql } from '../registry/fact-bag.js';
import { applyChanges, lockHouseholds, type NewChange, subjectOf } from './apply-changes.js';
import { highestLevel } from './register-level.js';
import { givingPrograms, IS_OF_SUBJECT, remainingLevels } from './remaining-levels.js';

/** How many leave in one transaction. */
const SLICE = 500;

interface Ended {
  householdId: string;
  personId: string | null;
  level: string;
  /** The last day of the aid, YYYY-MM-DD. */
  endedOn: string;
}

/**
 * Moves whoever stands at a level by aid that has ended, and has no other of that level, to what he still has by other
 * aid or by a list, else off the register, as of the day after the aid's last (R64). Whom a level was given without aid
 * is left alone. Of some households, or of the whole county, at most 500 at a time. Answers how many moved.
 */
export async function settleEndedAid(unit: UnitOfWork, householdIds: readonly string[] | null): Promise<number> {
  const { codes, levels } = givingPrograms(unit);
  const ended = await unit.sql<Ended>(
    `select s.household_id as "householdId", s.person_id as "personId", s.level,
       max(a.ended_on) as "endedOn"
     from register_spell s
     join unnest($1::text[], $2::text[]) as g (code, level) on g.level = s.level
     join aid_record a on a.household_id = s.household_id and a.program_code = g.code and ${IS_OF_SUBJECT}
     where s.ended_on is null and ($4::uuid[] is null or s.household_id = any($4)) and not a.plan_only
     group by s.id, s.household_id, s.person_id, s.level, s.began_on
     having max(a.ended_on) between s.began_on and $3::date - 1 and not bool_or(${isInForceSql('a', '$3::date')})
     order by s.household_id, s.id limit ${SLICE}`,
    [codes, levels, today(), householdIds],
  );
  if (ended.length === 0) return 0;
  const households = await lockHouseholds(
    unit,
    ended.map(({ householdId }) => householdId),
  );
  const remaining = await remainingLevels(unit, ended, null);
  const changes = ended.map(
    ({ householdId, personId, level: fromLevel, endedOn }): NewChange => ({
      householdId,
      personId,
      fromLevel,
      toLevel: highestLevel(remaining.get(subjectOf({ householdId, personId })) ?? []) ?? OFF_REGISTER,
      onDay: addDays(endedOn, 1),
      reason: 'aid_ended',
      note: null,
      source: 'aid_ended',
    }),
  );
  await applyChanges(unit, new InputCheck(), households, changes);
  return changes.length;
}
