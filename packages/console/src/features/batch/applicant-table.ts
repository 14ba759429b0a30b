import type { BatchApplicantInput, BatchToFillQuery } from '@yimen/schema/documents';
import { readIdNumber } from '../../lib/id-number';

export const COLUMNS = ['name', 'idNumber', 'township', 'village', 'program', 'amount', 'appliedOn', 'phone'] as const;
export type Column = (typeof COLUMNS)[number];
export type Applicant = Record<Column, string>;
/** What is wrong with a cell, as a key of the messages. */
export type Problems = Partial<Record<Column, string>>;

/** What departments write above these columns. */
const HEADERS: Record<Column, readonly string[]> = {
  name: ['姓名', '学生姓名', '申请人', 'name'],
  idNumber: ['身份证号', '身份证号码', '身份证', '公民身份号码', 'idnumber', 'identitynumber', 'id'],
  township: ['乡镇', '乡镇街道', '镇街', 'township'],
  village: ['村', '村社区', '村居', '社区', 'village'],
  program: ['项目', '救助项目', '资助项目', '项目名称', 'program'],
  amount: ['金额', '申请金额', '资助金额', '金额元', 'amount', 'amountyuan'],
  appliedOn: ['申请日期', '日期', '申请时间', 'appliedon', 'date'],
  phone: ['电话', '联系电话', '手机', '手机号', 'phone', 'telephone'],
};

/** The cells of a table as a spreadsheet copies it (tabs) or saves it (commas); quoted cells may hold both. */
export function readCells(text: string): string[][] {
  const separator = text.includes('\t') ? '\t' : ',';
  const lines: string[][] = [[]];
  const cell =
    separator === '\t'
      ? /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/y
      : /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) break;
    const [, raw = '', end = ''] = match;
    const value = /^".*"$/s.test(raw) ? raw.slice(1, -1).replaceAll('""', '"') : raw;
    lines.at(-1)?.push(value.trim());
    if (end !== separator && cell.lastIndex < text.length) lines.push([]);
  }
  return lines.filter((line) => line.some(Boolean));
}

const bare = (header: string) => header.toLowerCase().replaceAll(/[\s()（）/、:：*_-]/g, '');

/** The columns by the first line when it names them, else in the order of `COLUMNS`. */
export function readApplicants(cells: readonly string[][]): Applicant[] {
  const [first = [], ...rest] = cells;
  const named = first.map((header) => COLUMNS.find((column) => HEADERS[column].includes(bare(header))));
  const hasHeader = named.includes('name') || named.includes('idNumber');
  const columns = hasHeader ? named : COLUMNS;
  return (hasHeader ? rest : cells).map((line) => {
    const found = (column: Column) => line[columns.indexOf(column)] ?? '';
    return {
      name: found('name'),
      idNumber: found('idNumber').replace(/^'/, '').toUpperCase(),
      township: found('township'),
      village: found('village'),
      program: found('program'),
      amount: found('amount').replaceAll(/[¥￥元,，\s]/g, ''),
      appliedOn: readDay(found('appliedOn')),
      phone: found('phone'),
    };
  });
}

/** 2026/8/1, 2026.8.1, 20260801 and 2026年8月1日 as 2026-08-01; anything else as it is. */
function readDay(text: string): string {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.replaceAll(/\s/g, ''));
  if (!match) return text;
  const [, year, month = match[4] ?? '', day = match[5] ?? ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

type Lists = Pick<BatchToFillQuery, 'townships'> & { programs: NonNullable<BatchToFillQuery['batch']>['programs'] };

/** What stands for an empty cell. */
export interface Defaults {
  program: string;
  appliedOn: string;
}

const shortVillage = (name: string) => name.replace(/(村民委员会|村委会|居民委员会|居委会|社区|村)$/, '');

function villagesOf({ townships }: Lists, { township, village }: Applicant) {
  const inTownship = townships.filter(
    ({ code, name }) => !township || code === township || name.zh === township || name.en === township,
  );
  const villages = inTownship.flatMap((one) => one.villages);
  const exact = villages.filter(({ code, name }) => code === village || name === village);
  return exact.length > 0 ? exact : villages.filter(({ name }) => shortVillage(name) === shortVillage(village));
}

function programOf({ programs }: Lists, text: string) {
  return programs.find(({ code, name }) => [code, name.zh, name.en].includes(text));
}

/** What is wrong with a row that can be told without asking the service. */
export function problemsOf(row: Applicant, lists: Lists, defaults: Defaults): Problems {
  const problems: Problems = {};
  if (!row.name) problems.name = 'missing';
  const identity = readIdNumber(row.idNumber);
  if (/E\+/.test(row.idNumber)) problems.idNumber = 'digitsLost';
  else if (typeof identity === 'string') problems.idNumber = `id.${identity}`;
  const villages = row.village ? villagesOf(lists, row).length : 0;
  if (!row.village) problems.village = 'missing';
  else if (villages !== 1) problems.village = villages === 0 ? 'noVillage' : 'manyVillages';
  if (!programOf(lists, row.program || defaults.program)) problems.program = row.program ? 'noProgram' : 'missing';
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(row.amount)) problems.amount = row.amount ? 'noAmount' : 'missing';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(row.appliedOn || defaults.appliedOn)) problems.appliedOn = 'noDay';
  return problems;
}

/** The row as it is handed in; only without problems. */
export function toInput(row: Applicant, lists: Lists, defaults: Defaults): BatchApplicantInput {
  return {
    member: { name: row.name, idNumber: row.idNumber, phone: row.phone || undefined, relation: 'head' },
    villageCode: villagesOf(lists, row)[0]?.code ?? row.village,
    programCode: programOf(lists, row.program || defaults.program)?.code ?? row.program,
    appliedOn: row.appliedOn || defaults.appliedOn,
    amount: row.amount,
  };
}

/** The column at which a problem of the service is shown: `applicants.3.member.idNumber` is that of the fourth row. */
export function placeOf(path: string): { index: number; column: Column } | undefined {
  const [, index, ...rest] = /^applicants\.(\d+)(?:\.(.+))?$/.exec(path) ?? [];
  if (index === undefined) return undefined;
  const field = rest[0]?.replace(/^member\./, '').replace(/Code$/, '') ?? 'name';
  return { index: Number(index), column: COLUMNS.find((column) => column === field) ?? 'name' };
}
