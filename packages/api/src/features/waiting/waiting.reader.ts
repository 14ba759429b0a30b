import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { rows } from '../../platform/read.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { HARDSHIP, waitingSql } from './waiting-line.js';

export interface WaitingProgramRow {
  programCode: string;
  departmentCode: string;
  waiting: number;
  canBeServed: number;
  urgent: number;
  neededFen: number;
  leftFen: number;
  placesLeft: number | null;
  since: string;
}

export interface WaitingRow {
  id: string;
  position: number;
  programCode: string;
  departmentCode: string;
  since: string;
  urgent: boolean;
  neededFen: number;
  leftFen: number;
  placesLeft: number | null;
  canBeServed: boolean;
  townshipCode: string;
  personName: string;
  reasonZh: string | null;
  reasonEn: string | null;
  caseId: string | null;
  caseNumber: string | null;
  batchId: string | null;
  batchNumber: string | null;
}

export interface WaitingCallRow {
  id: string;
  programCode: string;
  departmentCode: string;
  year: number;
  personName: string;
  amountFen: number;
  since: string;
  urgent: boolean;
  outcome: string;
  reasonZh: string | null;
  reasonEn: string | null;
  calledBy: string;
  calledAt: Date;
  caseId: string | null;
  batchId: string | null;
}

export interface WaitingPage {
  nodes: WaitingRow[];
  total: number;
  totalFen: number;
  nextCursor: string | null;
}

export interface WaitingFilter {
  year: number;
  program?: string | null;
  department?: string | null;
}

export interface HardshipRow {
  id: string;
  caseNumber: string;
  townshipCode: string;
  personName: string;
  decidedOn: string;
  needFen: number;
  leftFen: number;
}

const ENTRIES = (list: string) => `select w.id, w.position, w.program_code as "programCode",
    w.department_code as "departmentCode", w.since, w.urgent, w.needed_fen as "neededFen", w.left_fen as "leftFen",
    w.places_left::int as "placesLeft", w.can_be_served as "canBeServed", hh.township_code as "townshipCode",
    p.name as "personName", w.reason_zh as "reasonZh", w.reason_en as "reasonEn", c.id as "caseId",
    c.number as "caseNumber", b.id as "batchId", b.number as "batchNumber"
  from (select * from ${list}) w
  join household hh on hh.id = w.household_id
  join person meant on meant.id = w.person_id join person p on p.id = coalesce(meant.merged_into, meant.id)
  left join case_file c on c.id = w.case_id left join batch b on b.id = w.batch_id`;

const CALLS = `select x.id, x.program_code as "programCode", x.department_code as "departmentCode", x.year,
    p.name as "personName", x.amount_fen as "amountFen", x.since, x.urgent, x.outcome, x.reason_zh as "reasonZh",
    x.reason_en as "reasonEn", s.name as "calledBy", x.called_at as "calledAt", k.case_id as "caseId",
    a.batch_id as "batchId"
  from waiting_call x join staff s on s.id = x.called_by
  left join application a on a.id = x.application_id
  left join package_item i on i.id = x.package_item_id left join aid_package k on k.id = i.package_id
  left join case_file c on c.id = k.case_id
  join person meant on meant.id = coalesce(a.person_id, i.person_id, c.beneficiary_id)
  join person p on p.id = coalesce(meant.merged_into, meant.id)`;

const OF_DEPARTMENT: Record<string, AccessField> = { departmentCode: { sql: 'w.department_code' } };
const OF_CASE: Record<string, AccessField> = { departmentCodes: { sql: 'h.department_codes', array: true } };
const OF_CALL: Record<string, AccessField> = { departmentCode: { sql: 'x.department_code' } };
const MOST_CASES = 200;
const MOST_CALLS = 50;

/** Who waits, and who is still in difficulty, as far as the reader may count or see them. */
export class WaitingReader {
  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private get rules() {
    return reviewCommittee(this.context.county).unmetNeed;
  }

  /** From what burden left (fen) a household is still in difficulty. */
  get aboveFen(): number {
    return this.rules.stillInDifficultyAboveYuan * 100;
  }

  /** How many wait for each program, of the decisions of a year, the longest lines first. */
  async programs(year: number): Promise<WaitingProgramRow[]> {
    const params: unknown[] = [year];
    const access = accessSql(this.context.ability, 'count', 'WaitingEntry', OF_DEPARTMENT, params);
    return rows<WaitingProgramRow>(
      this.pool,
      `select w.program_code as "programCode", w.department_code as "departmentCode", count(*)::int as waiting,
         count(*) filter (where can_be_served)::int as "canBeServed", count(*) filter (where urgent)::int as urgent,
         sum(needed_fen)::bigint as "neededFen", max(left_fen)::bigint as "leftFen",
         max(places_left)::int as "placesLeft", min(since) as since
       from (${waitingSql(this.rules)}) w where ${access} group by 1, 2 order by waiting desc, 1`,
      params,
    );
  }

  /** A page of the lines, by program and place; `total` and `totalFen` (needed) count the whole list. */
  async entries(filter: WaitingFilter, first?: number | null, after?: string | null): Promise<WaitingPage> {
    const params: unknown[] = [filter.year];
    const list = `(${waitingSql(this.rules)}) w where ${this.conditions(filter, params)}`;
    const [count] = await rows<{ total: number; totalFen: number }>(
      this.pool,
      `select count(*)::int as total, coalesce(sum(needed_fen), 0)::bigint as "totalFen" from ${list}`,
      [...params],
    );
    const [program, position] = readCursor(after, 2) ?? [];
    const limit = pageSize(first);
    const isPlace = program && position && /^\d{1,9}$/.test(position);
    params.push(...(isPlace ? [program, Number(position)] : [null, null]), limit + 1);
    const at = params.length;
    const found = await rows<WaitingRow>(
      this.pool,
      `${ENTRIES(list)}
       where $${at - 2}::text is null or (w.program_code, w.position) > ($${at - 2}::text, $${at - 1}::int)
       order by w.program_code, w.position limit $${at}`,
      params,
    );
    const nodes = found.slice(0, limit);
    const last = nodes.at(-1);
    const nextCursor = found.length > limit && last ? writeCursor(last.programCode, String(last.position)) : null;
    return { nodes, total: count?.total ?? 0, totalFen: count?.totalFen ?? 0, nextCursor };
  }

  private conditions({ program, department }: WaitingFilter, params: unknown[]): string {
    const conditions = [accessSql(this.context.ability, 'read', 'WaitingEntry', OF_DEPARTMENT, params)];
    if (program) conditions.push(`w.program_code = $${params.push(program)}`);
    if (department) conditions.push(`w.department_code = $${params.push(department)}`);
    return conditions.join(' and ');
  }

  /** Whose turn has come: the first of each line for whom there is enough, of the decisions of a year. */
  async nextInLine(year: number, program?: string): Promise<WaitingRow[]> {
    const params: unknown[] = [year];
    const list = `(${waitingSql(this.rules)}) w where ${this.conditions({ year, program }, params)}`;
    return rows<WaitingRow>(
      this.pool,
      `${ENTRIES(list)} where w.position = 1 and w.can_be_served order by w.program_code`,
      params,
    );
  }

  /** Whose turn came in the lines of a year, the latest first. */
  async calls(year: number): Promise<WaitingCallRow[]> {
    const params: unknown[] = [year];
    const access = accessSql(this.context.ability, 'read', 'WaitingEntry', OF_CALL, params);
    const latest = `where x.year = $1 and ${access} order by x.called_at desc, x.id limit ${MOST_CALLS}`;
    return rows<WaitingCallRow>(this.pool, `${CALLS} ${latest}`, params);
  }

  async call(id: string): Promise<WaitingCallRow | undefined> {
    const params: unknown[] = [id];
    const access = accessSql(this.context.ability, 'read', 'WaitingEntry', OF_CALL, params);
    return (await rows<WaitingCallRow>(this.pool, `${CALLS} where x.id = $1 and ${access}`, params))[0];
  }

  /** How many households are still in difficulty, and what they bear together (fen). */
  async hardship(): Promise<{ households: number; leftFen: number }> {
    const params: unknown[] = [this.aboveFen];
    const access = accessSql(this.context.ability, 'count', 'Hardship', OF_CASE, params);
    const [count] = await rows<{ households: number; leftFen: number }>(
      this.pool,
      `select count(distinct household_id)::int as households, coalesce(sum(left_fen), 0)::bigint as "leftFen"
       from (${HARDSHIP}) h where left_fen > $1 and ${access}`,
      params,
    );
    return count ?? { households: 0, leftFen: 0 };
  }

  /** The cases of those households, the heaviest burden first. */
  async hardshipCases(): Promise<HardshipRow[]> {
    const params: unknown[] = [this.aboveFen];
    const access = accessSql(this.context.ability, 'read', 'Hardship', OF_CASE, params);
    return rows<HardshipRow>(
      this.pool,
      `select h.case_id as id, h.number as "caseNumber", h.township_code as "townshipCode", p.name as "personName",
         h.decision_date as "decidedOn", h.need_fen as "needFen", h.left_fen as "leftFen"
       from (${HARDSHIP}) h join person meant on meant.id = h.beneficiary_id
       join person p on p.id = coalesce(meant.merged_into, meant.id)
       where left_fen > $1 and ${access} order by left_fen desc, h.case_id limit ${MOST_CASES}`,
      params,
    );
  }
}
