import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { writeXlsxStream } from 'hucre/xlsx';
import type { County } from '../../platform/county.js';
import { yuanText } from '../../platform/money.js';
import type { Sql } from '../../platform/run-command.js';
import type { Vault } from '../../platform/vault.js';
import type { BankFile, BankFileField } from '../../policy/types.js';
import { encodeGb18030 } from './gb18030.js';
import type { BatchRecord } from './payment-batch.js';

/** A row of the file; `amountFen` besides the amount as the file says it. */
export type FileRow = Record<BankFileField, string>;

interface LineRow {
  number: number;
  amountFen: number;
  accountId: string;
  holder: string;
  bank: string;
  sealed: Buffer;
  programCode: string;
  townshipCode: string;
  month: string | null;
}

const LINES = `
  select l.number, l.amount_fen as "amountFen", k.id as "accountId", k.holder, k.bank, k.number_sealed as sealed,
    s.program_code as "programCode", l.township_code as "townshipCode", d.month
  from payment_line l join person_account k on k.id = l.account_id join payment_due d on d.id = l.due_id
  join payment_schedule s on s.id = d.schedule_id
  where l.batch_id = $1 and l.number > $2 order by l.number limit $3`;

export function bankFileOf(county: County): BankFile {
  const [format] = county.pack.bankFiles;
  if (!format) throw new Error('The county pack describes no bank file');
  return format;
}

/** What names a payment between the county and the bank: the batch's number and its own. */
export function lineKey(batchNumber: string, number: number): string {
  return `${batchNumber}-${String(number).padStart(6, '0')}`;
}

/** How many payments are in memory at once. */
const PAGE = 1000;

/**
 * The payments of a batch as the bank reads them, page by page, account numbers in full; the caller keeps that they were
 * read.
 */
export async function* filePages(
  { sql, vault }: { sql: Sql; vault: Vault },
  county: County,
  batch: Pick<BatchRecord, 'id' | 'number' | 'departmentCode' | 'month'>,
): AsyncGenerator<FileRow[]> {
  const department = county.department(batch.departmentCode).name.zh;
  const rowOf = (line: LineRow): FileRow => {
    const { number, amountFen, accountId, holder, bank, sealed, programCode, townshipCode, month } = line;
    return {
      key: lineKey(batch.number, number),
      holder,
      account: vault.open(sealed, { table: 'person_account', column: 'number_sealed', rowId: accountId }),
      bank,
      amount: yuanText(amountFen),
      program: county.program(programCode)?.name.zh ?? programCode,
      month: (month ?? batch.month).slice(0, 7),
      township: county.township(townshipCode)?.name.zh ?? townshipCode,
      department,
    };
  };
  for (let after = 0; ; ) {
    const lines = await sql<LineRow>(LINES, [batch.id, after, PAGE]);
    const last = lines.at(-1);
    if (!last) return;
    yield lines.map(rowOf);
    after = last.number;
  }
}

/** The file as text with commas, in the encoding that the bank asks for, piece by piece. */
export async function* csvPieces(
  { columns, encoding }: BankFile,
  pages: AsyncIterable<readonly FileRow[]>,
): AsyncGenerator<Buffer> {
  const textOf = (rows: readonly string[][]) => rows.map((cells) => `${cells.map(inCsv).join(',')}\r\n`).join('');
  const bytesOf = (text: string) => (encoding === 'gb18030' ? encodeGb18030(text) : Buffer.from(text));
  const mark = encoding === 'gb18030' ? '' : '\ufeff';
  yield bytesOf(`${mark}${textOf([columns.map(({ heading }) => heading)])}`);
  for await (const rows of pages) yield bytesOf(textOf(rows.map((row) => columns.map(({ field }) => row[field]))));
}

/** The file as a workbook, row by row; numbers of accounts stay text, amounts are numbers. */
export function bankWorkbook({ columns, sheet }: BankFile, pages: AsyncIterable<readonly FileRow[]>): Readable {
  const rows = async function* () {
    for await (const page of pages)
      for (const row of page) yield columns.map(({ field }) => (field === 'amount' ? Number(row.amount) : row[field]));
  };
  const stream = writeXlsxStream(rows(), { name: sheet, columns: columns.map(({ heading }) => ({ header: heading })) });
  return Readable.fromWeb(stream as ReadableStream);
}

/** SHA-256 of a file, read piece by piece. */
export async function checksumOf(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

function inCsv(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
