import { defineAbilitiesFor } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { runCommand, type UnitOfWork } from '../../platform/run-command.js';
import type { JobHandlers, JobRun } from '../job/job-run.js';
import { commitDues } from '../payment/settle-dues.js';
import { carryRows } from './carry-rows.js';
import { judgeSchedules, keepRows } from './judge-rows.js';
import { lockRecalculation, type Recalculation } from './lock-recalculation.js';
import { CARRY_JOB, JUDGE_JOB } from './move-recalculation.js';

const SLICE = 500;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The schedules of a recalculation's program after one, and those of its rows that wait. */
const TO_JUDGE = `select s.id from payment_schedule s join recalculation r on r.id = $1
  where s.kind = 'monthly' and s.department_code = r.department_code and s.program_code = r.program_code`;
const TO_CARRY = `select schedule_id as id from recalculation_row s
  where recalculation_id = $1 and state = 'waiting' and kind in ('more', 'less', 'ends')`;

interface Work {
  /** The schedules, by `id`. */
  ids: string;
  status: string;
  step: { zh: string; en: string };
  begin?: (unit: UnitOfWork, of: Recalculation) => Promise<unknown>;
  slice: (unit: UnitOfWork, of: Recalculation, ids: readonly string[]) => Promise<void>;
  finish: (unit: UnitOfWork, of: Recalculation) => Promise<unknown>;
}

/**
 * Works through the schedules in slices, each one command with a key of its own: begun again after a crash it goes on at
 * its checkpoint. A cancelled job leaves what it did; one that another job has followed does nothing more.
 */
async function inSlices(run: JobRun, work: Work): Promise<Record<string, unknown>> {
  const { id, database, county, actor, progress } = run;
  if (!actor) throw new Error('A recalculation has a maker');
  const { recalculationId } = run.input as { recalculationId: string };
  const context = { database, county, actor, ability: defineAbilitiesFor(actor) };
  const sql = poolSql(database.pool);
  const command = async (part: string, does: (unit: UnitOfWork, of: Recalculation) => Promise<unknown>) => {
    const done = await runCommand(context, 'recalculate', { key: `recalculate:${id}:${part}` }, async (unit) => {
      const of = await lockRecalculation(unit, recalculationId);
      if (of.status === work.status && of.jobId === id) await does(unit, of);
      return { type: 'Recalculation', id: recalculationId };
    });
    if (done instanceof Failure) throw done;
  };
  let { after, done } = (run.checkpoint as { after: string; done: number } | null) ?? { after: NOBODY, done: 0 };
  const [counted] = await sql<{ count: number }>(`select count(*)::int as count from (${work.ids}) s where id > $2`, [
    recalculationId,
    after,
  ]);
  const total = done + (counted?.count ?? 0) + 1;
  if (work.begin && after === NOBODY) await command('begin', work.begin);
  for (;;) {
    await progress({ done, total, step: work.step, checkpoint: { after, done } });
    const slice = await sql<{ id: string }>(`select id from (${work.ids}) s where id > $2 order by id limit ${SLICE}`, [
      recalculationId,
      after,
    ]);
    const ids = slice.map((one) => one.id);
    const last = ids.at(-1);
    if (!last) break;
    await command(after, (unit, of) => work.slice(unit, of, ids));
    after = last;
    done += ids.length;
  }
  await command('finish', work.finish);
  return { recalculationId };
}

const moveTo = ({ sql }: UnitOfWork, { id }: Recalculation, status: string) =>
  sql('update recalculation set status = $2, version = version + 1 where id = $1', [id, status]);

export const recalculationJobs: JobHandlers = {
  [JUDGE_JOB]: (run) =>
    inSlices(run, {
      ids: TO_JUDGE,
      status: 'judging',
      step: { zh: '逐户按规则测算', en: 'Judging each by the rule' },
      begin: ({ sql }, { id }) => sql('delete from recalculation_row where recalculation_id = $1', [id]),
      slice: async ({ sql, county }, of, ids) => keepRows(sql, of, await judgeSchedules(sql, county, of, ids, false)),
      finish: (unit, of) => moveTo(unit, of, 'draft'),
    }),
  [CARRY_JOB]: (run) =>
    inSlices(run, {
      ids: TO_CARRY,
      status: 'carrying',
      step: { zh: '逐户执行新金额', en: 'Carrying out the new amounts' },
      slice: (unit, of, ids) => carryRows(unit, of, ids, today()),
      finish: async (unit, of) => {
        await commitDues(unit.sql, { ...of, on: today(), actorId: unit.actor.staffId });
        await moveTo(unit, of, 'done');
      },
    }),
};
