import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { endExits } from './exit-by-months.js';

/** Aid by whom it is for and the program. */
interface Aid {
  householdId: string;
  /** null: of the household. */
  personId: string | null;
  programCode: string;
}

interface Why {
  reason: Bilingual;
  /** The first month that waits, YYYY-MM-01. */
  fromMonth: string;
  /** Names what happened, for its undoing. */
  by: string;
}

const SUSPEND = `update payment_schedule s set status = 'suspended', reason = $2, reason_en = $3, suspended_from = $4,
  suspended_by = $5, version = s.version + 1`;

/** Monthly aid waits from a month on for a second look, also where it was going out: nothing ends by itself. */
export async function suspendSchedules(
  sql: Sql,
  ids: readonly string[],
  { reason, fromMonth, by }: Why,
): Promise<void> {
  await endExits(sql, ids, fromMonth);
  await sql(`${SUSPEND} where s.id = any($1) and s.status = 'active'`, [ids, reason.zh, reason.en, fromMonth, by]);
}

/** The same for the aid of a program that runs for a person or a household. */
export async function suspendAid(sql: Sql, aid: Aid, why: Why): Promise<void> {
  const running = await sql<{ id: string }>(
    `select s.id from payment_schedule s join aid_record a on a.id = s.aid_record_id
     where a.household_id = $1 and a.person_id is not distinct from $2 and a.program_code = $3 and s.kind = 'monthly'
       and a.ended_on is null`,
    [aid.householdId, aid.personId, aid.programCode],
  );
  await suspendSchedules(
    sql,
    running.map(({ id }) => id),
    why,
  );
}

const ACTIVE = `status = 'active', reason = null, reason_en = null, suspended_from = null, suspended_by = null,
  version = version + 1`;

/** What a change of a household suspended goes on when the change is undone. */
export async function resumeAfterUndo(sql: Sql, by: string): Promise<void> {
  await sql(`update payment_schedule set ${ACTIVE} where suspended_by = $1 and status = 'suspended'`, [by]);
}

/** Aid that waited goes on, or has an end that says which months are still owed. */
export async function endSuspension(sql: Sql, aidRecordId: string): Promise<void> {
  await sql(`update payment_schedule set ${ACTIVE} where aid_record_id = $1 and status = 'suspended'`, [aidRecordId]);
}

/** Closes what a department was asked to look at about this aid. */
export async function closeAidTasks(
  { sql, actor }: Pick<UnitOfWork, 'sql' | 'actor'>,
  { programCode, personId, householdId }: Aid,
  note: string,
): Promise<void> {
  await sql(
    `update task set status = 'done', note = $2, done_at = now(), done_by = $3, version = version + 1
     where kind in ('stop_aid', 'review_payments') and status = 'open' and right(origin, length($1)) = $1`,
    [aidOrigin({ programCode, personId, householdId }), note, actor.staffId],
  );
}

/** How the origins of tasks about such aid end. */
export function aidOrigin({ programCode, personId, householdId }: Aid): string {
  return `:${programCode}:${personId ?? householdId}`;
}
