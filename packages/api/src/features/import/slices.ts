import { gunzipSync, gzipSync } from 'node:zlib';
import type { Sql } from '../../platform/run-command.js';
import type { Vault } from '../../platform/vault.js';
import type { SheetRow } from './sheet.js';

/** Rows that are read, checked and written together: one transaction. */
export const SLICE_ROWS = 500;

/** `raw`: rows as they stand in the file. `plan`: what they come to, checked, ready to be written. */
export type Stage = 'raw' | 'plan';

/** Where slices of imports lie: sealed, since they hold identity numbers. */
export interface SliceStore {
  sql: Sql;
  vault: Vault;
}

interface SliceKey {
  importId: string;
  stage: Stage;
  sheet: number;
  place: number;
}

const placeOf = ({ importId, stage, sheet, place }: SliceKey) => ({
  table: 'import_slice',
  column: 'content',
  rowId: `${importId}:${stage}:${sheet}:${place}`,
});

export interface NewSlice {
  sheet: number;
  place: number;
  rows: number;
  /** Packed JSON. */
  packed: Uint8Array;
}

export async function addSlices(
  { sql, vault }: SliceStore,
  importId: string,
  stage: Stage,
  slices: readonly NewSlice[],
): Promise<void> {
  for (const { sheet, place, rows, packed } of slices) {
    const text = Buffer.from(packed).toString('base64');
    const content = vault.seal(text, placeOf({ importId, stage, sheet, place }));
    await sql(
      'insert into import_slice (import_id, stage, sheet, place, rows, content) values ($1, $2, $3, $4, $5, $6)',
      [importId, stage, sheet, place, rows, content],
    );
  }
}

/** Packs what a slice holds. */
export function packed(content: unknown): Uint8Array {
  return gzipSync(JSON.stringify(content), { level: 1 });
}

/** The rows of slices that were read and are not kept, in their order. */
export function rowsOfSlices(slices: readonly Pick<NewSlice, 'place' | 'packed'>[]): SheetRow[] {
  return [...slices]
    .sort((a, b) => a.place - b.place)
    .flatMap((slice) => JSON.parse(gunzipSync(slice.packed).toString()) as SheetRow[]);
}

/** One slice; undefined when there is none, or its rows were deleted. */
export async function findSlice<Content>(store: SliceStore, key: SliceKey): Promise<Content | undefined> {
  const { importId, stage, sheet, place } = key;
  const [slice] = await store.sql<{ content: Buffer }>(
    'select content from import_slice where import_id = $1 and stage = $2 and sheet = $3 and place = $4',
    [importId, stage, sheet, place],
  );
  if (!slice) return undefined;
  return JSON.parse(gunzipSync(Buffer.from(store.vault.open(slice.content, placeOf(key)), 'base64')).toString());
}

/** The rows of a sheet below its header, slice by slice. */
export async function* rowsBelow(
  store: SliceStore,
  importId: string,
  sheet: number,
  headerRow: number,
): AsyncGenerator<SheetRow[]> {
  for (let place = 0; ; place += 1) {
    const rows = await findSlice<SheetRow[]>(store, { importId, stage: 'raw', sheet, place });
    if (!rows) return;
    yield rows.filter(({ at }) => at > headerRow);
  }
}
