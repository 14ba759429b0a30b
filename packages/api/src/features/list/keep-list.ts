import { subject } from '@casl/ability';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { followList } from '../register/follow-list.js';
import { checkColumns, type ListColumn } from './entry-values.js';
import { addListEntries, type NewListEntry } from './list-entries.js';

export interface NewListVersion {
  /** Names the list: a new one is made, a known one goes on. */
  code: string;
  title: string;
  departmentCode: string;
  /** What one entry stands for: `person`, or `household`, which any of its members may stand for. */
  unit: string;
  columns: readonly { code: string; name: string; type: string }[];
  /** Codes of the departments that may read it; left as they are unless given. */
  sharedWith?: readonly string[] | null;
  /** The day of which it tells, YYYY-MM-DD. */
  asOf: string;
  /** It names everybody: whoever it does not name is no longer on the list. Otherwise it adds and corrects. */
  whole: boolean;
  /** From where it came, such as the name of the file. */
  source: string;
}

/** A list while one of its versions is being written. */
export interface OpenListVersion {
  id: string;
  listId: string;
  number: number;
  unit: string;
  whole: boolean;
  columns: ListColumn[];
}

const LIST = { zh: '名单', en: 'list' };
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/;

/**
 * Keeps a department's list as of a day: all of it, or what is new and changed (R65). What it held before stays on
 * record under its former versions. Throws InvalidInput with every problem, NotAllowed, NotFound.
 */
export async function keepList(
  unit: UnitOfWork,
  input: NewListVersion & { entries: readonly NewListEntry[] },
): Promise<CommandResult> {
  const version = await openListVersion(unit, input);
  await addListEntries(unit, version, input.entries);
  await closeListVersion(unit, version.id);
  return { type: 'KeptList', id: version.listId };
}

/**
 * Begins a version of a list, which nobody sees before it is closed; one that was left open is given up. For lists that
 * come in slices: `addListEntries` for each, safe to repeat, and `closeListVersion` at the end. Throws as `keepList`.
 */
export async function openListVersion(unit: UnitOfWork, input: NewListVersion): Promise<OpenListVersion> {
  const list = await lockList(unit, input.code.trim());
  const departmentCode = list?.departmentCode ?? input.departmentCode;
  assertCan(unit, 'keep', 'KeptList', { departmentCode });
  const { title, asOf, source } = await checkVersion(unit, input, list);
  const id = list?.id ?? (await insertList(unit, input, title));
  const sharedWith = input.sharedWith ? [...new Set(input.sharedWith)] : null;
  const columns = columnsOf(input, list);
  await unit.sql(
    'update kept_list set title = $2, columns = $3::jsonb, shared_with = coalesce($4, shared_with), version = version + 1 where id = $1',
    [id, title, JSON.stringify(columns), sharedWith],
  );
  await giveUpOpenVersion(unit, id);
  const number = (list?.currentNumber ?? 0) + 1;
  const [version] = await unit.sql<{ id: string }>(
    `insert into kept_list_version (list_id, number, as_of, whole, source, kept_by)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [id, number, asOf, input.whole, source, unit.actor.staffId],
  );
  return {
    id: version?.id as string,
    listId: id,
    number,
    unit: input.unit,
    whole: input.whole,
    columns,
  };
}

/** An open version, for the next slice. Throws NotFound, and WrongState when a newer one took its place. */
export async function getOpenListVersion(unit: UnitOfWork, id: string): Promise<OpenListVersion> {
  const [found] = isUuid(id)
    ? await unit.sql<OpenListVersion & { departmentCode: string; closedAt: Date | null }>(
        `select v.id, v.list_id as "listId", v.number, l.unit, v.whole, l.columns, l.department_code as "departmentCode",
           v.closed_at as "closedAt"
         from kept_list_version v join kept_list l on l.id = v.list_id where v.id = $1 for update of l`,
        [id],
      )
    : [];
  if (!found) throw notFound({ zh: '份名单', en: 'version of the list' });
  assertCan(unit, 'keep', 'KeptList', { departmentCode: found.departmentCode });
  if (found.closedAt) throw wrongState('closed', { zh: '这份名单已经入库。', en: 'This version is kept already.' });
  return found;
}

/** Puts an open version in force, and moves the register where the list is its source. Throws InvalidInput when it is to be the whole list and names nobody. */
export async function closeListVersion(unit: UnitOfWork, id: string): Promise<void> {
  const { listId, number, whole } = await getOpenListVersion(unit, id);
  await assertNotEmpty(unit, listId, number);
  const [counts] = await unit.sql<{ added: number; changed: number; ended: number }>(
    `with ended as (
       update kept_list_entry e set to_number = $2
       where e.list_id = $1 and e.to_number is null and e.from_number < $2 and e.seen_number < $2
         and ($3 or exists (select from kept_list_entry n where n.list_id = $1 and n.mark = e.mark and n.from_number = $2))
       returning e.mark),
     fresh as (select mark from kept_list_entry where list_id = $1 and from_number = $2)
     select (select count(*)::int from fresh f where f.mark not in (select mark from ended)) as added,
       (select count(*)::int from fresh f where f.mark in (select mark from ended)) as changed,
       (select count(*)::int from ended e where e.mark not in (select mark from fresh)) as ended`,
    [listId, number, whole],
  );
  await unit.sql(
    `update kept_list_version set closed_at = clock_timestamp(), added = $3, changed = $4, ended = $5,
       entries = (select count(*) from kept_list_entry where list_id = $1 and to_number is null)
     where list_id = $1 and number = $2`,
    [listId, number, counts?.added, counts?.changed, counts?.ended],
  );
  await unit.sql('update kept_list set current_number = $2, version = version + 1 where id = $1', [listId, number]);
  await followList(unit, listId);
}

interface ListRow {
  id: string;
  departmentCode: string;
  unit: string;
  currentNumber: number;
  asOf: string | null;
  columns: ListColumn[];
}

/** The list of a code, locked; two who make one at once queue. Throws NotFound when it is closed to the actor. */
async function lockList(unit: UnitOfWork, code: string): Promise<ListRow | undefined> {
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`list:${code}`]);
  const [list] = await unit.sql<ListRow & { sharedWith: string[] }>(
    `select l.id, l.department_code as "departmentCode", l.unit, l.current_number as "currentNumber",
       l.shared_with as "sharedWith", l.columns, v.as_of as "asOf"
     from kept_list l left join kept_list_version v on v.list_id = l.id and v.number = l.current_number
     where l.code = $1 for update of l`,
    [code],
  );
  if (list && !unit.ability.can('read', subject('KeptList', { ...list }) as never)) throw notFound(LIST);
  return list;
}

/** The columns of a whole list are those it comes with; a part keeps the others. */
function columnsOf({ whole, columns }: NewListVersion, list: ListRow | undefined): ListColumn[] {
  const given = [...columns] as ListColumn[];
  if (whole || !list) return given;
  const others = list.columns.filter(({ code }) => !given.some((column) => column.code === code));
  return [...others, ...given];
}

async function checkVersion(
  unit: UnitOfWork,
  input: NewListVersion,
  list: ListRow | undefined,
): Promise<{ title: string; asOf: string; source: string }> {
  const check = new InputCheck();
  if (!CODE.test(input.code.trim()))
    check.add('code', {
      zh: '名单代码由字母、数字、下划线组成，最多50个字符。',
      en: 'The code of a list has letters, digits and underscores, at most 50.',
    });
  const title = check.text('title', input.title, { zh: '名单名称', en: 'title of the list' }, 100) ?? '';
  const source = check.text('source', input.source, { zh: '来源', en: 'source' }, 200) ?? '';
  if (input.unit !== 'person' && input.unit !== 'household')
    check.add('unit', { zh: '请选择按人还是按户。', en: 'Choose whether it lists people or households.' });
  else if (list && list.unit !== input.unit)
    check.add('unit', {
      zh: '名单按人还是按户不能更改，请新建名单。',
      en: 'A list of people does not become one of households; make a new list.',
    });
  checkColumns(check, input.columns);
  for (const [index, code] of (input.sharedWith ?? []).entries())
    if (!unit.county.pack.departments.some((department) => department.code === code))
      check.add(`sharedWith.${index}`, { zh: `没有部门“${code}”。`, en: `There is no department "${code}".` });
  const asOf = check.day('asOf', input.asOf) ?? '';
  if (asOf > today())
    check.add('asOf', { zh: '名单日期不能晚于今天。', en: 'The day of a list cannot lie in the future.' });
  if (asOf && list?.asOf && asOf < list.asOf)
    check.add('asOf', {
      zh: `已有 ${list.asOf} 的名单，不能再登记更早的。`,
      en: `The list of ${list.asOf} is kept already; an earlier one cannot follow it.`,
    });
  check.done();
  return { title, asOf, source };
}

async function insertList(unit: UnitOfWork, input: NewListVersion, title: string): Promise<string> {
  const [made] = await unit.sql<{ id: string }>(
    `insert into kept_list (code, title, department_code, unit, columns, created_by)
     values ($1, $2, $3, $4, '[]', $5) returning id`,
    [input.code.trim(), title, input.departmentCode, input.unit, unit.actor.staffId],
  );
  return made?.id as string;
}

/** Forgets a version that was begun and never closed: nobody has seen it. */
async function giveUpOpenVersion(unit: UnitOfWork, listId: string): Promise<void> {
  await unit.sql(
    `delete from kept_list_entry e using kept_list_version v
     where v.list_id = $1 and v.closed_at is null and e.list_id = $1 and e.from_number = v.number`,
    [listId],
  );
  await unit.sql(
    `update kept_list_entry e set seen_number = l.current_number from kept_list l
     where l.id = $1 and e.list_id = $1 and e.to_number is null and e.seen_number > l.current_number`,
    [listId],
  );
  await unit.sql('delete from kept_list_version where list_id = $1 and closed_at is null', [listId]);
}

async function assertNotEmpty(unit: UnitOfWork, listId: string, number: number): Promise<void> {
  const named = await unit.sql(
    'select from kept_list_entry where list_id = $1 and to_number is null and seen_number = $2 limit 1',
    [listId, number],
  );
  const check = new InputCheck();
  if (named.length === 0) check.add('entries', { zh: '名单中没有任何人。', en: 'The list names nobody.' });
  check.done();
}
