import type { Sql } from '../../platform/run-command.js';
import type { Vault } from '../../platform/vault.js';

const AT_ONCE = 1000;

/** What an account number is found by without opening it. */
export function accountIndex(vault: Vault, number: string): Buffer {
  return vault.index('bank_account', number);
}

/** Indexes account numbers that were recorded before there was an index, some at once; answers whether there may be more. */
export async function indexAccounts(sql: Sql, vault: Vault): Promise<boolean> {
  const accounts = await sql<{ id: string; sealed: Buffer }>(
    `select id, number_sealed as sealed from person_account where number_index is null order by id limit ${AT_ONCE}`,
  );
  const numbers = accounts.map(({ id, sealed }) =>
    vault.open(sealed, { table: 'person_account', column: 'number_sealed', rowId: id }),
  );
  await sql(
    `update person_account a set number_index = n.found from unnest($1::uuid[], $2::bytea[]) as n (id, found)
     where a.id = n.id`,
    [accounts.map(({ id }) => id), numbers.map((number) => accountIndex(vault, number))],
  );
  return accounts.length === AT_ONCE;
}
