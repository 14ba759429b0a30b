import { relative, resolve } from 'node:path';
import { readConfig } from '../platform/config.js';
import { getCounty } from '../platform/county.js';
import { migrate, openDatabase } from '../platform/database.js';
import { checkCountyPack, loadCountyPack } from '../policy/pack.js';
import { summarisePack } from '../policy/pack-summary.js';
import { loadCounty } from './load-county.js';

/** A subcommand takes its arguments and gives the exit code. */
type Command = (args: readonly string[]) => number | Promise<number>;

const USAGE = `Usage: npm run county -- <command>

  check DIR   check the county pack in DIR; every mistake on a line of its own, exit code 1
  load        bring the database of DATABASE_URL up to date and open the budget lines of every year so far`;

const commands = new Map<string, Command>([
  ['check', check],
  ['load', load],
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

/** Migrates the configured database and loads the county into it; safe to run again. */
async function load(): Promise<number> {
  const config = readConfig();
  const county = getCounty(config.county);
  const migrations = await migrate(config);
  const database = await openDatabase(config);
  try {
    const { budgetLines } = await loadCounty(database, county);
    console.log(`${county.pack.name.en}: ${migrations.length} migration(s), ${budgetLines} new budget line(s)`);
    return 0;
  } finally {
    await database.close();
  }
}

function usage(): number {
  console.error(USAGE);
  return 2;
}

const [name = '', ...args] = process.argv.slice(2);
process.exitCode = await (commands.get(name)?.(args) ?? usage());
