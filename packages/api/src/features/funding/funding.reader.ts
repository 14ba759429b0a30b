import type { Context } from '../../context.js';
import { BALANCE_COLUMNS, type LineBalance } from '../../ledger/ledger.js';
import { accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { invalidInput } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import { type EntryFilter, entriesSql, entrySumsSql, entryTotalsSql, FUNDING_STATES } from './funding-entries.js';
import { maskName } from './mask-name.js';

/** A budget line as read; codes are names of the county pack. */
export interface LineRow extends LineBalance {
  id: string;
  year: number;
  fundCode: string;
  programCode: string;
  departmentCode: string;
  label: Bilingual;
  /** YYYY-MM-DD; null while its budget may change. */
  closedOn: string | null;
}

export interface EntryRow {
  id: string;
  at: Date;
  state: string;
  amountFen: number;
  fundCode: string;
  departmentCode: string;
  programCode: string;
  townshipCode: string;
  personName: string | null;
  caseId: string | null;
  caseNumber: string | null;
  batchNumber: string | null;
  origin: 'budget' | 'meeting' | 'package' | 'batch' | 'application' | 'department';
  /** Of what a meeting has reserved: which one, for which place on its agenda, until when. */
  meetingNumber: string | null;
  position: number | null;
  until: Date | null;
}

export interface EntryPage {
  nodes: EntryRow[];
  total: number;
  totalFen: number;
  nextCursor: string | null;
}

/** Sums of entries that share a value of one dimension. */
export interface EntrySums {
  dimension: 'all' | 'fund' | 'department' | 'program' | 'township' | 'month';
  key: string;
  frozenFen: number;
  reservedFen: number;
  heldFen: number;
  committedFen: number;
  paidFen: number;
  entries: number;
}

/** Reads the ledger for people; every statement holds what the actor's ability grants. */
export class FundingReader {
  constructor(private readonly context: Context) {}

  /** The lines of some years, in the pack's order of programs. */
  async lines(years: readonly number[]): Promise<LineRow[]> {
    const found = await this.readLines('l.year = any($1::int[])', [years]);
    const order = new Map(this.context.county.pack.programs.map((program, index) => [program.code, index]));
    const placeOf = (line: LineRow) => order.get(line.programCode) ?? order.size;
    return found.sort((one, other) => other.year - one.year || placeOf(one) - placeOf(other));
  }

  async line(id: string): Promise<LineRow | undefined> {
    const [line] = isUuid(id) ? await this.readLines('l.id = $1', [id]) : [];
    return line;
  }

  private readLines(condition: string, params: unknown[]): Promise<LineRow[]> {
    const { ability, database } = this.context;
    const access = accessSql(ability, 'read', 'BudgetLine', { departmentCode: { sql: 'l.department_code' } }, params);
    return rows<LineRow>(
      database.pool,
      `select l.id, l.year, l.fund_code as "fundCode", l.program_code as "programCode",
         l.department_code as "departmentCode", json_build_object('zh', l.label_zh, 'en', l.label_en) as label,
         (select c.closed_on from budget_line_closing c where c.line_id = l.id) as "closedOn", ${BALANCE_COLUMNS}
       from budget_line l join ledger_account a on a.line_id = l.id
       where ${condition} and ${access} group by l.id`,
      params,
    );
  }

  /** What the entries of a year add up to, in all and by each dimension; kept beside the balances of the lines. */
  async sums(year: number): Promise<EntrySums[]> {
    const params: unknown[] = [FUNDING_STATES];
    const kept = entrySumsSql(this.context.ability, { year }, params);
    return rows<EntrySums>(
      this.context.database.pool,
      `select ${dimensionSql(['fund_code', 'department_code', 'program_code', 'township_code', 'month'])},
         ${FUNDING_STATES.map((state) => `coalesce(sum(fen) filter (where state = '${state}'), 0)::bigint as "${state}Fen"`).join(', ')},
         sum(entries)::int as entries
       from (${kept}) entry where state = any($1)
       group by grouping sets ((), (fund_code), (department_code), (program_code), (township_code), (month))`,
      params,
    );
  }

  /** How many households the entries of a year reach. */
  async households(year: number): Promise<number> {
    const params: unknown[] = [year];
    const access = this.entryAccess('l.department_code', params);
    const [reached] = await rows<{ households: number }>(
      this.context.database.pool,
      `select count(*)::int as households from (
         select h.household_id from budget_line l join ledger_household h on h.line_id = l.id
         where l.year = $1 and h.entries > 0 and ${access} group by h.household_id) household`,
      params,
    );
    return reached?.households ?? 0;
  }

  private entryAccess(column: string, params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'FundingEntry', { departmentCode: { sql: column } }, params);
  }

  /** Entries on a plan without money, and items adopted that their department has not decided, of a year. */
  async planned(year: number): Promise<{ plans: number; waiting: number }> {
    const params: unknown[] = [year];
    const access = (column: string) => this.entryAccess(column, params);
    const [row] = await rows<{ plans: number; waiting: number }>(
      this.context.database.pool,
      `with item as (
         select i.status, i.plan_only from package_item i join aid_package p on p.id = i.package_id
         where p.status = 'adopted' and extract(year from p.decision_date) = $1 and ${access('i.department_code')}
         union all
         select case a.status when 'granted' then 'awaiting_decision' else a.status end, false
         from application a join batch b on b.id = a.batch_id
         where b.status in ('adopted', 'settled') and extract(year from b.decision_date) = $1 and ${access('a.department_code')})
       select count(*) filter (where plan_only and status = 'committed')::int as plans,
         count(*) filter (where status = 'awaiting_decision')::int as waiting from item`,
      params,
    );
    return row ?? { plans: 0, waiting: 0 };
  }

  /**
   * A page of the list behind a number, the newest first; `total` and `totalFen` count the whole list.
   * Throws InvalidInput for a state or month that does not exist.
   */
  async entries(filter: EntryFilter, first?: number | null, after?: string | null): Promise<EntryPage> {
    assertFilter(filter);
    const { ability, database } = this.context;
    const limit = pageSize(first);
    const totalParams: unknown[] = [];
    const totals = rows<{ total: number; totalFen: number }>(
      database.pool,
      entryTotalsSql(ability, filter, totalParams),
      totalParams,
    );
    const params: unknown[] = [];
    const list = entriesSql(ability, filter, params);
    const [day, id] = readCursor(after, 2) ?? [];
    const place = day && id && /^\d{4}-\d{2}-\d{2}$/.test(day) ? [day, id] : [null, null];
    params.push(...place, limit + 1);
    const at = params.length;
    const found = await rows<EntryRow & { occurredOn: string }>(
      database.pool,
      `select e.id, (e.occurred_on::timestamp at time zone 'Asia/Shanghai') as at, e.occurred_on as "occurredOn", e.state,
         e.fen as "amountFen", e.fund_code as "fundCode", e.department_code as "departmentCode",
         e.program_code as "programCode", e.township_code as "townshipCode", person.name as "personName",
         c.id as "caseId", c.number as "caseNumber", b.number as "batchNumber",
         m.number as "meetingNumber", i.position, r.until,
         case when e.state = 'reserved' then 'meeting' when e.state = 'frozen' then 'budget'
           when e.package_item_id is not null then 'package' when b.id is not null then 'batch'
           when e.application_id is not null then 'application' else 'department' end as origin
       from (select * from (${list}) entry
         where $${at - 2}::date is null or (occurred_on, id) < ($${at - 2}::date, $${at - 1}::text)
         order by occurred_on desc, id desc limit $${at}) e
       left join person meant on meant.id = e.person_id
       left join person on person.id = coalesce(meant.merged_into, meant.id)
       left join application on application.id = e.application_id
       left join batch b on b.id = application.batch_id
       left join case_file c on c.id = coalesce(e.case_id, application.case_id)
       left join item_reservation r on e.state = 'reserved' and r.case_id = e.case_id
       left join agenda_item i on i.id = r.agenda_item_id
       left join review_meeting m on m.id = r.meeting_id
       order by e.occurred_on desc, e.id desc`,
      params,
    );
    const nodes = found.slice(0, limit).map((row) => this.shown(row));
    const last = found[limit - 1];
    const nextCursor = found.length > limit && last ? writeCursor(last.occurredOn, last.id) : null;
    const [total] = await totals;
    return { nodes, total: total?.total ?? 0, totalFen: total?.totalFen ?? 0, nextCursor };
  }

  /** Whoever may not read applications learns whom the money was for by family name only, and gets no way to the case. */
  private shown(row: EntryRow): EntryRow {
    const { ability } = this.context;
    return {
      ...row,
      personName: row.personName && (ability.can('read', 'Application') ? row.personName : maskName(row.personName)),
      caseId: ability.can('read', 'Case') ? row.caseId : null,
    };
  }
}

/** Which dimension a row of grouping sets over these columns is of, and its value. */
function dimensionSql(columns: readonly string[]): string {
  const names = columns.map((column) => `when grouping(${column}) = 0 then '${column.replace('_code', '')}'`);
  return `case ${names.join(' ')} else 'all' end as dimension,
    coalesce(${columns.map((column) => `${column}::text`).join(', ')}, '') as key`;
}

function assertFilter({ state, month, person }: EntryFilter): void {
  if (person && !isUuid(person)) {
    throw invalidInput([
      { path: 'filter.person', message: { zh: '请选择一名已登记人员。', en: 'Choose a registered person.' } },
    ]);
  }
  if (state && !FUNDING_STATES.some((known) => known === state)) {
    throw invalidInput([
      { path: 'filter.state', message: { zh: `没有“${state}”这一资金状态。`, en: `There is no state "${state}".` } },
    ]);
  }
  if (month != null && !(month >= 1 && month <= 12)) {
    throw invalidInput([
      { path: 'filter.month', message: { zh: '月份应在 1 至 12 之间。', en: 'A month lies between 1 and 12.' } },
    ]);
  }
}
