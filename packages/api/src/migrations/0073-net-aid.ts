import { Migration } from '@mikro-orm/migrations';

/**
 * What aid came to in the end: what a further round paid in addition, kept with the line, got back or let go. And what a
 * month of it comes to from then on, which its department decides.
 */
export class NetAid extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      alter table remedy
        -- the day of the meeting
        add column decided_on date,
        -- what was not paid yet and stayed with its line
        add column kept_fen bigint not null default 0 check (kept_fen >= 0),
        -- of monthly aid: what a month is to come to; 0: nothing more
        add column monthly_fen bigint check (monthly_fen >= 0);
      update remedy r set decided_on = k.decision_date from aid_package k where k.case_id = r.case_id and r.status = 'adopted';
      grant update (decided_on, kept_fen, monthly_fen) on remedy to yimen_app;
      create index remedy_changes_amount on remedy (package_item_id) where monthly_fen is not null;

      -- What its department decided about the amount.
      create table amount_decision (
        remedy_id uuid primary key references remedy (id),
        outcome text not null check (outcome in ('changed', 'kept')),
        from_month date check (from_month = date_trunc('month', from_month)),
        reason text,
        decided_by uuid not null references staff (id),
        decided_at timestamptz not null default clock_timestamp(),
        check ((outcome = 'changed') = (from_month is not null)),
        check ((outcome = 'kept') = (reason is not null)));
      revoke update, delete on amount_decision from yimen_app;
      grant select, insert on amount_decision to yimen_app;

      -- Amounts that wait for their department; the newest of a schedule counts.
      create view amount_to_decide as
        select distinct on (s.id) s.id as schedule_id, r.id as remedy_id, r.case_id, r.decided_on, r.monthly_fen
        from remedy r join aid_record a on a.package_item_id = r.package_item_id
        join payment_schedule s on s.aid_record_id = a.id
        where r.status = 'adopted' and r.monthly_fen is not null and a.ended_on is null
          and not exists (select from amount_decision d join remedy later on later.id = d.remedy_id
            where later.package_item_id = r.package_item_id and later.id >= r.id)
        order by s.id, r.id desc;

      -- Fen more or less than was granted, of aid that is not paid by months, by the day; let_go: the family keeps it.
      create view aid_correction as
        select a.id as aid_record_id, x.on_day, x.fen, x.let_go from aid_record a join (
            select package_item_id, decided_on as on_day, amount_fen as fen, false as let_go from remedy
            where status = 'adopted' and kind = 'pay_difference'
            union all
            select package_item_id, decided_on, -kept_fen, false from remedy where status = 'adopted' and kept_fen > 0) x
          on x.package_item_id = a.package_item_id
        where a.period <> 'monthly'
        union all
        select a.id, e.entered_on, case when e.kind = 'correction' then e.amount_fen else -e.amount_fen end, e.kind = 'waiver'
        from recovery_entry e join recovery_claim c on c.id = e.claim_id join aid_record a on a.id = c.aid_record_id
        where a.period <> 'monthly';

      -- What aid comes to by a day: by then corrected, and of monthly aid what a month does.
      create function aid_fen_on(aid aid_record, on_day date) returns bigint
        language sql stable set search_path from current as $$
        select case when aid.period = 'monthly'
          then coalesce((select payment_month_fen(s.id, aid.amount_fen, on_day) from payment_schedule s
            where s.aid_record_id = aid.id), aid.amount_fen)
          else greatest(0, aid.amount_fen + coalesce((select sum(x.fen) from aid_correction x
            where x.aid_record_id = aid.id and x.on_day <= aid_fen_on.on_day and not x.let_go), 0)) end
      $$;
      grant select on amount_to_decide, aid_correction to yimen_app;`);
  }
}
