import type { Pool } from 'pg';
import type { Bilingual } from '../policy/types.js';

/** A line whose chain of transfers does not hold. */
export interface BrokenChain {
  lineId: string;
  label: Bilingual;
  year: number;
  /** The first link that is missing or not what it was when it was made, counted from 1. */
  link: number;
}

/** An account whose balance is not what its transfers add up to. */
export interface WrongBalance {
  lineId: string;
  label: Bilingual;
  year: number;
  /** Kind of the account; `sums`: what is kept of the line's entries by month, township and household. */
  account: string;
}

export interface LedgerCheck {
  transfers: number;
  broken: BrokenChain[];
  unbalanced: WrongBalance[];
  /** Transfers that are in no chain. */
  unlinked: number;
}

const LINE = `l.id as "lineId", json_build_object('zh', l.label_zh, 'en', l.label_en) as label, l.year`;

/** The budget lines whose chains there are to follow, oldest first. */
export async function linesToCheck(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('select id from budget_line order by id');
  return rows.map(({ id }) => id);
}

/** Follows the chains of lines from their first link, hash by hash; nothing is written. */
export async function findBrokenChains(pool: Pool, lineIds: readonly string[]): Promise<BrokenChain[]> {
  const { rows } = await pool.query<BrokenChain>(
    `select ${LINE}, b.link from budget_line l cross join lateral ledger_break(l.id) as b (link)
     where l.id = any($1) and b.link is not null order by l.id`,
    [lineIds],
  );
  return rows;
}

/** Adds all transfers up anew and compares with the balances; nothing is written. */
export async function checkBalances(pool: Pool): Promise<Omit<LedgerCheck, 'broken'>> {
  const { rows: unbalanced } = await pool.query<WrongBalance>(
    `with moved as (
       select t.debit_account_id, t.credit_account_id,
         case when t.phase = 'pending' and later.id is null then t.amount else 0 end as pending,
         case when t.phase in ('single', 'post') then t.amount else 0 end as posted
       from ledger_transfer t left join ledger_transfer later on later.pending_id = t.id),
     summed as (
       select account_id, sum(debits_pending) as debits_pending, sum(debits_posted) as debits_posted,
         sum(credits_pending) as credits_pending, sum(credits_posted) as credits_posted
       from (select debit_account_id, pending, posted, 0, 0 from moved
             union all select credit_account_id, 0, 0, pending, posted from moved)
         as side (account_id, debits_pending, debits_posted, credits_pending, credits_posted)
       group by account_id)
     select ${LINE}, a.kind as account
     from ledger_account a join budget_line l on l.id = a.line_id left join summed s on s.account_id = a.id
     where (a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted) is distinct from
       (coalesce(s.debits_pending, 0), coalesce(s.debits_posted, 0), coalesce(s.credits_pending, 0), coalesce(s.credits_posted, 0))
     order by l.id, a.kind`,
  );
  const { rows: counted } = await pool.query<{ transfers: number; unlinked: number }>(
    `select count(*)::int as transfers, (count(*) filter (where k.transfer_id is null))::int as unlinked
     from ledger_transfer t left join ledger_link k on k.transfer_id = t.id`,
  );
  const { transfers = 0, unlinked = 0 } = counted[0] ?? {};
  return { transfers, unlinked, unbalanced: [...unbalanced, ...(await checkSums(pool))] };
}

/** Adds the entries up anew and compares with what is kept of them by month, township and household. */
async function checkSums(pool: Pool): Promise<WrongBalance[]> {
  const { rows } = await pool.query<WrongBalance>(
    `with anew as (
       select line_id, state, null::uuid as household_id, month, township_code, sum(fen) as fen, count(*) as entries
       from ledger_entry group by 1, 2, 4, 5
       union all
       select line_id, null, household_id, null, township_code, sum(fen), count(*)
       from ledger_entry
       where household_id is not null and state not in ('frozen', 'reserved') group by 1, 3, 5),
     kept as (
       select line_id, state, null::uuid, month, township_code, fen, entries from ledger_sum where (fen, entries) <> (0, 0)
       union all
       select line_id, null, household_id, null, township_code, fen, entries from ledger_household
       where (fen, entries) <> (0, 0))
     select ${LINE}, 'sums' as account from budget_line l
     where l.id in (select line_id from ((table anew except table kept) union all (table kept except table anew)) wrong)
     order by l.id`,
  );
  return rows;
}
