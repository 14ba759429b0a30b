import { analyzeRegistry } from '../features/registry/analyze-registry.js';
import { peopleByIdNumber } from '../features/registry/people.js';
import { today } from '../platform/clock.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { poolSql } from '../platform/read.js';
import { IdNumbers } from './identity.js';
import { type MadeHousehold, makePeople } from './people.js';
import { type Planted, plantTroubles } from './plant.js';
import { writePeople } from './write-people.js';

const AT_ONCE = 5000;

/** Adds made-up households to a demo county, beside those it has. Answers what was planted among them. */
export async function addPeople(
  database: Database,
  county: County,
  households: number,
  progress: (done: number) => void,
): Promise<Planted> {
  const store = { sql: poolSql(database.pool), vault: database.vault };
  const [{ people } = { people: 0 }] = await store.sql<{ people: number }>(
    'select count(*)::int as people from person',
  );
  const taken = new Set<string>();
  const all: Planted = { duplicates: [], conflicts: [], missing: {} };
  for (let done = 0; done < households; done += AT_ONCE) {
    const size = { households: Math.min(AT_ONCE, households - done), seed: people + done, county, today: today() };
    let drawn: Drawn;
    do drawn = draw(size, taken);
    while (await learnTaken(store, drawn.made, taken));
    addUp(all, drawn.planted);
    await writePeople(database, county, drawn.made, (written) => progress(done + written));
    for (const number of numbersOf(drawn.made)) taken.add(number);
  }
  await analyzeRegistry(store.sql);
  return all;
}

interface Drawn {
  made: MadeHousehold[];
  planted: Planted;
}

function draw(size: Omit<Parameters<typeof makePeople>[0], 'ids'>, taken: ReadonlySet<string>): Drawn {
  const ids = new IdNumbers(0, taken);
  const made = makePeople({ ...size, ids });
  return { made, planted: plantTroubles(made, ids, size.seed, size.today) };
}

const numbersOf = (made: readonly MadeHousehold[]) =>
  made.flatMap((household) => household.people.map(({ idNumber }) => idNumber));

/** Adds to `taken` which of the numbers somebody has; whether there were any, so that others are to be drawn. */
async function learnTaken(
  store: Parameters<typeof peopleByIdNumber>[0],
  made: readonly MadeHousehold[],
  taken: Set<string>,
): Promise<boolean> {
  const known = await peopleByIdNumber(store, numbersOf(made));
  for (const number of known.keys()) taken.add(number);
  return known.size > 0;
}

function addUp(all: Planted, { duplicates, conflicts, missing }: Planted): void {
  all.duplicates.push(...duplicates);
  all.conflicts.push(...conflicts);
  for (const [fact, count] of Object.entries(missing)) all.missing[fact] = (all.missing[fact] ?? 0) + count;
}
