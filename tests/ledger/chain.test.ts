import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkBalances, findBrokenChains, linesToCheck } from '@yimen/api/ledger/check-ledger.js';
import { type BudgetLineRow, commitFunds, holdFunds, payDirectly, payFunds } from '@yimen/api/ledger/ledger.js';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testkit/database.js';
import { connectOwner, createLine, inTransaction, MOVEMENT } from './lines.js';

let here: TestDatabase;
let owner: pg.Client;
let line: BudgetLineRow;

beforeAll(async () => {
  here = await createTestDatabase();
  owner = await connectOwner(here.config);
});
afterAll(async () => {
  await owner.end();
  await here.close();
});

const pool = () => here.database.pool;
const check = async () => ({
  ...(await checkBalances(pool())),
  broken: await findBrokenChains(pool(), await linesToCheck(pool())),
});

/** As somebody would who reaches the database past the application: done, looked at, and undone. */
async function afterTampering(statement: string, values: unknown[]) {
  await owner.query('begin');
  const { rowCount } = await owner.query(statement, values);
  expect(rowCount).toBe(1);
  const tampered = { query: owner.query.bind(owner) } as unknown as pg.Pool;
  const found = {
    ...(await checkBalances(tampered)),
    broken: await findBrokenChains(tampered, [line.id]),
  };
  await owner.query('rollback');
  return found;
}

describe('the chain of a line', () => {
  beforeAll(async () => {
    line = await createLine(pool(), 1_000_00);
    const move = { ...MOVEMENT, lineId: line.id };
    await inTransaction(pool(), async (sql) => {
      const held = await holdFunds(sql, { ...move, key: `${line.id}:1`, fen: 100_00 });
      if ('short' in held) throw new Error('short');
      await commitFunds(sql, { ...move, key: `${line.id}:1c`, fen: 100_00, ...held });
      await payFunds(sql, { ...move, key: `${line.id}:1p`, fen: 40_00 });
    });
    const payments = [1, 2, 3].map((fen) => ({ key: `${line.id}:d${fen}`, fen, refs: {} }));
    await inTransaction(pool(), (sql) => payDirectly(sql, { ...MOVEMENT, lineId: line.id, payments }));
  });

  test('links all its transfers in their order, and holds', async () => {
    expect(await check()).toEqual({ transfers: 7, unlinked: 0, unbalanced: [], broken: [] });
    const { rows } = await pool().query(
      `select t.key, k.number from ledger_link k join ledger_transfer t on t.id = k.transfer_id
       where k.line_id = $1 order by k.number`,
      [line.id],
    );
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(rows.map(({ key }) => key).slice(-3)).toEqual([1, 2, 3].map((fen) => `${line.id}:d${fen}`));
  });

  test.each([
    ['another amount', 'update ledger_transfer set amount = amount + 1 where key = $1', ['available', 'paid', 'sums']],
    ['another day', "update ledger_transfer set occurred_on = '2020-01-01' where key = $1", ['sums']],
    ['another reason', "update ledger_transfer set reason = 'nothing' where key = $1", []],
  ])('tells of %s written into a transfer', async (_what, statement, wrong) => {
    const { broken, unbalanced } = await afterTampering(statement, [`${line.id}:d2`]);
    expect(broken).toMatchObject([{ lineId: line.id, link: 6 }]);
    expect(unbalanced.map(({ account }) => account)).toEqual(wrong);
  });

  test('tells of a transfer that was slipped in, and of one that was taken out', async () => {
    const slipped = await afterTampering(
      `insert into ledger_transfer (key, debit_account_id, credit_account_id, amount, phase, reason, occurred_on)
       select 'slipped in', debit_account_id, credit_account_id, 5, 'single', 'none', occurred_on
       from ledger_transfer where key = $1`,
      [`${line.id}:d2`],
    );
    expect(slipped).toMatchObject({ transfers: 8, unlinked: 1, broken: [] });
    expect(slipped.unbalanced.map(({ account }) => account)).toEqual(['available', 'paid', 'sums']);
    const taken = await afterTampering(
      `with taken as (delete from ledger_link where transfer_id = (select id from ledger_transfer where key = $1) returning *)
       delete from ledger_transfer where id in (select transfer_id from taken)`,
      [`${line.id}:d2`],
    );
    expect(taken).toMatchObject({ transfers: 6, broken: [{ lineId: line.id, link: 6 }] });
    const last = await afterTampering('delete from ledger_transfer where key = $1', [`${line.id}:d3`]);
    expect(last).toMatchObject({ transfers: 6, broken: [{ lineId: line.id, link: 7 }] });
  });

  test('is not written by the application', async () => {
    await expect(pool().query('delete from ledger_link')).rejects.toThrow('permission denied');
    await expect(pool().query("update ledger_link set hash = ''")).rejects.toThrow('permission denied');
    await expect(pool().query("select ledger_chain($1, '{}')", [line.id])).rejects.toThrow('permission denied');
  });
});
