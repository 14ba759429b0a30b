import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { grouped, rows } from '../../platform/read.js';
import type { Bilingual, FactValue } from '../../policy/types.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import { accessColumns, CONFLICT_FIELDS } from './load-request.js';
import type { ConflictSide } from './note-conflicts.js';

export interface ConflictRow {
  id: string;
  version: number;
  status: string;
  /** null unless the reader may open the household. */
  householdId: string | null;
  householdCode: string;
  personId: string | null;
  personName: string;
  factCode: string;
  sides: ConflictSide[];
  correctorDepartment: string | null;
  correctorTownship: string | null;
  dueOn: string;
  openedAt: Date;
  value: FactValue | null;
  reason: string | null;
  resolvedBy: string | null;
  resolvedAt: Date | null;
  /** What abilities ask of it. */
  access: Record<string, unknown>;
}

export interface ConflictFilter {
  status?: string | null;
  householdId?: string | null;
  township?: string | null;
  first?: number | null;
  after?: string | null;
}

export interface CorrectorRow {
  name: string;
  title: Bilingual;
}

/** Conflicts as far as the reader may see them. */
export class ConflictReader {
  /** Whose duty it is to correct, by the department or township. */
  readonly correctors = new DataLoader<string, CorrectorRow[]>(async (units) => {
    const found = await rows<CorrectorRow & { unit: string }>(
      this.pool,
      `select coalesce(department_code, township_code) as unit, name, json_build_object('zh', title_zh, 'en', title_en) as title
       from staff where active and (role in ('manager', 'data_officer') and department_code = any($1)
         or role = 'clerk' and township_code = any($1)) order by id`,
      [units],
    );
    return grouped(units, found, ({ unit }) => unit);
  });

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private select(params: unknown[]): string {
    const opens = accessSql(this.context.ability, 'read', 'Household', HOUSEHOLD_FIELDS, params);
    return `select f.id, f.version, f.status, case when ${opens} then f.household_id end as "householdId",
        h.code as "householdCode", f.person_id as "personId", coalesce(p.name, head.name) as "personName",
        f.fact as "factCode", f.sides, f.corrector_department as "correctorDepartment",
        f.corrector_township as "correctorTownship", f.due_on as "dueOn",
        f.opened_at as "openedAt", f.value, f.reason, s.name as "resolvedBy", f.resolved_at as "resolvedAt",
        (select to_json(x) from (select ${accessColumns(CONFLICT_FIELDS)}) x) as access
      from fact_conflict f join household h on h.id = f.household_id join person head on head.id = h.head_person_id
      left join person p on p.id = f.person_id left join staff s on s.id = f.resolved_by`;
  }

  private mayRead(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'FactConflict', CONFLICT_FIELDS, params);
  }

  async find(id: string): Promise<ConflictRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const text = `${this.select(params)} where f.id = $1 and ${this.mayRead(params)}`;
    return (await rows<ConflictRow>(this.pool, text, params))[0];
  }

  /** Open ones unless another status is asked for; the most urgent first. */
  async page({ status, householdId, township, first, after }: ConflictFilter) {
    const params: unknown[] = [];
    const value = (given: unknown) => `$${params.push(given)}`;
    const select = this.select(params);
    const conditions = [this.mayRead(params), `f.status = ${value(status ?? 'open')}`];
    if (householdId) conditions.push(`f.household_id::text = ${value(householdId)}`);
    if (township) conditions.push(`f.township_code = ${value(township)}`);
    const counting = `select count(*)::int as total from (${select} where ${conditions.join(' and ')}) all_of_them`;
    const [counted] = await rows<{ total: number }>(this.pool, counting, [...params]);
    const [dueOn, last] = readCursor(after, 2) ?? [];
    if (dueOn && last && isUuid(last))
      conditions.push(`(f.due_on::text, f.id) > (${value(dueOn)}, ${value(last)}::uuid)`);
    const size = pageSize(first);
    const text = `${select} where ${conditions.join(' and ')} order by f.due_on, f.id limit ${value(size + 1)}`;
    const found = await rows<ConflictRow>(this.pool, text, params);
    const nodes = found.slice(0, size);
    const end = nodes.at(-1);
    const nextCursor = found.length > size && end ? writeCursor(end.dueOn, end.id) : null;
    return { nodes, total: counted?.total ?? 0, nextCursor };
  }
}
