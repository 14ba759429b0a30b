import { relative, resolve } from 'node:path';
import { addPeople } from '../demo/add-people.js';
import type { Planted } from '../demo/plant.js';
import { checkFacts, findMisplaced } from '../features/registry/check-facts.js';
import { checkBalances, findBrokenChains, linesToCheck } from '../ledger/check-ledger.js';
import type { Config } from '../platform/config.js';
import { getCounty } from '../platform/county.js';
import { type Database, migrate, openDatabase } from '../platform/database.js';
import { checkCountyPack, loadCountyPack } from '../policy/pack.js';
import { summarisePack } from '../policy/pack-summary.js';
import { addStaff } from './add-staff.js';
import { loadCounty } from './load-county.js';
import { useServer } from './own-server.js';

/** A subcommand takes its arguments and gives the exit code. */
type Command = (args: readonly string[]) => number | Promise<number>;

const USAGE = `Usage: npm run county -- <command>

  check DIR   check the county pack in DIR; every mistake on a line of its own, exit code 1
  load        bring the database up to date and open the budget lines of every year so far
  staff USERNAME NAME ROLE UNIT
              open an account; ROLE is chair, member, manager, clerk or leader, UNIT a code of the county pack.
              Its password is printed once
  people N    add N synthetic households to a demo county
  check-facts rebuild the typed facts from all observations and compare; every difference on a line of its own, exit code 1
  check-ledger follow the chain of every budget line and add all balances up anew; every difference on a line of its
              own, exit code 1

The database is that of DATABASE_URL, else the embedded one, which must not be running.`;

const commands = new Map<string, Command>([
  ['check', check],
  ['load', load],
  ['staff', staff],
  ['people', people],
  ['check-facts', facts],
  ['check-ledger', ledger],
]);

/** Prints one line a mistake, `file:line:column message`, or a summary of a sound pack. */
function check([directory]: readonly string[]): number {
  if (directory === undefined) return usage();
  const problems = checkCountyPack(directory);
  for (const { file, line, column, message } of problems) {
    console.error(`${relative('.', resolve(directory, file))}:${line}:${column} ${message}`);
  }
  if (problems.length > 0) {
    console.error(`${problems.length} mistake(s)`);
    return 1;
  }
  printSummary(directory);
  return 0;
}

function printSummary(directory: string): void {
  const pack = loadCountyPack(directory);
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  const summary = summarisePack(pack, today);
  const { assumed, programsOnAssumedFigures: shaky } = summary;
  console.log(`${pack.name.zh} ${pack.name.en}: no mistakes`);
  console.log(`departments ${summary.departments}, townships ${summary.townships}, villages ${summary.villages}`);
  console.log(`programs ${summary.programs}, standards ${summary.standards}, terms ${summary.terms}`);
  console.log(
    `assumed figures on ${today}: ${assumed.standards} standards, ${assumed.deadlines} deadlines, ${assumed.budgets} budget lines`,
  );
  console.log(`programs that use an assumed standard: ${shaky.length} of ${summary.programs}`);
  for (const { program, standards } of shaky) {
    console.log(`  ${program}  ${standards.length}  ${standards.join('、')}`);
  }
}

/** Migrates the database and loads the county into it; safe to run again. */
async function load(): Promise<number> {
  return withDatabase(async (database, config, migrations) => {
    const county = getCounty(config.county);
    const { budgetLines } = await loadCounty(database, county);
    console.log(`${county.pack.name.en}: ${migrations} migration(s), ${budgetLines} new budget line(s)`);
    return 0;
  });
}

/** Opens an account and prints its password. */
async function staff(args: readonly string[]): Promise<number> {
  if (args.length !== 4) return usage();
  return withDatabase(async (database, config) => {
    const password = await addStaff(database, getCounty(config.county), args);
    console.log(`${args[0]}: ${password}`);
    return 0;
  });
}

/** Adds synthetic households to a demo county; each run adds new ones. */
async function people([text = '']: readonly string[]): Promise<number> {
  const households = Number(text);
  if (!Number.isInteger(households) || households < 1) return usage();
  return withDatabase(async (database, config) => {
    const county = getCounty(config.county);
    const { rowCount } = await database.pool.query('select from staff where demo limit 1');
    if (!rowCount) {
      console.error(
        'This is not a demo county: made-up people are only added to one. Start it once with YIMEN_DEMO=1.',
      );
      return 1;
    }
    const planted = await addPeople(database, county, households, (done) => console.log(`households ${done}`));
    printPlanted(planted);
    return 0;
  });
}

/** Compares what rules read with what was observed. */
async function facts(): Promise<number> {
  return withDatabase(async ({ pool }) => {
    let wrong = 0;
    for (const scope of ['household', 'person', 'case'] as const) {
      const { facts: count, differences } = await checkFacts(pool, scope);
      console.log(`${scope}: ${count} facts, ${differences.length} difference(s)`);
      for (const { id, fact, kept, rebuilt } of differences) {
        console.error(`${scope} ${id} ${fact}: ${JSON.stringify(kept)}, observed ${JSON.stringify(rebuilt)}`);
      }
      wrong += differences.length;
    }
    const misplaced = await findMisplaced(pool);
    for (const id of misplaced) console.error(`${id} is not where its history says`);
    return wrong + misplaced.length === 0 ? 0 : 1;
  });
}

/** Compares the ledger with its chains and its balances. */
async function ledger(): Promise<number> {
  return withDatabase(async ({ pool }) => {
    const broken = await findBrokenChains(pool, await linesToCheck(pool));
    const { transfers, unlinked, unbalanced } = await checkBalances(pool);
    console.log(`${transfers} transfers, ${broken.length + unlinked + unbalanced.length} difference(s)`);
    for (const { label, year, link } of broken) {
      console.error(`${year} ${label.zh} ${label.en}: transfer ${link} of its chain is not what it was`);
    }
    for (const { label, year, account } of unbalanced) {
      console.error(`${year} ${label.zh} ${label.en}: ${account} is not what its transfers add up to`);
    }
    if (unlinked > 0) console.error(`${unlinked} transfer(s) in no chain`);
    return broken.length + unlinked + unbalanced.length === 0 ? 0 : 1;
  });
}

function printPlanted({ duplicates, conflicts, missing }: Planted): void {
  const kinds = Map.groupBy(duplicates, ({ kind }) => kind);
  const sources = Map.groupBy(conflicts, ({ source }) => source);
  const count = ([name, group]: readonly [string, readonly unknown[]]) => `${name} ${group.length}`;
  console.log(`people registered twice ${duplicates.length}: ${[...kinds].map(count).join(', ')}`);
  console.log(`facts in conflict ${conflicts.length}: ${[...sources].map(count).join(', ')}`);
  const total = Object.values(missing).reduce((sum, one) => sum + one, 0);
  console.log(`facts nobody recorded ${total}, of ${Object.keys(missing).length} kinds`);
}

async function withDatabase(
  work: (database: Database, config: Config, migrations: number) => Promise<number>,
): Promise<number> {
  const server = await useServer();
  try {
    const migrations = await migrate(server.config);
    const database = await openDatabase(server.config);
    try {
      return await work(database, server.config, migrations.length);
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

function usage(): number {
  console.error(USAGE);
  return 2;
}

const [name = '', ...args] = process.argv.slice(2);
try {
  process.exitCode = await (commands.get(name)?.(args) ?? usage());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
