import type { Sql } from './run-command.js';
import type { Vault } from './vault.js';

/** A column of sealed values; its place is the table, the column and what tells the row: `id` unless `key` is said. */
export interface SealedColumn {
  table: string;
  column: string;
  /** SQL of a text. */
  key?: string;
}

/** Every column of sealed values: what a change of the key seals again. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'person', column: 'id_number_sealed' },
  { table: 'person', column: 'phone_sealed' },
  { table: 'person_account', column: 'number_sealed' },
  { table: 'kept_list_entry', column: 'sealed' },
  { table: 'import_slice', column: 'content', key: "concat_ws(':', import_id, stage, sheet, place)" },
  { table: 'import_problem', column: 'value', key: "concat_ws(':', import_id, place)" },
];

const BATCH = 1000;

/**
 * Seals again, under the current key, what another one has sealed. Goes on where it was cut off; other writers may go on
 * meanwhile. Answers how many values it sealed.
 */
export async function resealColumn(
  sql: Sql,
  vault: Vault,
  { table, column, key }: SealedColumn,
  progress: (done: number) => void,
): Promise<number> {
  const [id, type] = key ? [key, 'text'] : ['id', 'uuid'];
  const name = Buffer.from(vault.currentKey);
  const current = Buffer.concat([Buffer.from([name.length]), name]);
  let done = 0;
  for (let after: string | null = null; ; ) {
    const rows: { id: string; sealed: Buffer }[] = await sql(
      `select ${id} as id, ${column} as sealed from ${table}
       where ($1::${type} is null or ${id} > $1) and substring(${column} from 2 for $2) <> $3 order by ${id} limit ${BATCH}`,
      [after, current.length, current],
    );
    const last = rows.at(-1);
    if (!last) return done;
    const again = rows.map(({ id, sealed }) => {
      const place = { table, column, rowId: id };
      return vault.seal(vault.open(sealed, place), place);
    });
    await sql(
      `update ${table} t set ${column} = n.again from unnest($1::${type}[], $2::bytea[], $3::bytea[]) as n (key, sealed, again)
       where ${id} = n.key and t.${column} = n.sealed`,
      [rows.map(({ id }) => id), rows.map(({ sealed }) => sealed), again],
    );
    after = last.id;
    done += rows.length;
    progress(done);
  }
}
