import { defineAbilitiesFor } from '@yimen/schema';
import { CLOCK } from '../../platform/clock-actor.js';
import { Failure } from '../../platform/errors.js';
import { runCommand } from '../../platform/run-command.js';
import type { JobHandlers } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { startJobOnce } from '../job/start-job.js';
import { settleEndedAid } from './settle-ended-aid.js';

export const REGISTER_JOB = 'register';

/** Every night whoever stood on the register by aid that has ended is moved. */
export const settleRegisterNightly: NightlyWork = (sql, day) =>
  startJobOnce(
    sql,
    { kind: REGISTER_JOB, title: { zh: '低收入人口台账更新', en: 'Update of the low-income register' }, input: {} },
    `${REGISTER_JOB}:${day}`,
  );

export const registerJobs: JobHandlers = {
  async [REGISTER_JOB]({ id, database, county, checkpoint, progress }) {
    let { moved, slice } = (checkpoint ?? { moved: 0, slice: 0 }) as { moved: number; slice: number };
    const context = { database, county, actor: CLOCK, ability: defineAbilitiesFor(CLOCK) };
    for (;;) {
      let now = 0;
      const done = await runCommand(context, 'settleRegister', { key: `${id}:${slice}` }, async (unit) => {
        now = await settleEndedAid(unit, null);
        return { type: 'Job', id };
      });
      if (done instanceof Failure) throw done;
      // A slice that a crash cut off after its commit counts nothing; the next one finds whoever is left.
      if (now === 0) return { moved };
      moved += now;
      slice += 1;
      const step = { zh: `已变动 ${moved} 条`, en: `${moved} moved` };
      await progress({ done: moved, total: moved, step, checkpoint: { moved, slice } });
    }
  },
};
