import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import { withSearchPath } from '@yimen/api/platform/config.js';
import { startApi } from '@yimen/api/server.js';
import pg from 'pg';
import { emptyCounty } from '../testkit/empty-county.js';
import { ask, type Load, median, requestsPerSecond } from './load.js';
import { fillCases } from './fill-cases.js';
import { startPostGraphile } from './postgraphile.js';

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

const HAND_WRITTEN = /* sql */ `
select json_build_object('households', coalesce(json_agg(h), '[]')) as answer from (
  select h.id, h.code, h.address,
    (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'relation', p.relation)), '[]')
       from person p where p.household_id = h.id) as members,
    (select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'status', c.status, 'package', (
        select json_build_object('id', k.id, 'status', k.status, 'items', (
          select coalesce(json_agg(json_build_object('id', i.id, 'position', i.position, 'status', i.status,
            'amountFen', i.amount_fen, 'commitment', (
              select json_build_object('id', t.id, 'amountFen', t.amount) from ledger_transfer t
               where t.package_item_id = i.id limit 1))), '[]')
            from package_item i where i.package_id = k.id))
          from aid_package k where k.case_id = c.id))), '[]')
       from case_file c where c.household_id = h.id) as cases
  from household h order by h.code limit 50) h`;

/** Serves the same graph by one hand-written statement: the floor. */
async function startHandWritten(url: string): Promise<{ url: string; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  const server = createServer(async (_request, response) => {
    const { rows } = await pool.query({ name: 'graph', text: HAND_WRITTEN });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: rows[0].answer }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

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
    const ownerUrl = withSearchPath(county.config.ownerUrl, county.config.county);
    const api = await startApi({ ...county.config, embeddedWorker: false });
    stops.push(() => api.close());
    const postgraphile = await startPostGraphile(ownerUrl, county.config.county, CONNECTIONS);
    stops.push(() => postgraphile.close());
    const hand = await startHandWritten(ownerUrl);
    stops.push(() => hand.close());

    const cookie = await signIn(api.url, api.database.pool);
    const loads: Record<string, Load> = {
      'Yimen (ability applied)': { url: `${api.url}/graphql`, body: JSON.stringify({ query: OURS }), headers: { cookie } },
      'PostGraphile 5': { url: postgraphile.url, body: JSON.stringify({ query: POSTGRAPHILE }), headers: {} },
      'hand-written json_agg': { url: hand.url, body: '{}', headers: {} },
    };
    for (const [name, load] of Object.entries(loads)) checkAnswer(name, await ask(load));
    const figures = new Map<string, number[]>(Object.keys(loads).map((name) => [name, []]));
    for (const load of Object.values(loads)) await requestsPerSecond(load, CONNECTIONS, 2);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, load] of Object.entries(loads)) figures.get(name)?.push(await requestsPerSecond(load, CONNECTIONS, SECONDS));
    }
    console.log(`50 households with members, cases, package items, commitments; ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s`);
    for (const [name, values] of figures) {
      console.log(`${name.padEnd(26)} ${median(values).toFixed(0).padStart(6)} requests/s  (${values.map((value) => value.toFixed(0)).join(', ')})`);
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
  const response = await fetch(`${url}/api/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staffId: rows[0].id }),
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
