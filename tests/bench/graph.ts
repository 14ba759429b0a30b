import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@yimen/api/platform/database.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import type pg from 'pg';
import { emptyCounty } from '../testkit/empty-county.js';
import { cpuOfTree, parentOf } from './cpu.js';
import { fillCases } from './fill-cases.js';
import { ask, type Load, median, requestsPerSecond } from './load.js';
import { type Server, type ServerKind, startServer } from './servers.js';

const CONNECTIONS = 10;
const SECONDS = 4;
const ROUNDS = 5;
const HOUSEHOLDS = 2000;

const OURS = /* GraphQL */ `{
  households(first: 50) { nodes { id code address
    members { id name relation }
    cases { id number status
      package { id status items { id position status amountFen commitment { id amountFen } } } } } }
}`;

const POSTGRAPHILE = /* GraphQL */ `{
  allHouseholdsList(first: 50, orderBy: CODE_ASC) { id code address
    peopleByHouseholdIdList { id name relation }
    caseFilesByHouseholdIdList { id number status
      aidPackageByCaseId { id status packageItemsByPackageIdList { id position status amountFen
        ledgerTransfersByPackageItemIdList { id amount } } } } }
}`;

/** What one server did in one round: requests/s, and milliseconds of the processor a request. */
interface Figures {
  rate: number;
  serverMs: number;
  postgresMs: number;
}

interface Runner {
  name: string;
  load: Load;
  pid: number;
  rounds: Figures[];
}

/**
 * One unified graph query (50 households with members, cases, package items, commitments): requests/s of ours, of
 * PostGraphile 5 on the same database, and of hand-written json_agg, in turn, several rounds, medians compared.
 */
export async function benchGraph(): Promise<{ vsPostgraphile: number; vsJsonAgg: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, fsync: false });
  const county = await emptyCounty(postgres.url, postgres.appUrl);
  const stops: (() => Promise<unknown>)[] = [];
  const start = async (kind: ServerKind) => {
    const server = await startServer(kind, county.config);
    stops.push(() => server.close());
    return server;
  };
  try {
    await fillCases(county.config, HOUSEHOLDS);
    const database = await openDatabase(county.config);
    stops.push(() => database.close());
    const { rows } = await database.pool.query('select pg_backend_pid() as pid');
    const postmaster = parentOf(rows[0].pid);
    const yimen = await start('yimen');
    const postgraphile = await start('postgraphile');
    const hand = await start('json-agg');
    const cookie = await signIn(yimen.url, database.pool);
    const runner = (name: string, { url, pid }: Server, body: string, headers = {}): Runner => {
      return { name, load: { url, body, headers }, pid, rounds: [] };
    };
    const runners = [
      runner('Yimen (ability applied)', yimen, JSON.stringify({ query: OURS }), { cookie }),
      runner('PostGraphile 5', postgraphile, JSON.stringify({ query: POSTGRAPHILE })),
      runner('hand-written json_agg', hand, '{}'),
    ];
    for (const { name, load } of runners) checkAnswer(name, await ask(load));
    for (const { load } of runners) await requestsPerSecond(load, CONNECTIONS, 2);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { load, pid, rounds } of runners) rounds.push(await runOnce(load, pid, postmaster));
    }
    report(runners);
    const [ours = 0, theirs = 0, floor = 0] = runners.map(({ rounds }) => median(rounds.map(({ rate }) => rate)));
    return { vsPostgraphile: round2(ours / theirs), vsJsonAgg: round2(ours / floor) };
  } finally {
    for (const stop of stops.reverse()) await stop();
    await county.drop();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function runOnce(load: Load, pid: number, postmaster: number): Promise<Figures> {
  const before = { server: cpuOfTree(pid), postgres: cpuOfTree(postmaster) };
  const rate = await requestsPerSecond(load, CONNECTIONS, SECONDS);
  const requests = rate * SECONDS;
  return {
    rate,
    serverMs: (cpuOfTree(pid) - before.server) / requests,
    postgresMs: (cpuOfTree(postmaster) - before.postgres) / requests,
  };
}

function report(runners: readonly Runner[]): void {
  console.log(
    `50 households with members, cases, package items, commitments; ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s`,
  );
  for (const { name, rounds } of runners) {
    const middle = (figure: keyof Figures) => median(rounds.map((round) => round[figure]));
    console.log(
      `${name.padEnd(26)} ${middle('rate').toFixed(0).padStart(6)} requests/s, processor ms a request: server ${middle('serverMs').toFixed(2)}, PostgreSQL ${middle('postgresMs').toFixed(2)}  (${rounds.map(({ rate }) => rate.toFixed(0)).join(', ')})`,
    );
  }
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Each server must answer the same 50 households with cases and commitments, or the race is worth nothing. */
function checkAnswer(name: string, answer: unknown): void {
  const text = JSON.stringify(answer);
  const households = (text.match(/"code":/g) ?? []).length;
  const cases = (text.match(/"number":/g) ?? []).length;
  const items = (text.match(/"position":/g) ?? []).length;
  if (households !== 50 || cases < 50 || items < 100) {
    throw new Error(`${name} answered ${households} households, ${cases} cases, ${items} items: ${text.slice(0, 400)}`);
  }
}

async function signIn(url: string, pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query("select id from staff where role = 'clerk' and township_code is null limit 1");
  const response = await fetch(new URL('/api/demo/sign-in', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staffId: rows[0].id }),
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
