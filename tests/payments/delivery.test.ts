import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkBalances } from '@yimen/api/ledger/check-ledger.js';
import { commitFunds, findLine } from '@yimen/api/ledger/ledger.js';
import { today } from '@yimen/api/platform/clock.js';
import { attempt } from '../api/attempt.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { inTransaction, MOVEMENT } from '../ledger/lines.js';
import { key } from '../testkit/client.js';
import { makePayees } from './payees.js';
import { PaymentDesk } from './payment-desk.js';

const YEAR = Number(today().slice(0, 4));
const FEN = 240_00;
let here: TestOffice;

beforeAll(async () => {
  here = await openTestOffice();
});
afterAll(async () => {
  expect(await checkBalances(here.api.database.pool)).toMatchObject({ unbalanced: [], unlinked: 0 });
  await here.close();
});

/** Aid that is handed out, with its money committed as its decision does. */
async function promised(
  programCode: string,
  kind: string,
  fen: number | null,
): Promise<{ dueId: string; lineId: string }> {
  const { pool } = here.api.database;
  const [payee] = await makePayees(here.api.database, {
    programCode,
    departmentCode: 'MCA',
    fen: FEN,
    count: 1,
    period: 'once',
    account: 'none',
  });
  return inTransaction(pool, async (sql) => {
    const line = await findLine(sql, programCode, YEAR);
    if (!line) throw new Error('No line');
    const refs = { householdId: payee?.householdId };
    if (fen) await commitFunds(sql, { ...MOVEMENT, key: key(), lineId: line.id, fen, refs });
    const [due] = await sql<{ id: string }>(
      `with made as (insert into payment_schedule (aid_record_id, department_code, program_code, kind, amount_fen, starts_on)
         values ($1, 'MCA', $2, $3, $4, current_date) returning id)
       insert into payment_due (schedule_id, position, amount_fen, due_on, line_id, status)
       select id, 1, $4, current_date, $5, 'open' from made returning id`,
      [payee?.aidRecordId, programCode, kind, fen, line.id],
    );
    return { dueId: due?.id ?? '', lineId: line.id };
  });
}

async function moneyOf(lineId: string): Promise<{ committed: number; paid: number }> {
  const [line] = await here.records.rows<{ committed: string; paid: string }>(
    `select sum(credits_posted - debits_posted) filter (where kind = 'committed') as committed,
       sum(credits_posted - debits_posted) filter (where kind = 'paid') as paid from ledger_account where line_id = $1`,
    [lineId],
  );
  return { committed: Number(line?.committed), paid: Number(line?.paid) };
}

test.each([
  ['goods', 'in_kind'],
  ['money to an institution', 'institution'],
])('%s: what is handed out moves its money from committed to paid, once', async (_what, kind) => {
  const desk = await PaymentDesk.open(here, 'MCA');
  const { dueId, lineId } = await promised('MCA-05', kind, FEN);
  const before = await moneyOf(lineId);
  const input = { dueId, on: today(), quantity: 3, signedBy: '李某', completes: true };
  expect(
    await attempt(desk.maker, 'recordDelivery', { key: key(), ...input, quantity: 0, on: '2099-01-01' }),
  ).toMatchObject({
    problems: [{ path: 'on' }, { path: 'quantity' }],
  });
  const once = key();
  await Promise.all([1, 2].map(() => attempt(desk.maker, 'recordDelivery', { key: once, ...input })));
  expect(await moneyOf(lineId)).toEqual({ committed: before.committed - FEN, paid: before.paid + FEN });
  const [moved] = await here.records.rows<{ fen: number; reason: string; household: boolean }>(
    `select amount::int as fen, reason, household_id is not null as household from ledger_transfer where key = $1`,
    [`due:${dueId}:deliver`],
  );
  expect(moved).toEqual({ fen: FEN, reason: 'delivered', household: true });
  expect(await attempt(desk.maker, 'recordDelivery', { key: key(), ...input })).toMatchObject({
    __typename: 'WrongState',
  });
  expect(await here.records.count('payment_delivery where due_id = $1', [dueId])).toBe(1);
});

test('sessions are recorded one by one; the last one moves the money, and a service without money moves none', async () => {
  const desk = await PaymentDesk.open(here, 'MCA');
  const bought = await promised('MCA-05', 'service', FEN);
  const before = await moneyOf(bought.lineId);
  const session = { on: today(), quantity: 1, signedBy: '护理员', completes: false };
  await act(desk.maker, 'recordDelivery', { dueId: bought.dueId, ...session });
  await act(desk.maker, 'recordDelivery', { dueId: bought.dueId, ...session });
  expect(await moneyOf(bought.lineId)).toEqual(before);
  await act(desk.maker, 'recordDelivery', { dueId: bought.dueId, ...session, completes: true });
  expect(await moneyOf(bought.lineId)).toEqual({ committed: before.committed - FEN, paid: before.paid + FEN });
  const free = await promised('MCA-05', 'service', null);
  await act(desk.maker, 'recordDelivery', { dueId: free.dueId, ...session, completes: true });
  expect(await moneyOf(bought.lineId)).toEqual({ committed: before.committed - FEN, paid: before.paid + FEN });
});
