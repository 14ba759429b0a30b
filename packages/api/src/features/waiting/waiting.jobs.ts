import { defineAbilitiesFor } from '@yimen/schema';
import { addWorkingDays, dueOn } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { CLOCK } from '../../platform/clock-actor.js';
import { deadlineOf } from '../../platform/deadlines.js';
import { Failure } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { type CommandResult, runCommand, type UnitOfWork } from '../../platform/run-command.js';
import type { JobHandlers } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { startJobOnce } from '../job/start-job.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { addTask, type NewTask } from '../task/add-task.js';
import { HARDSHIP, waitingSql } from './waiting-line.js';

const UNMET_NEED = 'unmet_need';

/** Every night freed money and places are offered to the next in line, and who is still in difficulty is told of. */
export const offerNightly: NightlyWork = (sql, day) =>
  startJobOnce(
    sql,
    { kind: UNMET_NEED, title: { zh: '候补与未满足需求', en: 'Waiting lists and unmet need' }, input: {} },
    `${UNMET_NEED}:${day}`,
  );

export const waitingJobs: JobHandlers = {
  async [UNMET_NEED]({ id, database, county, progress }) {
    await progress({ done: 0, total: 1 });
    const context = { database, county, actor: CLOCK, ability: defineAbilitiesFor(CLOCK) };
    let given = 0;
    const done = await runCommand(context, 'offerToNext', { key: id }, async (unit) => {
      given = await offerToNext(unit, today());
      return { type: 'Job', id } satisfies CommandResult;
    });
    if (done instanceof Failure) throw done;
    await progress({ done: 1, total: 1 });
    return { tasks: given };
  },
};

interface Next {
  id: string;
  programCode: string;
  departmentCode: string;
  neededFen: number;
  caseId: string | null;
  batchId: string | null;
  number: string;
}

/**
 * Gives a department a task for the first in line of each program for whom there is enough (R4, R28), and the pack's
 * department one for each household above the limit. One task each, however often it is called. `on`: YYYY-MM-DD.
 */
export async function offerToNext(unit: UnitOfWork, on: string): Promise<number> {
  const rules = reviewCommittee(unit.county).unmetNeed;
  const next = await unit.sql<Next>(
    `select w.id, w.program_code as "programCode", w.department_code as "departmentCode", w.needed_fen as "neededFen",
       w.case_id as "caseId", w.batch_id as "batchId", coalesce(c.number, b.number) as number
     from (${waitingSql(rules)}) w left join case_file c on c.id = w.case_id left join batch b on b.id = w.batch_id
     where w.position = 1 and w.can_be_served order by w.program_code`,
    [Number(on.slice(0, 4))],
  );
  const heavy = await unit.sql<{ caseId: string; number: string; leftFen: number }>(
    `select case_id as "caseId", number, left_fen as "leftFen" from (${HARDSHIP}) h where left_fen > $1 order by case_id`,
    [rules.stillInDifficultyAboveYuan * 100],
  );
  const tasks = [
    ...next.map((one) => offerOf(unit, one, on)),
    ...heavy.map(
      ({ caseId, number, leftFen }): NewTask => ({
        kind: 'still_in_difficulty',
        zh: `个案 ${number}：各项救助后仍有负担 ${formatYuan(leftFen)}，请研究是否继续帮扶`,
        en: `Case ${number}: ${formatYuan(leftFen)} are left to bear after all aid. See what more can be done`,
        caseId,
        departmentCode: rules.department,
        dueOn: addWorkingDays(on, rules.answersWithinWorkingDays),
        origin: `still_in_difficulty:${caseId}`,
      }),
    ),
  ];
  for (const task of tasks) await addTask(unit.sql, task);
  return tasks.length;
}

function offerOf({ county }: UnitOfWork, one: Next, on: string): NewTask {
  const name = county.program(one.programCode)?.name ?? { zh: one.programCode, en: one.programCode };
  return {
    kind: 'waiting_offer',
    zh: `${name.zh}已有资金和名额：请办理候补第 1 位（${one.number}，${formatYuan(one.neededFen)}）`,
    en: `${name.en} has money and places: serve the first in line (${one.number}, ${formatYuan(one.neededFen)})`,
    caseId: one.caseId,
    batchId: one.batchId,
    departmentCode: one.departmentCode,
    dueOn: dueOn(on, deadlineOf(county, 'DL_TRANSFER')),
    origin: `waiting_offer:${one.id}`,
  };
}
