import { openIdNumber, type SealedPerson } from '../features/registry/sealed-identity.js';
import { today } from '../platform/clock.js';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { IdNumbers } from './identity.js';
import { makePeople } from './people.js';
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
  const { rows } = await database.pool.query<Pick<SealedPerson, 'id' | 'idNumber'>>(
    `select id, encode(id_number_sealed, 'base64') as "idNumber" from person`,
  );
  const ids = new IdNumbers(
    0,
    rows.map((row) => openIdNumber(database.vault, row)),
  );
  const all: Planted = { duplicates: [], conflicts: [], missing: {} };
  for (let done = 0; done < households; done += AT_ONCE) {
    const size = Math.min(AT_ONCE, households - done);
    const seed = rows.length + done;
    const made = makePeople({ households: size, seed, county, today: today(), ids });
    addUp(all, plantTroubles(made, ids, seed, today()));
    await writePeople(database, county, made, (written) => progress(done + written));
  }
  return all;
}

function addUp(all: Planted, { duplicates, conflicts, missing }: Planted): void {
  all.duplicates.push(...duplicates);
  all.conflicts.push(...conflicts);
  for (const [fact, count] of Object.entries(missing)) all.missing[fact] = (all.missing[fact] ?? 0) + count;
}
