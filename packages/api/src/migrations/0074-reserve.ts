import { Migration } from '@mikro-orm/migrations';

/**
 * The townships' reserve (R100): what was advanced lies frozen on its line until a township uses it, and what each holds is
 * what it was advanced less what it used. Never less than nothing.
 */
export class Reserve extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      alter table budget_request
        add column township_code text,
        drop constraint budget_request_kind_check,
        add constraint budget_request_kind_check check (kind in ('supplement', 'cut', 'transfer', 'freeze', 'unfreeze',
          'advance', 'reclaim', 'quota', 'close')),
        add constraint budget_request_township check ((kind in ('advance', 'reclaim')) = (township_code is not null));

      create table reserve_use (
        id uuid primary key default uuidv7(),
        line_id uuid not null references budget_line (id),
        township_code text not null,
        -- whom it aided
        aid_record_id uuid not null unique references aid_record (id),
        amount_fen bigint not null check (amount_fen > 0),
        -- a code of the pack
        reason text not null,
        what_happened text not null,
        -- who saw it on the spot, and who in the township approved
        confirmed_by text not null,
        approved_by text not null,
        paid_on date not null,
        signed_by text not null,
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        status text not null default 'awaiting_papers'
          check (status in ('awaiting_papers', 'filed', 'settled', 'taken_back')),
        -- the day of its papers
        due_on date not null,
        papers text[] not null default '{}',
        document text,
        -- why the papers were sent back, or the money taken back
        note text,
        settled_by uuid references staff (id),
        settled_at timestamptz,
        taken_back_on date,
        version int not null default 1,
        check ((status = 'settled') = (settled_by is not null)),
        check ((status = 'taken_back') = (taken_back_on is not null)),
        constraint reserve_use_second_person check (settled_by <> recorded_by));
      create index on reserve_use (line_id, township_code);
      create index on reserve_use (due_on) where status = 'awaiting_papers';

      -- unsettled: used, and its papers are not accepted yet
      create view township_reserve as
        select line_id, township_code, sum(advanced)::bigint as advanced_fen, sum(used)::bigint as used_fen,
          sum(unsettled)::bigint as unsettled_fen, sum(advanced - used)::bigint as left_fen
        from (
          select line_id, township_code, case kind when 'advance' then done_fen else -done_fen end as advanced,
            0 as used, 0 as unsettled
          from budget_request where township_code is not null and status = 'approved'
          union all
          select line_id, township_code, 0, amount_fen, case status when 'settled' then 0 else amount_fen end
          from reserve_use where status <> 'taken_back') movement
        group by line_id, township_code;

      -- No township uses, or gives back, what it does not hold, whoever does so at the same time.
      create function reserve_not_overdrawn() returns trigger language plpgsql set search_path from current as $$
      begin
        perform ledger_lock(array[new.line_id]);
        if exists (select from township_reserve where line_id = new.line_id and township_code = new.township_code
            and left_fen < 0) then
          raise exception 'Township % holds less than that', new.township_code using errcode = 'check_violation';
        end if;
        return null;
      end $$;
      create trigger reserve_not_overdrawn after insert on reserve_use
        for each row execute function reserve_not_overdrawn();
      create trigger reserve_not_overdrawn after update on budget_request
        for each row when (new.township_code is not null and new.status = 'approved')
        execute function reserve_not_overdrawn();

      -- A use taken back is aid no longer.
      create or replace view aid_correction as
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
        where a.period <> 'monthly'
        union all
        select aid_record_id, taken_back_on, -amount_fen, false from reserve_use where status = 'taken_back';

      revoke update, delete on reserve_use from yimen_app;
      grant select, insert on reserve_use to yimen_app;
      grant update (status, due_on, papers, document, note, settled_by, settled_at, taken_back_on, version) on reserve_use
        to yimen_app;
      grant select on township_reserve to yimen_app;`);
  }
}
