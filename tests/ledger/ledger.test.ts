import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type BudgetLineRow,
  balances,
  commitFunds,
  createBudgetLine,
  type Holds,
  holdFunds,
  payDirectly,
  payFunds,
  releaseHold,
} from '@yimen/api/ledger/ledger.js';
import { Failure } from '@yimen/api/platform/errors.js';
import type { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../testkit/database.js';
import { connectOwner, createLine, inTransaction, MOVEMENT, sqlOfClient } from './lines.js';

let test_: TestDatabase;
let owner: Client;
beforeAll(async () => {
  test_ = await createTestDatabase();
  owner = await connectOwner(test_.config);
});
afterAll(async () => {
  await owner.end();
  await test_.close();
});

const pool = () => test_.database.pool;
const balanceOf = async (line: BudgetLineRow) => (await balances(sqlOfClient(pool()), [line.id])).get(line.id);
const hold = (line: BudgetLineRow, key: string, fen: number, places = 0) =>
  inTransaction(pool(), (sql) => holdFunds(sql, { ...MOVEMENT, key, lineId: line.id, fen, places }));
const commit = (line: BudgetLineRow, key: string, fen: number, places = 0, holds: Partial<Holds> = {}) =>
  inTransaction(pool(), (sql) => commitFunds(sql, { ...MOVEMENT, key, lineId: line.id, fen, places, ...holds }));
const held = (result: Awaited<ReturnType<typeof hold>>): Holds => {
  if ('short' in result) throw new Error('short');
  return result;
};
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a budget line', () => {
  test('is opened once: opening it again leaves it as it is', async () => {
    const line = await createLine(pool(), 500_00, 3);
    await inTransaction(pool(), (sql) => createBudgetLine(sql, { ...line, fen: 900_00, places: 9 }));
    expect(await balanceOf(line)).toEqual({
      frozenFen: 0,
      reservedFen: 0,
      placesReserved: 0,
      budgetFen: 500_00,
      heldFen: 0,
      committedFen: 0,
      paidFen: 0,
      leftFen: 500_00,
      placesTotal: 3,
      placesLeft: 3,
    });
  });

  test('without a quota has places without end, and says so', async () => {
    const line = await createLine(pool(), 100_00);
    expect(held(await hold(line, `${line.id}:h`, 1_00, 50))).toMatchObject({ placeHoldId: null });
    expect(await balanceOf(line)).toMatchObject({ placesTotal: null, placesLeft: null, heldFen: 1_00 });
  });

  test('may have no money yet', async () => {
    const line = await createLine(pool(), 0);
    expect(await hold(line, `${line.id}:h`, 1)).toMatchObject({
      short: [{ unit: 'fen', needed: 1, left: 0, reserved: 0 }],
    });
  });
});

describe('holding, committing, paying, releasing', () => {
  test('left is always budget − held − committed − paid', async () => {
    const line = await createLine(pool(), 1000_00, 5);
    const first = held(await hold(line, `${line.id}:1`, 300_00, 1));
    const second = held(await hold(line, `${line.id}:2`, 200_00, 1));
    await commit(line, `${line.id}:c1`, 300_00, 1, first);
    await inTransaction(pool(), (sql) =>
      releaseHold(sql, { ...MOVEMENT, key: `${line.id}:r2`, holdId: second.moneyHoldId as string }),
    );
    await inTransaction(pool(), (sql) =>
      payFunds(sql, { ...MOVEMENT, key: `${line.id}:p1`, lineId: line.id, fen: 100_00 }),
    );
    expect(await balanceOf(line)).toEqual({
      frozenFen: 0,
      reservedFen: 0,
      placesReserved: 0,
      budgetFen: 1000_00,
      heldFen: 0,
      committedFen: 200_00,
      paidFen: 100_00,
      leftFen: 700_00,
      placesTotal: 5,
      placesLeft: 3,
    });
  });

  test('a list of direct payments is recorded once, all of it or nothing', async () => {
    const line = await createLine(pool(), 100_00);
    const pay = (...payments: [key: string, fen: number][]) =>
      inTransaction(pool(), (sql) =>
        payDirectly(sql, {
          ...MOVEMENT,
          lineId: line.id,
          payments: payments.map(([key, fen]) => ({ key: `${line.id}:${key}`, fen, refs: {} })),
        }),
      );
    await pay(['a', 30_00], ['b', 30_00]);
    await pay(['b', 30_00], ['c', 20_00]);
    expect(await balanceOf(line)).toMatchObject({ paidFen: 80_00, committedFen: 0, leftFen: 20_00 });
    expect(await failureOf(pay(['d', 10_00], ['e', 10_01]))).toMatchObject({ code: 'BUDGET_EXCEEDED' });
    expect(await balanceOf(line)).toMatchObject({ paidFen: 80_00, leftFen: 20_00 });
  });

  test('a hold takes all it asks for or nothing, and names what is short', async () => {
    const line = await createLine(pool(), 1000_00, 1);
    await commit(line, `${line.id}:c`, 900_00, 1);
    const result = await hold(line, `${line.id}:h`, 50_00, 1);
    expect(result).toEqual({
      short: [{ lineId: line.id, label: line.label, unit: 'place', needed: 1, left: 0, reserved: 0 }],
    });
    expect(await balanceOf(line)).toMatchObject({ heldFen: 0, leftFen: 100_00 });
  });

  test('committing what was short names the line and what is left, and moves nothing', async () => {
    const line = await createLine(pool(), 100_00);
    const failure = await failureOf(commit(line, `${line.id}:c`, 100_01));
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).toResult('en')).toMatchObject({
      __typename: 'BudgetExceeded',
      message: expect.stringContaining('¥100.01'),
      lines: [{ lineId: line.id, label: line.label.en, needed: 100_01, left: 100_00 }],
    });
    expect(await balanceOf(line)).toMatchObject({ leftFen: 100_00, committedFen: 0 });
  });

  test('a decision for less than was held gives the rest back; for more it takes the rest from the line', async () => {
    const line = await createLine(pool(), 100_00);
    const first = held(await hold(line, `${line.id}:1`, 80_00));
    await commit(line, `${line.id}:c1`, 60_00, 0, first);
    expect(await balanceOf(line)).toMatchObject({ heldFen: 0, committedFen: 60_00, leftFen: 40_00 });
    const second = held(await hold(line, `${line.id}:2`, 30_00));
    await commit(line, `${line.id}:c2`, 40_00, 0, second);
    expect(await balanceOf(line)).toMatchObject({ heldFen: 0, committedFen: 100_00, leftFen: 0 });
  });

  test('more than is committed cannot be paid', async () => {
    const line = await createLine(pool(), 100_00);
    await commit(line, `${line.id}:c`, 10_00);
    const pay = inTransaction(pool(), (sql) =>
      payFunds(sql, { ...MOVEMENT, key: `${line.id}:p`, lineId: line.id, fen: 10_01 }),
    );
    expect(await failureOf(pay)).toMatchObject({ kind: 'BudgetExceeded' });
    expect(await balanceOf(line)).toMatchObject({ committedFen: 10_00, paidFen: 0 });
  });
});

describe('the same key again', () => {
  test('moves nothing more and answers the same transfers, also when both arrive at once', async () => {
    const line = await createLine(pool(), 100_00, 4);
    const results = await Promise.all([1, 2, 3].map(() => hold(line, `${line.id}:h`, 30_00, 1)));
    const holds = held(results[0] as Holds);
    expect(results.map(held)).toEqual([holds, holds, holds]);
    const commits = await Promise.all([1, 2, 3].map(() => commit(line, `${line.id}:c`, 30_00, 1, holds)));
    expect(new Set(commits.map(({ transferId }) => transferId)).size).toBe(1);
    expect(await balanceOf(line)).toMatchObject({ heldFen: 0, committedFen: 30_00, leftFen: 70_00, placesLeft: 3 });
  });

  test('a hold is released once, and not after it was committed', async () => {
    const line = await createLine(pool(), 100_00);
    const release = (key: string, holdId: string) =>
      inTransaction(pool(), (sql) => releaseHold(sql, { ...MOVEMENT, key, holdId }));
    const first = held(await hold(line, `${line.id}:1`, 30_00)).moneyHoldId as string;
    await Promise.all([release(`${line.id}:r1`, first), release(`${line.id}:r2`, first)]);
    expect(await balanceOf(line)).toMatchObject({ heldFen: 0, leftFen: 100_00 });
    const second = held(await hold(line, `${line.id}:2`, 30_00));
    await commit(line, `${line.id}:c`, 30_00, 0, second);
    await release(`${line.id}:r3`, second.moneyHoldId as string);
    expect(await balanceOf(line)).toMatchObject({ committedFen: 30_00, leftFen: 70_00 });
  });
});

describe('the database refuses, even if the code is wrong', () => {
  /** The one way in that the application has, without the checks of its code. */
  const post = (
    line: BudgetLineRow,
    from: string,
    to: string,
    amount: number,
    more: { phase?: string; pendingId?: string } = {},
  ) =>
    pool().query<{ short: object | null }>('select short from ledger_post($1, $2)', [
      line.id,
      JSON.stringify([
        { key: randomUUID(), from, to, amount, phase: 'single', reason: 'test', on: '2026-06-30', ...more },
      ]),
    ]);

  test('an overdraft', async () => {
    const line = await createLine(pool(), 100);
    for (const [from, to, amount, phase] of [
      ['available', 'committed', 101, 'single'],
      ['available', 'committed', 101, 'pending'],
      ['committed', 'paid', 1, 'single'],
    ] as const) {
      expect((await post(line, from, to, amount, { phase })).rows).toMatchObject([{ short: [{ unit: 'fen' }] }]);
    }
    await expect(
      owner.query("update ledger_account set debits_posted = 101 where line_id = $1 and kind = 'available'", [line.id]),
    ).rejects.toMatchObject({ constraint: 'ledger_account_not_overdrawn' });
    await expect(
      owner.query("update ledger_account set credits_pending = -1 where line_id = $1 and kind = 'paid'", [line.id]),
    ).rejects.toMatchObject({ constraint: 'ledger_account_not_negative' });
  });

  test('amounts that are not positive, and fen turned into places', async () => {
    const line = await createLine(pool(), 100, 5);
    await expect(post(line, 'available', 'committed', 0)).rejects.toMatchObject({ code: '23514' });
    await expect(post(line, 'available', 'committed', -5)).rejects.toMatchObject({ code: '23514' });
    await expect(post(line, 'available', 'places_used', 1)).rejects.toMatchObject({ code: '23514' });
  });

  test('closing a hold twice, or with another amount', async () => {
    const line = await createLine(pool(), 100);
    const pendingId = held(await hold(line, `${line.id}:h`, 50)).moneyHoldId as string;
    await hold(line, `${line.id}:other`, 50);
    await expect(post(line, 'available', 'committed', 49, { phase: 'post', pendingId })).rejects.toMatchObject({
      code: '23514',
    });
    await post(line, 'available', 'committed', 50, { phase: 'post', pendingId });
    await expect(post(line, 'available', 'committed', 50, { phase: 'void', pendingId })).rejects.toMatchObject({
      code: '23505',
    });
  });

  test.each([
    'update ledger_transfer set amount = 1',
    'delete from ledger_transfer',
    'truncate ledger_transfer cascade',
    'update ledger_account set credits_posted = 1',
    'delete from ledger_account',
    "insert into ledger_account (line_id, kind, unit, credits_posted) select id, 'available', 'fen', 5 from budget_line",
    'update budget_line set year = 2030',
    'delete from budget_line',
    'delete from audit_event',
    'update department_decision set reason = null',
    "insert into ledger_transfer (key, debit_account_id, credit_account_id, amount, phase, reason, occurred_on) select 'past', a.id, a.id, 1, 'single', 'none', '2026-06-30' from ledger_account a",
    'select ledger_apply(id, array[]::ledger_transfer[]) from budget_line',
  ])('the application role: %s', async (statement) => {
    await expect(pool().query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
