import { Migration } from '@mikro-orm/migrations';

/**
 * What a month comes to is what was recorded for the latest month up to it: an amount recorded today for this month leaves
 * one that is planned for a later month as it is. What a due is about is a code; its words are the reader's. And a
 * recalculation asks for a lower amount as a meeting does.
 */
export class AmountsByMonth extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      drop index payment_amount_schedule_id_from_month_idx;
      create index on payment_amount (schedule_id, from_month desc, id desc) include (fen);

      create or replace function payment_month_fen(of_schedule uuid, whole bigint, of_month date) returns bigint
        language sql stable set search_path from current as $$
        select coalesce((select x.fen from payment_amount x where x.schedule_id = of_schedule and x.from_month <= of_month
          order by x.from_month desc, x.id desc limit 1), whole)
      $$;

      -- exit: a month of an exit; difference: made up for by a meeting; arrears: by a recalculation
      alter table payment_due add column cause text check (cause in ('exit', 'difference', 'arrears'));
      update payment_due set cause = case when label = '渐退期' then 'exit' else 'difference' end, label = null
        where label in ('渐退期', '补发差额');

      -- What a department decides about an amount that a meeting or a recalculation found.
      alter table amount_decision
        add column id uuid not null default uuidv7(),
        add column recalculation_id uuid,
        add column schedule_id uuid,
        drop constraint amount_decision_pkey,
        drop constraint amount_decision_check1,
        alter column remedy_id drop not null,
        add primary key (id),
        add unique (remedy_id),
        add unique (recalculation_id, schedule_id),
        add foreign key (recalculation_id, schedule_id) references recalculation_row (recalculation_id, schedule_id),
        add check (num_nonnulls(remedy_id, recalculation_id) = 1),
        add check ((recalculation_id is null) = (schedule_id is null)),
        add check (reason is not null or (outcome = 'changed' and remedy_id is not null));

      -- Amounts that wait for their department; the newest of a schedule counts.
      create or replace view amount_to_decide as
        select distinct on (schedule_id) * from (
          select s.id as schedule_id, r.id as remedy_id, r.case_id, r.decided_on, r.monthly_fen, null::uuid as recalculation_id
          from remedy r join aid_record a on a.package_item_id = r.package_item_id
          join payment_schedule s on s.aid_record_id = a.id
          where r.status = 'adopted' and r.monthly_fen is not null and a.ended_on is null
            and not exists (select from amount_decision d join remedy later on later.id = d.remedy_id
              where later.package_item_id = r.package_item_id and later.id >= r.id)
          union all
          select s.id, null, a.case_id, r.approved_at::date, x.after_fen, r.id
          from recalculation_row x join recalculation r on r.id = x.recalculation_id
          join payment_schedule s on s.id = x.schedule_id join aid_record a on a.id = s.aid_record_id
          where x.state = 'second_look' and x.kind = 'less' and a.ended_on is null
            and not exists (select from amount_decision d where d.schedule_id = x.schedule_id
              and d.recalculation_id >= x.recalculation_id)) asked
        order by schedule_id, coalesce(remedy_id, recalculation_id) desc;`);
  }
}
