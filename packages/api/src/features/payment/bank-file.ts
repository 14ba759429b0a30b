import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
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

export function bankFileOf(county: County): BankFile {
  const [format] = county.pack.bankFiles;
  if (!format) throw new Error('The county pack describes no bank file');
  return format;
}

/** What names a payment between the county and the bank: the batch's number and its own. */
export function lineKey(batchNumber: string, number: number): string {
  return `${batchNumber}-${String(number).padStart(6, '0')}`;
}

/** The payments of a batch as the bank reads them, account numbers in full; the caller keeps that they were read. */
export async function fileRows(
  { sql, vault }: { sql: Sql; vault: Vault },
  county: County,
  batch: Pick<BatchRecord, 'id' | 'number' | 'departmentCode' | 'month'>,
): Promise<FileRow[]> {
  const lines = await sql<LineRow>(
    `select l.number, l.amount_fen as "amountFen", k.id as "accountId", k.holder, k.bank, k.number_sealed as sealed,
       s.program_code as "programCode", l.township_code as "townshipCode", d.month
     from payment_line l join person_account k on k.id = l.account_id join payment_due d on d.id = l.due_id
     join payment_schedule s on s.id = d.schedule_id
     where l.batch_id = $1 and l.number is not null order by l.number`,
    [batch.id],
  );
  const department = county.department(batch.departmentCode).name.zh;
  return lines.map(({ number, amountFen, accountId, holder, bank, sealed, programCode, townshipCode, month }) => ({
    key: lineKey(batch.number, number),
    holder,
    account: vault.open(sealed, { table: 'person_account', column: 'number_sealed', rowId: accountId }),
    bank,
    amount: yuanText(amountFen),
    program: county.program(programCode)?.name.zh ?? programCode,
    month: (month ?? batch.month).slice(0, 7),
    township: county.township(townshipCode)?.name.zh ?? townshipCode,
    department,
  }));
}

/** The file as text with commas, in the encoding that the bank asks for. */
export function writeCsv({ columns, encoding }: BankFile, rows: readonly FileRow[]): Buffer {
  const lines = [columns.map(({ heading }) => heading), ...rows.map((row) => columns.map(({ field }) => row[field]))];
  const text = lines.map((cells) => `${cells.map(inCsv).join(',')}\r\n`).join('');
  return encoding === 'gb18030' ? encodeGb18030(text) : Buffer.from(`\ufeff${text}`);
}

/** The file as a workbook; numbers of accounts stay text, amounts are numbers. */
export async function writeBankWorkbook({ columns, sheet }: BankFile, rows: readonly FileRow[]): Promise<Buffer> {
  const cells = rows.map((row) => columns.map(({ field }) => (field === 'amount' ? Number(row.amount) : row[field])));
  const stream = writeXlsxStream(cells, { name: sheet, columns: columns.map(({ heading }) => ({ header: heading })) });
  return buffer(stream as ReadableStream);
}

export function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function inCsv(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
