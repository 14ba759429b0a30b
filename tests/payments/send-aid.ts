import { checkDigit } from '@yimen/api/features/bank-account/card-number.js';
import type { Discussion } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import type { Client, Office } from '../testkit/client.js';
import { answerFile } from './payment-desk.js';

async function ask<Found>(client: Client, query: string, id: string): Promise<Found> {
  const { data } = await client.raw(`query ($id: ID!) { ${query} }`, { id });
  return data as Found;
}

interface Batch {
  paymentBatch: { version: number; number: string; status: string; lines: { nodes: { amountFen: number }[] } };
}

/** An adopted part is confirmed by its department and paid through the bank, in an app that runs its jobs itself. */
export async function sendAid(office: Office, family: Discussion, programCode: string): Promise<void> {
  const department = programCode.split('-')[0] as string;
  const maker = await office.as('manager', department);
  const checker = await office.as('member', department);
  const { case: file } = await ask<{ case: { package: { items: { id: string; program: { code: string } }[] } } }>(
    maker,
    'case(id: $id) { package { items { id program { code } } } }',
    family.caseId,
  );
  const packageItemId = file.package.items.find(({ program }) => program.code === programCode)?.id;
  await recordCheckedAccount(office, family.personId);
  await act(maker, 'decidePackageItem', { packageItemId, outcome: 'confirmed' });
  const month = new Date().toISOString().slice(0, 7);
  const batchId = await act(maker, 'makePaymentBatch', { kind: 'ad_hoc', month });
  const until = async (fits: string) => {
    for (;;) {
      const { paymentBatch } = await ask<Batch>(
        maker,
        'paymentBatch(id: $id) { version number status lines(first: 1) { nodes { amountFen } } }',
        batchId,
      );
      if (paymentBatch.status === fits) return paymentBatch;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const step = async (client: Client, mutation: string, from: string) =>
    act(client, mutation, { batchId, expectedVersion: (await until(from)).version });
  await step(maker, 'submitPaymentBatch', 'draft');
  await step(checker, 'approvePaymentBatch', 'submitted');
  await step(maker, 'sendPaymentBatch', 'approved');
  const { number, lines } = await until('sent');
  const answer = answerFile([`${number}-000001,${(lines.nodes[0]?.amountFen ?? 0) / 100},成功,,`]);
  await maker.post(`/api/payments/${batchId}/results?name=answer.csv&key=${batchId}`, answer);
  await until('settled');
}

/** An account that a second clerk has compared with the card. */
async function recordCheckedAccount(office: Office, personId: string): Promise<void> {
  const [clerk, other] = [await office.as('clerk'), await office.asUser('clerk-t01')];
  const digits = `62302810${String(Date.now()).slice(-10)}`;
  const bankAccount = digits + checkDigit(digits);
  const input = { personId, bank: '农村商业银行', holder: '本人', bankAccount, reason: '发放救助金' };
  const householdId = await act(clerk, 'recordBankAccount', input);
  const { household } = await ask<{ household: { members: { id: string; accounts: { id: string }[] }[] } }>(
    clerk,
    'household(id: $id) { members { id accounts { id } } }',
    householdId,
  );
  const accountId = household.members.find(({ id }) => id === personId)?.accounts[0]?.id;
  await act(other, 'verifyBankAccount', { accountId });
}
