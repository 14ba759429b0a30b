import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkBalances, findBrokenChains, linesToCheck } from '@yimen/api/ledger/check-ledger.js';
import { today } from '@yimen/api/platform/clock.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { key } from '../testkit/client.js';
import { makePayees } from './payees.js';
import { answerFile, PaymentDesk } from './payment-desk.js';

const PROCESS = fileURLToPath(new URL('../dist/payments/payment-process.js', import.meta.url));
const PAYEES = 1500;
const FEN = 12_34;
/** Fewer than a job may be begun. */
const KILLS = 3;

let here: TestOffice;
beforeAll(async () => {
  here = await openTestOffice();
});
afterAll(() => here?.close());

async function open(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROCESS], {
    env: { PATH: process.env.PATH, JOB_CONFIG: JSON.stringify(here.config) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

const isOpen = async () => (await here.records.count(`job where status in ('queued', 'running')`)) > 0;

/** Works on the jobs in processes that are killed, each a little later in its work than the one before. */
async function workAndKill(): Promise<number> {
  let killed = 0;
  for (; (await isOpen()) && killed < KILLS; killed += 1) {
    const child = await open();
    await delay(500 + killed * 250);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  await here.work();
  return killed;
}

test('a batch whose process is killed again and again is gathered once and paid once', async () => {
  const desk = await PaymentDesk.open(here, 'MCA');
  const programs = ['MCA-02', 'MCA-03', 'MCA-05'];
  for (const programCode of programs)
    await makePayees(here.api.database, {
      programCode,
      departmentCode: 'MCA',
      fen: FEN,
      count: PAYEES / programs.length,
    });
  const month = today().slice(0, 7);
  const id = await act(desk.maker, 'makePaymentBatch', { kind: 'monthly', month, takesOver: true });
  expect(await workAndKill()).toBeGreaterThan(0);
  expect(await desk.see(id)).toMatchObject({
    status: 'draft',
    totals: { lines: PAYEES, fen: PAYEES * FEN, problems: 0 },
  });

  const { number } = await desk.send(id);
  const rows = Array.from({ length: PAYEES }, (_none, index) => {
    const place = `${number}-${String(index + 1).padStart(6, '0')}`;
    return index % 100 === 0 ? `${place},12.34,失败,账号有误,` : `${place},12.34,成功,,`;
  });
  const sent = await desk.maker.post(`/api/payments/${id}/results?name=r.csv&key=${key()}`, answerFile(rows));
  expect(sent.status).toBe(200);
  expect(await workAndKill()).toBeGreaterThan(0);

  const returned = PAYEES / 100;
  expect(await desk.see(id)).toMatchObject({
    status: 'settled',
    totals: { paid: PAYEES - returned, paidFen: (PAYEES - returned) * FEN, returned },
  });
  const [paid] = await here.records.rows(
    `select count(*)::int as times, count(distinct t.person_id)::int as people, sum(t.amount)::int as fen from ledger_transfer t
     join ledger_account a on a.id = t.credit_account_id where a.kind = 'paid'`,
  );
  expect(paid).toEqual({ times: PAYEES - returned, people: PAYEES - returned, fen: (PAYEES - returned) * FEN });
  expect(await here.records.count(`task where kind = 'correct_account'`)).toBe(returned);
  const { pool } = here.api.database;
  expect(await checkBalances(pool)).toMatchObject({ unbalanced: [], unlinked: 0 });
  expect(await findBrokenChains(pool, await linesToCheck(pool))).toEqual([]);
}, 120_000);
