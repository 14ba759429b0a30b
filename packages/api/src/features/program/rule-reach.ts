import { subject } from '@casl/ability';
import type { Pool, PoolClient } from 'pg';
import type { SignedIn } from '../../context.js';
import { Failure } from '../../platform/errors.js';
import { sqlState } from '../../platform/run-command.js';
import { judgeCountySql } from '../../policy/county-sql.js';
import { parsePack } from '../../policy/parsed-pack.js';
import { type ProgramContent, withContent } from '../../policy/program-content.js';
import type { SqlStatement } from '../../policy/sql-expression.js';
import type { Program } from '../../policy/types.js';
import { countyFacts } from '../registry/county-facts.js';
import { problemsOf } from './rule-content.js';
import type { RuleReach } from './rule-version.types.js';

/** Longer than any rule that a program needs; what takes longer is refused rather than waited for. */
const LONGEST_MS = 4000;
const QUERY_CANCELED = '57014';

interface ReachRow {
  people: number;
  households: number;
  askingPeople: number;
  askingHouseholds: number;
  fen: number;
  holdingPeople: number;
  holdingHouseholds: number;
}

/**
 * How much of the county a text of a program would fit on a day (YYYY-MM-DD), and how many of those hold it already.
 * null when the reader may not count the program, the text has problems, or he asked something newer meanwhile.
 * Throws Failure when it takes too long.
 */
export async function reachOf(
  context: SignedIn,
  program: Program,
  content: ProgramContent,
  on: string,
): Promise<RuleReach | null> {
  const county = context.county.on(on);
  const record = subject('Screening', { departmentCode: program.department });
  if (!context.ability.can('count', record as never) || on < county.pack.validFrom) return null;
  if (problemsOf(county, program, content, on).length > 0) return null;
  const draft = withContent(program, content, program.version);
  const parsed = parsePack({ ...county.pack, programs: [draft] }, county.parsed);
  const statement = reachSql(draft, judgeCountySql(parsed, [draft.code], on, countyFacts(on)), on);
  const row = await newestOnly(context.database.pool, context.actor.staffId, statement);
  return row && { on, ...row, fenPerMonth: perMonth(draft.period, row.fen) };
}

/** Fen a month of what is paid by month or year. */
function perMonth(period: Program['period'], fen: number): number | null {
  if (period === 'monthly') return fen;
  return period === 'yearly' ? Math.round(fen / 12) : null;
}

/**
 * Counts verdicts by household: a household's program counts a household once, by its best verdict, with all its
 * members; whoever holds the program on the day is counted among the eligible.
 */
function reachSql({ code, unit }: Program, { text, values }: SqlStatement, on: string): SqlStatement {
  const whole = unit === 'household';
  const add = (value: unknown) => `$${values.push(value)}`;
  const holds = `exists (select from aid_record a where a.household_id = j.household_id
      and a.program_code = ${add(code)} and not a.plan_only
      ${whole ? '' : 'and (a.person_id is null or a.person_id = j.person_id)'}
      and a.granted_on <= ${add(on)}::date and (a.ended_on is null or a.ended_on >= $${values.length}::date)
      and (a.period in ('monthly', 'ongoing')
        or a.period = 'yearly' and extract(year from a.granted_on) = extract(year from $${values.length}::date)))`;
  const people = (wanted: string) =>
    whole ? `case when bool_or(${wanted}) then n.size else 0 end` : `count(*) filter (where ${wanted})`;
  const eligible = `v.outcome = 'ELIGIBLE'`;
  const asking = whole
    ? `case when not bool_or(${eligible}) then n.size else 0 end`
    : `count(*) filter (where v.outcome = 'NEEDS_FACTS')`;
  return {
    text: `select coalesce(sum(h.eligible), 0)::int as people, count(*) filter (where h.eligible > 0)::int as households,
        coalesce(sum(h.asking), 0)::int as "askingPeople", count(*) filter (where h.asking > 0)::int as "askingHouseholds",
        coalesce(sum(h.fen), 0)::bigint as fen, coalesce(sum(h.holding), 0)::int as "holdingPeople",
        count(*) filter (where h.holding > 0)::int as "holdingHouseholds"
      from (
        select ${people(eligible)} as eligible, ${asking} as asking, ${people(`${eligible} and v.holds`)} as holding,
          ${whole ? 'max' : 'sum'}(v.fen) filter (where ${eligible}) as fen
        from (select j.*, j.outcome = 'ELIGIBLE' and ${holds} as holds from (${text}) j) v
        ${whole ? 'join (select household_id, count(*)::int as size from person group by 1) n using (household_id)' : ''}
        group by v.household_id${whole ? ', n.size' : ''}) h`,
    values,
  };
}

interface Running {
  /** The backend that works on it, once there is one. */
  processId?: number;
  superseded: boolean;
  /** The cancelling of it, while it is under way. */
  cancelling?: Promise<unknown>;
  over: Promise<void>;
}

const running = new Map<string, Running>();

/**
 * Runs a statement for somebody, one at a time: what he asked before is cancelled and answers null. In other processes
 * his statements queue behind one lock.
 */
async function newestOnly(pool: Pool, staffId: string, statement: SqlStatement): Promise<ReachRow | null> {
  let finish = () => {};
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const mine: Running = { superseded: false, over };
  const before = running.get(staffId);
  running.set(staffId, mine);
  try {
    if (before) await supersede(pool, before);
    return mine.superseded ? null : await countOnce(pool, staffId, statement, mine);
  } catch (error) {
    if (mine.superseded) return null;
    throw sqlState(error) === QUERY_CANCELED ? TOO_SLOW : error;
  } finally {
    if (running.get(staffId) === mine) running.delete(staffId);
    finish();
  }
}

async function supersede(pool: Pool, before: Running): Promise<void> {
  before.superseded = true;
  if (before.processId) before.cancelling = pool.query('select pg_cancel_backend($1)', [before.processId]);
  await before.over;
}

async function countOnce(pool: Pool, staffId: string, statement: SqlStatement, mine: Running): Promise<ReachRow> {
  const client = await pool.connect();
  try {
    mine.processId = (client as PoolClient & { processID: number }).processID;
    // Its long expressions take longer to compile to machine code than to run.
    await client.query(`begin read only; set local statement_timeout = ${LONGEST_MS}; set local jit = off`);
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`reach:${staffId}`]);
    // Not prepared: the text changes with every rule, and the planner wants to see the figures.
    const { rows } = await client.query<ReachRow>(statement.text, statement.values);
    await client.query('commit');
    return rows[0] as ReachRow;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    delete mine.processId;
    await mine.cancelling?.catch(() => undefined);
    // A cancelling that comes late would hit whatever the connection does next.
    client.release(mine.superseded);
  }
}

const TOO_SLOW = new Failure('InvalidInput', 'RULE_TOO_SLOW', {
  zh: '按此条件测算全县耗时过长，请简化条件后再试。',
  en: 'Counting the county by this text takes too long; simplify it and try again.',
});
