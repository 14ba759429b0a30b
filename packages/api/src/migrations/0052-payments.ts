import { Migration } from '@mikro-orm/migrations';

/**
 * What is due to whom, and the batches in which departments pay it. A due is in one live line at most: whatever is
 * gathered twice, killed or sent twice, nobody is paid twice.
 */
export class Payments extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table payment_schedule (
        id uuid primary key default uuidv7(),
        aid_record_id uuid not null unique references aid_record (id),
        department_code text not null,
        program_code text not null,
        kind text not null check (kind in ('one_off', 'monthly', 'staged', 'in_kind', 'service', 'institution', 'plan')),
        -- of a month, or of the whole
        amount_fen bigint check (amount_fen > 0),
        starts_on date not null,
        status text not null default 'active' check (status in ('active', 'suspended')),
        reason text,
        version int not null default 1,
        check ((status = 'suspended') = (reason is not null)),
        check (kind <> 'monthly' or starts_on = date_trunc('month', starts_on)));
      create index on payment_schedule (department_code, program_code);

      create table payment_due (
        id uuid primary key default uuidv7(),
        schedule_id uuid not null references payment_schedule (id),
        -- of a month: year * 12 + month; of a stage: its place
        position int not null,
        month date,
        label text,
        amount_fen bigint check (amount_fen > 0),
        due_on date not null,
        -- whose money is committed for it, or would be
        line_id uuid references budget_line (id),
        status text not null check (status in ('unreleased', 'short', 'open', 'paid', 'cancelled')),
        paid_on date,
        released_by uuid references staff (id),
        released_at timestamptz,
        unique (schedule_id, position),
        check ((status = 'paid') = (paid_on is not null)));
      create index on payment_due (line_id) where status = 'short';

      -- Goods handed out, sessions held, money handed to an institution.
      create table payment_delivery (
        id uuid primary key default uuidv7(),
        due_id uuid not null references payment_due (id),
        delivered_on date not null,
        quantity int not null check (quantity > 0),
        signed_by text not null,
        note text,
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp());
      create index on payment_delivery (due_id);

      create table payment_batch (
        id uuid primary key default uuidv7(),
        number text not null unique,
        department_code text not null,
        kind text not null check (kind in ('monthly', 'ad_hoc')),
        month date not null check (month = date_trunc('month', month)),
        status text not null check (status in ('gathering', 'draft', 'submitted', 'approved', 'sent', 'settled', 'cancelled')),
        version int not null default 1,
        job_id uuid,
        made_by uuid not null references staff (id),
        made_at timestamptz not null default clock_timestamp(),
        submitted_by uuid references staff (id),
        submitted_at timestamptz,
        checked_by uuid references staff (id),
        checked_at timestamptz,
        sent_by uuid references staff (id),
        sent_at timestamptz,
        file_checksum text,
        reason text,
        check (checked_by <> made_by and checked_by <> submitted_by));
      create index on payment_batch (department_code, month);

      create table payment_result (
        id uuid primary key default uuidv7(),
        batch_id uuid not null references payment_batch (id),
        file_name text not null,
        checksum text not null,
        rows jsonb not null,
        status text not null default 'checking' check (status in ('checking', 'applied', 'refused')),
        problems jsonb not null default '[]',
        problem_count int not null default 0,
        new_paid int not null default 0,
        new_returned int not null default 0,
        known int not null default 0,
        job_id uuid,
        uploaded_by uuid not null references staff (id),
        uploaded_at timestamptz not null default clock_timestamp());
      create unique index on payment_result (batch_id, checksum) where status <> 'refused';

      create table payment_line (
        id uuid primary key default uuidv7(),
        batch_id uuid not null references payment_batch (id),
        due_id uuid not null references payment_due (id),
        account_id uuid not null references person_account (id),
        amount_fen bigint not null check (amount_fen > 0),
        -- as it was then: the file stays what it was
        township_code text not null,
        -- in the file, from the submission on
        number int,
        -- nobody else may pay the due meanwhile, or ever
        live boolean not null default true,
        taken_out text,
        result text check (result in ('paid', 'returned')),
        bank_reason text,
        result_on date,
        result_id uuid references payment_result (id),
        unique (batch_id, number),
        check ((result is null) = (result_on is null)),
        check (result is distinct from 'returned' or (bank_reason is not null and not live)),
        check (result is distinct from 'paid' or live));
      create unique index payment_line_once on payment_line (due_id) where live;
      create index on payment_line (due_id);
      create index on payment_line (batch_id);

      create table payment_problem (
        batch_id uuid not null references payment_batch (id),
        due_id uuid not null references payment_due (id),
        reason text not null,
        primary key (batch_id, due_id));

      -- Each due with whom it is for, where his money goes, whether it is of a month after the aid ended or he was gone, and
      -- why it cannot be paid now; null when it can.
      create view payable_due as
        select d.id, d.schedule_id, d.month, d.label, d.amount_fen, d.due_on, d.line_id, d.status, s.department_code,
          s.program_code, s.kind, a.case_id, a.household_id, h.township_code, p.id as payee_id, p.name as payee,
          k.id as account_id, coalesce(d.month > least(a.ended_on, p.gone_on, h.dissolved_on), false) as lapsed,
          case
            when p.gone = 'died' then 'deceased'
            when p.gone is not null then 'left'
            when h.dissolved_on is not null or p.id is null then 'no_payee'
            when d.month > a.ended_on then 'ended'
            when s.status = 'suspended' then 'suspended'
            when d.status = 'short' then case when d.line_id is null then 'no_line' else 'short' end
            when k.id is null then 'no_account'
            when k.verified_at is null then 'account_unchecked'
            when k.id = (select r.account_id from payment_line r
              where r.due_id = d.id and r.result = 'returned' order by r.id desc limit 1) then 'account_returned'
          end as problem
        from payment_due d
        join payment_schedule s on s.id = d.schedule_id
        join aid_record a on a.id = s.aid_record_id
        join household h on h.id = a.household_id
        left join person p on p.id = coalesce(a.person_id, h.head_person_id)
        left join lateral (select x.id, x.verified_at from person_account x
          where x.person_id = p.id order by x.id desc limit 1) k on true;

      -- A month's dues come at once, into tables of which the planner knows what they held before.
      create function analyze_payments() returns void
        language sql volatile security definer set search_path from current as $$
        analyze payment_schedule, payment_due, payment_line, payment_problem, aid_record, person_account
      $$;
      revoke execute on function analyze_payments from public;
      grant execute on function analyze_payments to yimen_app;

      grant select on payable_due to yimen_app;
      grant select, insert on payment_schedule, payment_due, payment_delivery, payment_batch, payment_result, payment_line
        to yimen_app;
      grant update (kind, amount_fen, status, reason, version) on payment_schedule to yimen_app;
      grant update (label, status, paid_on, line_id, released_by, released_at) on payment_due to yimen_app;
      grant update (status, version, job_id, submitted_by, submitted_at, checked_by, checked_at, sent_by, sent_at,
        file_checksum, reason) on payment_batch to yimen_app;
      grant update (status, problems, problem_count, new_paid, new_returned, known, job_id) on payment_result to yimen_app;
      grant update (number, live, taken_out, result, bank_reason, result_on, result_id) on payment_line to yimen_app;
      grant select, insert, delete on payment_problem to yimen_app;`);
  }
}
