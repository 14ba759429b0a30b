import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Context, reader, signedIn } from '../../context.js';
import { Failure, notFound } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { rows as read } from '../../platform/read.js';
import { runCommand } from '../../platform/run-command.js';
import { ERROR_COLUMN, headingsOf } from './headings.js';
import { ImportReader } from './import.reader.js';
import type { SheetRow } from './sheet.js';
import { findSlice, rowsBelow } from './slices.js';
import { writeWorkbook } from './spreadsheet-thread.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Beyond that many nobody corrects by hand: the file itself is wrong. */
const MOST_ROWS = 20_000;
const IMPORT = { zh: '导入', en: 'import' };

/** GET: the rows that stayed out of an import, to be corrected and uploaded again. Who took them stands in the audit. */
export async function exportErrors(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const imports = reader(signedIn(context), ImportReader);
    const file = await imports.find(String(request.params.id));
    if (!file?.choices) throw notFound(IMPORT);
    const { sheet, headerRow } = file.choices;
    const { store } = imports;
    const problems = await read<{ row: number; column: number | null; zh: string; en: string }>(
      context.database.pool,
      `select at as row, column_index as "column", message_zh as zh, message_en as en from import_problem
       where import_id = $1 and severity <> 'note' order by at, place`,
      [file.id],
    );
    const wrong = new Set(problems.map(({ row }) => row));
    const rows: SheetRow[] = [];
    for await (const slice of rowsBelow(store, file.id, sheet, headerRow)) {
      rows.push(...slice.filter(({ at }) => wrong.has(at)).slice(0, MOST_ROWS - rows.length));
      if (rows.length >= MOST_ROWS) break;
    }
    const first = await findSlice<SheetRow[]>(store, { importId: file.id, stage: 'raw', sheet, place: 0 });
    if (!first || rows.length === 0) throw notFound(IMPORT);
    const taken = await runCommand(
      signedIn(context),
      'exportImportErrors',
      { key: randomUUID(), importId: file.id },
      async () => ({ type: 'Import', id: file.id }),
    );
    if (taken instanceof Failure) throw taken;
    const workbook = await writeWorkbook({
      headings: headingsOf(first, headerRow),
      rows,
      problems: problems.map(({ zh, en, ...place }) => ({ ...place, text: context.locale === 'en' ? en : zh })),
    });
    response.setHeader('content-type', XLSX);
    response.setHeader(
      'content-disposition',
      `attachment; filename="errors.xlsx"; filename*=UTF-8''${encodeURIComponent(`${ERROR_COLUMN}-${file.fileName.replace(/\.\w+$/, '')}.xlsx`)}`,
    );
    response.setHeader('cache-control', 'no-store');
    response.send(Buffer.from(workbook));
  } catch (error) {
    refuse(error, context, response);
  }
}
