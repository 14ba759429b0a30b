import type { PoolClient } from 'pg';
import { countyStatement } from '../../platform/county-statement.js';
import { poolSql } from '../../platform/read.js';
import { SqlParams } from '../../policy/sql-expression.js';
import type { JobHandlers, JobRun } from '../job/job-run.js';
import { tieEntries } from '../list/unregistered.js';
import type { MatchDefinition } from './match-source.js';
import { type MatchUnit, matchSql } from './match-sql.js';
import { MATCH_JOB } from './start-match.js';

export const matchJobs: JobHandlers = { [MATCH_JOB]: runMatch };

const STEPS = 2;

/**
 * Asks a match's question as of a day and keeps whom it found, in one transaction: a run is whole or not there. New is
 * whom the run before did not find.
 */
async function runMatch(job: JobRun): Promise<Record<string, unknown>> {
  const { id, database } = job;
  const { rows: done } = await database.pool.query('select from list_match_run where id = $1', [id]);
  if (done.length > 0) return { runId: id };
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await match(client, job, String(job.input.matchId), String(job.input.on));
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  return { runId: id };
}

async function match(client: PoolClient, job: JobRun, matchId: string, on: string): Promise<void> {
  await job.progress({ done: 0, total: STEPS, step: { zh: '比对名单', en: 'Matching lists' } });
  await tieEntries({ sql: poolSql(client), vault: job.database.vault });
  const { rows } = await client.query<{ unit: MatchUnit; definition: MatchDefinition; previousId: string | null }>(
    `select m.unit, m.definition, (select r.id from list_match_run r where r.match_id = m.id
       order by r.completed_at desc, r.id desc limit 1) as "previousId"
     from list_match m where m.id = $1`,
    [matchId],
  );
  const [asked] = rows;
  if (!asked) throw new Error(`No match ${matchId}`);
  const { unit, definition, previousId } = asked;
  await client.query(
    `create temp table found (mark text, person_id uuid, household_id uuid, entry_id uuid, township_code text,
       village_code text) on commit drop`,
  );
  const params = new SqlParams();
  const { parsed } = job.county.on(on);
  const text = `insert into found select mark, person_id, household_id, entry_id, township_code, village_code
    from (${matchSql(definition, unit, { on, parsed }, params)}) f`;
  await countyStatement(client, params.statement(text));
  await job.progress({ done: 1, total: STEPS, step: { zh: '保存结果', en: 'Saving' } });
  await client.query(
    `insert into list_match_run (id, match_id, previous_id, on_day, definition, requested_by, names, fresh, gone)
     select $1, $2, $3, $4, $5::jsonb, $6, (select count(*) from found),
       (select count(*) from found f where not exists (
          select from list_match_name n where n.run_id = $3 and n.mark = f.mark)),
       (select count(*) from list_match_name n where n.run_id = $3 and not exists (
          select from found f where f.mark = n.mark))`,
    [job.id, matchId, previousId, on, JSON.stringify(definition), job.actor?.staffId ?? null],
  );
  await client.query(
    `insert into list_match_name (run_id, mark, person_id, household_id, entry_id, township_code, village_code, fresh)
     select $1, f.*, not exists (select from list_match_name n where n.run_id = $2 and n.mark = f.mark) from found f`,
    [job.id, previousId],
  );
}
