import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dice } from '@yimen/api/demo/identity.js';
import { peopleByIdNumber } from '@yimen/api/features/registry/people.js';
import { type Database, openDatabase } from '@yimen/api/platform/database.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { HouseholdDocument } from '@yimen/schema/documents';
import { type Client, openOffice } from '../testkit/client.js';
import { emptyCounty } from '../testkit/empty-county.js';
import { p95, round, row, timesOf } from './figures.js';
import { FilledCounty } from './filled-county.js';
import { benchImports } from './imports.js';
import { searchP95 } from './search-mix.js';
import { startServer } from './servers.js';

const SMALL = 10_000;
const READS = 400;
const IDS_A_REQUEST = 1000;
const REQUESTS = 30;

/**
 * The registry at work: importing 100,000 rows; searches and 1,000 identity numbers a request in a county of a million;
 * a household's page there next to a county of 10,000. Asked over HTTP; another number of people may be given.
 */
export async function benchRegistry(people = '1000000'): Promise<Record<string, number>> {
  const { importRowsPerSecond } = await benchImports();
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, fsync: false });
  const { config } = await emptyCounty(postgres.url, postgres.appUrl);
  const database = await openDatabase(config);
  const server = await startServer('yimen', config);
  try {
    const county = new FilledCounty(config);
    const office = await openOffice(new URL('/', server.url).href.slice(0, -1));
    const clerk = await office.asUser('clerk-hall');
    await county.fillTo(SMALL);
    const small = await dossierP95(clerk, county, database);
    const start = performance.now();
    await county.fillTo(Number(people));
    row(`filled with ${county.people} people, seconds`, (performance.now() - start) / 1000);
    const large = await dossierP95(clerk, county, database);
    row('a bare statement, p95 ms', await bareP95(database));
    const searchP95Ms = await searchP95(office, county.known);
    const idsPerSecond = Math.round(await resolvedPerSecond(database, county));
    const load = loadavg()[0] ?? 0;
    row('others want the processors, load', load);
    const dossierGrowth = round(large / small);
    return { importRowsPerSecond, searchP95Ms: round(searchP95Ms), idsPerSecond, dossierGrowth, load: round(load) };
  } finally {
    await server.close();
    await database.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function dossierP95(clerk: Client, county: FilledCounty, database: Database): Promise<number> {
  const ids = await county.householdIds(database, READS);
  const open = async (id: string) => {
    const { household } = await clerk.run(HouseholdDocument, { id });
    if (!household || household.facts.length === 0) throw new Error(`No facts of ${id}`);
  };
  for (const id of ids.slice(0, 50)) await open(id);
  const found = p95(await timesOf(ids, open));
  row(`a household's page among ${county.people}, p95 ms`, found);
  return found;
}

/** The floor of whatever asks the database once. */
async function bareP95({ pool }: Database): Promise<number> {
  return p95(await timesOf(Array.from({ length: READS }), () => pool.query('select 1')));
}

async function resolvedPerSecond({ pool, vault }: Database, county: FilledCounty): Promise<number> {
  const dice = new Dice(3);
  const requests = Array.from({ length: REQUESTS }, () =>
    Array.from({ length: IDS_A_REQUEST }, () => dice.pick(county.known).idNumber),
  );
  const store = { sql: poolSql(pool), vault };
  const times = await timesOf(requests, async (numbers) => {
    const found = await peopleByIdNumber(store, numbers);
    if (found.size !== new Set(numbers).size) throw new Error('Somebody was not found');
  });
  const rate = (REQUESTS * IDS_A_REQUEST * 1000) / times.reduce((sum, time) => sum + time, 0);
  row('identity numbers resolved, ids/s', rate);
  return rate;
}
