import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { maskName } from '../funding/mask-name.js';
import type { ListColumn } from '../list/entry-values.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import { noSuch } from '../screening/runs.reader.js';
import type { MatchNameFilter } from './match.inputs.js';
import type { ListMatchRun } from './match.types.js';
import type { MatchDefinition } from './match-source.js';

export interface MatchRow {
  id: string;
  version: number;
  title: string;
  departmentCode: string | null;
  unit: string;
  repeats: string;
  definition: MatchDefinition;
  author: string;
}

export interface NameRow {
  mark: string;
  personName: string;
  registered: boolean;
  householdCode: string | null;
  householdId: string | null;
  townshipCode: string | null;
  villageCode: string | null;
  change: string;
  discovery: string | null;
  result: string | null;
}

export interface NamePage {
  nodes: NameRow[];
  total: number;
  nextCursor: string | null;
}

/** A list that a definition names. */
export interface NamedList {
  id: string;
  code: string;
  title: string;
  columns: ListColumn[];
}

/** What abilities ask of a match, as SQL over `list_match m`. */
const MATCH_FIELDS: Record<string, AccessField> = { departmentCode: { sql: 'm.department_code' } };

const MATCH = `m.id, m.version, m.title, m.department_code as "departmentCode", m.unit, m.repeats, m.definition,
  s.name as author from list_match m join staff s on s.id = m.author_id`;
const LATEST = 30;
const CHANGES = ['fresh', 'stayed', 'gone'];

/** Matches, their runs and whom they found, as far as the reader may see them. */
export class MatchReader {
  private readonly match = new DataLoader<string, MatchRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select ${MATCH} where m.id = any($1) and ${this.access('count', params)}`;
    return byKey(ids, await rows<MatchRow>(this.pool, text, params), (row) => row.id);
  });

  /** The latest runs of each match, the newest first. */
  readonly runs = new DataLoader<string, ListMatchRun[]>(async (ids) => {
    const text = `select r.* from unnest($1::uuid[]) as k (id) cross join lateral (
        select r.id, r.match_id as "matchId", r.on_day as "onDay", r.completed_at as "completedAt",
          s.name as "requestedBy", r.names, r.fresh, r.gone
        from list_match_run r left join staff s on s.id = r.requested_by
        where r.match_id = k.id order by r.completed_at desc, r.id desc limit ${LATEST}) r`;
    const found = await rows<ListMatchRun & { matchId: string }>(this.pool, text, [ids]);
    return grouped(ids, found, (row) => row.matchId);
  });

  /** Lists by id, without their names: whoever reads a match learns what it asks. */
  readonly lists = new DataLoader<string, NamedList | undefined>(async (ids) => {
    const text = 'select id, code, title, columns from kept_list where id = any($1)';
    return byKey(ids, await rows<NamedList>(this.pool, text, [ids]), (row) => row.id);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(action: 'count' | 'read', params: unknown[]): string {
    return accessSql(this.context.ability, action, 'ListMatch', MATCH_FIELDS, params);
  }

  async all(): Promise<MatchRow[]> {
    const params: unknown[] = [];
    return rows<MatchRow>(
      this.pool,
      `select ${MATCH} where ${this.access('count', params)} order by m.id desc`,
      params,
    );
  }

  async find(id: string): Promise<MatchRow | undefined> {
    return isUuid(id) ? this.match.load(id) : undefined;
  }

  /** Whom a run found. Throws NotFound for a run whose names are closed to the reader, InvalidInput for another change. */
  async names(filter: MatchNameFilter, first?: number | null, after?: string | null): Promise<NamePage> {
    const { run, previousId, matchId } = await this.getRun(filter.run);
    if (filter.change && !CHANGES.includes(filter.change)) throw noSuch('change', filter.change);
    const gone = filter.change === 'gone';
    const params: unknown[] = [];
    const value = (given: unknown) => `$${params.push(given)}`;
    const conditions = [`n.run_id = ${value(gone ? previousId : run)}`];
    if (filter.township) conditions.push(`n.township_code = ${value(filter.township)}`);
    if (filter.change === 'fresh') conditions.push('n.fresh');
    if (filter.change === 'stayed') conditions.push('not n.fresh');
    if (gone)
      conditions.push(
        `not exists (select from list_match_name later where later.run_id = ${value(run)} and later.mark = n.mark)`,
      );
    const [counted] = await rows<{ total: number }>(
      this.pool,
      `select count(*)::int as total from list_match_name n where ${conditions.join(' and ')}`,
      [...params],
    );
    const [township, mark] = readCursor(after, 2) ?? [];
    if (township !== undefined && mark)
      conditions.push(`(coalesce(n.township_code, ''), n.mark) > (${value(township)}, ${value(mark)})`);
    const size = pageSize(first);
    const found = await rows<NameRow & { fresh: boolean; identity: boolean }>(
      this.pool,
      `select n.mark, coalesce(p.name, e.masked_name) as "personName", h.id is not null as registered, h.code as "householdCode",
         case when h.id is not null and ${this.may('Household', params)} then h.id end as "householdId",
         h.id is not null and ${this.may('Identity', params)} as identity, n.township_code as "townshipCode",
         n.village_code as "villageCode", n.fresh, d.status as discovery, d.result
       from list_match_name n
       left join household h on h.id = n.household_id
       left join person p on p.id = coalesce(n.person_id, h.head_person_id)
       left join kept_list_entry e on e.id = n.entry_id
       left join lateral (select d.status, d.result from discovery d
         where d.match_id = ${value(matchId)} and d.mark = n.mark order by d.id desc limit 1) d on true
       where ${conditions.join(' and ')} order by coalesce(n.township_code, ''), n.mark limit ${value(size + 1)}`,
      params,
    );
    const nodes = found.slice(0, size).map(({ fresh, identity, ...row }) => ({
      ...row,
      personName: identity || !row.registered ? row.personName : maskName(row.personName),
      change: gone ? 'gone' : fresh ? 'fresh' : 'stayed',
    }));
    const last = nodes.at(-1);
    return {
      nodes,
      total: counted?.total ?? 0,
      nextCursor: found.length > size && last ? writeCursor(last.townshipCode ?? '', last.mark) : null,
    };
  }

  /** Throws NotFound unless the reader may see the names of the run. */
  async getRun(id: string): Promise<{ run: string; previousId: string | null; matchId: string; title: string }> {
    const params: unknown[] = [isUuid(id) ? id : null];
    const [found] = await rows<{ run: string; previousId: string | null; matchId: string; title: string }>(
      this.pool,
      `select r.id as run, r.previous_id as "previousId", m.id as "matchId", m.title
       from list_match_run r join list_match m on m.id = r.match_id
       where r.id = $1 and ${this.access('read', params)}`,
      params,
    );
    if (!found) throw notFound({ zh: '次比对', en: 'run of the match' });
    return found;
  }

  private may(type: 'Household' | 'Identity', params: unknown[]): string {
    return accessSql(this.context.ability, 'read', type, HOUSEHOLD_FIELDS, params);
  }
}
