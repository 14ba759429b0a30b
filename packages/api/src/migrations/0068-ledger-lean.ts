import { Migration } from '@mikro-orm/migrations';

/**
 * What a posting costs, once more. A line is locked by one row, its available money: whoever moves anything of the line
 * takes that first, so its other accounts, its chain and its sums need no lock of their own. A single transfer is
 * applied, linked and counted on the way of one trigger.
 */
export class LedgerLean extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      -- Links are written by the trigger alone; looking for the transfer that was just written says nothing.
      alter table ledger_link drop constraint ledger_link_transfer_id_fkey;
      alter table ledger_transfer drop constraint ledger_transfer_pending_id_key;
      create unique index ledger_transfer_pending_once on ledger_transfer (pending_id) where pending_id is not null;

      create or replace function ledger_lock(line_ids uuid[]) returns setof ledger_account
        language sql volatile security definer set search_path from current as $$
        select * from ledger_account where line_id = any(line_ids) and kind = 'available' order by line_id for update
      $$;

      -- Looks at no table: without a path of its own it is part of the statement that asks.
      create or replace function ledger_content(t ledger_transfer) returns bytea language sql stable as $$
        select convert_to(jsonb_build_array(t.id, t.key, t.debit_account_id, t.credit_account_id, t.amount, t.phase,
          t.pending_id, t.reason, t.case_id, t.package_item_id, t.application_id, t.household_id, t.person_id,
          t.township_code, t.actor_id, t.occurred_on, extract(epoch from t.at))::text, 'UTF8')
      $$;

      create or replace function ledger_break(of_line uuid) returns int
        language plpgsql stable security definer set search_path from current as $$
      declare
        one record;
        hash bytea := '';
        place int := 0;
      begin
        for one in select l.number, l.hash, t.id as transfer_id, ledger_content(t) as content
          from ledger_link l left join ledger_transfer t on t.id = l.transfer_id where l.line_id = of_line order by l.number
        loop
          place := place + 1;
          hash := sha256(hash || one.content);
          if one.transfer_id is null or one.number <> place or one.hash <> hash then return place; end if;
        end loop;
        return null;
      end $$;

      create or replace function ledger_post_many(of_line uuid, drafts jsonb, out made jsonb, out short jsonb)
        language plpgsql volatile security definer set search_path from current as $$
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
          returning key, id)
        select (select jsonb_object_agg(key, id) from (select * from known union all select * from posted) all_of_them),
          (select jsonb_agg(jsonb_build_object('unit', unit, 'needed', needed, 'left', "left", 'reserved', reserved)
            order by unit) from lacking)
          into made, short;
      end $$;

      create or replace function ledger_post(of_line uuid, drafts jsonb, out made jsonb, out short jsonb)
        language plpgsql volatile security definer set search_path from current as $$
      declare
        draft record;
        source ledger_account;
        target_id uuid;
        transfer uuid;
        spare bigint;
      begin
        if jsonb_array_length(drafts) <> 1 then
          select many.made, many.short into made, short from ledger_post_many(of_line, drafts) many;
          return;
        end if;
        select * into draft from jsonb_to_record(drafts -> 0) as d (key text, "from" text, "to" text, amount bigint,
          phase text, "pendingId" uuid, reason text, "caseId" uuid, "packageItemId" uuid, "applicationId" uuid,
          "householdId" uuid, "personId" uuid, "townshipCode" text, "actorId" uuid, "on" date);
        select * into source from ledger_account where line_id = of_line and kind = 'available' for update;
        if not found then raise exception 'No budget line %', of_line; end if;
        if draft."from" <> 'available' then
          select * into source from ledger_account where line_id = of_line and kind = draft."from";
        end if;
        select id into target_id from ledger_account where line_id = of_line and kind = draft."to";
        if source.id is null or target_id is null then return; end if;
        select id into transfer from ledger_transfer where key = draft.key;
        if transfer is null then
          spare := source.credits_posted - source.debits_posted - source.debits_pending;
          if draft.phase in ('single', 'pending') and draft.amount > spare
            and source.kind not in ('source', 'places_source') then
            short := jsonb_build_array(jsonb_build_object('unit', source.unit, 'needed', draft.amount, 'left', spare,
              'reserved', coalesce((select credits_pending from ledger_account where line_id = of_line
                and unit = source.unit and kind in ('reserved', 'places_reserved')), 0)));
            return;
          end if;
          insert into ledger_transfer (key, debit_account_id, credit_account_id, amount, phase, pending_id, reason, case_id,
            package_item_id, application_id, household_id, person_id, township_code, actor_id, occurred_on)
          values (draft.key, source.id, target_id, draft.amount, draft.phase, draft."pendingId", draft.reason,
            draft."caseId", draft."packageItemId", draft."applicationId", draft."householdId", draft."personId",
            draft."townshipCode", draft."actorId", draft."on")
          returning id into transfer;
        end if;
        made := jsonb_build_object(draft.key, transfer);
      end $$;

      -- What a transfer, or the end of a pending one (times -1), adds to the sums of one of its accounts.
      create function ledger_count(account ledger_account, t ledger_transfer, times int) returns void
        language plpgsql as $$
      declare
        of_state text := case when t.phase = 'pending' and account.kind = 'committed' then 'held' else account.kind end;
        of_month int := extract(month from t.occurred_on);
        of_fen bigint := times * case when account.id = t.credit_account_id then t.amount else -t.amount end;
        township text := coalesce(t.township_code, 'none');
      begin
        update ledger_sum s set fen = s.fen + of_fen, entries = s.entries + times
          where s.line_id = account.line_id and s.state = of_state and s.month = of_month and s.township_code = township;
        if not found then
          insert into ledger_sum (line_id, state, month, township_code, fen, entries)
          values (account.line_id, of_state, of_month, township, of_fen, times);
        end if;
        if t.household_id is null or of_state in ('frozen', 'reserved') then return; end if;
        insert into ledger_household as h (line_id, household_id, township_code, fen, entries)
        values (account.line_id, t.household_id, township, of_fen, times)
        on conflict (line_id, household_id, township_code)
          do update set fen = h.fen + excluded.fen, entries = h.entries + excluded.entries;
      end $$;
      revoke execute on function ledger_count from public;

      drop trigger ledger_sums on ledger_transfer;
      drop function ledger_sums();
      drop function ledger_apply_one;
      create or replace function ledger_apply() returns trigger
        language plpgsql security definer set search_path from current as $$
      declare
        one ledger_transfer;
        ended ledger_transfer;
        account ledger_account;
        of_line uuid;
        units text[] := '{}';
        on_hold bigint;
        for_good bigint;
      begin
        if (select count(*) from fresh) = 1 then
          select * into one from fresh;
          if one.phase in ('post', 'void') then
            select * into ended from ledger_transfer p where p.id = one.pending_id and p.phase = 'pending'
              and p.amount = one.amount and p.debit_account_id = one.debit_account_id
              and p.credit_account_id = one.credit_account_id;
            if not found then
              raise exception 'a transfer does not close its pending transfer' using errcode = '23514';
            end if;
          end if;
          on_hold := case one.phase when 'pending' then one.amount when 'single' then 0 else -one.amount end;
          for_good := case when one.phase in ('single', 'post') then one.amount else 0 end;
          for account in update ledger_account a set
              debits_pending = debits_pending + case when a.id = one.debit_account_id then on_hold else 0 end,
              debits_posted = debits_posted + case when a.id = one.debit_account_id then for_good else 0 end,
              credits_pending = credits_pending + case when a.id = one.credit_account_id then on_hold else 0 end,
              credits_posted = credits_posted + case when a.id = one.credit_account_id then for_good else 0 end
            where a.id in (one.debit_account_id, one.credit_account_id) returning a.*
          loop
            units := units || account.unit;
            if account.id = one.debit_account_id then of_line := account.line_id; end if;
            if account.unit = 'fen' and account.kind not in ('source', 'available') then
              if one.phase <> 'void' then perform ledger_count(account, one, 1); end if;
              if ended.id is not null then perform ledger_count(account, ended, -1); end if;
            end if;
          end loop;
          if (units[1] = units[2]) is not true then
            raise exception 'a transfer is between two accounts of one unit' using errcode = '23514';
          end if;
          insert into ledger_link (transfer_id, line_id, number, hash)
          select one.id, of_line, coalesce(last.number, 0) + 1, sha256(coalesce(last.hash, '') || ledger_content(one))
          from (select) of_it left join lateral (select number, hash from ledger_link
            where line_id = of_line order by number desc limit 1) as last on true;
          return null;
        end if;

        perform 1 from ledger_account where kind = 'available' and line_id in (
          select d.line_id from fresh f join ledger_account d on d.id = f.debit_account_id) order by line_id for update;
        if exists (select from fresh f left join ledger_account d on d.id = f.debit_account_id
          left join ledger_account c on c.id = f.credit_account_id where (d.unit = c.unit) is not true) then
          raise exception 'a transfer is between two accounts of one unit' using errcode = '23514';
        end if;
        if exists (select from fresh f left join ledger_transfer p on p.id = f.pending_id
          where f.phase in ('post', 'void') and (p.phase is distinct from 'pending' or p.debit_account_id <> f.debit_account_id
            or p.credit_account_id <> f.credit_account_id or p.amount <> f.amount)) then
          raise exception 'a transfer does not close its pending transfer' using errcode = '23514';
        end if;
        with moved as (
          select debit_account_id, credit_account_id,
            case phase when 'pending' then amount when 'single' then 0 else -amount end as pending,
            case when phase in ('single', 'post') then amount else 0 end as posted
          from fresh),
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
            1 as counts from fresh f where f.phase <> 'void'
          union all
          select p.debit_account_id, p.credit_account_id, p.amount, p.phase, p.occurred_on, p.township_code, p.household_id,
            -1 from fresh f join ledger_transfer p on p.id = f.pending_id),
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
        perform ledger_chain(line_id, array_agg(t order by t.id))
          from fresh f join ledger_transfer t on t.id = f.id join ledger_account d on d.id = f.debit_account_id group by line_id;
        return null;
      end $$;
    `);
  }
}
