import { today } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { startWorker } from '../worker.js';
import { Casework } from './casework.js';
import { fileFreshmen, playCases, registerKnownFamilies } from './demo-cases.js';
import { makePeople } from './people.js';
import { loadDemoStaff } from './staff.js';
import { writePeople } from './write-people.js';

const HOUSEHOLDS = 4000;
const CASES = 27;
const SEED = 20_220_623;

/** What has been loaded, told by what is there; so a load that was cut off goes on where it stopped. */
async function countOf(database: Database, table: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? 0;
}

export interface DemoSize {
  households: number;
  cases: number;
}

/**
 * Fills the demo county: the office, about 12,000 synthetic people on the real villages, the families of known cases,
 * the freshmen batch, and cases in every stage, worked through the same use cases as by hand. Once; safe to run again.
 */
export async function loadDemo(
  config: Config,
  database: Database,
  county: County,
  progress: (line: string) => void,
  size: DemoSize = { households: HOUSEHOLDS, cases: CASES },
): Promise<void> {
  await loadDemoStaff(database, county);
  const day = today();
  const missing = size.households - (await countOf(database, 'household'));
  if (missing > 0) {
    const people = makePeople({ households: size.households, seed: SEED, county, today: day });
    await writePeople(database.pool, people.slice(-missing), day, (done) =>
      progress(`households 住户 ${size.households - missing + done}/${size.households}`),
    );
    await database.pool.query('analyze');
  }
  const work = new Casework(database, county);
  progress('cases, meetings and batches 个案、研判会与批次');
  const worker = await startWorker(config, database, county);
  try {
    await registerKnownFamilies(work, day);
    await fileFreshmen(work, day);
    await playCases(work, day, size.cases);
  } finally {
    await worker.stop();
  }
}
