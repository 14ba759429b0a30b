import { codeOfName } from '@yimen/schema';

/** A column of a list as it is handed in. */
export interface PastedColumn {
  code: string;
  name: string;
  type: string;
}

export interface PastedLine {
  idNumber: string;
  name: string;
  township: string;
  attributes: { column: string; value: string }[];
}

export interface PastedList {
  columns: PastedColumn[];
  lines: PastedLine[];
}

const ID_NUMBER = /^(公民)?身份(证)?(号|号码|证号)$|^身份证(号|号码)$/;
const NAME = /^(户主)?姓名$/;
const TOWNSHIP = /^(所在)?(乡镇|镇|乡镇街道)$/;
const TRUTHS = new Set(['是', '否']);

/**
 * Reads lines copied from a spreadsheet: cells between tabs, the headings first. One column holds the identity number, one
 * the name, one may hold the township; each other one becomes a column of the list, `known` ones under their code and
 * type. undefined when there is no heading of the identity number or the name, or no line.
 */
export function readPasted(text: string, known: readonly PastedColumn[]): PastedList | undefined {
  const [heads = [], ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.trim()));
  const at = (pattern: RegExp) => heads.findIndex((head) => pattern.test(head));
  const [idAt, nameAt, townshipAt] = [at(ID_NUMBER), at(NAME), at(TOWNSHIP)];
  if (idAt < 0 || nameAt < 0 || rows.length === 0) return undefined;
  const own = heads.flatMap((name, place) =>
    name === '' || [idAt, nameAt, townshipAt].includes(place) ? [] : [{ name, place }],
  );
  const columns = own.map(
    ({ name, place }): PastedColumn =>
      known.find((column) => column.name === name) ?? {
        code: codeOfName(name),
        name,
        type: typeOf(rows.map((row) => row[place] ?? '')),
      },
  );
  const lines = rows.map((row) => ({
    idNumber: row[idAt] ?? '',
    name: row[nameAt] ?? '',
    township: townshipAt < 0 ? '' : (row[townshipAt] ?? ''),
    attributes: own.map(({ place }, index) => ({ column: columns[index]?.code ?? '', value: row[place] ?? '' })),
  }));
  return { columns, lines };
}

function typeOf(values: readonly string[]): string {
  const filled = values.filter((value) => value !== '');
  if (filled.length === 0) return 'text';
  if (filled.every((value) => TRUTHS.has(value))) return 'boolean';
  if (filled.every((value) => /^\d{4}-\d{2}-\d{2}$/.test(value))) return 'date';
  return filled.every((value) => /^-?\d{1,12}(\.\d+)?$/.test(value)) ? 'number' : 'text';
}
