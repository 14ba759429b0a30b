import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@yimen/api/platform/database.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import type pg from 'pg';
import { emptyCounty } from '../testkit/empty-county.js';
import { fillCases } from './fill-cases.js';
import { ask, type Load, median, requestsPerSecond } from './load.js';
import { startServer } from './servers.js';

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

/**
 * One unified graph query (50 households with members, cases, package items, commitments): requests/s of ours, of
 * PostGraphile 5 on the same database, and of hand-written json_agg, in turn, several rounds, medians compared.
 */
export async function benchGraph(): Promise<{ vsPostgraphile: number; vsJsonAgg: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, fsync: false });
  const county = await emptyCounty(server.url, server.appUrl);
  const stops: (() => Promise<unknown>)[] = [];
  try {
    await fillCases(county.config, HOUSEHOLDS);
    const database = await openDatabase(county.config);
    stops.push(() => database.close());
    const api = await startServer('yimen', county.config);
    stops.push(() => api.close());
    const postgraphile = await startServer('postgraphile', county.config);
    stops.push(() => postgraphile.close());
    const hand = await startServer('json-agg', county.config);
    stops.push(() => hand.close());

    const cookie = await signIn(api.url, database.pool);
    const loads: Record<string, Load> = {
      'Yimen (ability applied)': { url: api.url, body: JSON.stringify({ query: OURS }), headers: { cookie } },
      'PostGraphile 5': { url: postgraphile.url, body: JSON.stringify({ query: POSTGRAPHILE }), headers: {} },
      'hand-written json_agg': { url: hand.url, body: '{}', headers: {} },
    };
    for (const [name, load] of Object.entries(loads)) checkAnswer(name, await ask(load));
    const figures = new Map<string, number[]>(Object.keys(loads).map((name) => [name, []]));
    for (const load of Object.values(loads)) await requestsPerSecond(load, CONNECTIONS, 2);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, load] of Object.entries(loads))
        figures.get(name)?.push(await requestsPerSecond(load, CONNECTIONS, SECONDS));
    }
    console.log(
      `50 households with members, cases, package items, commitments; ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s`,
    );
    for (const [name, values] of figures) {
      console.log(
        `${name.padEnd(26)} ${median(values).toFixed(0).padStart(6)} requests/s  (${values.map((value) => value.toFixed(0)).join(', ')})`,
      );
    }
    const [ours, theirs, floor] = [...figures.values()].map(median) as [number, number, number];
    return { vsPostgraphile: round2(ours / theirs), vsJsonAgg: round2(ours / floor) };
  } finally {
    for (const stop of stops.reverse()) await stop();
    await county.drop();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
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
