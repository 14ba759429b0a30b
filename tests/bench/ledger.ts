import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitFunds } from '@yimen/api/ledger/ledger.js';
import type { Config } from '@yimen/api/platform/config.js';
import { openDatabase } from '@yimen/api/platform/database.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import pg from 'pg';
import { createLine, inTransaction, MOVEMENT } from '../ledger/lines.js';
import { freshDatabase } from '../testkit/database.js';
import { benchDashboard } from './dashboard.js';
import { round, row } from './figures.js';
import { median } from './load.js';
import { benchPayments } from './payments.js';

const LINES = 200;
const CLIENTS = 8;
const MANY_CLIENTS = 64;
const ROUNDS = 5;
const SECONDS = 3;
const BUDGET_FEN = 1_000_000_000_00;
const FEN = 100;

/** What a careful hand would write: one update that refuses an overdraft, and a posting under a key of its own. */
const HAND_TABLES = `
  create table hand_line (id uuid primary key, available bigint not null check (available >= 0), committed bigint not null default 0);
  create table hand_posting (id uuid primary key default uuidv7(), key text not null unique, line_id uuid not null references hand_line (id),
    amount bigint not null check (amount > 0), reason text not null, occurred_on date not null, at timestamptz not null default clock_timestamp());
  create index on hand_posting (line_id);
  grant select, insert, update on hand_line, hand_posting to yimen_app`;

/** Commits one amount on a line. */
type Commit = (lineId: string) => Promise<unknown>;

/**
 * Commitments a second against one budget line and against 200, next to hand-written SQL that does the same safe update
 * on the same server, each in a transaction of its own that waits for the disk; in turns, the median of five ratios.
 */
export async function benchLedger(): Promise<Record<string, number>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  const { config } = await freshDatabase(postgres.url, postgres.appUrl);
  const database = await openDatabase(config);
  const pool = new pg.Pool({ ...database.pool.options, max: MANY_CLIENTS });
  try {
    const lineIds: string[] = [];
    for (let index = 0; index < LINES; index += 1) lineIds.push((await createLine(pool, BUDGET_FEN)).id);
    await asOwner(config, HAND_TABLES);
    await pool.query(`insert into hand_line (id, available) select id, ${BUDGET_FEN} from unnest($1::uuid[]) id`, [
      lineIds,
    ]);
    const ours: Commit = (lineId) =>
      inTransaction(pool, (sql) => commitFunds(sql, { ...MOVEMENT, key: randomUUID(), lineId, fen: FEN }));
    const hand: Commit = (lineId) => commitByHand(pool, lineId);
    const hot = await compare('one line', ours, hand, lineIds.slice(0, 1), CLIENTS);
    const spread = await compare(`${LINES} lines`, ours, hand, lineIds, CLIENTS);
    const many = await compare(`one line, ${MANY_CLIENTS} clients`, ours, hand, lineIds.slice(0, 1), MANY_CLIENTS);
    const batch = await benchPayments(config, database);
    row('others want the processors, load', loadavg()[0] ?? 0);
    const dashboardP95Ms = round(await benchDashboard());
    return {
      vsHandSqlHot: round(hot),
      vsHandSqlSpread: round(spread),
      vsHandSqlHot64: round(many),
      dashboardP95Ms,
      batch30000Seconds: round(batch),
    };
  } finally {
    await pool.end();
    await database.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function asOwner({ ownerUrl, county }: Config, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`set search_path = ${county}, public; ${statements}`).finally(() => client.end());
}

function commitByHand(pool: pg.Pool, lineId: string): Promise<void> {
  return inTransaction(pool, async (sql) => {
    const moved = await sql(
      'update hand_line set available = available - $2, committed = committed + $2 where id = $1 and available >= $2 returning id',
      [lineId, FEN],
    );
    if (moved.length === 0) throw new Error('The line is short');
    await sql('insert into hand_posting (key, line_id, amount, reason, occurred_on) values ($1, $2, $3, $4, $5)', [
      randomUUID(),
      lineId,
      FEN,
      MOVEMENT.reason,
      MOVEMENT.on,
    ]);
  });
}

async function compare(what: string, ours: Commit, hand: Commit, lineIds: readonly string[], clients: number) {
  const ratios: number[] = [];
  const rates: { ours: number[]; hand: number[] } = { ours: [], hand: [] };
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const byHand = await perSecond(hand, lineIds, clients);
    const byUs = await perSecond(ours, lineIds, clients);
    rates.ours.push(byUs);
    rates.hand.push(byHand);
    ratios.push(byUs / byHand);
  }
  row(`${what}: commitments a second`, median(rates.ours));
  row(`${what}: by hand`, median(rates.hand));
  return median(ratios);
}

async function perSecond(commit: Commit, lineIds: readonly string[], clients: number): Promise<number> {
  const start = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_none, client) => {
      for (let index = client; performance.now() - start < SECONDS * 1000; index += clients) {
        await commit(lineIds[index % lineIds.length] as string);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - start) / 1000);
}
