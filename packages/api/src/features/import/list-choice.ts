import { codeOfName, LIST_COLUMN_TYPES, type ListColumnType } from '@yimen/schema';
import { type InputCheck, isUuid } from '../../platform/parse.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import { checkVersion } from '../list/check-version.js';
import { type ListColumn, LONG_NUMBER, NO, YES } from '../list/entry-values.js';
import { readDay } from './cell-value.js';
import { type ListChoice, type MappedColumn, mappedColumn } from './choices.js';
import type { CheckImportInput } from './import.inputs.js';
import { type Cell, cellText, plainWords } from './sheet.js';

/** A list that is kept, as a file may go on with it. */
export interface KnownList {
  id: string;
  code: string;
  title: string;
  unit: string;
  columns: ListColumn[];
}

/** Such a list by its id or its code, once it was handed in. Whether the actor may keep it is for the check to ask. */
export async function findList(sql: Sql, by: 'id' | 'code', key: string): Promise<KnownList | undefined> {
  if (by === 'id' && !isUuid(key)) return undefined;
  const [list] = await sql<KnownList>(
    `select id, code, title, unit, columns from kept_list where ${by} = $1 and current_number > 0`,
    [key],
  );
  return list;
}

interface ReadList {
  list: ListChoice;
  /** The columns of the file, those of the list by their codes. */
  columns: MappedColumn[];
  /** YYYY-MM-DD */
  asOf: string;
}

/** Where problems of a version stand in the input of a check. */
const PATHS: Record<string, string> = {
  title: 'list.title',
  code: 'list.title',
  unit: 'list.unit',
  asOf: 'observedOn',
};

/**
 * What a file of a list is to be: a version of a known list or of a new one, with the columns that are chosen for it; new
 * columns are named by their headings. Notes every problem. Throws NotFound, NotAllowed for a list of others.
 */
export async function readList(
  unit: UnitOfWork,
  check: InputCheck,
  input: CheckImportInput,
  known: KnownList | undefined,
  headings: readonly string[],
): Promise<ReadList> {
  const { list: given, observedOn } = input;
  const title = known?.title ?? given?.title ?? '';
  const code = known?.code ?? codeOfName(title);
  const taken = new Set(known?.columns.map((column) => column.code));
  const own: ListColumn[] = [];
  const columns = input.columns.map((given) => {
    const mapped = mappedColumn(given);
    const column = columnOf(mapped.target, headings[mapped.index] ?? '', known, taken);
    if (!column) return mapped;
    own.push(column);
    return { ...mapped, target: `column:${column.code}` };
  });
  const list = {
    code,
    title,
    departmentCode: unit.actor.departmentCode ?? '',
    unit: known?.unit ?? given?.unit ?? '',
    whole: given?.whole ?? true,
    sharedWith: known ? null : (given?.sharedWith ?? []),
    columns: own,
  };
  if (!known && title.trim() !== '' && (await findList(unit.sql, 'code', code))) {
    check.add('list.title', {
      zh: '已有同名的名单。请在上面选择它，或换一个名称。',
      en: 'A list of this name is kept already. Choose it above, or use another name.',
    });
    return { list, columns, asOf: '' };
  }
  const version = await checkVersion(unit, { ...list, asOf: observedOn ?? '', source: input.source || '—' });
  for (const { path, message } of version.check.problems) check.add(PATHS[path] ?? `list.${path}`, message);
  return { list, columns, asOf: version.asOf };
}

/** The column of a list that a target means: one that it has, or a new one named by the heading. */
function columnOf(
  target: string,
  heading: string,
  known: KnownList | undefined,
  taken: Set<string>,
): ListColumn | undefined {
  const [kind, rest = ''] = target.split(':', 2);
  if (kind === 'column') return known?.columns.find(({ code }) => code === rest);
  if (kind !== 'new') return undefined;
  let code = codeOfName(heading);
  while (taken.has(code)) code = `${code.slice(0, 48)}_2`;
  taken.add(code);
  return { code, name: heading.slice(0, 50), type: rest as ListColumnType };
}

/** What a column of a new list may hold by its cells; null where they are numbers that a list must not keep. */
export function guessColumnTarget(cells: readonly (Cell | undefined)[]): string | null {
  const texts = cells.map((cell) => plainWords(cellText(cell))).filter((text) => text !== '');
  if (texts.some((text) => LONG_NUMBER.test(text))) return null;
  const type = Object.keys(LIST_COLUMN_TYPES).find(
    (one) => texts.length > 0 && texts.every(LOOKS_LIKE[one as ListColumnType]),
  );
  return `new:${type ?? 'text'}`;
}

const LOOKS_LIKE: Record<ListColumnType, (text: string) => boolean> = {
  boolean: (text) => /\D/.test(text) && (YES.has(text.toLowerCase()) || NO.has(text.toLowerCase())),
  number: (text) => /^-?\d{1,10}(\.\d+)?$/.test(text),
  date: (text) => !/^\d{5}$/.test(text) && 'value' in readDay(text),
  text: () => false,
};

/** A file's list under one choice of it, as the console shows it. */
export interface ListLayout {
  /** null: a new list. */
  listId: string | null;
  title: string;
  unit: string;
  whole: boolean;
  sharedWith: string[];
  columns: ListColumn[];
}

/** The list as chosen by its id, `new` or nothing; without a choice the one that this layout brought before. */
export async function listLayoutOf(
  sql: Sql,
  chosen: string | null | undefined,
  earlier: ListChoice | null | undefined,
): Promise<ListLayout> {
  const known = chosen
    ? await findList(sql, 'id', chosen)
    : earlier
      ? await findList(sql, 'code', earlier.code)
      : undefined;
  const { whole = true, sharedWith = null } = earlier ?? {};
  const fresh = { title: '', unit: 'person', ...(chosen ? {} : earlier), columns: [] };
  const { title, unit, columns } = { ...fresh, ...known };
  return { listId: known?.id ?? null, title, unit, columns, whole, sharedWith: sharedWith ?? [] };
}

/** What a mapped column of an earlier file of this layout is for: new columns are known once their list is kept. */
export function targetAgain(target: string, list: ListLayout | null, earlier: ListChoice | null | undefined): string {
  const code = target.startsWith('column:') ? target.slice('column:'.length) : undefined;
  if (!list || code === undefined || list.columns.some((column) => column.code === code)) return target;
  const column = earlier?.columns.find((one) => one.code === code);
  return `new:${column?.type ?? 'text'}`;
}
