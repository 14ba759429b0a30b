import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { loadCounty } from '@yimen/api/cli/load-county.js';
import { loadDemoStaff } from '@yimen/api/demo/staff.js';
import { bankFileOf, bankWorkbook, type FileRow, filePages } from '@yimen/api/features/payment/bank-file.js';
import { makePaymentBatch } from '@yimen/api/features/payment/make-batch.js';
import { approvePaymentBatch, sendPaymentBatch, submitPaymentBatch } from '@yimen/api/features/payment/move-batch.js';
import { readResults } from '@yimen/api/features/payment/read-results.js';
import { receiveBankResults } from '@yimen/api/features/payment/receive-results.js';
import { today } from '@yimen/api/platform/clock.js';
import type { Config } from '@yimen/api/platform/config.js';
import { getCounty } from '@yimen/api/platform/county.js';
import type { Database } from '@yimen/api/platform/database.js';
import { Failure } from '@yimen/api/platform/errors.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { type CommandResult, runCommand, type UnitOfWork } from '@yimen/api/platform/run-command.js';
import { startWorker } from '@yimen/api/worker.js';
import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import { makePayees } from '../payments/payees.js';
import { row } from './figures.js';

const PAYEES = 30_000;
const FEN = 300_00;
const RETURNED_EVERY = 100;

/**
 * A batch of 30,000 payments end to end, in seconds: gathered, submitted, approved by another, made into the bank's file,
 * and the bank's answer of as many rows, of which one in a hundred came back, entered in the ledger.
 */
export async function benchPayments(config: Config, database: Database): Promise<number> {
  const county = getCounty(config.county);
  await loadDemoStaff(database, county);
  await loadCounty(database, county);
  const sql = poolSql(database.pool);
  await makePayees(database, { programCode: 'MCA-02', departmentCode: 'MCA', fen: FEN, count: PAYEES });
  const [maker, checker] = await Promise.all(['manager', 'member'].map((role) => actorOf(database, role)));
  const worker = await startWorker(config, database, county);
  const act = async <Input extends object>(
    actor: Actor | undefined,
    work: (unit: UnitOfWork, input: Input & { key: string }) => Promise<CommandResult>,
    input: Input,
  ) => {
    if (!actor) throw new Error('The county has no such person');
    const context = { database, county, actor, ability: defineAbilitiesFor(actor) };
    const done = await runCommand(context, 'bench', { key: randomUUID(), ...input }, work);
    if (done instanceof Failure) throw new Error(done.text.en);
    return done.id;
  };
  try {
    const began = performance.now();
    const lap = lapTimer();
    const batchId = await act(maker, makePaymentBatch, {
      kind: 'monthly',
      month: today().slice(0, 7),
      takesOver: true,
    });
    const step = async () => {
      const [batch] = await sql<{ number: string; version: number; status: string }>(
        'select number, version, status from payment_batch where id = $1',
        [batchId],
      );
      if (!batch) throw new Error('No batch');
      return { batchId, expectedVersion: batch.version, ...batch };
    };
    while ((await step()).status === 'gathering') await new Promise((resolve) => setTimeout(resolve, 20));
    lap('gathered');
    await act(maker, submitPaymentBatch, await step());
    await act(checker, approvePaymentBatch, await step());
    await act(maker, sendPaymentBatch, await step());
    lap('submitted, approved, sent');
    const { number } = await step();
    const [batch] = await sql<{ month: string }>('select month from payment_batch where id = $1', [batchId]);
    const format = bankFileOf(county);
    const of = { id: batchId, number, departmentCode: 'MCA', month: batch?.month ?? '' };
    const pages = () => filePages({ sql, vault: database.vault }, county, of);
    await buffer(bankWorkbook(format, pages()));
    lap('workbook');
    const { result } = format;
    const rows: FileRow[] = [];
    for await (const page of pages()) rows.push(...page);
    const sheet = rows.map(({ key, amount }, index) => ({
      at: index + 2,
      cells: index % RETURNED_EVERY === 0 ? [key, amount, '失败', '账号有误'] : [key, amount, '成功', ''],
    }));
    const heading = { at: 1, cells: [result.key, result.amount, result.outcome, result.reason] };
    const { results, problems } = readResults([heading, ...sheet], format);
    await act(maker, receiveBankResults(results, problems), { batchId, fileName: 'bench', checksum: 'bench' });
    while ((await step()).status !== 'settled') await new Promise((resolve) => setTimeout(resolve, 20));
    lap('answer entered');
    const [paid] = await sql<{ count: number }>(
      `select count(*)::int as count from payment_line where result = 'paid'`,
    );
    if (paid?.count !== PAYEES - PAYEES / RETURNED_EVERY) throw new Error(`${paid?.count} were paid`);
    const seconds = (performance.now() - began) / 1000;
    row(`batch of ${PAYEES} payments, seconds`, seconds);
    return seconds;
  } finally {
    await worker.stop();
  }
}

function lapTimer(): (what: string) => void {
  let last = performance.now();
  return (what) => {
    row(`  ${what}, seconds`, (performance.now() - last) / 1000);
    last = performance.now();
  };
}

async function actorOf({ pool }: Database, role: string): Promise<Actor | undefined> {
  const [actor] = await poolSql(pool)<Actor>(
    `select id as "staffId", name, role, department_code as "departmentCode", township_code as "townshipCode"
     from staff where role = $1 and department_code = 'MCA'`,
    [role],
  );
  return actor;
}
