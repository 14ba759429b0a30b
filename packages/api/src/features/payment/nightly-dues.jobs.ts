import { defineAbilitiesFor } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { CLOCK } from '../../platform/clock-actor.js';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { runCommand, type UnitOfWork } from '../../platform/run-command.js';
import type { JobHandlers } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { startJobOnce } from '../job/start-job.js';
import { tellEndedExits } from './exit-tasks.js';
import { tellShortLines } from './line-tasks.js';
import { monthOf } from './months.js';
import { reviewRunning } from './review-running.js';
import { analyzeDues, commitDues, makeDues } from './settle-dues.js';

export const DUES_JOB = 'payment_dues';

/** Every night what is due by now is made and committed, so that a short line is known before a batch is gathered. */
export const duesNightly: NightlyWork = (sql, day) =>
  startJobOnce(
    sql,
    { kind: DUES_JOB, title: { zh: '当月应发', en: 'What is due this month' }, input: {} },
    `${DUES_JOB}:${day}`,
  );

/** When the latest run before a job began; its own beginning where there was none. */
const LAST_RUN = `select coalesce((select max(l.started_at) from job l where l.kind = j.kind and l.status = 'succeeded'
  and l.id <> j.id), j.started_at) as since from job j where j.id = $1`;

export const duesJobs: JobHandlers = {
  async [DUES_JOB]({ id, database, county, progress }) {
    const context = { database, county, actor: CLOCK, ability: defineAbilitiesFor(CLOCK) };
    const sql = poolSql(database.pool);
    const on = today();
    const run = async (step: string, work: (unit: UnitOfWork) => Promise<unknown>) => {
      const done = await runCommand(context, 'settleDues', { key: `${id}:${step}` }, async (unit) => {
        await work(unit);
        return { type: 'Job', id };
      });
      if (done instanceof Failure) throw done;
    };
    const programs = await sql<{ departmentCode: string; programCode: string }>(
      `select distinct department_code as "departmentCode", program_code as "programCode" from payment_schedule
       where kind = 'monthly' order by 1, 2`,
    );
    const total = programs.length + 2;
    const [last] = await sql<{ since: Date }>(LAST_RUN, [id]);
    let [reviewed, short] = [0, 0];
    await progress({ done: 0, total, step: { zh: '复核在发救助', en: 'Looking at aid that runs' } });
    await run('review', async (unit) => {
      if (last) reviewed = await reviewRunning(unit, last.since, on);
      await tellEndedExits(unit, on);
    });
    for (const [place, { departmentCode, programCode }] of programs.entries()) {
      const { zh, en } = county.program(programCode)?.name ?? { zh: programCode, en: programCode };
      await progress({ done: place + 1, total, step: { zh, en } });
      const settling = { departmentCode, programCode, month: monthOf(on), on, actorId: CLOCK.staffId };
      let made = 0;
      await run(`${programCode}:make`, async (unit) => {
        made = await makeDues(unit.sql, settling);
      });
      await analyzeDues(sql, made);
      await run(`${programCode}:commit`, (unit) => commitDues(unit.sql, settling));
    }
    await run('lines', async (unit) => {
      short = await tellShortLines(unit, on);
    });
    await progress({ done: total, total });
    return { reviewed, short };
  },
};
