import { subject } from '@casl/ability';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { CASE_FIELDS } from '../case/case-access.js';
import { maskName } from '../funding/mask-name.js';
import { openIdentity } from '../list/unregistered.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import { noSuch } from '../screening/runs.reader.js';
import type { DiscoveryFilter } from './match.inputs.js';
import type { DiscoveryProgress, RevealedDiscovery } from './match.types.js';

export interface DiscoveryRow {
  id: string;
  version: number;
  matchId: string;
  matchTitle: string;
  departmentCode: string | null;
  personName: string;
  registered: boolean;
  maskedNumber: string | null;
  householdCode: string | null;
  householdId: string | null;
  townshipCode: string;
  villageCode: string | null;
  sentOn: string;
  dueOn: string;
  status: string;
  result: string | null;
  reason: string | null;
  caseId: string | null;
  resultBy: string | null;
  resultAt: Date | null;
  /** Who it is lies sealed with the entry of a list. */
  sealed: boolean;
}

export interface DiscoveryPage {
  nodes: DiscoveryRow[];
  total: number;
  nextCursor: string | null;
}

/** What abilities ask of a discovery `d` of a match `m`. */
const DISCOVERY_FIELDS: Record<string, AccessField> = {
  departmentCode: { sql: 'm.department_code' },
  townshipCode: { sql: 'd.township_code' },
};

const FROM = 'discovery d join list_match m on m.id = d.match_id';
const STATUS: Record<string, string> = {
  open: `d.status = 'open'`,
  overdue: `d.status = 'open' and d.due_on < $1`,
  done: `d.status = 'done'`,
};

type ProgressRow = Omit<DiscoveryProgress, 'townshipName'>;

/** Names that townships look into, and how far they are, as far as the reader may see them. */
export class DiscoveryReader {
  private readonly discovery = new DataLoader<string, DiscoveryRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const found = await this.read('d.id = any($1)', params, '');
    return byKey(ids, found, (row) => row.id);
  });

  /** By township, of each match. */
  readonly progressOfMatch = new DataLoader<string, ProgressRow[]>(async (ids) => {
    const found = await this.progress('d.match_id = any($2)', [ids]);
    return grouped(ids, found, (row) => row.matchId);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(action: 'count' | 'read', params: unknown[]): string {
    return accessSql(this.context.ability, action, 'Discovery', DISCOVERY_FIELDS, params);
  }

  async find(id: string): Promise<DiscoveryRow | undefined> {
    return isUuid(id) ? this.discovery.load(id) : undefined;
  }

  /** How far the townships are with every match, the newest match first. */
  allProgress(): Promise<ProgressRow[]> {
    return this.progress('true', []);
  }

  private async progress(condition: string, given: unknown[]): Promise<ProgressRow[]> {
    const params: unknown[] = [today(), ...given];
    const text = `select "matchId", "matchTitle", "townshipCode", sum(count)::int as sent,
        coalesce(sum(count) filter (where status = 'open'), 0)::int as open, coalesce(sum(overdue), 0)::int as overdue,
        min("dueOn") as "dueOn",
        coalesce(json_agg(json_build_object('result', result, 'count', count) order by count desc, result)
          filter (where result is not null), '[]') as results
      from (
        select d.match_id as "matchId", m.title as "matchTitle", d.township_code as "townshipCode", d.status, d.result,
          count(*) as count, count(*) filter (where d.status = 'open' and d.due_on < $1) as overdue,
          min(d.due_on) filter (where d.status = 'open') as "dueOn"
        from ${FROM} where ${condition} and ${this.access('count', params)} group by 1, 2, 3, 4, 5) c
      group by 1, 2, 3 order by "matchId" desc, "townshipCode"`;
    return rows<ProgressRow>(this.pool, text, params);
  }

  /** Names to look into, the most urgent first. Throws InvalidInput for another status. */
  async page(filter: DiscoveryFilter, first?: number | null, after?: string | null): Promise<DiscoveryPage> {
    if (filter.status && !Object.hasOwn(STATUS, filter.status)) throw noSuch('status', filter.status);
    const params: unknown[] = [today()];
    const value = (given: unknown) => `$${params.push(given)}`;
    const conditions = ['$1::date is not null'];
    if (filter.match) conditions.push(`d.match_id = ${value(isUuid(filter.match) ? filter.match : null)}`);
    if (filter.township) conditions.push(`d.township_code = ${value(filter.township)}`);
    if (filter.status) conditions.push(STATUS[filter.status] as string);
    const counting = [...params];
    const [counted] = await rows<{ total: number }>(
      this.pool,
      `select count(*)::int as total from ${FROM} where ${conditions.join(' and ')} and ${this.access('read', counting)}`,
      counting,
    );
    const [done, due, id] = readCursor(after, 3) ?? [];
    if (done && due && id && isUuid(id))
      conditions.push(`(d.status = 'done', d.due_on, d.id) > (${value(done)}::boolean, ${value(due)}, ${value(id)})`);
    const size = pageSize(first);
    const found = await this.read(
      conditions.join(' and '),
      params,
      `order by d.status = 'done', d.due_on, d.id limit ${size + 1}`,
    );
    const nodes = found.slice(0, size);
    const last = nodes.at(-1);
    const end = last && writeCursor(String(last.status === 'done'), last.dueOn, last.id);
    return { nodes, total: counted?.total ?? 0, nextCursor: (found.length > size && end) || null };
  }

  private async read(condition: string, params: unknown[], tail: string): Promise<DiscoveryRow[]> {
    const { ability } = this.context;
    const may = (type: 'Household' | 'Identity') => accessSql(ability, 'read', type, HOUSEHOLD_FIELDS, params);
    const text = `select d.id, d.version, d.match_id as "matchId", m.title as "matchTitle",
        m.department_code as "departmentCode", coalesce(p.name, e.masked_name) as "personName", h.id is not null as registered,
        case when h.id is null then e.masked_number end as "maskedNumber", h.code as "householdCode",
        case when h.id is not null and ${may('Household')} then h.id end as "householdId",
        coalesce(${may('Identity')}, false) as identity,
        h.id is null and e.sealed is not null as sealed, d.township_code as "townshipCode",
        d.village_code as "villageCode", d.sent_on as "sentOn", d.due_on as "dueOn", d.status, d.result, d.reason,
        case when c.id is not null and ${accessSql(ability, 'read', 'Case', CASE_FIELDS, params)} then c.id end as "caseId",
        s.name as "resultBy", d.result_at as "resultAt"
      from ${FROM}
      left join household h on h.id = d.household_id
      left join person p on p.id = coalesce(d.person_id, h.head_person_id)
      left join kept_list_entry e on e.id = d.entry_id
      left join case_file c on c.id = d.case_id
      left join staff s on s.id = d.result_by
      where ${condition} and ${this.access('read', params)} ${tail}`;
    const found = await rows<DiscoveryRow & { identity: boolean }>(this.pool, text, params);
    return found.map(({ identity, ...row }) =>
      row.registered && !identity ? { ...row, personName: maskName(row.personName) } : row,
    );
  }

  /** What the reader has just said that he reads; undefined a quarter of an hour later, or where it was somebody else. */
  async revealed(readingId: string): Promise<RevealedDiscovery | undefined> {
    const { ability, actor, database } = this.context;
    const params: unknown[] = [readingId, actor?.staffId];
    const access = accessSql(ability, 'enter_result', 'Discovery', DISCOVERY_FIELDS, params);
    const [found] = await rows<{ id: string; discoveryId: string; entryId: string; sealed: Buffer }>(
      this.pool,
      `select r.id, d.id as "discoveryId", e.id as "entryId", e.sealed
       from identity_reading r join (${FROM}) on d.id = r.discovery_id join kept_list_entry e on e.id = d.entry_id
       where r.id = $1 and r.read_by = $2 and r.read_at > now() - interval '15 minutes' and ${access}`,
      params,
    );
    return (
      found && {
        id: found.id,
        discoveryId: found.discoveryId,
        ...openIdentity(database.vault, found.entryId, found.sealed),
      }
    );
  }
}

/** A discovery as abilities ask of it. */
export function asDiscovery({
  townshipCode,
  departmentCode,
}: Pick<DiscoveryRow, 'townshipCode' | 'departmentCode'>): never {
  return subject('Discovery', { townshipCode, departmentCode }) as never;
}
