import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dice, IdNumbers } from '@yimen/api/demo/identity.js';
import { type MadePerson, makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { nameReading } from '@yimen/api/features/registry/name-reading.js';
import { peopleByIdNumber } from '@yimen/api/features/registry/people.js';
import { today } from '@yimen/api/platform/clock.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { type Database, openDatabase } from '@yimen/api/platform/database.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { HouseholdDocument, HouseholdsDocument } from '@yimen/schema/documents';
import { type Client, openOffice } from '../testkit/client.js';
import { emptyCounty } from '../testkit/empty-county.js';
import { asOwner } from './big-county.js';
import { benchImports } from './imports.js';
import { startServer } from './servers.js';

const SMALL = 10_000;
const LARGE = 1_000_000;
/** Households that are made at a time. */
const AT_ONCE = 5000;
/** Of so many chunks the facts have their observations: every household that is opened is one of these. */
const OBSERVED_EVERY = 10;
const READS = 400;
const IDS_A_REQUEST = 1000;
const REQUESTS = 30;

/**
 * The registry at work: importing 100,000 rows; searches and 1,000 identity numbers a request in a county of a million;
 * a household's page there next to a county of 10,000. Asked over HTTP by the clerk of the county's window.
 */
export async function benchRegistry(): Promise<Record<string, number>> {
  const { importRowsPerSecond } = await benchImports();
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, fsync: false });
  const { config } = await emptyCounty(postgres.url, postgres.appUrl);
  const database = await openDatabase(config);
  const server = await startServer('yimen', config);
  try {
    const county = new Filling(database);
    const clerk = await (await openOffice(new URL('/', server.url).href.slice(0, -1))).asUser('clerk-hall');
    await county.fillTo(SMALL);
    await asOwner(config, (owner) => owner.query('vacuum analyze'));
    const small = await dossierP95(clerk, county);
    await county.fillTo(LARGE);
    await asOwner(config, (owner) => owner.query('vacuum analyze'));
    const large = await dossierP95(clerk, county);
    row(`a household's page, p95 ms at ${SMALL}`, small);
    row(`a household's page, p95 ms at ${county.people}`, large);
    const searchP95Ms = await searchP95(clerk, county);
    const idsPerSecond = Math.round(await resolvedPerSecond(database, county));
    const load = loadavg()[0] ?? 0;
    row('others want the processors, load', load);
    const dossierGrowth = round(large / small);
    return { importRowsPerSecond, searchP95Ms: round(searchP95Ms), idsPerSecond, dossierGrowth, load };
  } finally {
    await server.close();
    await database.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A county that is filled further and further, and remembers some whom it holds. */
class Filling {
  private readonly ids = new IdNumbers();
  private readonly county = getCounty('yichuan');
  private chunk = 0;
  people = 0;
  /** People whose facts have their observations, in every chunk that has them. */
  readonly known: MadePerson[] = [];

  constructor(private readonly database: Database) {}

  async fillTo(people: number): Promise<void> {
    while (this.people < people) {
      const households = Math.min(AT_ONCE, Math.ceil((people - this.people) / 2.9));
      const made = makePeople({ households, seed: this.chunk, county: this.county, today: today(), ids: this.ids });
      const withObservations = this.chunk % OBSERVED_EVERY === 0;
      await writePeople(this.database, this.county, made, () => undefined, { withObservations });
      const all = made.flatMap((household) => household.people);
      this.people += all.length;
      if (withObservations) this.known.push(...all.filter((_person, index) => index % 10 === 0));
      this.chunk += 1;
    }
  }

  async householdIds(count: number): Promise<string[]> {
    const dice = new Dice(1);
    const numbers = Array.from({ length: count }, () => dice.pick(this.known).idNumber);
    const { pool, vault } = this.database;
    return [...(await peopleByIdNumber({ sql: poolSql(pool), vault }, numbers)).values()].map((one) => one.householdId);
  }
}

async function dossierP95(clerk: Client, county: Filling): Promise<number> {
  const ids = await county.householdIds(READS);
  const open = async (id: string) => {
    const { household } = await clerk.run(HouseholdDocument, { id });
    if (!household || household.facts.length === 0) throw new Error(`No facts of ${id}`);
  };
  for (const id of ids.slice(0, 50)) await open(id);
  return p95(await timesOf(ids, open));
}

/** What people type: names, readings, initials, numbers, a mistake in a name; each of somebody who is there. */
async function searchP95(clerk: Client, county: Filling): Promise<number> {
  const dice = new Dice(2);
  const typed: readonly (readonly [string, (person: MadePerson) => string | null])[] = [
    ['name', ({ name }) => name],
    ['last two of a name', ({ name }) => name.slice(1)],
    ['reading', ({ name }) => nameReading(name).name_pinyin],
    ['initials', ({ name }) => nameReading(name).name_initials],
    ['a reading with a mistake', ({ name }) => mistyped(nameReading(name).name_pinyin)],
    ['identity number', ({ idNumber }) => idNumber],
    ['last four of it', ({ idNumber }) => idNumber.slice(-4)],
    ['telephone', ({ phone }) => phone],
  ];
  const all: number[] = [];
  for (const [what, read] of typed) {
    const terms: string[] = [];
    while (terms.length < READS / typed.length) {
      const term = read(dice.pick(county.known));
      if (term) terms.push(term);
    }
    const find = async (search: string) => {
      const { households } = await clerk.run(HouseholdsDocument, { search, first: 20 });
      if (households.nodes.length === 0) throw new Error(`Nobody found by ${what}`);
    };
    await find(terms[0] as string);
    const times = await timesOf(terms, find);
    row(`search by ${what}, p95 ms`, p95(times));
    all.push(...times);
  }
  row('search, p95 ms of all', p95(all));
  return p95(all);
}

/** One letter of a reading is another. */
function mistyped(reading: string): string {
  return `${reading.slice(0, -2)}${reading.at(-2) === 'u' ? 'o' : 'u'}${reading.slice(-1)}`;
}

async function resolvedPerSecond({ pool, vault }: Database, county: Filling): Promise<number> {
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

async function timesOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    const start = performance.now();
    await work(item);
    times.push(performance.now() - start);
  }
  return times;
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function row(what: string, value: number): void {
  console.log(`${what.padEnd(44)} ${value.toFixed(1).padStart(12)}`);
}
