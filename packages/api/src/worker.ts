import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { packageJobs } from './features/aid-package/aid-package.jobs.js';
import { batchJobs } from './features/batch/batch.jobs.js';
import { duplicateJobs } from './features/duplicate/duplicate.jobs.js';
import { carryOverJobs } from './features/fiscal-year/carry-over.js';
import { ledgerCheckJobs } from './features/funding/ledger-check.jobs.js';
import { importJobs } from './features/import/import.jobs.js';
import { startJobRoom } from './features/job/job-room.js';
import type { JobHandlers } from './features/job/job-run.js';
import { matchJobs } from './features/list-match/run-match.js';
import { resultJobs } from './features/payment/apply-results.jobs.js';
import { gatherJobs } from './features/payment/gather.jobs.js';
import { duesJobs } from './features/payment/nightly-dues.jobs.js';
import { recalculationJobs } from './features/recalculation/recalculation.jobs.js';
import { recoveryJobs } from './features/recovery/late.jobs.js';
import { registerJobs } from './features/register/register.jobs.js';
import { factCheckJobs } from './features/registry/fact-check.jobs.js';
import { rehearsalJobs } from './features/rehearsal/rehearsal.jobs.js';
import { startExpiring } from './features/reservation/expire-reservations.js';
import { satisfactionJobs } from './features/satisfaction/satisfaction.jobs.js';
import { screeningJobs } from './features/screening/run-screening.js';
import { reviewJobs } from './features/second-round/review.jobs.js';
import { auditJobs } from './features/self-audit/audit.jobs.js';
import { verificationJobs } from './features/verification/verification.jobs.js';
import { waitingJobs } from './features/waiting/waiting.jobs.js';
import { type Config, withSearchPath } from './platform/config.js';
import type { County } from './platform/county.js';
import { CountyRules } from './platform/county-rules.js';
import type { Database } from './platform/database.js';
import { eventTask, type Sql, sqlOf } from './platform/run-command.js';

export interface RunningWorker {
  stop(): Promise<void>;
}

/** What an event handler works with; `sql` runs in the transaction that also marks the event handled. */
export interface EventWork {
  sql: Sql;
  county: County;
}

/** Handlers by event kind. Each must be safe to run again. */
export type EventHandlers = Record<string, (work: EventWork, payload: Record<string, unknown>) => Promise<void>>;

const handlers: EventHandlers = { ...packageJobs, ...batchJobs };

/** Handlers of long work by its kind. */
const jobHandlers = ({ providers }: Config): JobHandlers => ({
  ...screeningJobs,
  ...duplicateJobs,
  ...rehearsalJobs,
  ...matchJobs,
  ...importJobs,
  ...verificationJobs(providers),
  ...factCheckJobs,
  ...ledgerCheckJobs,
  ...carryOverJobs,
  ...registerJobs,
  ...reviewJobs,
  ...gatherJobs,
  ...duesJobs,
  ...recalculationJobs,
  ...resultJobs,
  ...auditJobs,
  ...satisfactionJobs,
  ...waitingJobs,
  ...recoveryJobs,
});

const RELEASE_EVERY_MS = 5_000;

/**
 * Releases the jobs of workers that died: graphile-worker itself waits four hours. Whoever handles an event holds its
 * row, so a locked job whose event nobody holds belongs to no living worker, or to one that has not begun: both may run
 * it, and the second finds the event handled.
 */
export async function releaseJobs(pool: pg.Pool, task: string): Promise<void> {
  await pool.query(
    `with abandoned as (
       select job.locked_by from graphile_worker.jobs job join outbox_event event on event.id::text = job.key
       where job.task_identifier = $1 and job.locked_by is not null for update of event skip locked)
     select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from abandoned`,
    [task],
  );
}

/**
 * Handles the events of the outbox and works on jobs: what was committed before a crash is taken up again after the
 * restart, or by another process within seconds.
 */
export async function startWorker(config: Config, database: Database, county: County): Promise<RunningWorker> {
  const task = eventTask(county.pack.code);
  const rules = new CountyRules(county);
  // A pool of our own: stopping waits until each of its connections is closed, which the worker's own pool does not.
  const connectionString = withSearchPath(config.appUrl, config.county);
  const pgPool = new pg.Pool({ connectionString, max: 4 });
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  await releaseJobs(pgPool, task);
  const releasing = setInterval(() => {
    releaseJobs(pgPool, task).catch((error: unknown) => console.error(error));
  }, RELEASE_EVERY_MS);
  const runner = await run({
    pgPool,
    concurrency: 2,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error') console.error(message);
    }),
    taskList: {
      [task]: async (job) => {
        const { id } = job as { id: string };
        await database.orm.em.fork().transactional(async (em) => {
          const sql = sqlOf(em);
          const [event] = await sql<{ kind: string; payload: Record<string, unknown> }>(
            'select kind, payload from outbox_event where id = $1 and handled_at is null for update',
            [id],
          );
          if (!event) return;
          const handler = handlers[event.kind];
          if (!handler) throw new Error(`No handler for event ${event.kind}`);
          await handler({ sql, county: await rules.current(sql) }, event.payload);
          await sql('update outbox_event set handled_at = now() where id = $1', [id]);
        });
      },
    },
  });
  const jobRoom = startJobRoom(connectionString, { database, rules, handlers: jobHandlers(config) });
  const expiring = startExpiring(database);
  return {
    stop: async () => {
      clearInterval(releasing);
      await expiring.stop();
      await jobRoom.stop();
      await runner.stop();
      await pgPool.end();
    },
  };
}
