import { defineAbilitiesFor } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { CLOCK } from '../../platform/clock-actor.js';
import { Failure } from '../../platform/errors.js';
import { runCommand } from '../../platform/run-command.js';
import type { JobHandlers } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { startJobOnce } from '../job/start-job.js';
import { openAskings } from './open-askings.js';

const JOB = 'satisfaction';

/** Every night it is found out which families are to be asked how the aid was. */
export const askFamiliesNightly: NightlyWork = (sql, day) =>
  startJobOnce(sql, { kind: JOB, title: { zh: '救助回访', en: 'Asking families' }, input: {} }, `${JOB}:${day}`);

export const satisfactionJobs: JobHandlers = {
  async [JOB]({ id, database, county, progress }) {
    await progress({ done: 0, total: 1 });
    const context = { database, county, actor: CLOCK, ability: defineAbilitiesFor(CLOCK) };
    let tasks = 0;
    const done = await runCommand(context, 'openAskings', { key: id }, async (unit) => {
      tasks = await openAskings(unit, today());
      return { type: 'Job', id };
    });
    if (done instanceof Failure) throw done;
    await progress({ done: 1, total: 1 });
    return { tasks };
  },
};
