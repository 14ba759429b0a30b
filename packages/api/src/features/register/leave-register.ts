import { OFF_REGISTER, type RegisterReason } from '@yimen/schema';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import {
  applyChanges,
  lockHouseholds,
  type NewChange,
  numberChanges,
  standingsOf,
  subjectOf,
  writeChanges,
} from './apply-changes.js';

export interface Leaver {
  householdId: string;
  /** null: the household itself. */
  personId: string | null;
  reason: RegisterReason;
}

/**
 * Takes off the register whoever stands on it of these, as of a day (YYYY-MM-DD) or of the latest change if that came
 * later. What follows belongs to a change of the household and falls with it: `returnToRegister`.
 */
export async function leaveRegister(
  unit: UnitOfWork,
  leavers: readonly Leaver[],
  { onDay, eventId, note }: { onDay: string; eventId: string; note: string | null },
): Promise<void> {
  const standings = await standingsOf(unit, leavers.map(subjectOf));
  const changes = leavers.flatMap(({ reason, ...subject }): NewChange[] => {
    const standing = standings.get(subjectOf(subject));
    if (!standing || standing.level === OFF_REGISTER) return [];
    const on = standing.onDay > onDay ? standing.onDay : onDay;
    const [fromLevel, toLevel] = [standing.level, OFF_REGISTER];
    return [{ ...subject, fromLevel, toLevel, onDay: on, reason, note, source: 'household_change', eventId }];
  });
  if (changes.length === 0) return;
  const households = await lockHouseholds(
    unit,
    changes.map(({ householdId }) => householdId),
  );
  await applyChanges(unit, new InputCheck(), households, changes);
}

/**
 * Puts back whom an undone change of the household took off the register, unless he moved on it since. The facts that
 * followed are void with the change.
 */
export async function returnToRegister(
  unit: UnitOfWork,
  { eventId, undoId, reason }: { eventId: string; undoId: string; reason: string },
): Promise<void> {
  const left = await unit.sql<Pick<NewChange, 'householdId' | 'personId' | 'fromLevel' | 'onDay'>>(
    `select c.household_id as "householdId", c.person_id as "personId", c.from_level as "fromLevel", c.on_day as "onDay"
     from register_change c where c.event_id = $1 and c.to_level = $2
       and not exists (select from register_change n where n.subject_id = c.subject_id and n.number > c.number)`,
    [eventId, OFF_REGISTER],
  );
  if (left.length === 0) return;
  const households = await lockHouseholds(
    unit,
    left.map(({ householdId }) => householdId),
  );
  const changes = left.map(
    ({ fromLevel, ...change }): NewChange => ({
      ...change,
      fromLevel: OFF_REGISTER,
      toLevel: fromLevel,
      reason: 'correction',
      note: reason,
      source: 'household_change',
      eventId: undoId,
    }),
  );
  await writeChanges(unit, households, await numberChanges(unit, new InputCheck(), changes));
}
