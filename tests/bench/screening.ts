import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { countyFacts } from '@yimen/api/features/registry/county-facts.js';
import { loadFactBags } from '@yimen/api/features/registry/fact-bag.js';
import { today } from '@yimen/api/platform/clock.js';
import { type County, getCounty } from '@yimen/api/platform/county.js';
import { type Database, openDatabase } from '@yimen/api/platform/database.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { countCountySql } from '@yimen/api/policy/county-count.js';
import { judgeCountySql } from '@yimen/api/policy/county-sql.js';
import type { Judge } from '@yimen/api/policy/judge.js';
import type { SqlStatement } from '@yimen/api/policy/sql-expression.js';
import pg from 'pg';
import { emptyCounty } from '../testkit/empty-county.js';
import { median } from './load.js';

const HOUSEHOLDS = 4000;
const ROUNDS = 5;
const SAMPLE = 400;

/**
 * The demo county against all programs: what one program takes while its manager types, what all take in one
 * statement, and the rate of verdicts next to the interpreter's over a sample of the same people.
 */
export async function benchScreening(): Promise<Record<string, number>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, fsync: false });
  const { config } = await emptyCounty(server.url, server.appUrl);
  const database = await openDatabase(config);
  try {
    const [county, day] = [getCounty(config.county), today()];
    await writePeople(
      database.pool,
      makePeople({ households: HOUSEHOLDS, seed: 20_220_623, county, today: day }),
      () => undefined,
    );
    await analyze(config.ownerUrl);
    return await measure(database, county, day);
  } finally {
    await database.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Statistics as the server's own upkeep would have them a minute later; only the owner may ask for them. */
async function analyze(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('analyze').finally(() => owner.end());
}

async function measure(
  database: Database,
  { pack, parsed, judge }: County,
  day: string,
): Promise<Record<string, number>> {
  const codes = pack.programs.map(({ code }) => code);
  const [{ people }] = (await database.pool.query<{ people: number }>('select count(*)::int as people from person'))
    .rows as [{ people: number }];
  const each: number[] = [];
  for (const code of codes)
    each.push(await milliseconds(database, () => countCountySql(parsed, [code], day, countyFacts(day))));
  const countAll = await milliseconds(database, () => countCountySql(parsed, codes, day, countyFacts(day)));
  const rowsAll = await milliseconds(database, () => judgeCountySql(parsed, codes, day, countyFacts(day)));
  const perVerdict = (await await interpreterMilliseconds(database, judge, day)) / codes.length;
  const figures = {
    people,
    programs: codes.length,
    oneProgramMs: round(median(each)),
    slowestProgramMs: round(Math.max(...each)),
    allProgramsMs: round(countAll),
    allRowsMs: round(rowsAll),
    interpreterMs: round(perVerdict * people * codes.length),
  };
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(18)} ${value}`);
  return { ...figures, sqlVsInterpreter: round((perVerdict * people * codes.length) / countAll) };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Median wall time of a statement, its compilation included. */
async function milliseconds(database: Database, statement: () => SqlStatement): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    const start = performance.now();
    const { text, values } = statement();
    await database.pool.query(text, values);
    times.push(performance.now() - start);
  }
  return median(times);
}

/** What the interpreter takes for all programs of one person, the facts loaded in one batch. */
async function interpreterMilliseconds(database: Database, judge: Judge, day: string): Promise<number> {
  const { rows } = await database.pool.query<{ householdId: string; personId: string }>(
    'select household_id as "householdId", id as "personId" from person order by id limit $1',
    [SAMPLE],
  );
  const start = performance.now();
  const bags = await loadFactBags(poolSql(database.pool), rows, day);
  for (const bag of bags) judge.judgeAll(bag, day);
  return (performance.now() - start) / rows.length;
}
