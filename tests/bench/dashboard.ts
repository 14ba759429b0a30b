import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@yimen/api/platform/config.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import {
  BudgetLinesDocument,
  FundingDocument,
  FundingEntriesDocument,
  FundingKindsDocument,
  FundingOutlookDocument,
  FundingTilesDocument,
  FundingYearsDocument,
  HardshipDocument,
  LateWorkDocument,
  WaitingProgramsDocument,
} from '@yimen/schema/documents';
import { print } from 'graphql';
import pg from 'pg';
import { type Client, openOffice } from '../testkit/client.js';
import { emptyCounty } from '../testkit/empty-county.js';
import { p95, row, timesOf } from './figures.js';
import { startServer } from './servers.js';

const POSTINGS = 1_000_000;
const HOUSEHOLDS = 10_000;
const ROUNDS = 12;

/** What the leader's page asks for, of each year. */
const PAGE = [
  FundingDocument,
  FundingOutlookDocument,
  FundingKindsDocument,
  FundingYearsDocument,
  FundingTilesDocument,
  WaitingProgramsDocument,
  HardshipDocument,
  LateWorkDocument,
  BudgetLinesDocument,
].map((document) => print(document as never));

/**
 * Households, a third of them on the register, and payments to them over all years that have budget lines; a few programs
 * have most. Past the triggers, as a county's former system is taken over: balances and sums are worked out at the end.
 */
const PLANT = /* sql */ `
  set session_replication_role = replica;
  insert into household (id, code, township_code, village_code, address, registered_by)
    select uuidv7(), 'B' || n, 'T0' || 1 + n % 7, 'V', 'A', (select id from staff limit 1) from generate_series(1, ${HOUSEHOLDS}) n;
  insert into register_change (household_id, number, from_level, to_level, on_day, reason, source, recorded_by, township_code, village_code)
    select id, 1, 'none', (array['dibao', 'tekun', 'edge'])[1 + n % 3], '2022-01-01', 'recognised', 'by_hand', registered_by, township_code, 'V'
    from (select *, row_number() over () as n from household) h where n % 3 = 0;
  create temporary table place as select id, township_code, row_number() over () - 1 as n from household;
  create temporary table line as select l.year, a.id as from_id, p.id as to_id,
      row_number() over (partition by l.year order by l.id) - 1 as n, count(*) over (partition by l.year) as of_year
    from budget_line l join ledger_account a on a.line_id = l.id and a.kind = 'available'
    join ledger_account p on p.line_id = l.id and p.kind = 'paid';
  create index on place (n);
  create index on line (year, n);
  analyze place, line;
  insert into ledger_transfer (key, debit_account_id, credit_account_id, amount, phase, reason, household_id, township_code, occurred_on)
    select 'bench:' || g.n, line.from_id, line.to_id, 100 + g.n % 50000, 'single', '发放', place.id, place.township_code,
      make_date(g.year, 1 + g.n % 12, 10)
    from (select n, (select min(year) from line) + n % (select count(distinct year)::int from line) as year,
        power(random(), 3) as skew, floor(random() * ${HOUSEHOLDS})::bigint as who
      from generate_series(1, ${POSTINGS}) n) g
    join place on place.n = g.who
    join line on line.year = g.year and line.n = floor(g.skew * line.of_year)::bigint;
  analyze ledger_transfer, ledger_account;
  with moved as (select debit_account_id, credit_account_id, sum(amount) as fen from ledger_transfer
    where key like 'bench:%' group by 1, 2)
  update ledger_account a set debits_posted = debits_posted + case when a.id = debit_account_id then fen else 0 end,
    credits_posted = credits_posted + fen from moved where a.id in (debit_account_id, credit_account_id);
  insert into ledger_sum select line_id, state, month, township_code, sum(fen), count(*) from ledger_entry group by 1, 2, 3, 4;
  insert into ledger_household select line_id, household_id, township_code, sum(fen), count(*) from ledger_entry group by 1, 2, 3;
  set session_replication_role = origin;
  analyze`;

/** Milliseconds in which 95 of 100 questions of the leader's page are answered over the API, of five years in turn. */
export async function benchDashboard(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  const county = await emptyCounty(postgres.url, postgres.appUrl);
  const years = await plant(county.config);
  const server = await startServer('yimen', county.config);
  try {
    const leader = await (await openOffice(new URL('/', server.url).origin)).as('leader');
    await timesOf(years, (year) => wholePage(leader, year));
    const rounds = Array.from({ length: ROUNDS }, () => years).flat();
    const questions = rounds.flatMap((year) => PAGE.map((query) => ({ query, year })));
    const single = await timesOf(questions, ({ query, year }) => ask(leader, query, { year }));
    row('the whole page at once, ms', p95(await timesOf(rounds, (year) => wholePage(leader, year))));
    const list = print(FundingEntriesDocument as never);
    const lists = await timesOf(rounds, (year) =>
      ask(leader, list, { filter: { year, month: 6, state: 'paid' }, first: 50 }),
    );
    row('a list of one month, ms', p95(lists));
    return p95(single);
  } finally {
    await server.close();
    await county.drop();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function plant({ ownerUrl, county }: Config): Promise<number[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`set search_path = ${county}, public`);
    await client.query(PLANT);
    const { rows } = await client.query<{ year: number; postings: number }>(
      `select l.year, sum(s.entries)::int as postings from budget_line l join ledger_sum s on s.line_id = l.id group by 1 order by 1`,
    );
    row(
      'postings',
      rows.reduce((sum, { postings }) => sum + postings, 0),
    );
    return rows.map(({ year }) => year);
  } finally {
    await client.end();
  }
}

const wholePage = (leader: Client, year: number) => Promise.all(PAGE.map((query) => ask(leader, query, { year })));

async function ask(leader: Client, query: string, variables: object): Promise<void> {
  const { errors } = await leader.raw(query, variables as Record<string, unknown>);
  if (errors) throw new Error(JSON.stringify(errors));
}
