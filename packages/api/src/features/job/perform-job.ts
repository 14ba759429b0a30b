import { randomUUID } from 'node:crypto';
import { type Actor, jobWorkflow } from '@yimen/schema';
import type { PoolClient } from 'pg';
import type { CountyRules } from '../../platform/county-rules.js';
import type { Database } from '../../platform/database.js';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import { JobCancelled, type JobHandlers, JobLeft, type JobProgress } from './job-run.js';

/** Statuses in which a job waits for a process, as SQL. */
export const OPEN_STATUSES = Object.entries(jobWorkflow)
  .filter(([, next]) => 'start' in next)
  .map(([status]) => `'${status}'`)
  .join(', ');

/** A job that took so many processes with it is not tried again. */
const MOST_ATTEMPTS = 10;

export interface JobWork {
  database: Database;
  rules: CountyRules;
  handlers: JobHandlers;
  /** Whether this process is about to end. */
  stopping(): boolean;
}

interface Begun {
  kind: string;
  input: Record<string, unknown>;
  checkpoint: unknown;
  attempt: number;
  actor: Actor | null;
}

const LOCK = 'hashtextextended($1, 0)';

/** Takes a job for this connection: when its process dies, the lock goes with it. Answers whether nobody else has it. */
export async function claimJob(client: PoolClient, id: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${LOCK}) as held`, [`job:${id}`]);
  return rows[0]?.held ?? false;
}

/** Works on a claimed job from where it stands until it ends, and lets go of it. */
export async function performJob(client: PoolClient, id: string, work: JobWork): Promise<void> {
  const begun = await begin(client, id);
  if (begun) await carryOn(client, id, begun, work);
  await client.query(`select pg_advisory_unlock(${LOCK})`, [`job:${id}`]);
}

async function begin(client: PoolClient, id: string): Promise<Begun | undefined> {
  const { rows } = await client.query<Begun>(
    `with begun as (
       update job set status = 'running', attempt = attempt + 1, version = version + 1,
         started_at = coalesce(started_at, clock_timestamp()), updated_at = clock_timestamp()
       where id = $1 and status in (${OPEN_STATUSES}) returning *)
     select j.kind, j.input, j.checkpoint, j.attempt,
       case when s.id is not null then json_build_object('staffId', s.id, 'name', s.name, 'role', s.role,
         'departmentCode', s.department_code, 'townshipCode', s.township_code) end as actor
     from begun j left join staff s on s.id = j.requested_by`,
    [id],
  );
  return rows[0];
}

async function carryOn(client: PoolClient, id: string, begun: Begun, work: JobWork): Promise<void> {
  const { kind, input, checkpoint, attempt, actor } = begun;
  const end = (changes: string, values: readonly unknown[] = []) =>
    client.query(
      `update job set ${changes}, version = version + 1, updated_at = clock_timestamp(), finished_at = clock_timestamp()
       where id = $1 and attempt = $2 and status = 'running'`,
      [id, attempt, ...values],
    );
  const { database, rules } = work;
  const progress = (step: JobProgress) => keepProgress(client, id, attempt, step, work);
  try {
    const handler = work.handlers[kind];
    if (!handler) throw new Error(`No handler for jobs of kind ${kind}`);
    if (attempt > MOST_ATTEMPTS) throw new Error(`Job ${id} was begun ${MOST_ATTEMPTS} times and never ended`);
    const county = await rules.current(poolSql(database.pool));
    const result = await handler({ id, input, checkpoint, database, county, actor, progress });
    await end(`status = 'succeeded', done = total, result = $3::jsonb`, [JSON.stringify(result)]);
  } catch (error) {
    if (error instanceof JobLeft) return;
    if (error instanceof JobCancelled) await end(`status = 'cancelled'`);
    else if (error instanceof Failure) await endFailed(end, error.code, error.text);
    else await endFailed(end, ...surprise(error));
  }
}

async function keepProgress(
  client: PoolClient,
  id: string,
  attempt: number,
  { done, total, step, checkpoint }: JobProgress,
  { stopping }: JobWork,
): Promise<void> {
  const { rows } = await client.query<{ cancelAsked: boolean }>(
    `update job set done = greatest(done, least($3::bigint, $4::bigint)), total = $4, updated_at = clock_timestamp(),
       step_zh = coalesce($5, step_zh), step_en = coalesce($6, step_en), checkpoint = coalesce($7::jsonb, checkpoint)
     where id = $1 and attempt = $2 and status = 'running' returning cancel_asked as "cancelAsked"`,
    [id, attempt, done, total, step?.zh, step?.en, checkpoint === undefined ? null : JSON.stringify(checkpoint)],
  );
  if (!rows[0]) throw new JobLeft();
  if (rows[0].cancelAsked) throw new JobCancelled();
  if (stopping()) throw new JobLeft();
}

type End = (changes: string, values: readonly unknown[]) => Promise<unknown>;

async function endFailed(end: End, errorId: string, { zh, en }: Bilingual): Promise<void> {
  await end(`status = 'failed', error_id = $3, error_zh = $4, error_en = $5`, [errorId, zh, en]);
}

function surprise(error: unknown): [errorId: string, words: Bilingual] {
  const id = randomUUID().slice(0, 8);
  console.error(`[${id}]`, error);
  return [
    id,
    {
      zh: `任务意外中止。请重新发起；如仍不行，请向管理员报出编号 ${id}。`,
      en: `The job ended unexpectedly. Start it again; if that does not help, quote ${id} to the administrator.`,
    },
  ];
}
