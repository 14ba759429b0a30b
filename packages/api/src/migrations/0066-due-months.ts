import { Migration } from '@mikro-orm/migrations';

/**
 * What happens to monthly aid on its way: months that wait for a second look, an exit by months, and amounts that change
 * from a month on.
 */
export class DueMonths extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      alter table payment_schedule
        -- the first month that waits; null: everything that is not paid yet does
        add column suspended_from date check (suspended_from = date_trunc('month', suspended_from)),
        add column reason_en text,
        -- what suspended it, where nobody did by hand
        add column suspended_by text,
        -- income has risen: the first month of the exit, and the last
        add column exit_from date check (exit_from = date_trunc('month', exit_from)),
        add column exit_until date check (exit_until = date_trunc('month', exit_until)),
        add check (status = 'suspended' or (suspended_from is null and reason_en is null and suspended_by is null)),
        add check ((exit_from is null) = (exit_until is null) and exit_from <= exit_until);
      grant update (suspended_from, reason_en, suspended_by, exit_from, exit_until) on payment_schedule to yimen_app;
      create index payment_schedule_waits on payment_schedule (suspended_by) where status = 'suspended';
      create index observation_recorded on observation (recorded_at);

      -- What a month comes to from a month on; the latest row counts.
      create table payment_amount (
        id uuid primary key default uuidv7(),
        schedule_id uuid not null references payment_schedule (id),
        from_month date not null check (from_month = date_trunc('month', from_month)),
        fen bigint not null check (fen > 0),
        recorded_at timestamptz not null default clock_timestamp());
      create index on payment_amount (schedule_id, from_month);

      create function payment_month_fen(of_schedule uuid, whole bigint, of_month date) returns bigint
        language sql stable set search_path from current as $$
        select coalesce((select x.fen from payment_amount x where x.schedule_id = of_schedule and x.from_month <= of_month
          order by x.id desc limit 1), whole)
      $$;

      grant select, insert on payment_amount to yimen_app;

      create or replace view payable_due as
        select d.id, d.schedule_id, d.month, d.label, d.amount_fen, d.due_on, d.line_id, d.status, s.department_code,
          s.program_code, s.kind, a.case_id, a.household_id, h.township_code, p.id as payee_id, p.name as payee,
          k.id as account_id, coalesce(d.month > least(a.ended_on, p.gone_on, h.dissolved_on), false) as lapsed,
          case
            when p.gone = 'died' then 'deceased'
            when p.gone is not null then 'left'
            when h.dissolved_on is not null or p.id is null then 'no_payee'
            when d.month > a.ended_on then 'ended'
            when s.status = 'suspended' and (s.suspended_from is null or d.month is null or d.month >= s.suspended_from)
              then 'suspended'
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
    `);
  }
}
