import type { BudgetRequestKind } from '@yimen/schema';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { grouped, rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import type { BudgetRequestFilter } from './budget-request.inputs.js';

export interface RequestRow {
  id: string;
  kind: BudgetRequestKind;
  status: string;
  lineId: string;
  lineLabel: Bilingual;
  departmentCode: string;
  departmentCodes: string[];
  toLineId: string | null;
  toLineLabel: Bilingual | null;
  townshipCode: string | null;
  amountFen: number | null;
  asFarAsFree: boolean;
  doneFen: number | null;
  places: number | null;
  reason: string;
  document: string;
  approver: string;
  requestedById: string;
  requestedBy: string;
  requestedAt: Date;
  dueOn: string;
  decidedBy: string | null;
  decidedAt: Date | null;
  note: string | null;
  version: number;
}

export interface MovementRow {
  id: string;
  lineId: string;
  kind: string;
  on: string;
  fen: number | null;
  places: number | null;
  otherLine: Bilingual | null;
  reason: string | null;
  document: string | null;
  askedBy: string | null;
  approvedBy: string | null;
}

/** The most requests of a year that are shown. */
const MOST = 500;

const DEPARTMENTS = `array(select department_code from budget_line where id in (r.line_id, r.to_line_id))`;
const FIELDS = {
  departmentCodes: { sql: DEPARTMENTS, array: true },
  approver: { sql: 'r.approver' },
  requestedBy: { sql: 'r.requested_by' },
} as const;

/** Of lines: what moved between their source or what is frozen and what is free, with the request behind it. */
const MOVEMENTS = `
  select t.id, g.line_id as "lineId", t.occurred_on as "on",
    case when t.key like 'carry\\_over:%' then case when g.kind = 'source' then 'carried_in' else 'carried_out' end
      when t.key like 'donation:%' then case when g.kind = 'source' then 'donation' when c.kind = 'frozen' then 'bound'
        else 'unbound' end
      when t.key like 'recovery:%' then case when c.kind = 'source' then 'handed_up' else 'handed_back' end
      when t.key like 'reserve\\_use:%' then case when c.kind = 'frozen' then 'reserve_returned' else 'reserve_used' end
      when r.id is null then 'opened'
      when r.kind = 'transfer' then case when g.kind = 'source' then 'transfer_in' else 'transfer_out' end else r.kind end as kind,
    case when g.unit = 'fen' then case when c.kind = 'available' or c.kind = 'paid' then t.amount else -t.amount end end as fen,
    case when g.unit = 'place' then case when c.kind = 'places' then t.amount else -t.amount end end as places,
    case when r.kind = 'transfer' then json_build_object('zh', o.label_zh, 'en', o.label_en) end as "otherLine",
    coalesce(r.reason, case when t.key like 'recovery:%' or t.key like 'reserve\\_use:%' then substring(t.reason from '^[a-z_]+: (.+)') end) as reason,
    r.document, s.name as "askedBy", d.name as "approvedBy"
  from ledger_account g join ledger_account c on c.line_id = g.line_id
  join ledger_transfer t on t.debit_account_id = g.id and t.credit_account_id = c.id
  left join budget_request r on r.id = (substring(t.key from '^budget_request:([0-9a-f-]{36}):'))::uuid
  left join budget_line o on o.id = case when r.line_id = g.line_id then r.to_line_id else r.line_id end
  left join staff s on s.id = r.requested_by left join staff d on d.id = r.decided_by
  where g.line_id = any($1) and t.phase = 'single' and (g.kind in ('source', 'places_source', 'frozen')
    or c.kind in ('source', 'places_source', 'frozen'))
  order by t.id desc`;

/** Requests that change budgets, and how a line came to what it is, as far as the reader may see the lines. */
export class BudgetRequestReader {
  /** What moved the budget of a line that the reader may see, the newest first. */
  readonly movements = new DataLoader<string, MovementRow[]>(async (lineIds) =>
    grouped(lineIds, await rows<MovementRow>(this.context.database.pool, MOVEMENTS, [lineIds]), (row) => row.lineId),
  );

  constructor(private readonly context: Context) {}

  /** Of the lines of a year, or of one line, open ones first, the newest first. */
  requests({ year, status, lineId }: BudgetRequestFilter): Promise<RequestRow[]> {
    return this.read(
      '($1::int is null or l.year = $1) and ($2::text is null or r.status = $2) and ($3::uuid is null or $3 in (r.line_id, r.to_line_id))',
      [year ?? null, status ?? null, lineId && isUuid(lineId) ? lineId : null],
    );
  }

  async request(id: string): Promise<RequestRow | undefined> {
    const [request] = await this.read('r.id = $1', [id]);
    return request;
  }

  private read(condition: string, params: unknown[]): Promise<RequestRow[]> {
    const access = accessSql(this.context.ability, 'read', 'BudgetRequest', FIELDS, params);
    return rows<RequestRow>(
      this.context.database.pool,
      `select r.id, r.kind, r.status, r.line_id as "lineId", json_build_object('zh', l.label_zh, 'en', l.label_en) as "lineLabel",
         l.department_code as "departmentCode", ${DEPARTMENTS} as "departmentCodes", r.to_line_id as "toLineId",
         case when t.id is not null then json_build_object('zh', t.label_zh, 'en', t.label_en) end as "toLineLabel",
         r.township_code as "townshipCode", r.amount_fen as "amountFen", r.as_far_as_free as "asFarAsFree", r.done_fen as "doneFen", r.places, r.reason, r.document,
         r.approver, r.requested_by as "requestedById", s.name as "requestedBy", r.requested_at as "requestedAt",
         r.due_on as "dueOn", d.name as "decidedBy", r.decided_at as "decidedAt", r.note, r.version
       from budget_request r join budget_line l on l.id = r.line_id left join budget_line t on t.id = r.to_line_id
       join staff s on s.id = r.requested_by left join staff d on d.id = r.decided_by
       where ${condition} and ${access} order by (r.status = 'open') desc, r.id desc limit ${MOST}`,
      params,
    );
  }
}
