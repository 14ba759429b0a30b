import type { Sql } from './run-command.js';
import type { Vault } from './vault.js';

const INDEX = 'index';
const CHECK = 'yimen';

const placeOf = (rowId: string) => ({ table: 'vault_key', column: 'proof', rowId });

/**
 * Makes sure that the vault has the keys with which this database's numbers were sealed, and notes a key that is new.
 * Throws an Error in plain English for a key that is missing or another one.
 */
export async function checkKeys(sql: Sql, vault: Vault): Promise<void> {
  await sql(
    `insert into vault_key (name, proof) select * from unnest($1::text[], $2::bytea[]) on conflict (name) do nothing`,
    [
      [INDEX, vault.currentKey],
      [vault.index('proof', CHECK), vault.seal(CHECK, placeOf(vault.currentKey))],
    ],
  );
  const known = await sql<{ name: string; proof: Buffer }>('select name, proof from vault_key');
  for (const { name, proof } of known) {
    if (name === INDEX) {
      if (!proof.equals(vault.index('proof', CHECK))) {
        throw new Error('YIMEN_INDEX_KEY is not the key with which the numbers of this database are found');
      }
    } else checkKey(vault, name, proof);
  }
}

function checkKey(vault: Vault, name: string, proof: Buffer): void {
  if (!vault.keyNames.includes(name)) {
    throw new Error(
      `The numbers of this database are sealed with the key ${name}, which YIMEN_DATA_KEYS lacks. Without it they cannot be read; restore it.`,
    );
  }
  try {
    vault.open(proof, placeOf(name));
  } catch (cause) {
    throw new Error(`The key ${name} of YIMEN_DATA_KEYS is not the one that sealed the numbers of this database`, {
      cause,
    });
  }
}

/** Forgets the keys that seal nothing any more. Answers their names. */
export async function forgetOldKeys(sql: Sql, vault: Vault): Promise<string[]> {
  const gone = await sql<{ name: string }>('delete from vault_key where name <> all($1) returning name', [
    [INDEX, vault.currentKey],
  ]);
  return gone.map(({ name }) => name);
}
