import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import type { RecalculationLine, RecalculationSum, RecalculationRow as RowType } from './recalculation.types.js';

export interface RecalculationRecord {
  id: string;
  version: number;
  departmentCode: string;
  programCode: string;
  cause: string;
  source: string;
  fromMonth: string;
  paysArrears: boolean;
  status: string;
  reason: string | null;
  jobId: string | null;
  /** Whether that job is over. */
  isIdle: boolean;
  madeById: string;
  madeBy: string;
  madeAt: Date;
  approvedBy: string | null;
  approvedAt: Date | null;
}

type SumRow = RecalculationSum & { recalculationId: string };
type LineRow = RecalculationLine & { recalculationId: string };

interface Page {
  first?: number | null;
  after?: string | null;
}

/** What abilities ask of it, as SQL over `recalculation r`. */
const FIELDS: Record<string, AccessField> = { departmentCode: { sql: 'r.department_code' } };

const RECALCULATION = `select r.id, r.version, r.department_code as "departmentCode", r.program_code as "programCode", r.cause,
    r.source, r.from_month as "fromMonth", r.pays_arrears as "paysArrears", r.status, r.reason, r.job_id as "jobId",
    coalesce(j.status not in ('queued', 'running'), true) as "isIdle", r.made_by as "madeById", m.name as "madeBy",
    r.made_at as "madeAt", a.name as "approvedBy", r.approved_at as "approvedAt"
  from recalculation r join staff m on m.id = r.made_by left join staff a on a.id = r.approved_by
  left join job j on j.id = r.job_id`;

const SUMS = `select recalculation_id as "recalculationId", kind, count(*)::int as rows,
    coalesce(sum(after_fen - before_fen), 0)::bigint as "monthFen",
    coalesce(sum((after_fen - before_fen) * months_left), 0)::bigint as "yearFen", sum(arrears_fen)::bigint as "arrearsFen",
    count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'second_look')::int as "secondLook",
    count(*) filter (where state = 'skipped')::int as skipped
  from recalculation_row where recalculation_id = any($1) group by 1, 2
  order by 1, array_position(array['more', 'less', 'ends', 'open', 'same', 'waits', 'exit'], kind)`;

/** What is not more stays as it is until somebody has looked at it. */
const LINE = `select r.id as "recalculationId", extract(year from r.from_month)::int as year,
    (select sum(a.credits_posted - a.debits_posted - a.debits_pending)::bigint from budget_line l
      join ledger_account a on a.line_id = l.id and a.kind = 'available'
      where l.program_code = r.program_code and l.year = extract(year from r.from_month)) as "leftFen",
    coalesce((select sum(case when x.kind = 'more' then x.after_fen else x.before_fen end * x.months_left + x.arrears_fen)
      from recalculation_row x where x.recalculation_id = r.id), 0)::bigint as "neededFen"
  from recalculation r where r.id = any($1)`;

const ROWS = `from recalculation_row x join payment_schedule s on s.id = x.schedule_id
  join aid_record a on a.id = s.aid_record_id join household h on h.id = a.household_id
  left join person p on p.id = coalesce(a.person_id, h.head_person_id)
  left join amount_decision d on d.recalculation_id = x.recalculation_id and d.schedule_id = x.schedule_id
  where x.recalculation_id = $1 and ($2::text is null or x.kind = $2)`;

/** Recalculations as far as the reader may see them; their rows are for who may `read_rows`. */
export class RecalculationReader {
  readonly sums = new DataLoader<string, SumRow[]>(async (ids) =>
    grouped(ids, await rows<SumRow>(this.pool, SUMS, [ids]), (row) => row.recalculationId),
  );

  readonly line = new DataLoader<string, LineRow | undefined>(async (ids) =>
    byKey(ids, await rows<LineRow>(this.pool, LINE, [ids]), (row) => row.recalculationId),
  );

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  async find(id: string, action = 'read'): Promise<RecalculationRecord | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const access = accessSql(this.context.ability, action, 'Recalculation', FIELDS, params);
    return (await rows<RecalculationRecord>(this.pool, `${RECALCULATION} where r.id = $1 and ${access}`, params))[0];
  }

  /** The newest first, `program` of them only when given. */
  async page({ program, first, after }: Page & { program?: string | null }): Promise<{
    nodes: RecalculationRecord[];
    nextCursor: string | null;
  }> {
    const [before] = readCursor(after, 1) ?? [];
    const params: unknown[] = [before ?? null, program || null, pageSize(first) + 1];
    const access = accessSql(this.context.ability, 'read', 'Recalculation', FIELDS, params);
    const found = await rows<RecalculationRecord>(
      this.pool,
      `${RECALCULATION} where ($1::uuid is null or r.id < $1) and ($2::text is null or r.program_code = $2) and ${access}
       order by r.id desc limit $3`,
      params,
    );
    const nodes = found.slice(0, pageSize(first));
    const last = nodes.at(-1);
    return { nodes, nextCursor: found.length > nodes.length && last ? writeCursor(last.id) : null };
  }

  /** The rows of a recalculation whose names the reader may see, `kind` of them only when given; by township and household. */
  async rows(
    id: string,
    { kind, first, after }: Page & { kind?: string | null },
  ): Promise<{ nodes: RowType[]; nextCursor: string | null; total: number }> {
    const [place] = readCursor(after, 1) ?? [];
    const of = [id, kind || null];
    const [found, counted] = await Promise.all([
      rows<RowType & { place: string }>(
        this.pool,
        `select * from (select x.recalculation_id || ':' || x.schedule_id as id, h.id as "householdId",
           a.person_id as "personId", h.code as "householdCode", coalesce(p.name, '') as payee,
           h.township_code as "townshipCode", x.kind, x.before_fen as "beforeFen", x.after_fen as "afterFen",
           x.months_left as "monthsLeft", x.arrears_fen as "arrearsFen", x.state, x.skipped_for as "skippedFor",
           d.outcome as decision, h.township_code || ' ' || h.code || ' ' || x.schedule_id as place ${ROWS}) row
         where $3::text is null or place > $3 order by place limit $4`,
        [...of, place ?? null, pageSize(first) + 1],
      ),
      rows<{ total: number }>(this.pool, `select count(*)::int as total ${ROWS}`, of),
    ]);
    const nodes = found.slice(0, pageSize(first));
    const last = nodes.at(-1);
    return {
      nodes,
      nextCursor: found.length > nodes.length && last ? writeCursor(last.place) : null,
      total: counted[0]?.total ?? 0,
    };
  }
}
