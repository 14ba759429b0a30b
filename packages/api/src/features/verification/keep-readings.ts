import { randomUUID } from 'node:crypto';
import { type Context, signedIn } from '../../context.js';
import { Failure } from '../../platform/errors.js';
import { rows } from '../../platform/read.js';
import { runCommand } from '../../platform/run-command.js';

/** What somebody looks at: a report of a request about a household, questions of a request at a desk, or a conflict. */
export interface Sight {
  what: 'report' | 'desk' | 'conflict';
  requestId?: string;
  householdId?: string;
  conflictId?: string;
}

/** Of the sights `$2` those that the reader `$1` has not been written down for within the hour. */
const UNWRITTEN = `jsonb_to_recordset($2::jsonb) as l
    (what text, "requestId" uuid, "householdId" uuid, "conflictId" uuid)
  where not exists (select from verification_reading g
    where g.reader_id = $1 and g.what = l.what and g.request_id is not distinct from l."requestId"
      and g.household_id is not distinct from l."householdId" and g.conflict_id is not distinct from l."conflictId"
      and g.at > clock_timestamp() - interval '1 hour')`;

/**
 * Writes down that the reader looks at facts of people: once an hour for what he keeps before him. The answer waits for
 * it, so that nobody reads unwritten.
 */
export async function keepReadings(context: Context, sights: readonly Sight[]): Promise<void> {
  if (sights.length === 0) return;
  const { actor, database } = signedIn(context);
  const values = [actor.staffId, JSON.stringify(sights)];
  const unwritten = await rows(database.pool, `select 1 as one from ${UNWRITTEN} limit 1`, values);
  if (unwritten.length === 0) return;
  const kept = await runCommand(
    signedIn(context),
    'readVerification',
    { key: randomUUID(), sights },
    async ({ sql }) => {
      await sql(
        `insert into verification_reading (reader_id, request_id, household_id, conflict_id, what)
         select $1, l."requestId", l."householdId", l."conflictId", l.what from ${UNWRITTEN}`,
        values,
      );
      return { type: 'Staff', id: actor.staffId };
    },
  );
  if (kept instanceof Failure) throw kept;
}
