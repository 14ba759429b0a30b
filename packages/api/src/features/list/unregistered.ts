import type { Vault } from '../../platform/vault.js';
import { type PeopleStore, peopleByIdNumber } from '../registry/people.js';

/** Who somebody on a list is, as the list says. */
export interface ListedIdentity {
  idNumber: string;
  name: string;
}

/** The mark by which a person is the same in every list: his place in the blind index of identity numbers. */
export function markOf(vault: Vault, idNumber: string): string {
  return vault.index('id_number', idNumber).toString('hex');
}

const placeOf = (entryId: string) => ({ table: 'kept_list_entry', column: 'sealed', rowId: entryId });

/** Seals who an entry is of whom the registry does not know, as base64. */
export function sealIdentity(vault: Vault, entryId: string, identity: ListedIdentity): string {
  return vault.seal(JSON.stringify(identity), placeOf(entryId)).toString('base64');
}

/** Opens what `sealIdentity` sealed. */
export function openIdentity(vault: Vault, entryId: string, sealed: Buffer): ListedIdentity {
  return JSON.parse(vault.open(sealed, placeOf(entryId))) as ListedIdentity;
}

/** Ties entries in force to the people who were registered since. Answers how many. */
export async function tieEntries(store: PeopleStore): Promise<number> {
  const open = await store.sql<{ id: string; sealed: Buffer }>(
    'select id, sealed from kept_list_entry where person_id is null and to_number is null',
  );
  const numbers = open.map(({ id, sealed }) => openIdentity(store.vault, id, sealed).idNumber);
  const people = await peopleByIdNumber(store, numbers);
  const tied = open.flatMap(({ id }, index) => {
    const person = people.get(numbers[index] ?? '');
    return person ? [{ id, person_id: person.personId, household_id: person.householdId }] : [];
  });
  await store.sql(
    `update kept_list_entry e set person_id = t.person_id, household_id = t.household_id,
       township_code = h.township_code, village_code = h.village_code
     from jsonb_to_recordset($1::jsonb) as t (id uuid, person_id uuid, household_id uuid)
     join household h on h.id = t.household_id where e.id = t.id`,
    [JSON.stringify(tied)],
  );
  return tied.length;
}
