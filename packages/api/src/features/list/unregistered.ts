import type { Sql } from '../../platform/run-command.js';
import type { Vault } from '../../platform/vault.js';

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

/** Ties entries of lists in force to the people who were registered since. Answers how many. */
export async function tieEntries(sql: Sql): Promise<number> {
  const tied = await sql(
    `update kept_list_entry e set person_id = p.id, household_id = p.household_id, township_code = h.township_code,
       village_code = h.village_code
     from person p join household h on h.id = p.household_id
     where e.person_id is null and e.to_number is null and e.mark = encode(p.id_number_index, 'hex') returning e.id`,
  );
  return tied.length;
}
