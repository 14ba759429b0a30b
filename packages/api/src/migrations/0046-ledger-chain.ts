import { Migration } from '@mikro-orm/migrations';

/**
 * Every transfer is a link of its line's chain: its hash covers all that it says and the hash before it, so that a
 * transfer changed, taken out or slipped in past the application shows. A statement of many transfers is applied to
 * its accounts at once: one payment after another would write the same accounts anew for each.
 */
export class LedgerChain extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table ledger_link (
        transfer_id uuid primary key references ledger_transfer (id),
        -- of the account that is debited
        line_id uuid not null references budget_line (id),
        number int not null check (number > 0),
        hash bytea not null,
        unique (line_id, number));

      create function ledger_content(t ledger_transfer) returns bytea language sql stable set search_path from current as $$
        select convert_to(jsonb_build_array(t.id, t.key, t.debit_account_id, t.credit_account_id, t.amount, t.phase,
          t.pending_id, t.reason, t.case_id, t.package_item_id, t.application_id, t.household_id, t.person_id,
          t.township_code, t.actor_id, t.occurred_on, extract(epoch from t.at))::text, 'UTF8')
      $$;

      -- Continues the chain of a line by transfers, in their order.
      create function ledger_chain(of_line uuid, transfers ledger_transfer[]) returns void
        language plpgsql security definer set search_path from current as $$
      declare
        last ledger_link;
        one ledger_transfer;
        hash bytea;
        ids uuid[] := '{}';
        hashes bytea[] := '{}';
      begin
        select * into last from ledger_link where line_id = of_line order by number desc limit 1;
        hash := coalesce(last.hash, '');
        foreach one in array transfers loop
          hash := sha256(hash || ledger_content(one));
          ids := ids || one.id;
          hashes := hashes || hash;
        end loop;
        insert into ledger_link (transfer_id, line_id, number, hash)
        select link.id, of_line, coalesce(last.number, 0) + link.place, link.hash
        from unnest(ids, hashes) with ordinality as link (id, hash, place);
      end $$;

      -- Where a chain does not hold: the first link that is missing or not what it was when it was made.
      create function ledger_break(of_line uuid) returns int
        language plpgsql stable security definer set search_path from current as $$
      declare
        one record;
        hash bytea := '';
        place int := 0;
      begin
        for one in select l.number, l.hash, ledger_content(t) as content
          from ledger_link l join ledger_transfer t on t.id = l.transfer_id where l.line_id = of_line order by l.number
        loop
          place := place + 1;
          hash := sha256(hash || one.content);
          if one.number <> place or one.hash <> hash then return place; end if;
        end loop;
        return null;
      end $$;

      create or replace function ledger_apply() returns trigger
        language plpgsql security definer set search_path from current as $$
      begin
        perform 1 from ledger_account
          where id in (select debit_account_id from fresh union select credit_account_id from fresh) order by id for update;
        if exists (select from fresh f join ledger_account d on d.id = f.debit_account_id
          join ledger_account c on c.id = f.credit_account_id where d.unit <> c.unit) then
          raise exception 'a transfer keeps one unit' using errcode = '23514';
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
      drop trigger ledger_apply on ledger_transfer;
      create trigger ledger_apply after insert on ledger_transfer referencing new table as fresh
        for each statement execute function ledger_apply();

      revoke execute on function ledger_chain, ledger_break from public;
      grant execute on function ledger_break to yimen_app;
      grant select on ledger_link to yimen_app;

      select ledger_chain(line_id, array_agg(t order by t.at, t.id))
        from ledger_transfer t join ledger_account d on d.id = t.debit_account_id group by line_id;
    `);
  }
}
