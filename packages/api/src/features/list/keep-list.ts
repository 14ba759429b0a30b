import { assertCan } from '../../platform/authorize.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { checkVersion, type ListRow, type NewListVersion } from './check-version.js';
import type { ListColumn } from './entry-values.js';
import { addListEntries, type NewListEntry } from './list-entries.js';

/** A list while one of its versions is being written. */
export interface OpenListVersion {
  id: string;
  listId: string;
  number: number;
  unit: string;
  whole: boolean;
  columns: ListColumn[];
}

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
  const { list, check, title, asOf, source } = await checkVersion(unit, input);
  check.done();
  const listId = list?.id ?? (await insertList(unit, input, title));
  await giveUpOpenVersion(unit, listId);
  const columns = columnsOf(input, list);
  const sharedWith = input.sharedWith ? [...new Set(input.sharedWith)] : (list?.sharedWith ?? []);
  const number = (list?.currentNumber ?? 0) + 1;
  const [version] = await unit.sql<{ id: string }>(
    `insert into kept_list_version (list_id, number, as_of, whole, source, kept_by, title, columns, shared_with)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9) returning id`,
    [listId, number, asOf, input.whole, source, unit.actor.staffId, title, JSON.stringify(columns), sharedWith],
  );
  return { id: version?.id as string, listId, number, unit: input.unit, whole: input.whole, columns };
}

/** An open version, for the next slice. Throws NotFound, and WrongState when a newer one took its place. */
export async function getOpenListVersion(unit: UnitOfWork, id: string): Promise<OpenListVersion> {
  const [found] = isUuid(id)
    ? await unit.sql<OpenListVersion & { departmentCode: string; closedAt: Date | null }>(
        `select v.id, v.list_id as "listId", v.number, l.unit, v.whole, v.columns, l.department_code as "departmentCode",
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

/** Puts an open version in force. Throws InvalidInput when it is to be the whole list and names nobody. */
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
     select count(*) filter (where e.mark is null)::int as added,
       count(*) filter (where f.mark = e.mark)::int as changed,
       count(*) filter (where f.mark is null)::int as ended
     from fresh f full join ended e on e.mark = f.mark`,
    [listId, number, whole],
  );
  await unit.sql(
    `update kept_list_version set closed_at = clock_timestamp(), added = $3, changed = $4, ended = $5,
       entries = (select count(*) from kept_list_entry where list_id = $1 and to_number is null)
     where list_id = $1 and number = $2`,
    [listId, number, counts?.added, counts?.changed, counts?.ended],
  );
  await putInForce(unit, listId, number);
}

/** What a version says of the list itself holds from now on. */
export async function putInForce({ sql }: UnitOfWork, listId: string, number: number): Promise<void> {
  await sql(
    `update kept_list l set current_number = v.number, title = v.title, columns = v.columns,
       shared_with = v.shared_with, version = l.version + 1
     from kept_list_version v where l.id = $1 and v.list_id = l.id and v.number = $2`,
    [listId, number],
  );
}

/** The columns of a whole list are those it comes with; a part keeps the others. */
function columnsOf({ whole, columns }: NewListVersion, list: ListRow | undefined): ListColumn[] {
  const given = [...columns] as ListColumn[];
  if (whole || !list) return given;
  const others = list.columns.filter(({ code }) => !given.some((column) => column.code === code));
  return [...others, ...given];
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
export async function giveUpOpenVersion(unit: UnitOfWork, listId: string): Promise<void> {
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
