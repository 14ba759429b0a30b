import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type BudgetLineRow,
  balances,
  commitFunds,
  type Holds,
  holdFunds,
  lockLines,
  moveBudget,
  payFunds,
  recoverFunds,
  releaseHold,
  reserveFunds,
  transferBudget,
  undoRecovery,
} from '@yimen/api/ledger/ledger.js';
import { Failure } from '@yimen/api/platform/errors.js';
import fc from 'fast-check';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testkit/database.js';
import { createLine, inTransaction, MOVEMENT, sqlOfClient } from './lines.js';

const CONNECTIONS = 12;
let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ ...database.database.pool.options, max: CONNECTIONS });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

describe('two decisions race for the last yuan', () => {
  test.each([
    ['neither was held', false],
    ['one of them was held', true],
  ])('exactly one commits when %s', async (_name, firstIsHeld) => {
    for (let round = 0; round < 25; round += 1) {
      const line = await createLine(pool, 100);
      const holds = firstIsHeld
        ? ((await inTransaction(pool, (sql) =>
            holdFunds(sql, { ...MOVEMENT, key: `${line.id}:h`, lineId: line.id, fen: 100 }),
          )) as Holds)
        : {};
      const decide = (key: string, more: Partial<Holds>) =>
        inTransaction(pool, (sql) =>
          commitFunds(sql, { ...MOVEMENT, key: `${line.id}:${key}`, lineId: line.id, fen: 100, ...more }),
        );
      const outcomes = await Promise.allSettled([decide('a', holds), decide('b', {})]);
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(refused).toHaveLength(1);
      expect(refused[0]).toBeInstanceOf(Failure);
      expect(refused[0]).toMatchObject({
        kind: 'BudgetExceeded',
        extra: { lines: [{ lineId: line.id, needed: 100, left: 0 }] },
      });
      if (firstIsHeld) expect(outcomes[0]?.status).toBe('fulfilled');
      const after = (await balances(sqlOfClient(pool), [line.id])).get(line.id);
      expect(after).toMatchObject({ leftFen: 0, heldFen: 0, committedFen: 100 });
    }
  });

  test('forty applicants for seven places: seven get one', async () => {
    const line = await createLine(pool, 40_00, 7);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        inTransaction(pool, (sql) =>
          holdFunds(sql, { ...MOVEMENT, key: `${line.id}:${index}`, lineId: line.id, fen: 1_00, places: 1 }),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => !('short' in outcome))).toHaveLength(7);
    expect((await balances(sqlOfClient(pool), [line.id])).get(line.id)).toMatchObject({ placesLeft: 0, heldFen: 7_00 });
  });
});

interface Step {
  kind:
    | 'supplement'
    | 'cut'
    | 'freeze'
    | 'unfreeze'
    | 'move'
    | 'hold'
    | 'reserve'
    | 'give back'
    | 'commit'
    | 'commit held'
    | 'release'
    | 'pay'
    | 'recover'
    | 'hand up'
    | 'recovered by mistake'
    | 'transfer of two lines';
  line: number;
  fen: number;
  places: number;
}

interface Held {
  line: BudgetLineRow;
  fen: number;
  places: number;
  held: Holds;
}

const step = fc.record<Step>({
  kind: fc.constantFrom(
    'supplement',
    'cut',
    'freeze',
    'unfreeze',
    'move',
    'hold',
    'hold',
    'reserve',
    'reserve',
    'give back',
    'commit',
    'commit held',
    'release',
    'pay',
    'recover',
    'hand up',
    'recovered by mistake',
    'transfer of two lines',
  ),
  line: fc.nat(2),
  fen: fc.nat(400),
  places: fc.nat(1),
});

describe('thousands of operations at once', () => {
  test('never overdraw a line, and every balance equals what its transfers add up to', async () => {
    const lines = [
      await createLine(pool, 20_000, 60),
      await createLine(pool, 50_000),
      await createLine(pool, 3_000, 900),
    ];
    const steps = fc.sample(fc.array(step, { minLength: 250, maxLength: 250 }), {
      numRuns: CONNECTIONS,
      seed: 20261123,
    });
    const outcomes = { done: 0, refused: 0 };
    await Promise.all(
      steps.map(async (own) => {
        const holds: Held[] = [];
        const reserved: Held[] = [];
        for (const one of own) {
          const happened = await inTransaction(pool, (sql) => play(sql, one, lines, holds, reserved)).catch(
            (error: unknown) => {
              if (error instanceof Failure) return false;
              throw error;
            },
          );
          outcomes[happened ? 'done' : 'refused'] += 1;
        }
      }),
    );
    expect(outcomes.done).toBeGreaterThan(500);
    expect(outcomes.refused).toBeGreaterThan(100);
    await expectBooksBalance();
    for (const [, balance] of await balances(
      sqlOfClient(pool),
      lines.map(({ id }) => id),
    )) {
      expect(balance.leftFen).toBeGreaterThanOrEqual(0);
      expect(balance.leftFen).toBe(
        balance.budgetFen -
          balance.frozenFen -
          balance.reservedFen -
          balance.heldFen -
          balance.committedFen -
          balance.paidFen,
      );
      if (balance.placesLeft !== null) expect(balance.placesLeft).toBeGreaterThanOrEqual(0);
    }
  });
});

async function play(
  sql: ReturnType<typeof sqlOfClient>,
  { kind, line: index, fen, places }: Step,
  lines: BudgetLineRow[],
  holds: Held[],
  reserved: Held[],
): Promise<boolean> {
  const line = lines[index] as BudgetLineRow;
  const movement = { ...MOVEMENT, key: randomUUID(), lineId: line.id };
  switch (kind) {
    case 'supplement':
    case 'cut':
    case 'freeze':
    case 'unfreeze': {
      const { refs: _, ...order } = movement;
      await moveBudget(sql, { ...order, move: kind, fen });
      return fen > 0;
    }
    case 'move': {
      const { refs: _, lineId: fromLineId, ...order } = movement;
      const toLineId = (lines[(index + 2) % lines.length] as BudgetLineRow).id;
      await transferBudget(sql, { ...order, fromLineId, toLineId, fen });
      return fen > 0;
    }
    case 'hold': {
      const held = await holdFunds(sql, { ...movement, fen, places });
      if ('short' in held) return false;
      holds.push({ line, fen, places, held });
      return true;
    }
    case 'reserve': {
      const held = await reserveFunds(sql, { ...movement, fen, places });
      if ('short' in held) return false;
      reserved.push({ line, fen, places, held });
      return true;
    }
    case 'give back': {
      const { moneyHoldId, placeHoldId } = reserved.shift()?.held ?? {};
      if (moneyHoldId) await releaseHold(sql, { ...movement, holdId: moneyHoldId });
      if (placeHoldId) await releaseHold(sql, { ...movement, key: `${movement.key}:place`, holdId: placeHoldId });
      return Boolean(moneyHoldId || placeHoldId);
    }
    case 'commit':
      return (await commitFunds(sql, { ...movement, fen, places })).transferId !== null;
    case 'commit held': {
      const one = holds.shift();
      if (!one) return false;
      // Every third decision is for another amount than was held.
      const decided = fen % 3 === 0 ? fen : one.fen;
      await commitFunds(sql, { ...movement, lineId: one.line.id, fen: decided, places: one.places, ...one.held });
      return true;
    }
    case 'release': {
      const one = holds.pop();
      if (!one?.held.moneyHoldId) return false;
      await releaseHold(sql, { ...movement, holdId: one.held.moneyHoldId });
      return true;
    }
    case 'pay':
      if (fen === 0) return false;
      await payFunds(sql, { ...movement, fen });
      return true;
    case 'recover':
    case 'hand up':
    case 'recovered by mistake': {
      if (fen === 0) return false;
      const to = kind === 'hand up' ? ('source' as const) : ('available' as const);
      await recoverFunds(sql, { ...movement, fen, to });
      if (kind === 'recovered by mistake')
        await undoRecovery(sql, { ...movement, key: `${movement.key}:undo`, fen, to });
      return true;
    }
    case 'transfer of two lines': {
      const other = lines[(index + 1) % lines.length] as BudgetLineRow;
      await lockLines(sql, [line.id, other.id]);
      await commitFunds(sql, { ...movement, key: `${movement.key}:1`, fen, places: 0 });
      await commitFunds(sql, { ...movement, key: `${movement.key}:2`, lineId: other.id, fen, places: 0 });
      return true;
    }
  }
}

/** Recomputes every account from the transfers, and the two sides of the books from the accounts. */
async function expectBooksBalance(): Promise<void> {
  const { rows: wrong } = await pool.query(`
    with closed as (select pending_id from ledger_transfer where pending_id is not null),
    side as (
      select debit_account_id as account, amount as debit, 0 as credit, phase, id from ledger_transfer
      union all select credit_account_id, 0, amount, phase, id from ledger_transfer),
    sums as (
      select account,
        coalesce(sum(debit) filter (where phase in ('single', 'post')), 0) as debits_posted,
        coalesce(sum(credit) filter (where phase in ('single', 'post')), 0) as credits_posted,
        coalesce(sum(debit) filter (where phase = 'pending' and id not in (select pending_id from closed)), 0) as debits_pending,
        coalesce(sum(credit) filter (where phase = 'pending' and id not in (select pending_id from closed)), 0) as credits_pending
      from side group by account)
    select a.kind, a.line_id from ledger_account a left join sums s on s.account = a.id
    where (a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending) is distinct from
      (coalesce(s.debits_posted, 0), coalesce(s.credits_posted, 0), coalesce(s.debits_pending, 0), coalesce(s.credits_pending, 0))`);
  expect(wrong).toEqual([]);
  const { rows: broken } = await pool.query('select id from budget_line where ledger_break(id) is not null');
  expect(broken).toEqual([]);
  const { rows: sides } = await pool.query(
    `select unit, sum(debits_posted) = sum(credits_posted) as posted, sum(debits_pending) = sum(credits_pending) as pending
     from ledger_account group by unit order by unit`,
  );
  expect(sides).toEqual([
    { unit: 'fen', posted: true, pending: true },
    { unit: 'place', posted: true, pending: true },
  ]);
}
