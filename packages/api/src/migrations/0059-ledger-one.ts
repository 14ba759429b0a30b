import { Migration } from '@mikro-orm/migrations';

/** Most movements are one transfer: it takes the short way, so that a line that many want is locked as briefly. */
export class LedgerOne extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      alter function ledger_post rename to ledger_post_many;

      create function ledger_post(of_line uuid, drafts jsonb, out made jsonb, out short jsonb)
        language plpgsql volatile security definer set search_path from current as $$
      declare
        draft record;
        account ledger_account;
        source ledger_account;
        target ledger_account;
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
        -- All accounts of the line: its chain has one end.
        for account in select * from ledger_account where line_id = of_line order by id for update loop
          if account.kind = draft."from" then source := account; end if;
          if account.kind = draft."to" then target := account; end if;
        end loop;
        if account.id is null then raise exception 'No budget line %', of_line; end if;
        if source.id is null or target.id is null then return; end if;
        select id into transfer from ledger_transfer where key = draft.key;
        if not found then
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
          values (draft.key, source.id, target.id, draft.amount, draft.phase, draft."pendingId", draft.reason,
            draft."caseId", draft."packageItemId", draft."applicationId", draft."householdId", draft."personId",
            draft."townshipCode", draft."actorId", draft."on")
          returning id into transfer;
        end if;
        made := jsonb_build_object(draft.key, transfer);
      end $$;

      -- One transfer: both accounts, and its link.
      create function ledger_apply_one(one ledger_transfer) returns void
        language plpgsql security definer set search_path from current as $$
      declare
        pending bigint := case one.phase when 'pending' then one.amount when 'single' then 0 else -one.amount end;
        posted bigint := case when one.phase in ('single', 'post') then one.amount else 0 end;
        units text[];
        line uuid;
        last ledger_link;
      begin
        perform 1 from ledger_account where id in (one.debit_account_id, one.credit_account_id) order by id for update;
        with moved as (
          update ledger_account a set
            debits_pending = debits_pending + case when a.id = one.debit_account_id then pending else 0 end,
            debits_posted = debits_posted + case when a.id = one.debit_account_id then posted else 0 end,
            credits_pending = credits_pending + case when a.id = one.credit_account_id then pending else 0 end,
            credits_posted = credits_posted + case when a.id = one.credit_account_id then posted else 0 end
          where a.id in (one.debit_account_id, one.credit_account_id)
          returning a.id, a.unit, a.line_id)
        select array_agg(unit), (array_agg(line_id) filter (where id = one.debit_account_id))[1] into units, line from moved;
        if (units[1] = units[2]) is not true then
          raise exception 'a transfer is between two accounts of one unit' using errcode = '23514';
        end if;
        if one.phase in ('post', 'void') then
          perform 1 from ledger_transfer p where p.id = one.pending_id and p.phase = 'pending' and p.amount = one.amount
            and p.debit_account_id = one.debit_account_id and p.credit_account_id = one.credit_account_id;
          if not found then
            raise exception 'a transfer does not close its pending transfer' using errcode = '23514';
          end if;
        end if;
        select * into last from ledger_link where line_id = line order by number desc limit 1;
        insert into ledger_link (transfer_id, line_id, number, hash)
        values (one.id, line, coalesce(last.number, 0) + 1, sha256(coalesce(last.hash, '') || ledger_content(one)));
      end $$;
      revoke execute on function ledger_apply_one from public;

      create or replace function ledger_apply() returns trigger
        language plpgsql security definer set search_path from current as $$
      declare
        one ledger_transfer;
      begin
        if (select count(*) from fresh) = 1 then
          select * into one from fresh;
          perform ledger_apply_one(one);
          return null;
        end if;
        perform 1 from ledger_account
          where id in (select debit_account_id from fresh union select credit_account_id from fresh) order by id for update;
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
        perform ledger_chain(line_id, array_agg(t order by t.id))
          from fresh f join ledger_transfer t on t.id = f.id join ledger_account d on d.id = f.debit_account_id group by line_id;
        return null;
      end $$;
    `);
  }
}
