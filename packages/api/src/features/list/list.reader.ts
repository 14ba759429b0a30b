import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { maskName } from '../funding/mask-name.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import type { Attributes, ListColumn } from './entry-values.js';
import type { ListEntryFilter } from './list.inputs.js';
import type { KeptListVersion } from './list.types.js';

export interface ListRow {
  id: string;
  code: string;
  title: string;
  departmentCode: string;
  unit: string;
  sharedWith: string[];
  columns: ListColumn[];
  currentNumber: number;
  asOf: string | null;
  entries: number;
  version: number;
  registerLevel: string | null;
  registerColumn: string | null;
  registerClearedColumn: string | null;
}

export interface EntryRow {
  id: string;
  personName: string;
  maskedNumber: string | null;
  registered: boolean;
  householdCode: string | null;
  /** null unless the reader may open it. */
  householdId: string | null;
  townshipCode: string | null;
  villageCode: string | null;
  attributes: Attributes;
}

export interface EntryPage {
  nodes: EntryRow[];
  total: number;
  nextCursor: string | null;
}

/** What abilities ask of a list, as SQL over `kept_list l`. */
export const LIST_FIELDS: Record<string, AccessField> = {
  departmentCode: { sql: 'l.department_code' },
  sharedWith: { sql: 'l.shared_with', array: true },
};

const LIST = `l.id, l.code, l.title, l.department_code as "departmentCode", l.unit, l.shared_with as "sharedWith", l.columns,
  l.current_number as "currentNumber", v.as_of as "asOf", v.entries, l.version,
  l.register_level as "registerLevel", l.register_column as "registerColumn",
  l.register_cleared_column as "registerClearedColumn"
  from kept_list l join kept_list_version v on v.list_id = l.id and v.number = l.current_number`;

/** SQL of whether an entry `e` is on its list with a version. */
const onList = (number: string) => `e.from_number <= ${number} and (e.to_number is null or e.to_number > ${number})`;

/** Kept lists and who is on them, as far as the reader may see them. */
export class ListReader {
  private readonly list = new DataLoader<string, ListRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select ${LIST} where l.id = any($1) and ${this.access('count', params)}`;
    return byKey(ids, await rows<ListRow>(this.pool, text, params), (row) => row.id);
  });

  /** How many entries in force the registry does not know, by list. */
  readonly unregistered = new DataLoader<string, number>(async (ids) => {
    const text = `select e.list_id as "listId", count(*)::int as count from kept_list_entry e
      join kept_list l on l.id = e.list_id
      where e.list_id = any($1) and e.person_id is null and ${onList('l.current_number')} group by e.list_id`;
    const found = await rows<{ listId: string; count: number }>(this.pool, text, [ids]);
    return byKey(ids, found, (row) => row.listId).map((row) => row?.count ?? 0);
  });

  readonly versions = new DataLoader<string, KeptListVersion[]>(async (ids) => {
    const text = `select v.list_id as "listId", v.number, v.as_of as "asOf", v.whole, v.source, s.name as "keptBy",
        v.closed_at as "closedAt", v.entries, v.added, v.changed, v.ended
      from kept_list_version v join staff s on s.id = v.kept_by
      where v.list_id = any($1) and v.closed_at is not null order by v.number desc`;
    const found = await rows<KeptListVersion & { listId: string }>(this.pool, text, [ids]);
    return grouped(ids, found, (row) => row.listId);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(action: 'count' | 'read', params: unknown[]): string {
    return accessSql(this.context.ability, action, 'KeptList', LIST_FIELDS, params);
  }

  /** Lists that were handed in at least once. */
  async all(): Promise<ListRow[]> {
    const params: unknown[] = [];
    const text = `select ${LIST} where ${this.access('count', params)} order by l.department_code, l.title, l.id`;
    return rows<ListRow>(this.pool, text, params);
  }

  async find(id: string): Promise<ListRow | undefined> {
    return isUuid(id) ? this.list.load(id) : undefined;
  }

  /** Who is on a list, or was with one of its versions. Throws NotFound for a list whose names are closed to the reader. */
  async entries(filter: ListEntryFilter, first?: number | null, after?: string | null): Promise<EntryPage> {
    const { ability } = this.context;
    const params: unknown[] = [isUuid(filter.list) ? filter.list : null];
    const found = `select l.current_number as number from kept_list l where l.id = $1 and ${this.access('read', params)}`;
    const [list] = await rows<{ number: number }>(this.pool, found, params);
    if (!list) throw notFound({ zh: '名单', en: 'list' });
    const values: unknown[] = [filter.list, Math.min(filter.number ?? list.number, list.number)];
    const value = (given: unknown) => `$${values.push(given)}`;
    const conditions = ['e.list_id = $1', onList('$2')];
    if (filter.township) conditions.push(`e.township_code = ${value(filter.township)}`);
    if (filter.registered) conditions.push(`e.person_id is ${filter.registered === 'registered' ? 'not ' : ''}null`);
    const [counted] = await rows<{ total: number }>(
      this.pool,
      `select count(*)::int as total from kept_list_entry e where ${conditions.join(' and ')}`,
      [...values],
    );
    const [last] = readCursor(after, 1) ?? [];
    if (last && isUuid(last)) conditions.push(`e.id > ${value(last)}`);
    const size = pageSize(first);
    const opens = accessSql(ability, 'read', 'Household', HOUSEHOLD_FIELDS, values);
    const text = `select e.id, coalesce(p.name, e.masked_name) as "personName", e.masked_number as "maskedNumber",
        e.person_id is not null as registered, h.code as "householdCode",
        case when h.id is not null and ${opens} then h.id end as "householdId", e.township_code as "townshipCode",
        e.village_code as "villageCode", e.attributes
      from kept_list_entry e left join person p on p.id = e.person_id left join household h on h.id = e.household_id
      where ${conditions.join(' and ')} order by e.id limit ${value(size + 1)}`;
    const page = await rows<EntryRow>(this.pool, text, values);
    const nodes = page.slice(0, size).map((row) => ({
      ...row,
      personName: row.registered ? maskName(row.personName) : row.personName,
    }));
    const end = nodes.at(-1);
    return { nodes, total: counted?.total ?? 0, nextCursor: page.length > size && end ? writeCursor(end.id) : null };
  }
}
