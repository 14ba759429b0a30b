import { Migration } from '@mikro-orm/migrations';

/**
 * The application writes transfers through `ledger_post` alone, so nothing need watch over the table: a single transfer,
 * on lines that many want at once, is checked, moved, linked and counted on the way. What an account may be is looked up
 * when it is opened, not each time its balance moves.
 */
export class LedgerDirect extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      revoke insert on ledger_transfer from yimen_app;
      drop trigger ledger_apply on ledger_transfer;
      drop function ledger_apply();

      create table ledger_account_kind (kind text, unit text, primary key (kind, unit));
      insert into ledger_account_kind (kind, unit) values ('source', 'fen'), ('available', 'fen'), ('frozen', 'fen'),
        ('reserved', 'fen'), ('committed', 'fen'), ('paid', 'fen'), ('places_source', 'place'), ('places', 'place'),
        ('places_reserved', 'place'), ('places_used', 'place');
      alter table ledger_account drop constraint ledger_account_kind_check, drop constraint ledger_account_unit_check,
        add foreign key (kind, unit) references ledger_account_kind,
        drop constraint ledger_account_debits_pending_check, drop constraint ledger_account_debits_posted_check,
        drop constraint ledger_account_credits_pending_check, drop constraint ledger_account_credits_posted_check,
        add constraint ledger_account_not_negative
          check (least(debits_pending, debits_posted, credits_pending, credits_posted) >= 0);

      -- Adds transfers of a line, which is locked, to its accounts, sums and chain.
      create function ledger_apply(of_line uuid, transfers ledger_transfer[]) returns void
        language plpgsql volatile security definer set search_path from current as $$
      begin
        if exists (select from unnest(transfers) f left join ledger_account d on d.id = f.debit_account_id
          left join ledger_account c on c.id = f.credit_account_id where (d.unit = c.unit) is not true) then
          raise exception 'a transfer is between two accounts of one unit' using errcode = '23514';
        end if;
        if exists (select from unnest(transfers) f left join ledger_transfer p on p.id = f.pending_id
          where f.phase in ('post', 'void') and (p.phase is distinct from 'pending' or p.debit_account_id <> f.debit_account_id
            or p.credit_account_id <> f.credit_account_id or p.amount <> f.amount)) then
          raise exception 'a transfer does not close its pending transfer' using errcode = '23514';
        end if;
        with moved as (
          select debit_account_id, credit_account_id,
            case phase when 'pending' then amount when 'single' then 0 else -amount end as pending,
            case when phase in ('single', 'post') then amount else 0 end as posted
          from unnest(transfers)),
        summed as (
          select id, sum(debits_pending) as debits_pending, sum(debits_posted) as debits_posted,
            sum(credits_pending) as credits_pending, sum(credits_posted) as credits_posted
          from (select debit_account_id, pending, posted, 0, 0 from moved
                union all select credit_account_id, 0, 0, pending, posted from moved)
            as side (id, debits_pending, debits_posted, credits_pending, credits_posted)
          group by id)
        update ledger_account a set
          debits_pending = a.debits_pending + s.debits_pending, debits_posted = a.debits_posted + s.debits_posted,
          credits_pending = a.credits_pending + s.credits_pending, credits_posted = a.credits_posted + s.credits_posted
        from summed s where a.id = s.id;
        with counted as (
          select f.debit_account_id, f.credit_account_id, f.amount, f.phase, f.occurred_on, f.township_code, f.household_id,
            1 as counts from unnest(transfers) f where f.phase <> 'void'
          union all
          select p.debit_account_id, p.credit_account_id, p.amount, p.phase, p.occurred_on, p.township_code, p.household_id,
            -1 from unnest(transfers) f join ledger_transfer p on p.id = f.pending_id),
        entry as materialized (
          select a.line_id, case when t.phase = 'pending' and a.kind = 'committed' then 'held' else a.kind end as state,
            extract(month from t.occurred_on)::int as month, coalesce(t.township_code, 'none') as township_code,
            t.household_id, side.sign * t.counts * t.amount as fen, t.counts
          from counted t
          cross join lateral (values (t.credit_account_id, 1), (t.debit_account_id, -1)) as side (account_id, sign)
          join ledger_account a on a.id = side.account_id
          where a.unit = 'fen' and a.kind not in ('source', 'available')),
        summed as (
          insert into ledger_sum as s (line_id, state, month, township_code, fen, entries)
          select line_id, state, month, township_code, sum(fen), sum(counts) from entry group by 1, 2, 3, 4
          on conflict (line_id, state, month, township_code)
            do update set fen = s.fen + excluded.fen, entries = s.entries + excluded.entries)
        insert into ledger_household as h (line_id, household_id, township_code, fen, entries)
        select line_id, household_id, township_code, sum(fen), sum(counts) from entry
        where household_id is not null and state not in ('frozen', 'reserved') group by 1, 2, 3
        on conflict (line_id, household_id, township_code)
          do update set fen = h.fen + excluded.fen, entries = h.entries + excluded.entries;
        perform ledger_chain(of_line, transfers);
      end $$;
      revoke execute on function ledger_apply(uuid, ledger_transfer[]) from public;

      create or replace function ledger_post_many(of_line uuid, drafts jsonb, out made jsonb, out short jsonb)
        language plpgsql volatile security definer set search_path from current as $$
      declare
        fresh ledger_transfer[];
      begin
        perform 1 from ledger_account where line_id = of_line and kind = 'available' for update;
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
          returning *)
        select (select jsonb_object_agg(key, id) from (select * from known union all select key, id from posted) all_of_them),
          (select array_agg(posted::ledger_transfer order by id) from posted),
          (select jsonb_agg(jsonb_build_object('unit', unit, 'needed', needed, 'left', "left", 'reserved', reserved)
            order by unit) from lacking)
          into made, fresh, short;
        if fresh is not null then perform ledger_apply(of_line, fresh); end if;
      end $$;

      create or replace function ledger_post(of_line uuid, drafts jsonb, out made jsonb, out short jsonb)
        language plpgsql volatile security definer set search_path from current as $$
      declare
        draft record;
        source ledger_account;
        target ledger_account;
        one ledger_transfer;
        ended ledger_transfer;
        on_hold bigint;
        for_good bigint;
        known uuid;
      begin
        if jsonb_array_length(drafts) <> 1 then
          select many.made, many.short into made, short from ledger_post_many(of_line, drafts) many;
          return;
        end if;
        select * into draft from jsonb_to_record(drafts -> 0) as d (key text, "from" text, "to" text, amount bigint,
          phase text, "pendingId" uuid, reason text, "caseId" uuid, "packageItemId" uuid, "applicationId" uuid,
          "householdId" uuid, "personId" uuid, "townshipCode" text, "actorId" uuid, "on" date);
        on_hold := case draft.phase when 'pending' then draft.amount when 'single' then 0 else -draft.amount end;
        for_good := case when draft.phase in ('single', 'post') then draft.amount else 0 end;
        perform 1 from ledger_account where line_id = of_line and kind = 'available' for update;
        if not found then raise exception 'No budget line %', of_line; end if;
        select id into known from ledger_transfer where key = draft.key;
        if found then
          made := jsonb_build_object(draft.key, known);
          return;
        end if;
        update ledger_account set debits_pending = debits_pending + on_hold, debits_posted = debits_posted + for_good
          where line_id = of_line and kind = draft."from" and (draft.phase in ('post', 'void')
            or kind in ('source', 'places_source') or draft.amount <= credits_posted - debits_posted - debits_pending)
          returning * into source;
        if not found then
          select jsonb_build_array(jsonb_build_object('unit', a.unit, 'needed', draft.amount,
              'left', a.credits_posted - a.debits_posted - a.debits_pending,
              'reserved', coalesce((select r.credits_pending from ledger_account r where r.line_id = of_line
                and r.unit = a.unit and r.kind in ('reserved', 'places_reserved')), 0)))
            into short from ledger_account a where a.line_id = of_line and a.kind = draft."from";
          return;
        end if;
        update ledger_account set credits_pending = credits_pending + on_hold, credits_posted = credits_posted + for_good
          where line_id = of_line and kind = draft."to" returning * into target;
        if (source.unit = target.unit) is not true then
          raise exception 'a transfer is between two accounts of one unit' using errcode = '23514';
        end if;
        insert into ledger_transfer (key, debit_account_id, credit_account_id, amount, phase, pending_id, reason, case_id,
          package_item_id, application_id, household_id, person_id, township_code, actor_id, occurred_on)
        values (draft.key, source.id, target.id, draft.amount, draft.phase, draft."pendingId", draft.reason,
          draft."caseId", draft."packageItemId", draft."applicationId", draft."householdId", draft."personId",
          draft."townshipCode", draft."actorId", draft."on")
        returning * into one;
        if one.phase in ('post', 'void') then
          select * into ended from ledger_transfer p where p.id = one.pending_id and p.phase = 'pending'
            and p.amount = one.amount and p.debit_account_id = source.id and p.credit_account_id = target.id;
          if not found then
            raise exception 'a transfer does not close its pending transfer' using errcode = '23514';
          end if;
        end if;
        insert into ledger_link (transfer_id, line_id, number, hash)
        select one.id, of_line, coalesce(last.number, 0) + 1, sha256(coalesce(last.hash, '') || ledger_content(one))
        from (select) of_it left join lateral (select number, hash from ledger_link
          where line_id = of_line order by number desc limit 1) as last on true;
        if source.unit = 'fen' then
          if source.kind not in ('source', 'available') then
            if one.phase <> 'void' then perform ledger_count(source, one, 1); end if;
            if ended.id is not null then perform ledger_count(source, ended, -1); end if;
          end if;
          if target.kind not in ('source', 'available') then
            if one.phase <> 'void' then perform ledger_count(target, one, 1); end if;
            if ended.id is not null then perform ledger_count(target, ended, -1); end if;
          end if;
        end if;
        made := jsonb_build_object(one.key, one.id);
      end $$;
    `);
  }
}
