import { randomInt } from 'node:crypto';
import { checkDigit } from '../features/bank-account/card-number.js';
import { lineKey } from '../features/payment/bank-file.js';
import { makePaymentBatch } from '../features/payment/make-batch.js';
import { approvePaymentBatch, sendPaymentBatch, submitPaymentBatch } from '../features/payment/move-batch.js';
import type { BankResult } from '../features/payment/read-results.js';
import { receiveBankResults } from '../features/payment/receive-results.js';
import type { UnitOfWork } from '../platform/run-command.js';
import { uuidv7 } from '../platform/uuid.js';
import type { Casework } from './casework.js';

/** The department that pays every month, and how far its batches are: one as the townships bring in the accounts. */
const DEPARTMENT = 'MCA';
const STAGES = ['answered', 'sent', 'submitted', 'draft'] as const;
/** In which batch the accounts of a township are there, township by township. */
const BATCH_OF_TOWNSHIP = [0, 0, 0, 1, 0, 0, 2, 0, 3];
const BANKS = ['宜川农村商业银行', '中国农业银行宜川县支行', '邮储银行宜川县支行'];
const JOB_TIMEOUT_MS = 120_000;
/** One payee in so many has no account yet, or one that nobody has checked; one payment in so many comes back. */
const WITHOUT = 40;
const UNCHECKED = 30;
const ELSEWHERE = 50;
const RETURNED = 60;
const REASONS = ['账号已销户', '户名与账号不符', '账户长期不动，已转为不动户'];

/** A department pays this month: batches in every state, with what the bank brought back. `day` is YYYY-MM-DD. */
export async function payThisMonth(work: Casework, day: string): Promise<void> {
  const month = day.slice(0, 7);
  const [manager, member] = [`manager-${DEPARTMENT.toLowerCase()}`, `member-${DEPARTMENT.toLowerCase()}`];
  for (const [place, stage] of STAGES.entries()) {
    const townships = work.county.pack.townships
      .filter((_township, index) => BATCH_OF_TOWNSHIP[index % BATCH_OF_TOWNSHIP.length] === place)
      .map(({ code }) => code);
    await work.act('clerk-hall', `accounts:${place}`, { townships }, openAccounts);
    const making = { kind: 'monthly', month, takesOver: false };
    const batchId = await work.act(manager, `batch:${place}`, making, makePaymentBatch);
    await untilJobsDone(work);
    const lines = 'select count(*)::int as count from payment_line where batch_id = $1 and live';
    const { count } = await work.row<{ count: number }>(lines, [batchId]);
    // A small county may have nobody to pay there.
    if (stage === 'draft' || count === 0) continue;
    const step = async () => {
      const { version } = await work.row<{ version: number }>('select version from payment_batch where id = $1', [
        batchId,
      ]);
      return { batchId, expectedVersion: version };
    };
    await work.act(manager, `submit:${place}`, await step(), submitPaymentBatch);
    if (stage === 'submitted') continue;
    await work.act(member, `approve:${place}`, await step(), approvePaymentBatch);
    await work.act(manager, `send:${place}`, await step(), sendPaymentBatch);
    if (stage === 'sent') continue;
    const results = await answerOf(work, batchId, day);
    const input = { batchId, fileName: `回盘-${month}.xlsx`, checksum: `demo:${month}` };
    await work.act(manager, `results:${place}`, input, receiveBankResults(results, []), 'receivePaymentResults');
    await untilJobsDone(work);
  }
}

/** Payees of townships have one-card accounts, recorded by one clerk and checked by another: most of them. */
async function openAccounts(unit: UnitOfWork, { townships }: { townships: string[] }) {
  const payees = await unit.sql<{ id: string; name: string; checker: string }>(
    `select distinct on (p.id) p.id, p.name, t.id as checker
     from payment_schedule s join aid_record a on a.id = s.aid_record_id join household h on h.id = a.household_id
     join person p on p.id = coalesce(a.person_id, h.head_person_id)
     join staff t on t.role = 'clerk' and t.township_code = h.township_code
     where p.gone is null and h.township_code = any($1)
       and not exists (select from person_account k where k.person_id = p.id) order by p.id, t.id`,
    [townships],
  );
  const accounts = payees
    .filter((_payee, index) => index % WITHOUT !== WITHOUT - 1)
    .map(({ id: person, name, checker }, index) => {
      const id = uuidv7();
      const number = cardNumber();
      const sealed = unit.vault.seal(number, { table: 'person_account', column: 'number_sealed', rowId: id });
      const isChecked = index % UNCHECKED !== UNCHECKED - 1;
      return {
        id,
        person,
        bank: BANKS[index % BANKS.length],
        holder: name,
        sealed: sealed.toString('hex'),
        last4: number.slice(-4),
        // One gave another account; the department asks for the one-card.
        kind: index % ELSEWHERE === ELSEWHERE - 1 ? 'bank' : 'one_card',
        checker: isChecked ? checker : null,
      };
    });
  await unit.sql(
    `insert into person_account (id, person_id, bank, holder, number_sealed, last4, reason, document, recorded_by,
       verified_by, verified_at, kind)
     select k.id, k.person, k.bank, k.holder, decode(k.sealed, 'hex'), k.last4, '一卡通登记', '一卡通存折', $2, k.checker,
       case when k.checker is not null then now() end, k.kind
     from jsonb_to_recordset($1::jsonb) as k (id uuid, person uuid, bank text, holder text, sealed text, last4 text, checker uuid, kind text)`,
    [JSON.stringify(accounts), unit.actor.staffId],
  );
  return { type: 'Staff', id: unit.actor.staffId };
}

function cardNumber(): string {
  const digits = `62302810${String(randomInt(1e10)).padStart(10, '0')}`;
  return digits + checkDigit(digits);
}

/** What the bank says of a batch: one payment in sixty came back. */
async function answerOf(work: Casework, batchId: string, day: string): Promise<BankResult[]> {
  const lines = await work.sql<{ batch: string; number: number; amountFen: number }>(
    `select b.number as batch, l.number, l.amount_fen as "amountFen" from payment_line l
     join payment_batch b on b.id = l.batch_id where l.batch_id = $1 and l.live order by l.number`,
    [batchId],
  );
  return lines.map(({ batch, number, amountFen }, index) => {
    const reason =
      index % RETURNED === RETURNED - 1 ? (REASONS[((index + 1) / RETURNED) % REASONS.length] as string) : null;
    const outcome = reason ? ('returned' as const) : ('paid' as const);
    return { at: index + 2, key: lineKey(batch, number), amountFen, outcome, reason, day };
  });
}

export async function untilJobsDone(work: Casework): Promise<void> {
  for (const deadline = Date.now() + JOB_TIMEOUT_MS; Date.now() < deadline; ) {
    const [open] = await work.sql(
      `select from job where kind in ('payment_gather', 'payment_results', 'recalculation_judge') and status in ('queued', 'running') limit 1`,
    );
    if (!open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The payment batches of the demo were not gathered in time');
}
