import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { rows } from '../../platform/read.js';
import { SPENT_STATES } from '../funding/funding-entries.js';

export interface MonthRow {
  programCode: string;
  year: number;
  month: number;
  spentFen: number;
}

export interface KindRow {
  key: string;
  spentFen: number;
  households: number;
  entries: number;
}

export interface PlaceRow {
  year: number;
  key: string;
  spentFen: number;
}

/** What a map is drawn of. */
export interface PlacesFilter {
  fund?: string | null;
  program?: string | null;
  /** Level of the household on the register today; `none` off it. */
  kind?: string | null;
}

export interface ReachedRow {
  year: number;
  key: string;
  spentFen: number;
  households: number;
}

export interface LateRow {
  unit: string;
  kind: string;
  tasks: number;
  oldestDueOn: string;
}

export interface LateTaskRow {
  id: string;
  unit: string;
  kind: string;
  dueOn: string;
  number: string | null;
}

const OF_DEPARTMENT: Record<string, AccessField> = { departmentCode: { sql: 'l.department_code' } };
const OF_SCHEDULE: Record<string, AccessField> = { departmentCode: { sql: 's.department_code' } };
const OF_UNIT: Record<string, AccessField> = { departmentCode: { sql: 't.department_code' } };
/** Levels of households on the low-income register today. */
const LEVELS = '(select household_id, level from register_spell where person_id is null and ended_on is null)';
const MOST_TASKS = 200;

/** Whose work a task is: a department's, else a township's, else of the unit of him who was named. */
const UNIT = 'coalesce(t.department_code, t.township_code, s.org_unit_code)';
const LATE = `from task t left join staff s on s.id = t.assignee_id where t.status = 'open' and t.due_on < $1`;

/** Sums over years and what is late, as far as the reader may see them. */
export class LeadershipReader {
  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private entryAccess(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'FundingEntry', OF_DEPARTMENT, params);
  }

  /** What was promised or paid in some years (fen), by program and month. */
  async months(years: readonly number[]): Promise<MonthRow[]> {
    const params: unknown[] = [years, SPENT_STATES];
    return rows<MonthRow>(
      this.pool,
      `select l.program_code as "programCode", l.year, s.month, sum(s.fen)::bigint as "spentFen"
       from budget_line l join ledger_sum s on s.line_id = l.id
       where l.year = any($1::int[]) and s.state = any($2) and ${this.entryAccess(params)} group by 1, 2, 3`,
      params,
    );
  }

  /** The same by township. */
  async townships(years: readonly number[]): Promise<PlaceRow[]> {
    const params: unknown[] = [years, SPENT_STATES];
    return rows<PlaceRow>(
      this.pool,
      `select l.year, s.township_code as key, sum(s.fen)::bigint as "spentFen"
       from budget_line l join ledger_sum s on s.line_id = l.id
       where l.year = any($1::int[]) and s.state = any($2) and ${this.entryAccess(params)} group by 1, 2`,
      params,
    );
  }

  /** What running monthly aid takes in each month of a year after `month` (1–12), by program (fen). */
  async promised(year: number, month: number): Promise<MonthRow[]> {
    const params: unknown[] = [year, month];
    const access = accessSql(this.context.ability, 'read', 'FundingEntry', OF_SCHEDULE, params);
    return rows<MonthRow>(
      this.pool,
      `select s.program_code as "programCode", $1::int as year, ahead.month,
         sum(payment_month_fen(s.id, s.amount_fen, make_date($1::int, ahead.month, 1)))::bigint as "spentFen"
       from payment_schedule s join aid_record a on a.id = s.aid_record_id
       join household h on h.id = a.household_id and h.dissolved_on is null
       left join person p on p.id = a.person_id
       cross join generate_series($2::int + 1, 12) as ahead (month)
       where s.kind = 'monthly' and s.status = 'active' and p.gone is null
         and make_date($1::int, ahead.month, 1) between s.starts_on and least(a.ended_on, s.exit_until, 'infinity') and ${access}
       group by 1, 3`,
      params,
    );
  }

  /**
   * What households of each township were promised or paid in some years (fen), and how many they are; of one fund,
   * program or kind of household where it is given.
   */
  async reached(years: readonly number[], { fund, program, kind }: PlacesFilter): Promise<ReachedRow[]> {
    const params: unknown[] = [years];
    const conditions = ['l.year = any($1::int[])', 'h.entries > 0', this.entryAccess(params)];
    if (fund) conditions.push(`l.fund_code = $${params.push(fund)}`);
    if (program) conditions.push(`l.program_code = $${params.push(program)}`);
    if (kind) conditions.push(`coalesce(level.level, 'none') = $${params.push(kind)}`);
    return rows<ReachedRow>(
      this.pool,
      `select year, township_code as key, sum(fen)::bigint as "spentFen", count(*)::int as households from (
       select l.year, h.township_code, h.household_id, sum(h.fen) as fen from budget_line l join ledger_household h on h.line_id = l.id
       ${kind ? `left join ${LEVELS} level on level.household_id = h.household_id` : ''}
       where ${conditions.join(' and ')} group by 1, 2, 3) household group by 1, 2`,
      params,
    );
  }

  /** What was promised or paid in a year, by the level of the household today; money of no household is not among it. */
  async kinds(year: number): Promise<KindRow[]> {
    const params: unknown[] = [year];
    return rows<KindRow>(
      this.pool,
      `with reached as (
         select h.household_id, sum(h.fen) as fen, sum(h.entries) as entries
         from budget_line l join ledger_household h on h.line_id = l.id
         where l.year = $1 and h.entries > 0 and ${this.entryAccess(params)} group by h.household_id)
       select coalesce(level.level, 'none') as key, sum(fen)::bigint as "spentFen", count(*)::int as households,
         sum(entries)::int as entries
       from reached left join ${LEVELS} level on level.household_id = reached.household_id group by 1`,
      params,
    );
  }

  /** Open work past its day, by unit and step, the longest overdue first. `today` is YYYY-MM-DD. */
  async late(today: string): Promise<LateRow[]> {
    const params: unknown[] = [today];
    const access = accessSql(this.context.ability, 'read', 'LateWork', OF_UNIT, params);
    return rows<LateRow>(
      this.pool,
      `select ${UNIT} as unit, t.kind, count(*)::int as tasks, min(t.due_on) as "oldestDueOn"
       ${LATE} and ${UNIT} is not null and ${access} group by 1, 2 order by tasks desc, 1, 2`,
      params,
    );
  }

  /** The pieces of that work, of a unit and a step where they are given; the oldest 200. */
  async lateTasks(today: string, unit?: string | null, kind?: string | null): Promise<LateTaskRow[]> {
    const params: unknown[] = [today];
    const conditions = [accessSql(this.context.ability, 'read', 'LateWork', OF_UNIT, params), `${UNIT} is not null`];
    if (unit) conditions.push(`${UNIT} = $${params.push(unit)}`);
    if (kind) conditions.push(`t.kind = $${params.push(kind)}`);
    return rows<LateTaskRow>(
      this.pool,
      `select late.*, coalesce(c.number, b.number, m.number) as number
       from (select t.id, ${UNIT} as unit, t.kind, t.due_on as "dueOn", t.case_id, t.batch_id, t.meeting_id
         ${LATE} and ${conditions.join(' and ')} order by t.due_on, t.id limit ${MOST_TASKS}) late
       left join case_file c on c.id = late.case_id left join batch b on b.id = late.batch_id
       left join review_meeting m on m.id = late.meeting_id order by "dueOn", late.id`,
      params,
    );
  }
}
