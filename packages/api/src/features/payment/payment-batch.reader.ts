import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import type { ResultProblem } from './read-results.js';

export interface PaymentBatchRow {
  id: string;
  version: number;
  number: string;
  departmentCode: string;
  kind: string;
  month: string;
  status: string;
  jobId: string | null;
  madeById: string;
  madeBy: string;
  madeAt: Date;
  submittedById: string | null;
  submittedBy: string | null;
  submittedAt: Date | null;
  checkedBy: string | null;
  checkedAt: Date | null;
  sentBy: string | null;
  sentAt: Date | null;
  checksum: string | null;
  reason: string | null;
}

export interface PaymentSumRow {
  batchId: string;
  dimension: 'all' | 'program' | 'line' | 'township';
  key: string | null;
  zh: string | null;
  en: string | null;
  lines: number;
  fen: number;
  paid: number;
  paidFen: number;
  returned: number;
  returnedFen: number;
}

export interface PaymentResultRow {
  id: string;
  batchId: string;
  fileName: string;
  status: string;
  problems: ResultProblem[];
  problemCount: number;
  newPaid: number;
  newReturned: number;
  known: number;
  jobId: string | null;
  uploadedBy: string;
  uploadedAt: Date;
}

export interface PaymentLineRow {
  id: string;
  number: number | null;
  state: string;
  reason: string | null;
  householdId: string;
  payee: string;
  townshipCode: string;
  programCode: string;
  month: string | null;
  amountFen: number;
  account: string | null;
  resultOn: string | null;
}

/** What abilities ask of a batch, as SQL over `payment_batch b`. */
const FIELDS: Record<string, AccessField> = { departmentCode: { sql: 'b.department_code' } };

const BATCH = `select b.id, b.version, b.number, b.department_code as "departmentCode", b.kind, b.month, b.status,
    b.job_id as "jobId", b.made_by as "madeById", m.name as "madeBy", b.made_at as "madeAt",
    b.submitted_by as "submittedById", u.name as "submittedBy", b.submitted_at as "submittedAt", c.name as "checkedBy",
    b.checked_at as "checkedAt", n.name as "sentBy", b.sent_at as "sentAt", b.file_checksum as checksum, b.reason
  from payment_batch b join staff m on m.id = b.made_by left join staff u on u.id = b.submitted_by
  left join staff c on c.id = b.checked_by left join staff n on n.id = b.sent_by`;

/** Lines that belong to a batch: in it, or with a result. */
const COUNTS = `l.live or l.result is not null`;

const SUMS = `select l.batch_id as "batchId",
    case when grouping(s.program_code) = 0 then 'program' when grouping(w.id) = 0 then 'line'
      when grouping(l.township_code) = 0 then 'township' else 'all' end as dimension,
    coalesce(s.program_code, w.id::text, l.township_code) as key, max(w.label_zh) as zh, max(w.label_en) as en,
    count(*)::int as lines, coalesce(sum(l.amount_fen), 0)::bigint as fen,
    (count(*) filter (where l.result = 'paid'))::int as paid,
    coalesce(sum(l.amount_fen) filter (where l.result = 'paid'), 0)::bigint as "paidFen",
    (count(*) filter (where l.result = 'returned'))::int as returned,
    coalesce(sum(l.amount_fen) filter (where l.result = 'returned'), 0)::bigint as "returnedFen"
  from payment_line l join payment_due d on d.id = l.due_id join payment_schedule s on s.id = d.schedule_id
  left join budget_line w on w.id = d.line_id
  where l.batch_id = any($1) and (${COUNTS})
  group by l.batch_id, grouping sets ((), (s.program_code), (w.id), (l.township_code)) order by 3`;

/** The payments of a batch, and the dues that it could not take, by one row each. */
const LINES = `
  select l.id, l.number, coalesce(l.result, 'in') as state, l.bank_reason as reason, a.household_id as "householdId",
    p.name as payee, l.township_code as "townshipCode", s.program_code as "programCode", d.month,
    l.amount_fen as "amountFen", k.bank || ' ****' || k.last4 as account, l.result_on as "resultOn",
    lpad(coalesce(l.number, 999999)::text, 6, '0') || l.id as place
  from payment_line l join payment_due d on d.id = l.due_id join payment_schedule s on s.id = d.schedule_id
  join aid_record a on a.id = s.aid_record_id join person_account k on k.id = l.account_id
  join person p on p.id = k.person_id where l.batch_id = $1 and (${COUNTS})
  union all
  select b.due_id, null, 'out', b.reason, q.household_id, coalesce(q.payee, ''), q.township_code, q.program_code, q.month,
    q.amount_fen, null, null, 'out' || b.due_id
  from payment_problem b join payable_due q on q.id = b.due_id
  where b.batch_id = $1 and not exists (select from payment_line l where l.batch_id = b.batch_id and l.due_id = b.due_id and l.live)`;

/** Batches as far as the reader may see them. */
export class PaymentBatchReader {
  readonly sums = new DataLoader<string, PaymentSumRow[]>(async (ids) =>
    grouped(ids, await rows<PaymentSumRow>(this.pool, SUMS, [ids]), (row) => row.batchId),
  );

  readonly problems = new DataLoader<string, number>(async (ids) => {
    const found = await rows<{ batchId: string; count: number }>(
      this.pool,
      `select b.batch_id as "batchId", count(*)::int as count from payment_problem b where b.batch_id = any($1) group by 1`,
      [ids],
    );
    return byKey(ids, found, (row) => row.batchId).map((row) => row?.count ?? 0);
  });

  readonly results = new DataLoader<string, PaymentResultRow[]>(async (ids) =>
    grouped(
      ids,
      await rows<PaymentResultRow>(
        this.pool,
        `select r.id, r.batch_id as "batchId", r.file_name as "fileName", r.status, r.problems,
           r.problem_count as "problemCount", r.new_paid as "newPaid", r.new_returned as "newReturned", r.known,
           r.job_id as "jobId", s.name as "uploadedBy", r.uploaded_at as "uploadedAt"
         from payment_result r join staff s on s.id = r.uploaded_by where r.batch_id = any($1) order by r.id desc`,
        [ids],
      ),
      (row) => row.batchId,
    ),
  );

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  async find(id: string): Promise<PaymentBatchRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const access = accessSql(this.context.ability, 'read', 'PaymentBatch', FIELDS, params);
    return (await rows<PaymentBatchRow>(this.pool, `${BATCH} where b.id = $1 and ${access}`, params))[0];
  }

  /** The newest first. `month` is YYYY-MM. */
  async page(filter: {
    department?: string | null;
    status?: string | null;
    month?: string | null;
    first?: number | null;
    after?: string | null;
  }): Promise<{ nodes: PaymentBatchRow[]; nextCursor: string | null }> {
    const { department, status, month, first, after } = filter;
    const [before] = readCursor(after, 1) ?? [];
    const params: unknown[] = [before ?? null, department || null, status || null, month || null, pageSize(first) + 1];
    const access = accessSql(this.context.ability, 'read', 'PaymentBatch', FIELDS, params);
    const found = await rows<PaymentBatchRow>(
      this.pool,
      `${BATCH} where ($1::uuid is null or b.id < $1) and ($2::text is null or b.department_code = $2)
         and ($3::text is null or b.status = $3) and ($4::text is null or to_char(b.month, 'YYYY-MM') = $4)
         and ${access} order by b.id desc limit $5`,
      params,
    );
    const nodes = found.slice(0, pageSize(first));
    const last = nodes.at(-1);
    return { nodes, nextCursor: found.length > nodes.length && last ? writeCursor(last.id) : null };
  }

  /** Payments of a batch whose names the reader may see, `state` of them only when given. */
  async lines(
    batchId: string,
    { state, first, after }: { state?: string | null; first?: number | null; after?: string | null },
  ): Promise<{ nodes: PaymentLineRow[]; nextCursor: string | null; total: number }> {
    const [place] = readCursor(after, 1) ?? [];
    const params = [batchId, place ?? null, state || null, pageSize(first) + 1];
    const [found, counted] = await Promise.all([
      rows<PaymentLineRow & { place: string }>(
        this.pool,
        `select * from (${LINES}) line where ($2::text is null or place > $2) and ($3::text is null or state = $3)
         order by place limit $4`,
        params,
      ),
      rows<{ total: number }>(
        this.pool,
        `select count(*)::int as total from (${LINES}) line where $2::text is null or state = $2`,
        [batchId, state || null],
      ),
    ]);
    const nodes = found.slice(0, pageSize(first));
    const last = nodes.at(-1);
    return {
      nodes,
      nextCursor: found.length > nodes.length && last ? writeCursor(last.place) : null,
      total: counted[0]?.total ?? 0,
    };
  }

  /** How much monthly aid in the books of a department is not paid here yet. */
  async untaken(departmentCode: string | null): Promise<number> {
    if (!departmentCode) return 0;
    const [found] = await rows<{ count: number }>(
      this.pool,
      `select count(*)::int as count from aid_record a where a.department_code = $1 and a.period = 'monthly'
         and not a.plan_only and a.amount_fen > 0 and a.ended_on is null
         and not exists (select from payment_schedule s where s.aid_record_id = a.id)`,
      [departmentCode],
    );
    return found?.count ?? 0;
  }
}
