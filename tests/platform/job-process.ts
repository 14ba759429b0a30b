import { setTimeout as delay } from 'node:timers/promises';
import { startJobRoom } from '@yimen/api/features/job/job-room.js';
import type { JobHandlers } from '@yimen/api/features/job/job-run.js';
import { type Config, withSearchPath } from '@yimen/api/platform/config.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { CountyRules } from '@yimen/api/platform/county-rules.js';
import { openDatabase } from '@yimen/api/platform/database.js';
import { notAllowed } from '@yimen/api/platform/errors.js';

/** A process of its own with a job room, which a test may kill. Its jobs write down each slice in `slice_log`. */
const handlers: JobHandlers = {
  async count({ id, input, checkpoint, database, progress }) {
    const slices = Number(input.slices);
    let { next } = (checkpoint ?? { next: 1 }) as { next: number };
    for (; next <= slices; next += 1) {
      await database.pool.query('insert into slice_log (job_id, slice, process) values ($1, $2, $3)', [
        id,
        next,
        process.pid,
      ]);
      await delay(Number(input.ms));
      await database.pool.query(
        'update slice_log set ended_at = clock_timestamp() where job_id = $1 and slice = $2 and process = $3',
        [id, next, process.pid],
      );
      const step = { zh: `第 ${next} 步`, en: `Step ${next}` };
      await progress({ done: next, total: slices, step, checkpoint: { next: next + 1 } });
    }
    return { slices };
  },
  async refuse() {
    throw notAllowed({ zh: '不可以', en: 'May not' });
  },
  async burst() {
    throw new Error('burst');
  },
};

const config = JSON.parse(process.env.JOB_CONFIG ?? '') as Config;
const database = await openDatabase(config);
const room = startJobRoom(withSearchPath(config.appUrl, config.county), {
  database,
  rules: new CountyRules(getCounty(config.county)),
  handlers,
});
process.once('SIGTERM', async () => {
  await room.stop();
  await database.close();
});
console.log('ready');
