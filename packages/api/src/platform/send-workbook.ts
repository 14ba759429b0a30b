import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Request, Response } from 'express';
import { writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import { type Context, type SignedIn, signedIn } from '../context.js';
import type { Bilingual } from '../policy/types.js';
import type { County } from './county.js';
import { Failure, type Locale } from './errors.js';
import { refuse } from './http-failure.js';
import { type CommandResult, runCommand } from './run-command.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type Cell = string | number | null;

/** What a sheet is written with. */
export interface Writing {
  county: County;
  locale: Locale;
  /** The sheet's language of a text. */
  tell(text: Bilingual): string;
}

/** A column of a sheet: its heading, and what it says of a row. */
export interface SheetColumn<Row> {
  heading: Bilingual;
  cell: (row: Row, writing: Writing) => Cell;
}

/** A sheet that is held in memory. */
export interface SmallSheet {
  name: string;
  rows: Cell[][];
  freezePane: { rows: number };
}

/** A list that somebody takes with him as a workbook. */
export interface Workbook<Row> {
  /** Of the file, without its ending. */
  file: string;
  sheet: Bilingual;
  columns: readonly SheetColumn<Row>[];
  /** One page after another, as far as the reader may see them. Throws a Failure when he may see none. */
  pages(after: string | null): Promise<{ nodes: Row[]; nextCursor: string | null }>;
  /** Further sheets of a few rows, see `sheetOf`; with them the list is of one page. */
  beside?: () => Promise<((writing: Writing) => SmallSheet)[]>;
  /** The name of the command, its input, and whose names were taken: who took which list stands in the audit. */
  audit: { command: string; input: object; of: CommandResult };
}

/** A text that a spreadsheet would take for a formula, also after it was saved as CSV, begins with an apostrophe. */
export function plainText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/**
 * Sends a list as a workbook, row by row as it is read, in the language `lang` of the address or, left out, in the
 * reader's. What is refused is refused before the first byte.
 */
export async function sendWorkbook<Row>(
  context: Context,
  request: Request,
  response: Response,
  open: (context: SignedIn) => Workbook<Row>,
): Promise<void> {
  try {
    const reader = signedIn(context);
    const { file, sheet, columns, pages, beside, audit } = open(reader);
    const [first, others = []] = await Promise.all([pages(null), beside?.()]);
    const input = { key: randomUUID(), ...audit.input };
    const taken = await runCommand(reader, audit.command, input, async () => audit.of);
    if (taken instanceof Failure) throw taken;
    response.setHeader('content-type', XLSX);
    response.setHeader('content-disposition', `attachment; filename="${file}.xlsx"`);
    response.setHeader('cache-control', 'no-store');
    const writing = writingOf(reader, request);
    if (beside) {
      const sheets = [sheetOf(sheet, columns, first.nodes), ...others].map((write) => write(writing));
      response.end(await writeXlsx({ sheets }));
      return;
    }
    const rows = async function* () {
      for (let page = first; ; page = await pages(page.nextCursor)) {
        for (const row of page.nodes) yield columns.map(({ cell }) => inCell(cell(row, writing)));
        if (!page.nextCursor) return;
      }
    };
    const stream = writeXlsxStream(rows(), {
      name: writing.tell(sheet),
      columns: columns.map(({ heading }) => ({ header: writing.tell(heading) })),
      freezePane: { rows: 1 },
    });
    await pipeline(Readable.fromWeb(stream as ReadableStream), response);
  } catch (error) {
    refuse(error, context, response);
  }
}

/** A sheet of rows that are all there. */
export function sheetOf<Row>(name: Bilingual, columns: readonly SheetColumn<Row>[], rows: readonly Row[]) {
  return (writing: Writing): SmallSheet => ({
    name: writing.tell(name),
    rows: [
      columns.map(({ heading }) => writing.tell(heading)),
      ...rows.map((row) => columns.map(({ cell }) => inCell(cell(row, writing)))),
    ],
    freezePane: { rows: 1 },
  });
}

/** The language `lang` of the address or, left out, the reader's own. */
export function writingOf({ county, locale: own }: Context, { query }: Request): Writing {
  const locale = query.lang === 'en' || query.lang === 'zh-CN' ? query.lang : own;
  return { county, locale, tell: ({ zh, en }) => (locale === 'en' ? en : zh) };
}

function inCell(value: Cell): Cell {
  return typeof value === 'string' ? plainText(value) : value;
}

/** Reads the texts of an address; null for what is empty or not there. */
export function textsOf<Name extends string>({ query }: Request, names: readonly Name[]): Record<Name, string | null> {
  const text = (name: string) =>
    typeof query[name] === 'string' && query[name] !== '' ? (query[name] as string) : null;
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Record<Name, string | null>;
}
