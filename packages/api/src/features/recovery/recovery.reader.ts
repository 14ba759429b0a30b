import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { type Instalment, type StandingInstalment, standOf } from '../../policy/recovery.js';
import { PACKAGE_FIELDS } from '../aid-package/aid-package.reader.js';
import type { ReviewedItem } from '../second-round/replay-case.js';

export interface RecoveryRow {
  id: string;
  version: number;
  number: string;
  status: string;
  programCode: string;
  departmentCode: string;
  townshipCode: string;
  debtorName: string | null;
  debtorDied: boolean;
  decidedOn: string;
  amountFen: number;
  leftFen: number;
  waivedFen: number;
  lateFen: number;
  lateSince: string | null;
  nextOn: string | null;
  owner: string | null;
  caseId: string;
  remedyId: string;
  waiverCaseId: string | null;
}

export interface RemedyRow {
  id: string;
  caseId: string;
  programCode: string;
  direction: string;
  amountFen: number;
  kind: string;
  months: number | null;
  percent: number | null;
  firstDueOn: string | null;
  reason: string | null;
  status: string;
  claimId: string | null;
  runs: boolean;
}

export interface PlanRow {
  id: string;
  claimId: string;
  kind: string;
  months: number | null;
  percent: number | null;
  firstDueOn: string;
  reason: string | null;
  status: string;
  askedById: string | null;
  askedBy: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  departmentCode: string;
  claimStatus: string;
  instalments: StandingInstalment[];
}

export interface EntryRow {
  id: string;
  claimId: string;
  kind: string;
  amountFen: number;
  on: string;
  document: string | null;
  reason: string | null;
  recordedBy: string | null;
  recordedAt: Date;
  corrected: boolean;
  handedUp: boolean;
  departmentCode: string;
  claimStatus: string;
}

export interface OriginRow {
  remedyId: string;
  roundId: string;
  programCode: string;
  meetingId: string | null;
  meetingTitle: string | null;
  votes: number | null;
  items: ReviewedItem[];
}

export interface RecoveryFilter {
  /** open, late, waived or settled. */
  state?: string | null;
  department?: string | null;
  program?: string | null;
  /** Part of its number or, for whom names are not hidden, of the name. */
  search?: string | null;
}

export interface RecoveryPage {
  nodes: RecoveryRow[];
  total: number;
  amountFen: number;
  leftFen: number;
  lateFen: number;
  nextCursor: string | null;
}

const FIELDS: Record<string, AccessField> = {
  departmentCode: { sql: 'c.department_code' },
  townshipCode: { sql: 'c.township_code' },
};

/** What stands beside a claim `c`. */
const BESIDE = `join household h on h.id = c.household_id
  left join person p on p.id = coalesce(c.person_id, h.head_person_id)
  left join recovery_late l on l.claim_id = c.id`;
const FROM = `recovery_claim c ${BESIDE}`;

/** `:name` stands for whether the reader may know names. */
const CLAIM = `c.id, c.version, c.number, c.status, c.program_code as "programCode", c.department_code as "departmentCode",
  c.township_code as "townshipCode", case when :name then p.name end as "debtorName",
  coalesce(p.gone = 'died', false) as "debtorDied", c.decided_on as "decidedOn", c.amount_fen as "amountFen",
  c.left_fen as "leftFen", c.waived_fen as "waivedFen", coalesce(l.late_fen, 0)::bigint as "lateFen",
  case when l.late_fen > 0 then l.since end as "lateSince",
  case when c.left_fen > 0 then (select min(i.due_on) from recovery_instalment i where i.plan_id = l.plan_id
    and i.due_on >= (now() at time zone 'Asia/Shanghai')::date) end as "nextOn",
  (select s.name from staff s where s.id = c.owner_id) as owner, c.case_id as "caseId", c.remedy_id as "remedyId",
  (select r.case_id from remedy r where r.claim_id = c.id and r.status = 'proposed' limit 1) as "waiverCaseId"`;

const REMEDIES = `select r.id, r.case_id as "caseId", coalesce(i.program_code, q.program_code) as "programCode", r.direction,
    coalesce(case when r.status = 'proposed' then q.left_fen end, r.amount_fen) as "amountFen", r.kind, r.months, r.percent,
    r.first_due_on as "firstDueOn", r.reason, r.status, r.claim_id as "claimId",
    coalesce(a.period = 'monthly' and a.ended_on is null, false) as runs
  from remedy r join case_file c on c.id = r.case_id left join package_item i on i.id = r.package_item_id
  left join aid_record a on a.package_item_id = i.id left join recovery_claim q on q.id = r.claim_id`;

/** Claims as far as the reader may see them; of a case, with the package of the case. */
export class RecoveryReader {
  readonly remedies = new DataLoader<string, RemedyRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const access = accessSql(this.context.ability, 'read', 'Package', PACKAGE_FIELDS, params);
    const text = `${REMEDIES} where r.case_id = any($1) and ${access} order by r.position`;
    return grouped(ids, await rows<RemedyRow>(this.pool, text, params), ({ caseId }) => caseId);
  });

  readonly ofCase = new DataLoader<string, RecoveryRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const access = accessSql(this.context.ability, 'read', 'Package', PACKAGE_FIELDS, params);
    const text = `select ${CLAIM.replace(':name', 'true')} from (select q.* from recovery_claim q
        join case_file c on c.id = q.case_id where q.case_id = any($1) and ${access}) c
      ${BESIDE} order by c.number`;
    return grouped(ids, await rows<RecoveryRow>(this.pool, text, params), ({ caseId }) => caseId);
  });

  readonly plans = new DataLoader<string, PlanRow[]>(async (ids) => {
    const found = await rows<Omit<PlanRow, 'instalments'> & { instalments: Instalment[]; settledFen: number }>(
      this.pool,
      `select p.id, p.claim_id as "claimId", p.kind, p.months, p.percent, p.first_due_on as "firstDueOn", p.reason, p.status,
         p.asked_by as "askedById", a.name as "askedBy", d.name as "decidedBy", p.decided_at as "decidedAt",
         c.department_code as "departmentCode", c.status as "claimStatus",
         case when p.status = 'in_force' then p.left_fen - c.left_fen - coalesce((select sum(e.amount_fen) from recovery_entry e
           where e.claim_id = c.id and e.kind = 'waiver' and e.recorded_at > coalesce(p.decided_at, p.asked_at)), 0)::bigint
         else 0 end as "settledFen",
         (select coalesce(json_agg(json_build_object('dueOn', i.due_on, 'amountFen', i.amount_fen) order by i.position), '[]')
           from recovery_instalment i where i.plan_id = p.id) as instalments
       from recovery_plan p join recovery_claim c on c.id = p.claim_id
       left join staff a on a.id = p.asked_by left join staff d on d.id = p.decided_by
       where p.claim_id = any($1) order by p.id desc`,
      [ids],
    );
    const standing = found.map(({ settledFen, ...plan }) => ({
      ...plan,
      instalments: standOf(plan.instalments, settledFen, today(), plan.claimStatus === 'waived'),
    }));
    return grouped(ids, standing, ({ claimId }) => claimId);
  });

  readonly entries = new DataLoader<string, EntryRow[]>(async (ids) =>
    grouped(
      ids,
      await rows<EntryRow>(
        this.pool,
        `select e.id, e.claim_id as "claimId", e.kind, e.amount_fen as "amountFen", e.entered_on as "on", e.document, e.reason,
           s.name as "recordedBy", e.recorded_at as "recordedAt", c.department_code as "departmentCode",
           c.status as "claimStatus", exists (select from recovery_entry x where x.corrects_id = e.id) as corrected,
           exists (select from recovery_booking b join ledger_transfer t on t.id = b.transfer_id
             join ledger_account a on a.id = t.credit_account_id where b.entry_id = e.id and a.kind = 'source') as "handedUp"
         from recovery_entry e join recovery_claim c on c.id = e.claim_id left join staff s on s.id = e.recorded_by
         where e.claim_id = any($1) order by e.id desc`,
        [ids],
      ),
      ({ claimId }) => claimId,
    ),
  );

  /** By the remedy that a meeting decided on. */
  readonly origin = new DataLoader<string, OriginRow | undefined>(async (ids) =>
    byKey(
      ids,
      await rows<OriginRow>(
        this.pool,
        `select r.id as "remedyId", r.case_id as "roundId", i.program_code as "programCode", m.id as "meetingId",
           m.title as "meetingTitle", (select count(*)::int from vote v where v.agenda_item_id = g.id) as votes,
           coalesce(w.items, '[]') as items
         from remedy r left join package_item i on i.id = r.package_item_id left join package_review w on w.id = r.review_id
         left join agenda_item g on g.case_id = r.case_id and g.status = 'adopted'
         left join review_meeting m on m.id = g.meeting_id where r.id = any($1)`,
        [ids],
      ),
      ({ remedyId }) => remedyId,
    ),
  );

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  /** One that the reader may see. */
  async find(id: string): Promise<RecoveryRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const access = this.access('read', params);
    const text = `select ${this.columns(params)} from ${FROM} where c.id = $1 and ${access}`;
    return (await rows<RecoveryRow>(this.pool, text, params))[0];
  }

  /** A page, the newest first, with the sums of all that match. */
  async page(filter: RecoveryFilter, first?: number | null, after?: string | null): Promise<RecoveryPage> {
    const params: unknown[] = [];
    const where = this.where(filter, params);
    const [sums] = await rows<Omit<RecoveryPage, 'nodes' | 'nextCursor'>>(
      this.pool,
      `select count(*)::int as total, coalesce(sum(c.amount_fen), 0)::bigint as "amountFen",
         coalesce(sum(c.left_fen), 0)::bigint as "leftFen", coalesce(sum(l.late_fen), 0)::bigint as "lateFen"
       from ${FROM} where ${where}`,
      params,
    );
    const limit = pageSize(first);
    const paged = [...params, readCursor(after, 1)?.[0] ?? null, limit + 1];
    const at = params.length;
    const columns = this.columns(paged);
    const found = await rows<RecoveryRow>(
      this.pool,
      `select ${columns} from ${FROM} where ${where} and ($${at + 1}::uuid is null or c.id < $${at + 1}::uuid)
       order by c.id desc limit $${at + 2}`,
      paged,
    );
    const nodes = found.slice(0, limit);
    const last = nodes.at(-1);
    return {
      nodes,
      total: sums?.total ?? 0,
      amountFen: sums?.amountFen ?? 0,
      leftFen: sums?.leftFen ?? 0,
      lateFen: sums?.lateFen ?? 0,
      nextCursor: found.length > limit && last ? writeCursor(last.id) : null,
    };
  }

  private where({ state, department, program, search }: RecoveryFilter, params: unknown[]): string {
    const conditions = [this.access('read', params)];
    const equals = (column: string, value: unknown) => conditions.push(`${column} = $${params.push(value)}`);
    if (state === 'late') conditions.push('l.late_fen > 0');
    else if (state) equals('c.status', state);
    if (department) equals('c.department_code', department);
    if (program) equals('c.program_code', program);
    if (search?.trim()) {
      const text = `$${params.push(search.trim())}`;
      conditions.push(
        `(strpos(c.number, upper(${text})) > 0 or strpos(p.name, ${text}) > 0 and ${this.access('name', params)})`,
      );
    }
    return conditions.join(' and ');
  }

  private access(action: string, params: unknown[]): string {
    return accessSql(this.context.ability, action, 'Recovery', FIELDS, params);
  }

  private columns(params: unknown[]): string {
    return CLAIM.replace(':name', this.access('name', params));
  }
}
