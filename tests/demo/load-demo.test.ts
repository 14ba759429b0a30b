import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadCounty } from '@yimen/api/cli/load-county.js';
import { addPeople } from '@yimen/api/demo/add-people.js';
import { loadDemo } from '@yimen/api/demo/load-demo.js';
import { today } from '@yimen/api/platform/clock.js';
import { LEDGER_REASONS } from '@yimen/schema';
import { createTestDatabase, type TestDatabase } from '../testkit/database.js';

const SIZE = { households: 1500, cases: 6 };
let county: TestDatabase;

beforeAll(async () => {
  county = await createTestDatabase();
  await loadCounty(county.database, county.county);
});

afterAll(() => county.close());

const load = () => loadDemo(county.config, county.database, county.county, () => undefined, SIZE);

async function count(text: string): Promise<number> {
  const { rows } = await county.database.pool.query<{ count: number }>(`select count(*)::int as count from ${text}`);
  return rows[0]?.count ?? 0;
}

async function totals(): Promise<number[]> {
  const tables = ['household', 'person', 'observation', 'case_file', 'application', 'task', 'audit_event', 'staff'];
  return Promise.all(tables.map(count));
}

describe('the demo county', () => {
  test('goes on after an interruption, and is loaded once', async () => {
    const stopHere = (line: string) => {
      if (line.startsWith('families')) throw new Error('power cut');
    };
    await expect(loadDemo(county.config, county.database, county.county, stopHere, SIZE)).rejects.toThrow('power cut');
    await load();
    const before = await totals();
    await load();
    expect(await totals()).toEqual(before);
  });

  test('has the families of the known cases and the freshmen batch', async () => {
    expect(await count(`person where name = '郭某重'`)).toBe(1);
    expect(await count(`case_file c join person p on p.id = c.beneficiary_id where p.name = '郭某重'`)).toBe(0);
    expect(await count('application where batch_id is not null')).toBe(193);
    expect(await count('(select distinct person_id from application where batch_id is not null) s')).toBe(171);
    expect(await count(`application where batch_id is not null and outcome <> 'ELIGIBLE'`)).toBe(0);
    expect(await count(`batch where status = 'draft'`)).toBe(1);
  });

  test('has cases that were worked to their end, with the money sent', async () => {
    expect(await count('case_file')).toBe(SIZE.cases);
    expect(await count(`case_file where status = 'settled'`)).toBe(5);
    expect(await count(`case_file where status = 'refused'`)).toBe(1);
    expect(await count(`ledger_account where kind = 'paid' and credits_posted > 0`)).toBeGreaterThan(3);
    // What is promised and not sent is what is due, to the fen.
    const promised = `(select l.id from budget_line l join ledger_account a on a.line_id = l.id and a.kind = 'committed'
      where a.credits_posted - a.debits_posted <> coalesce((select sum(d.amount_fen) from payment_due d
        where d.line_id = l.id and d.status in ('open', 'unreleased')), 0)) s`;
    expect(await count(promised)).toBe(0);
    const { rows: reasons } = await county.database.pool.query<{ code: string }>(
      `select distinct split_part(reason, ': ', 1) as code from ledger_transfer`,
    );
    expect(reasons.map(({ code }) => code).filter((code) => !Object.hasOwn(LEDGER_REASONS, code))).toEqual([]);
    expect(reasons.length).toBeGreaterThan(5);
    expect(await count('outbox_event where handled_at is null')).toBe(0);
  });

  test('has paid what the departments owed in the months of this year, once', async () => {
    const paid = `ledger_transfer t join ledger_account a on a.id = t.credit_account_id where a.kind = 'paid' and t.reason = 'off_package'`;
    const [year, thisMonth] = [`date_trunc('year', date '${today()}')`, `date_trunc('month', date '${today()}')`];
    const aid = `aid_record a where a.case_id is null and a.source = '部门历史台账'`;
    const month = `generate_series(${year}, ${thisMonth} - interval '1 month', interval '1 month') month`;
    const monthly = `${month}, ${aid} and a.period = 'monthly' and a.granted_on < month + interval '1 month'`;
    const single = `${aid} and a.period = 'per_event' and a.granted_on >= ${year} and a.granted_on < ${thisMonth}`;
    expect(await count(paid)).toBe((await count(monthly)) + (await count(single)));
  });

  test('pays this month by batches in every state, of which some came back', async () => {
    for (const status of ['draft', 'submitted', 'sent', 'settled'])
      expect([status, await count(`payment_batch where status = '${status}'`)]).toEqual([status, 1]);
    expect(await count(`payment_line where result = 'paid'`)).toBeGreaterThan(100);
    expect(await count(`payment_line where result = 'returned'`)).toBeGreaterThan(1);
    expect(await count(`payment_problem where reason in ('no_account', 'account_unchecked')`)).toBeGreaterThan(5);
  });

  test('keeps every typed fact equal to its observation', async () => {
    const apart = `household_facts f cross join lateral jsonb_each(to_jsonb(f) - 'household_id') e
      where e.value <> 'null' and not exists (
        select from observation o where o.household_id = f.household_id and o.fact = e.key and o.value = e.value)`;
    expect(await count('household_facts')).toBeGreaterThan(SIZE.households);
    expect(await count(apart)).toBe(0);
  });

  test('takes more people', async () => {
    const before = await count('household');
    const disagreed = await count(`fact_conflict where status = 'open'`);
    const one = await addPeople(county.database, county.county, 1000, () => undefined);
    const two = await addPeople(county.database, county.county, 1000, () => undefined);
    const twins = one.duplicates.length + two.duplicates.length;
    expect(twins).toBeGreaterThan(5);
    expect(await count('household')).toBe(before + 2000 + twins);
    const planted = one.conflicts.length + two.conflicts.length;
    expect(planted).toBeGreaterThan(10);
    expect(await count(`fact_conflict where status = 'open'`)).toBe(disagreed + planted);
  });

  test('has facts that a register contradicts, the register later and verified', async () => {
    const both = `observation d join observation f using (household_id, fact) join household_facts k using (household_id)
      where d.source = '家庭申报' and not d.verified and f.source ~ '^V' and f.verified and d.observed_on < f.observed_on
        and d.value <> f.value and to_jsonb(k) -> f.fact = f.value`;
    const found = await count(`observation where source ~ '^V'`);
    expect(found).toBeGreaterThan(20);
    expect(await count(both)).toBe(found);
  });
});
