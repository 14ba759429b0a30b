import pg from 'pg';
import { claimJob, type JobWork, OPEN_STATUSES, performJob } from './perform-job.js';

export interface JobRoom {
  /** Lets go of the jobs under way at their next slice: another process, or the next start, goes on with them. */
  stop(): Promise<void>;
}

/** How many jobs one process works on at once. */
const SLOTS = 2;
const LOOK_EVERY_MS = 500;

/**
 * Works on jobs: new ones, and those whose process died, since nobody holds their lock. The table is the queue: what a
 * transaction added is there once it is committed, and stays until it ends.
 */
export function startJobRoom(connectionString: string, work: Omit<JobWork, 'stopping'>): JobRoom {
  const pool = new pg.Pool({ connectionString, max: SLOTS + 1 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const underWay = new Map<string, Promise<void>>();
  let stopping = false;

  async function attend(client: pg.PoolClient, id: string): Promise<void> {
    try {
      await performJob(client, id, { ...work, stopping: () => stopping });
      client.release();
    } catch (error) {
      console.error(error);
      // The connection takes its lock along; the job is taken up again.
      client.release(true);
    } finally {
      underWay.delete(id);
    }
  }

  async function look(): Promise<void> {
    const { rows } = await pool.query<{ id: string }>(
      `select id from job where status in (${OPEN_STATUSES}) order by id`,
    );
    for (const { id } of rows) {
      if (stopping || underWay.size >= SLOTS) return;
      if (underWay.has(id)) continue;
      const client = await pool.connect();
      if (await claimJob(client, id)) underWay.set(id, attend(client, id));
      else client.release();
    }
  }

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_EVERY_MS);
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await looking;
      await Promise.all(underWay.values());
      await pool.end();
    },
  };
}
