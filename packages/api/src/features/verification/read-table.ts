import { gunzipSync } from 'node:zlib';
import { invalidInput } from '../../platform/errors.js';
import type { SheetRow } from '../import/sheet.js';
import { readFile } from '../import/spreadsheet-thread.js';

const TOO_MANY_ROWS = {
  zh: '文件行数太多。请只保留要答复的行，或分几个文件上传。',
  en: 'The file has too many rows. Keep those that are answered, or send several files.',
};

/** The rows of the first sheet of an xlsx or csv file, read outside this thread. Throws a Failure that tells what to do. */
export async function readTable(bytes: Uint8Array<ArrayBuffer>, mostRows: number): Promise<SheetRow[]> {
  const { slices } = await readFile(bytes);
  const first = slices.filter(({ sheet }) => sheet === 0);
  if (first.reduce((sum, { rows }) => sum + rows, 0) > mostRows) {
    throw invalidInput([{ path: 'file', message: TOO_MANY_ROWS }]);
  }
  return first.flatMap(({ packed }) => JSON.parse(gunzipSync(packed).toString()) as SheetRow[]);
}
