import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { carryOver } from '@yimen/api/features/fiscal-year/carry-over.js';
import { remindOfPlan } from '@yimen/api/features/fiscal-year/remind-plan.js';
import { balances, findLine, holdFunds, type LineBalance, releaseHold } from '@yimen/api/ledger/ledger.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { attempt } from '../api/attempt.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { key } from '../testkit/client.js';
import { inTransaction, MOVEMENT, sqlOfClient } from './lines.js';

const THIS_YEAR = new Date().getFullYear();
const NEXT_YEAR = THIS_YEAR + 1;
let here: TestOffice;
beforeAll(async () => {
  here = await openTestOffice();
});
afterAll(() => here?.close());

const pool = () => here.api.database.pool;
const save = async (username: string, input: object) =>
  attempt(await here.office.asUser(username), 'saveBudgetPlan', {
    key: key(),
    year: NEXT_YEAR,
    document: '县人大〔2026〕20号',
    submit: false,
    ...input,
  });
const decide = async (username: string, input: object) =>
  attempt(await here.office.asUser(username), 'decideBudgetPlan', {
    key: key(),
    year: NEXT_YEAR,
    outcome: 'approve',
    ...input,
  });

test('from November the finance bureau is asked for next year’s budget, from December its leaders too, each once', async () => {
  const remind = (day: string) =>
    inTransaction(pool(), (sql) => remindOfPlan(sql, getCounty('yichuan'), `${THIS_YEAR}-${day}`));
  const open = (whose: string) =>
    here.records.count(`task where kind = 'budget_plan' and status = 'open' and ${whose}`);
  await remind('10-31');
  expect(await open('true')).toBe(0);
  for (const day of ['11-01', '11-02', '11-30']) await remind(day);
  expect([await open('department_code is not null'), await open('assignee_id is not null')]).toEqual([1, 0]);
  for (const day of ['12-01', '12-02']) await remind(day);
  const leaders = await here.records.count(`staff where role = 'leader' and active`);
  expect([await open('department_code is not null'), await open('assignee_id is not null')]).toEqual([1, leaders]);
});

interface Row {
  programCode: string;
  fundCode: string;
  amount: string;
  places: string;
  lastBudgetFen: number | null;
}

async function readPlan(): Promise<{ status: string; version: number; rows: Row[] }> {
  const client = await here.office.asUser('finance');
  const { data } = await client.raw(
    `{ budgetPlan(year: ${NEXT_YEAR}) { status version rows { program { code } fundCode amount places lastBudgetFen } } }`,
  );
  type Answered = Omit<Row, 'programCode'> & { program: { code: string } };
  const { budgetPlan } = data as { budgetPlan: { status: string; version: number; rows: Answered[] } };
  const rows = budgetPlan.rows.map(({ program, ...row }) => ({ ...row, programCode: program.code }));
  return { ...budgetPlan, rows };
}

async function lineOf(programCode: string, year: number): Promise<string> {
  const line = await findLine(sqlOfClient(pool()), programCode, year);
  if (!line) throw new Error(`No line of ${programCode} in ${year}`);
  return line.id;
}
const balanceOf = async (lineId: string): Promise<LineBalance> =>
  (await balances(sqlOfClient(pool()), [lineId])).get(lineId) as LineBalance;

describe('the budget of the coming year', () => {
  test('begins with what last year had', async () => {
    const plan = await readPlan();
    expect(plan).toMatchObject({ status: 'proposed', version: 0 });
    const aid = plan.rows.find(({ programCode }) => programCode === 'CHA-01');
    expect(aid).toMatchObject({ amount: '130000', places: '40', lastBudgetFen: 130_000_00 });
  });

  test('keeps a draft as typed, tells all that is wrong when it is submitted, and opens nothing', async () => {
    const { rows: proposed } = await readPlan();
    const rows = proposed.map(({ lastBudgetFen: _, ...row }) => row);
    const wrong = [{ ...rows[0], amount: '-5' }, { ...rows[1], amount: '9999999999999' }, ...rows.slice(2)];
    expect((await save('finance', { expectedVersion: 0, rows: wrong })).__typename).toBe('BudgetPlan');
    expect((await readPlan()).rows[0]?.amount).toBe('-5');
    expect((await save('finance-2', { expectedVersion: 0, rows })).__typename).toBe('StaleVersion');
    const refused = await save('finance', { expectedVersion: 1, rows: wrong, submit: true, document: ' ' });
    expect(refused.problems?.map(({ path }) => path)).toEqual(['rows.0.amount', 'rows.1.amount', 'document']);
    for (const year of [THIS_YEAR - 1, NEXT_YEAR + 1, 0]) {
      const answer = await save('finance', { year, expectedVersion: 0, rows });
      expect(answer.problems?.map(({ path }) => path)).toEqual(['year']);
    }
    const open = await save('finance', { year: THIS_YEAR, expectedVersion: 0, rows });
    expect(open.__typename).toBe('WrongState');
    expect(await here.records.count('budget_line where year = $1', [NEXT_YEAR])).toBe(0);
  });

  test('is submitted by one, sent back once, and opened whole by another, once however many approve', async () => {
    const { rows: typed } = await readPlan();
    const rows = typed.map(({ lastBudgetFen: _, ...row }) => ({
      ...row,
      amount: row.programCode === 'CHA-01' ? '150000' : row.programCode === 'FIC-01' ? '' : '1000',
      places: row.programCode === 'FIC-01' ? '' : row.places,
    }));
    expect((await decide('leader', { expectedVersion: 1 })).__typename).toBe('WrongState');
    expect((await save('finance', { expectedVersion: 1, rows, submit: true })).__typename).toBe('BudgetPlan');
    expect((await save('finance', { expectedVersion: 2, rows })).__typename).toBe('WrongState');
    expect((await decide('leader', { expectedVersion: 2, outcome: 'return' })).__typename).toBe('InvalidInput');
    const returned = await decide('leader', { expectedVersion: 2, outcome: 'return', note: '再核一遍' });
    expect(returned.__typename).toBe('BudgetPlan');
    expect((await save('finance-2', { expectedVersion: 3, rows, submit: true })).__typename).toBe('BudgetPlan');
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => decide('leader', { expectedVersion: 4 })));
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['BudgetPlan', 'StaleVersion', 'StaleVersion']);
    expect(await here.records.count('budget_line where year = $1', [NEXT_YEAR])).toBe(rows.length - 1);
    expect(await balanceOf(await lineOf('CHA-01', NEXT_YEAR))).toMatchObject({
      budgetFen: 150_000_00,
      leftFen: 150_000_00,
      placesLeft: 40,
    });
    expect(await here.records.count(`task where kind = 'budget_plan' and status = 'open'`)).toBe(0);
  });

  test('a decision of 31 December draws on the old year, one of 1 January on the new one', async () => {
    const sql = sqlOfClient(pool());
    const years = [`${THIS_YEAR}-12-31`, `${NEXT_YEAR}-01-01`].map(async (day) => {
      const line = await findLine(sql, 'CHA-01', Number(day.slice(0, 4)));
      return line?.year;
    });
    expect(await Promise.all(years)).toEqual([THIS_YEAR, NEXT_YEAR]);
  });
});

describe('what last year left', () => {
  const { pack } = getCounty('yichuan');
  const carry = (day: string) => inTransaction(pool(), (sql) => carryOver(sql, pack, `${NEXT_YEAR}-${day}`));

  test('is carried over from its fund’s day on, once; what is released later follows; other funds lapse', async () => {
    const [from, to, lapsing] = [
      await lineOf('CHA-02', THIS_YEAR),
      await lineOf('CHA-02', NEXT_YEAR),
      await lineOf('MCA-05', THIS_YEAR),
    ];
    const held = await inTransaction(pool(), (sql) =>
      holdFunds(sql, { ...MOVEMENT, key: key(), lineId: from, fen: 5_000_00 }),
    );
    if ('short' in held) throw new Error('The budget is larger than this');
    const [before, kept] = [await balanceOf(from), await balanceOf(lapsing)];
    expect(await carry('01-14')).toBe(0);
    // This year was opened by the county pack, not by a plan: what the lines of years before it hold is not its money.
    expect(await inTransaction(pool(), (sql) => carryOver(sql, pack, `${THIS_YEAR}-12-01`))).toBe(0);
    const [one, other] = await Promise.all([carry('01-15'), carry('01-15')]);
    expect(Math.min(one, other)).toBe(0);
    expect(await balanceOf(from)).toMatchObject({ budgetFen: 5_000_00, heldFen: 5_000_00, leftFen: 0 });
    expect(await balanceOf(to)).toMatchObject({ budgetFen: 1_000_00 + before.leftFen });
    expect(await balanceOf(lapsing)).toEqual(kept);
    await inTransaction(pool(), (sql) =>
      releaseHold(sql, { ...MOVEMENT, key: key(), holdId: held.moneyHoldId as string }),
    );
    expect(await carry('02-01')).toBe(5_000_00);
    expect(await balanceOf(from)).toMatchObject({ budgetFen: 0, leftFen: 0 });
    expect(await balanceOf(to)).toMatchObject({ leftFen: 1_000_00 + before.leftFen + 5_000_00 });
  });
});
