import { subject } from '@casl/ability';
import type { Pool, PoolClient } from 'pg';
import type { SignedIn } from '../../context.js';
import { countyStatement } from '../../platform/county-statement.js';
import { Failure } from '../../platform/errors.js';
import { sqlState } from '../../platform/run-command.js';
import { countCountySql } from '../../policy/county-count.js';
import { parsePack } from '../../policy/parsed-pack.js';
import { type ProgramContent, withContent } from '../../policy/program-content.js';
import type { SqlStatement } from '../../policy/sql-expression.js';
import type { Program } from '../../policy/types.js';
import { countyFacts } from '../registry/county-facts.js';
import type { FitRow } from '../screening/count-county.js';
import { fitOf } from '../screening/screening.reader.js';
import { problemsOf } from './rule-content.js';
import type { RuleReach } from './rule-version.types.js';

/** Longer than any rule that a program needs; what takes longer is refused rather than waited for. */
const LONGEST_MS = 4000;
const QUERY_CANCELED = '57014';

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
  const statement = countCountySql(parsed, [draft.code], on, countyFacts(on));
  const row = await newestOnly(context.database.pool, context.actor.staffId, statement);
  const fit = row && fitOf(row, on);
  return fit && { ...fit, fenPerMonth: perMonth(draft.period, fit.fen) };
}

/** Fen a month of what is paid by month or year. */
function perMonth(period: Program['period'], fen: number): number | null {
  if (period === 'monthly') return fen;
  return period === 'yearly' ? Math.round(fen / 12) : null;
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
async function newestOnly(pool: Pool, staffId: string, statement: SqlStatement): Promise<FitRow | null> {
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

async function countOnce(pool: Pool, staffId: string, statement: SqlStatement, mine: Running): Promise<FitRow> {
  const client = await pool.connect();
  try {
    mine.processId = (client as PoolClient & { processID: number }).processID;
    await client.query(`begin read only; set local statement_timeout = ${LONGEST_MS}`);
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`reach:${staffId}`]);
    const { rows } = await countyStatement<FitRow>(client, statement);
    await client.query('commit');
    return rows[0] as FitRow;
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
