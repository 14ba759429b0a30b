import { Migration } from '@mikro-orm/migrations';

/**
 * Budgets move: lines are supplemented and cut, money is frozen. The finance bureau has people of its own. What a line is
 * given comes from its source, which has no bottom.
 */
export class BudgetMoves extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      alter table ledger_account drop constraint ledger_account_kind_check;
      alter table ledger_account add constraint ledger_account_kind_check check (kind in ('source', 'available', 'frozen',
        'reserved', 'committed', 'paid', 'places_source', 'places', 'places_reserved', 'places_used'));
      insert into ledger_account (line_id, kind, unit) select line_id, 'frozen', unit from ledger_account where kind = 'available';
      alter table staff drop constraint staff_role_check;
      alter table staff add constraint staff_role_check
        check (role in ('chair', 'member', 'manager', 'clerk', 'leader', 'data_officer', 'finance'));

      create or replace function ledger_post(of_line uuid, drafts jsonb, out made jsonb, out short jsonb)
        language plpgsql volatile security definer set search_path from current as $$
      begin
        perform 1 from ledger_account where line_id = of_line order by id for update;
        if not found then raise exception 'No budget line %', of_line; end if;
        with draft as (
          select d.*, item.place, f.id as from_id, t.id as to_id
          from jsonb_array_elements(drafts) with ordinality as item (value, place)
          cross join jsonb_to_record(item.value) as d (key text, "from" text, "to" text, amount bigint, phase text,
            "pendingId" uuid, reason text, "caseId" uuid, "packageItemId" uuid, "applicationId" uuid, "householdId" uuid,
            "personId" uuid, "townshipCode" text, "actorId" uuid, "on" date)
          join ledger_account f on f.line_id = of_line and f.kind = d."from"
          join ledger_account t on t.line_id = of_line and t.kind = d."to"),
        known as (select t.key, t.id from ledger_transfer t where t.key in (select key from draft)),
        fresh as (select * from draft where key not in (select key from known)),
        want as (
          select from_id, coalesce(sum(amount) filter (where phase in ('single', 'pending')), 0) as needed,
            coalesce(sum(amount) filter (where phase = 'void'), 0) as given_back
          from fresh group by from_id),
        lacking as (
          select a.unit, w.needed, a.credits_posted - a.debits_posted - a.debits_pending + w.given_back as "left",
            coalesce((select r.credits_pending from ledger_account r
              where r.line_id = of_line and r.unit = a.unit and r.kind in ('reserved', 'places_reserved')), 0) as reserved
          from want w join ledger_account a on a.id = w.from_id
          where a.kind not in ('source', 'places_source')
            and w.needed > a.credits_posted - a.debits_posted - a.debits_pending + w.given_back),
        posted as (
          insert into ledger_transfer (key, debit_account_id, credit_account_id, amount, phase, pending_id, reason, case_id,
            package_item_id, application_id, household_id, person_id, township_code, actor_id, occurred_on)
          select key, from_id, to_id, amount, phase, "pendingId", reason, "caseId", "packageItemId", "applicationId",
            "householdId", "personId", "townshipCode", "actorId", "on"
          from fresh where not exists (select from lacking) order by place
          returning key, id)
        select (select jsonb_object_agg(key, id) from (select * from known union all select * from posted) all_of_them),
          (select jsonb_agg(jsonb_build_object('unit', unit, 'needed', needed, 'left', "left", 'reserved', reserved)
            order by unit) from lacking)
          into made, short;
      end $$;
    `);
  }
}
