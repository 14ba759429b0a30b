import type { Context } from '../../context.js';
import { type BudgetLineRow, findLine } from '../../ledger/ledger.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { isUuid } from '../../platform/parse.js';
import { poolSql, rows } from '../../platform/read.js';
import { maskName } from '../funding/mask-name.js';
import type { ReserveUseFilter } from './reserve.inputs.js';
import { reserveRules } from './rules.js';

export interface UseRow {
  id: string;
  townshipCode: string;
  departmentCode: string;
  householdId: string;
  householdTownship: string;
  headName: string;
  isNamed: boolean;
  amountFen: number;
  reasonCode: string;
  whatHappened: string | null;
  confirmedBy: string;
  approvedBy: string;
  paidOn: string;
  signedBy: string | null;
  recordedBy: string;
  status: string;
  dueOn: string;
  document: string | null;
  note: string | null;
  settledBy: string | null;
  version: number;
}

export interface TownshipRow {
  townshipCode: string;
  advancedFen: number;
  usedFen: number;
  unsettledFen: number;
  leftFen: number;
  uses: number;
  overdue: number;
}

/** The most uses of a year that are shown. */
const MOST = 500;
const FIELDS = { townshipCode: { sql: 'u.township_code' }, departmentCode: { sql: 'l.department_code' } };

/** What townships hold in advance and used, as far as the actor may see it. */
export class ReserveReader {
  constructor(private readonly context: Context) {}

  /** The line that advances the reserve of a year. */
  async line(year: number): Promise<BudgetLineRow | undefined> {
    const rules = reserveRules(this.context.county);
    return rules && findLine(poolSql(this.context.database.pool), rules.program, year);
  }

  /** Every township of the county that the actor may see, those that hold nothing too. */
  townships(line: BudgetLineRow): Promise<TownshipRow[]> {
    const { ability, county, database } = this.context;
    const params: unknown[] = [line.id, county.pack.townships.map(({ code }) => code), today()];
    const access = accessSql(ability, 'read', 'ReserveUse', FIELDS, params);
    return rows<TownshipRow>(
      database.pool,
      `select u.township_code as "townshipCode", coalesce(r.advanced_fen, 0)::bigint as "advancedFen",
         coalesce(r.used_fen, 0)::bigint as "usedFen", coalesce(r.unsettled_fen, 0)::bigint as "unsettledFen",
         coalesce(r.left_fen, 0)::bigint as "leftFen", x.uses, x.overdue
       from unnest($2::text[]) with ordinality as u (township_code, place) join budget_line l on l.id = $1
       left join township_reserve r on r.line_id = l.id and r.township_code = u.township_code
       cross join lateral (select count(*) filter (where status <> 'taken_back')::int as uses,
           count(*) filter (where status = 'awaiting_papers' and due_on < $3)::int as overdue
         from reserve_use y where y.line_id = l.id and y.township_code = u.township_code) x
       where ${access} order by u.place`,
      params,
    );
  }

  /** What waits for papers or a check first, the newest first. */
  uses({ year, townshipCode, status }: ReserveUseFilter): Promise<UseRow[]> {
    return this.read(
      'l.year = $1 and ($2::text is null or u.township_code = $2) and ($3::text is null or u.status = $3)',
      [year, townshipCode ?? null, status ?? null],
    );
  }

  async use(id: string): Promise<UseRow | undefined> {
    const [use] = isUuid(id) ? await this.read('u.id = $1', [id]) : [];
    return use;
  }

  private async read(condition: string, params: unknown[]): Promise<UseRow[]> {
    const { ability, database } = this.context;
    const access = accessSql(ability, 'read', 'ReserveUse', FIELDS, params);
    const names = accessSql(ability, 'name', 'ReserveUse', FIELDS, params);
    const uses = await rows<UseRow>(
      database.pool,
      `select u.id, u.township_code as "townshipCode", l.department_code as "departmentCode",
         a.household_id as "householdId", h.township_code as "householdTownship", p.name as "headName", ${names} as "isNamed", u.amount_fen as "amountFen",
         u.reason as "reasonCode", case when ${names} then u.what_happened end as "whatHappened",
         u.confirmed_by as "confirmedBy", u.approved_by as "approvedBy", u.paid_on as "paidOn",
         case when ${names} then u.signed_by end as "signedBy", s.name as "recordedBy", u.status, u.due_on as "dueOn",
         u.document, u.note, d.name as "settledBy", u.version
       from reserve_use u join budget_line l on l.id = u.line_id join aid_record a on a.id = u.aid_record_id
       join household h on h.id = a.household_id join person p on p.id = h.head_person_id
       join staff s on s.id = u.recorded_by left join staff d on d.id = u.settled_by
       where ${condition} and ${access}
       order by (u.status in ('awaiting_papers', 'filed')) desc, u.paid_on desc, u.id desc limit ${MOST}`,
      params,
    );
    return uses.map((use) => ({ ...use, headName: use.isNamed ? use.headName : maskName(use.headName) }));
  }
}
