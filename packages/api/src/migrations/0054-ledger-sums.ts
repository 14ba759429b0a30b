import { Migration } from '@mikro-orm/migrations';

/**
 * Dashboards add up years of postings: what the entries of a line come to is kept beside the balances, by the same
 * statement that posts. `ledger_entry` is what they are worked out from anew.
 */
export class LedgerSums extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      -- Every movement behind the numbers of a line: what left its available money, and where it stands.
      create view ledger_entry as
        select a.line_id, case when t.phase = 'pending' and a.kind = 'committed' then 'held' else a.kind end as state,
          extract(month from t.occurred_on)::int as month, coalesce(t.township_code, 'none') as township_code,
          t.household_id, side.sign * t.amount as fen
        from ledger_transfer t
        cross join lateral (values (t.credit_account_id, 1), (t.debit_account_id, -1)) as side (account_id, sign)
        join ledger_account a on a.id = side.account_id
        where a.unit = 'fen' and a.kind not in ('source', 'available') and (t.phase in ('single', 'post')
          or t.phase = 'pending' and not exists (select from ledger_transfer later where later.pending_id = t.id));

      -- Their keys are those of the transfers, which hold them.
      create table ledger_sum (
        line_id uuid not null,
        state text not null,
        month int not null,
        township_code text not null,
        fen bigint not null,
        entries int not null,
        primary key (line_id, state, month, township_code)) with (fillfactor = 70);
      -- Whom money was promised or paid to; what is frozen or in a meeting's hands has reached nobody yet.
      create table ledger_household (
        line_id uuid not null,
        household_id uuid not null,
        township_code text not null,
        fen bigint not null,
        entries int not null,
        primary key (line_id, household_id, township_code)) with (fillfactor = 70);

      -- After ledger_apply, which has locked the accounts: a line's sums are never written by two at once.
      create function ledger_sums() returns trigger
        language plpgsql security definer set search_path from current as $$
      begin
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
        return null;
      end $$;
      create trigger ledger_sums after insert on ledger_transfer referencing new table as fresh
        for each statement execute function ledger_sums();

      insert into ledger_sum (line_id, state, month, township_code, fen, entries)
        select line_id, state, month, township_code, sum(fen), count(*) from ledger_entry group by 1, 2, 3, 4;
      insert into ledger_household (line_id, household_id, township_code, fen, entries)
        select line_id, household_id, township_code, sum(fen), count(*) from ledger_entry
        where household_id is not null and state not in ('frozen', 'reserved') group by 1, 2, 3;
      grant select on ledger_entry, ledger_sum, ledger_household to yimen_app;
    `);
  }
}
