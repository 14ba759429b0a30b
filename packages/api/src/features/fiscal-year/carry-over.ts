import { lockLines, transferBudget } from '../../ledger/ledger.js';
import type { Database } from '../../platform/database.js';
import { type Sql, sqlOf } from '../../platform/run-command.js';
import type { CountyPack } from '../../policy/types.js';
import { bindCarried, unbindForCarrying } from '../donation/carry-donations.js';
import type { JobHandlers } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { startJobOnce } from '../job/start-job.js';

export const CARRY_OVER = 'carry_over';

interface Pair {
  fromId: string;
  toId: string;
}

/**
 * Carries what the lines of last year have left into this year's lines of the same program and fund, from the day on that
 * the fund names, in a year that was opened by its plan; what is released later follows on the day it is found. Funds
 * without a day lapse. Places are of their year.
 * Safe to run again. `day`: YYYY-MM-DD, Asia/Shanghai. Answers the fen that moved.
 */
export async function carryOver(sql: Sql, { funds }: Pick<CountyPack, 'funds'>, day: string): Promise<number> {
  const due = funds.filter(({ carriesOverFrom }) => carriesOverFrom && carriesOverFrom <= day.slice(5));
  const pairs = await sql<Pair>(
    `select f.id as "fromId", t.id as "toId" from budget_line f
     join budget_line t on t.program_code = f.program_code and t.fund_code = f.fund_code and t.year = f.year + 1
     join budget_plan p on p.year = t.year and p.status = 'approved'
     where t.year = $1 and f.fund_code = any($2)
       and not exists (select from budget_line_closing c where c.line_id in (f.id, t.id)) order by f.id`,
    [Number(day.slice(0, 4)), due.map(({ code }) => code)],
  );
  await lockLines(
    sql,
    pairs.flatMap(({ fromId, toId }) => [fromId, toId]),
  );
  let moved = 0;
  for (const { fromId, toId } of pairs) {
    const bound = await unbindForCarrying(sql, fromId, toId, day);
    const [row] = await sql<{ left: number }>(
      `select (credits_posted - debits_posted - debits_pending)::bigint as "left"
         from ledger_account where line_id = $1 and kind = 'available'`,
      [fromId],
    );
    const fen = row?.left ?? 0;
    if (fen === 0) continue;
    const order = { key: `carry_over:${fromId}:${day}`, reason: 'carry_over' as const, on: day, actorId: null };
    await transferBudget(sql, { ...order, fromLineId: fromId, toLineId: toId, fen });
    await bindCarried(sql, bound, toId, day);
    moved += fen;
  }
  return moved;
}

/** Every night what last year left is carried over where its day has come. */
export const carryOverNightly: NightlyWork = (sql, day) =>
  startJobOnce(
    sql,
    { kind: CARRY_OVER, title: { zh: '上年结转', en: 'Carrying over of last year' }, input: { day } },
    `${CARRY_OVER}:${day}`,
  );

export const carryOverJobs: JobHandlers = {
  async [CARRY_OVER]({ database, county, input }) {
    const { day } = input as { day: string };
    return { movedFen: await inTransaction(database, (sql) => carryOver(sql, county.pack, day)) };
  },
};

function inTransaction<Result>({ orm }: Database, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  return orm.em.fork().transactional((em) => work(sqlOf(em)));
}
