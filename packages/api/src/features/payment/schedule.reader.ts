import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { ACCOUNT_FIELDS } from '../bank-account/bank-account.reader.js';
import { LATEST_CHANGE } from './amount-changes.js';

export interface ScheduleRow {
  id: string;
  version: number;
  aidRecordId: string;
  itemId: string | null;
  departmentCode: string;
  programCode: string;
  kind: string;
  amountFen: number | null;
  startsOn: string;
  status: string;
  reason: string | null;
  reasonEn: string | null;
  suspendedFrom: string | null;
  askedFen: number | null;
  askedBy: string | null;
  changes: { fromMonth: string; fen: number }[];
  hasNotice: boolean;
  exitFrom: string | null;
  exitUntil: string | null;
  endedOn: string | null;
  paidFen: number;
  lastMonth: string | null;
  openOn: string | null;
}

export interface ToDecideRow {
  payee: string | null;
  householdCode: string;
  townshipCode: string;
  schedule: ScheduleRow;
}

export interface DueRow {
  id: string;
  scheduleId: string;
  month: string | null;
  label: string | null;
  cause: string | null;
  amountFen: number | null;
  dueOn: string;
  status: string;
  problem: string | null;
  paidOn: string | null;
  batchNumber: string | null;
  account: string | null;
  returnedFor: string | null;
  departmentCode: string;
  kind: string;
}

export interface DeliveryRow {
  id: string;
  dueId: string;
  deliveredOn: string;
  quantity: number;
  signedBy: string;
  note: string | null;
  recordedBy: string;
}

const SCHEDULE = `select s.id, s.version, s.aid_record_id as "aidRecordId", a.package_item_id as "itemId",
    s.department_code as "departmentCode", s.program_code as "programCode", s.kind,
    payment_month_fen(s.id, s.amount_fen, coalesce(d.last_month, s.starts_on)) as "amountFen",
    s.starts_on as "startsOn", s.status, s.reason, s.reason_en as "reasonEn",
    q.monthly_fen as "askedFen", case when q.remedy_id is not null then 'meeting'
      when q.recalculation_id is not null then 'recalculation' end as "askedBy", x.changes, s.suspended_from as "suspendedFrom",
    s.exit_from as "exitFrom", s.exit_until as "exitUntil", a.ended_on as "endedOn", d.paid as "paidFen", d.last_month as "lastMonth",
    s.kind = 'monthly' and (a.ended_on is not null or s.status = 'suspended' or s.exit_from is not null
      or exists (${LATEST_CHANGE})) as "hasNotice", d.open_on as "openOn"
  from payment_schedule s join aid_record a on a.id = s.aid_record_id
  left join amount_to_decide q on q.schedule_id = s.id
  cross join lateral (select coalesce(sum(amount_fen) filter (where status = 'paid'), 0)::bigint as paid,
    max(month) as last_month, min(due_on) filter (where status in ('open', 'short')) as open_on
    from payment_due where schedule_id = s.id) d
  cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('fromMonth', from_month, 'fen', fen) order by from_month), '[]')
    as changes from (select distinct on (from_month) from_month, fen from payment_amount where schedule_id = s.id
      and from_month > coalesce(d.last_month, s.starts_on) order by from_month, id desc) later) x`;

const ARRANGED: Record<string, AccessField> = { departmentCode: { sql: 's.department_code' } };
const MOST_TO_DECIDE = 200;

/** Most dues of a schedule that one looks at: five years of months. */
const MOST_DUES = 60;

const DUES = `select * from (
    select d.id, d.schedule_id as "scheduleId", d.month, d.label, d.cause, d.amount_fen as "amountFen", d.due_on as "dueOn", d.status,
      case when d.status in ('open', 'short') and l.id is null then q.problem end as problem, d.paid_on as "paidOn",
      b.number as "batchNumber", case when :account then k.bank || ' ****' || k.last4 end as account,
      case when d.status <> 'paid' then (select r.bank_reason from payment_line r
        where r.due_id = d.id and r.result = 'returned' order by r.id desc limit 1) end as "returnedFor",
      q.department_code as "departmentCode", q.kind,
      row_number() over (partition by d.schedule_id order by d.position desc) as place
    from payment_due d join payable_due q on q.id = d.id
    join household h on h.id = q.household_id
    left join person p on p.id = q.payee_id
    left join payment_line l on l.due_id = d.id and l.live
    left join payment_batch b on b.id = l.batch_id
    left join person_account k on k.id = l.account_id
    where d.schedule_id = any($1) and d.status <> 'cancelled') due
  where place <= ${MOST_DUES} order by place`;

/**
 * How aid is given out: reached from a readable record of aid, or a readable item of a package, so whoever may read these
 * may read it. The account is for whoever may know of accounts of the person.
 */
export class ScheduleReader {
  readonly ofAid = this.by('s.aid_record_id', (row) => row.aidRecordId);
  readonly ofItem = this.by('a.package_item_id', (row) => row.itemId ?? '');

  readonly dues = new DataLoader<string, DueRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const access = accessSql(this.context.ability, 'read', 'BankAccount', ACCOUNT_FIELDS, params);
    return grouped(
      ids,
      await rows<DueRow>(this.pool, DUES.replace(':account', access), params),
      (row) => row.scheduleId,
    );
  });

  readonly deliveries = new DataLoader<string, DeliveryRow[]>(async (ids) =>
    grouped(
      ids,
      await rows<DeliveryRow>(
        this.pool,
        `select e.id, e.due_id as "dueId", e.delivered_on as "deliveredOn", e.quantity, e.signed_by as "signedBy", e.note,
           s.name as "recordedBy"
         from payment_delivery e join staff s on s.id = e.recorded_by where e.due_id = any($1) order by e.id`,
        [ids],
      ),
      (row) => row.dueId,
    ),
  );

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private by(column: string, keyOf: (row: ScheduleRow) => string) {
    return new DataLoader<string, ScheduleRow | undefined>(async (ids) =>
      byKey(
        ids,
        await rows<ScheduleRow>(this.pool, `${SCHEDULE} where ${column} = any($1)`, [ids.filter(isUuid)]),
        keyOf,
      ),
    );
  }

  /** What the reader's department has to look at: suspended, going out by months, or found to come to another amount. At most `MOST_TO_DECIDE`. */
  async toDecide(): Promise<ToDecideRow[]> {
    const params: unknown[] = [];
    const access = accessSql(this.context.ability, 'arrange', 'PaymentSchedule', ARRANGED, params);
    const found = await rows<ScheduleRow & Omit<ToDecideRow, 'schedule'>>(
      this.pool,
      `select s.*, p.name as payee, h.code as "householdCode", h.township_code as "townshipCode"
       from (${SCHEDULE} where s.kind = 'monthly' and (s.status = 'suspended' or s.exit_from is not null or q.schedule_id is not null)
         and a.ended_on is null and ${access} order by s.suspended_from nulls last, s.exit_until, s.id limit ${MOST_TO_DECIDE}) s
       join aid_record a on a.id = s."aidRecordId" join household h on h.id = a.household_id
       left join person p on p.id = coalesce(a.person_id, h.head_person_id)
       order by s."suspendedFrom" nulls last, s."exitUntil", s.id`,
      params,
    );
    return found.map((row) => ({ ...row, schedule: row }));
  }

  /** A schedule of the department that arranges it. */
  async find(id: string): Promise<ScheduleRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const access = accessSql(this.context.ability, 'arrange', 'PaymentSchedule', ARRANGED, params);
    return (await rows<ScheduleRow>(this.pool, `${SCHEDULE} where s.id = $1 and ${access}`, params))[0];
  }
}
