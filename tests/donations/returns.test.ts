import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { carryOutRemedies } from '@yimen/api/features/recovery/carry-out-remedies.js';
import { checkBalances } from '@yimen/api/ledger/check-ledger.js';
import { payFunds } from '@yimen/api/ledger/ledger.js';
import { getCounty } from '@yimen/api/platform/county.js';
import type { UnitOfWork } from '@yimen/api/platform/run-command.js';
import { DonationPageDocument } from '@yimen/schema/documents';
import { attempt } from '../api/attempt.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { inTransaction } from '../ledger/lines.js';
import { type Client, key } from '../testkit/client.js';
import { Giving, YEAR } from './giving.js';

const CHILDREN = { words: '只用于儿童', rule: '年龄 <= 18' };

let here: TestOffice;
let giving: Giving;
let client: Client;
beforeAll(async () => {
  here = await openTestOffice();
  giving = new Giving(here);
  client = await here.office.as('manager', 'RC');
});
afterAll(async () => {
  const { unbalanced, unlinked } = await checkBalances(here.api.database.pool);
  await here.close();
  expect({ unbalanced, unlinked }).toEqual({ unbalanced: [], unlinked: 0 });
});

const row = async <Row>(text: string, values: unknown[] = []): Promise<Row> =>
  (await here.records.rows<Row & object>(text, values))[0] as Row;

const donationOf = async (id: string | undefined) => {
  const { donation } = await (await here.office.as('leader')).run(DonationPageDocument, { id: id as string });
  const { usedFen, leftFen, people, months } = donation as NonNullable<typeof donation>;
  return { usedFen, leftFen, people, months: months.map(({ fen }) => fen) };
};

/** An item that is confirmed, for a child. */
async function given(fen: number, programCode = 'RC-01'): Promise<{ itemId: string; caseNumber: string }> {
  const item = await giving.item(programCode, fen, { age: 9 });
  expect((await giving.confirm(item.itemId)).__typename).toBe('PackageItem');
  return item;
}

/** Sent whole, and of it too much; a meeting asks for it. Answers the claim. */
async function claimed(itemId: string, fen: number): Promise<string> {
  const due = await row<{ id: string; lineId: string; fen: number }>(
    `select d.id, d.line_id as "lineId", d.amount_fen::int as fen from payment_due d
     join payment_schedule s on s.id = d.schedule_id join aid_record a on a.id = s.aid_record_id
     where a.package_item_id = $1 and d.status = 'open'`,
    [itemId],
  );
  const paid = { key: `test:${due.id}`, lineId: due.lineId, fen: due.fen, refs: {}, reason: 'paid' as const };
  await inTransaction(here.api.database.pool, async (sql) => {
    await payFunds(sql, { ...paid, on: `${YEAR}-02-02`, actorId: null });
    await sql(`update payment_due set status = 'paid', paid_on = $2 where id = $1`, [due.id, `${YEAR}-02-02`]);
  });
  const claim = await row<{ id: string }>(
    `with r as (insert into remedy (case_id, position, package_item_id, direction, amount_fen, kind, months, status)
       select k.case_id, 1, i.id, 'over', $2, 'instalments', 2, 'adopted'
       from package_item i join aid_package k on k.id = i.package_id where i.id = $1 returning *)
     insert into recovery_claim (number, remedy_id, case_id, aid_record_id, household_id, person_id, township_code,
       program_code, department_code, decided_on, amount_fen, left_fen)
     select 'SH-' || a.id, r.id, r.case_id, a.id, a.household_id, a.person_id, 'T01', a.program_code, a.department_code,
       $3, $2, $2 from r join aid_record a on a.package_item_id = r.package_item_id returning id`,
    [itemId, fen, `${YEAR}-02-03`],
  );
  await here.records.rows(
    'insert into recovery_source (claim_id, position, line_id, amount_fen) values ($1, 1, $2, $3)',
    [claim.id, due.lineId, fen],
  );
  return claim.id;
}

function comesBack(recoveryId: string, amount: string, withKey = key(), by = client) {
  const document = `JK-${withKey}`;
  return attempt(by, 'recordReceipt', { key: withKey, recoveryId, amount, document, on: `${YEAR}-02-10` });
}

async function takeBack(recoveryId: string) {
  const entry = await row<{ id: string }>(
    `select e.id from recovery_entry e where e.claim_id = $1 and e.kind = 'receipt'
       and not exists (select from recovery_entry x where x.corrects_id = e.id) order by e.id desc limit 1`,
    [recoveryId],
  );
  return attempt(client, 'correctReceipt', { key: key(), entryId: entry.id, reason: '登记有误' });
}

test('what comes back is left of the donations it was given of, in proportion, and bound again; a correction undoes it', async () => {
  await giving.empty('RC-01');
  const { paidFen } = await giving.balance('RC-01');
  const bound = await giving.record(client, 'RC-01', { amount: '600', wish: CHILDREN });
  const free = await giving.record(client, 'RC-01', { amount: '300' });
  const { itemId } = await given(900_00);
  expect(await donationOf(bound.id)).toEqual({ usedFen: 600_00, leftFen: 0, people: 1, months: [600_00] });
  const claimId = await claimed(itemId, 900_00);
  const once = key();
  for (const _twice of [1, 2]) expect((await comesBack(claimId, '100.01', once)).__typename).toBe('Recovery');
  // Two thirds and one third; the fen that is left over goes to the larger remainder.
  expect(await donationOf(bound.id)).toEqual({ usedFen: 533_33, leftFen: 66_67, people: 1, months: [533_33] });
  expect(await donationOf(free.id)).toMatchObject({ usedFen: 266_66, leftFen: 33_34 });
  expect(await giving.balance('RC-01')).toMatchObject({ frozenFen: 66_67, leftFen: 33_34, paidFen: paidFen + 799_99 });
  expect((await comesBack(claimId, '799.99')).__typename).toBe('Recovery');
  expect(await donationOf(bound.id)).toEqual({ usedFen: 0, leftFen: 600_00, people: 0, months: [] });
  expect(await donationOf(free.id)).toEqual({ usedFen: 0, leftFen: 300_00, people: 0, months: [] });
  expect((await takeBack(claimId)).__typename).toBe('Recovery');
  expect((await takeBack(claimId)).__typename).toBe('Recovery');
  expect(await donationOf(bound.id)).toEqual({ usedFen: 600_00, leftFen: 0, people: 1, months: [600_00] });
  expect(await giving.balance('RC-01')).toMatchObject({ frozenFen: 0, leftFen: 0, paidFen: paidFen + 900_00 });
});

test('of aid that a donation bore in part it gets its part; used again, a correction is borne by the rest of the line', async () => {
  await giving.empty('RC-01');
  const before = await giving.balance('RC-01');
  const bound = await giving.record(client, 'RC-01', { amount: '400', wish: CHILDREN });
  const general = await giving.record(client, 'RC-01', { amount: '1' });
  expect(general.__typename).toBe('Donation');
  const budget = await here.office.asUser('finance');
  const asked = { key: key(), lineId: await giving.lineOf('RC-01'), kind: 'supplement', amount: '399' };
  const request = await attempt(budget, 'askForBudget', { ...asked, reason: '追加', document: '县财〔3〕号' });
  const leader = await here.office.as('leader');
  const decision = { key: key(), requestId: request.id, expectedVersion: 1, outcome: 'approve' };
  expect((await attempt(leader, 'decideBudgetRequest', decision)).__typename).toBe('BudgetRequest');
  const { itemId } = await given(800_00);
  const claimId = await claimed(itemId, 200_00);
  expect((await comesBack(claimId, '200')).__typename).toBe('Recovery');
  expect(await donationOf(bound.id)).toMatchObject({ usedFen: 300_00, leftFen: 100_00 });
  await given(100_00);
  expect(await donationOf(bound.id)).toMatchObject({ usedFen: 400_00, leftFen: 0, people: 2 });
  // The donation has given it to somebody else by now, and the line has not got so much beside.
  expect((await takeBack(claimId)).__typename).toBe('BudgetExceeded');
  const more = { ...asked, key: key(), amount: '100', reason: '追加', document: '县财〔4〕号' };
  const second = await attempt(budget, 'askForBudget', more);
  await attempt(leader, 'decideBudgetRequest', { ...decision, key: key(), requestId: second.id });
  expect((await takeBack(claimId)).__typename).toBe('Recovery');
  expect(await donationOf(bound.id)).toMatchObject({ usedFen: 400_00, leftFen: 0, people: 2 });
  expect(await giving.balance('RC-01')).toMatchObject({ frozenFen: 0, leftFen: 0, paidFen: before.paidFen + 800_00 });
});

test('receipts of several families that come at once, while departments decide, leave no fen uncounted', async () => {
  await giving.empty('RC-01');
  const [one, other] = [
    await giving.record(client, 'RC-01', { amount: '333.33', wish: CHILDREN }),
    await giving.record(client, 'RC-01', { amount: '266.67', wish: CHILDREN }),
  ];
  const families = await Promise.all(Array.from({ length: 4 }, () => given(150_00)));
  const claims: string[] = [];
  for (const { itemId } of families) claims.push(await claimed(itemId, 150_00));
  const next = await Promise.all(Array.from({ length: 3 }, () => giving.item('RC-01', 50_00, { age: 7 })));
  const answers = await Promise.all([
    ...claims.flatMap((claim) => [comesBack(claim, '33.33'), comesBack(claim, '16.67')]),
    ...next.map(({ itemId }) => giving.confirm(itemId)),
  ]);
  const came = answers.filter(({ __typename }) => __typename === 'Recovery').length;
  const decided = answers.filter(({ __typename }) => __typename === 'PackageItem').length;
  expect(came).toBe(8);
  const [first, second] = [await donationOf(one?.id), await donationOf(other?.id)];
  expect(first.leftFen + second.leftFen).toBe(200_00 - decided * 50_00);
  expect(first.usedFen + first.leftFen).toBe(333_33);
  expect(second.usedFen + second.leftFen).toBe(266_67);
  expect(await giving.balance('RC-01')).toMatchObject({ frozenFen: 200_00 - decided * 50_00, leftFen: 0 });
});

test('what a meeting keeps of aid that is not paid yet is left of the donation again', async () => {
  await giving.empty('CYL-01');
  const bound = await giving.record(await here.office.as('manager', 'CYL'), 'CYL-01', {
    amount: '500',
    wish: CHILDREN,
  });
  const { itemId } = await given(500_00, 'CYL-01');
  const round = await giving.item('CYL-01', 1_00);
  await here.records.rows(
    `with k as (select k.id, k.case_id from package_item i join aid_package k on k.id = i.package_id where i.id = $1),
     v as (insert into package_review (package_id, case_id, cause, through, over_fen, under_fen, items, status, next_case_id)
       select k.id, k.case_id, 'facts', $3, 12345, 0, $4, 'second_round', f.id from k, case_file f where f.number = $2
       returning id, next_case_id)
     insert into remedy (case_id, position, review_id, package_item_id, direction, amount_fen, kind, months)
     select v.next_case_id, 1, v.id, $1, 'over', 12345, 'instalments', 1 from v`,
    [
      itemId,
      round.caseNumber,
      `${YEAR}-02-05`,
      JSON.stringify([
        {
          programCode: 'CYL-01',
          months: [{ month: `${YEAR}-02`, decidedFen: 500_00, dueFen: 376_55 }],
          lastDueFen: null,
        },
      ]),
    ],
  );
  const { id: caseId } = await row<{ id: string }>('select id from case_file where number = $1', [round.caseNumber]);
  const { id: staffId } = await row<{ id: string }>('select id from staff limit 1');
  await inTransaction(here.api.database.pool, (sql) =>
    carryOutRemedies({ sql, county: getCounty('yichuan'), actor: { staffId } } as UnitOfWork, caseId, `${YEAR}-02-06`),
  );
  expect(await donationOf(bound.id)).toEqual({ usedFen: 376_55, leftFen: 123_45, people: 1, months: [376_55] });
  expect(await giving.balance('CYL-01')).toMatchObject({ frozenFen: 123_45, leftFen: 0 });
});

test('aid that goods of the stock were leaves its donation its money; taken back, it is of the donation again', async () => {
  await giving.empty('FIC-01');
  const keeper = await here.office.as('manager', 'FIC');
  const bound = await giving.record(keeper, 'FIC-01', { amount: '300', wish: CHILDREN });
  const { itemId } = await given(240_00, 'FIC-01');
  const due = await row<{ id: string }>(
    `select d.id from payment_due d join payment_schedule s on s.id = d.schedule_id
     join aid_record a on a.id = s.aid_record_id where a.package_item_id = $1`,
    [itemId],
  );
  await here.records.rows(
    `update payment_schedule set kind = 'in_kind' where id = (select schedule_id from payment_due where id = $1)`,
    [due.id],
  );
  const goods = { key: key(), expectedVersion: 0, unit: '床', value: '60', lowQuantity: 0, name: '棉被' };
  const stock = await attempt(keeper, 'saveStockItem', goods);
  const gift = { source: 'enterprise', donor: '宜川某粮油公司', publishesName: true };
  const came = { key: key(), gift, receivedOn: `${YEAR}-01-05`, document: '交接单 1' };
  await attempt(keeper, 'receiveGoods', { ...came, lines: [{ itemId: stock.id, quantity: 8 }] });
  const promised = await giving.balance('FIC-01');
  const delivery = { dueId: due.id, on: `${YEAR}-02-10`, quantity: 1, signedBy: '郭某', completes: true };
  for (const _time of [1, 2]) {
    const input = { key: key(), ...delivery, goods: [{ itemId: stock.id, quantity: 4 }] };
    expect((await attempt(keeper, 'recordDelivery', input)).__typename).toBe('PaymentSchedule');
    expect(await donationOf(bound.id)).toEqual({ usedFen: 0, leftFen: 300_00, people: 0, months: [] });
    expect(await giving.balance('FIC-01')).toMatchObject({ frozenFen: 300_00, leftFen: promised.leftFen });
    const out = await row<{ id: string }>(
      `select m.id from stock_movement m join payment_delivery e on e.id = m.delivery_id where e.due_id = $1
         and m.kind = 'issued' and not exists (select from stock_movement r where r.reverses = m.id)`,
      [due.id],
    );
    const wrong = { key: key(), movementId: out.id, reason: '未领取' };
    expect((await attempt(keeper, 'takeBackGoods', wrong)).__typename).toBe('StockItem');
    expect(await donationOf(bound.id)).toMatchObject({ usedFen: 240_00, leftFen: 60_00, people: 1 });
    expect(await giving.balance('FIC-01')).toEqual(promised);
  }
});

test('money of a donation that went on to the next year stays where the ledger put it', async () => {
  await giving.empty('CHA-01');
  const keeper = await here.office.as('manager', 'CHA');
  const bound = await giving.record(keeper, 'CHA-01', { amount: '200', wish: CHILDREN });
  const { itemId } = await given(100_00, 'CHA-01');
  const claimId = await claimed(itemId, 60_00);
  await comesBack(claimId, '10', key(), keeper);
  const elsewhere = await row<{ id: string }>('select id from budget_line where program_code = $1 and year = $2', [
    'CHA-02',
    YEAR,
  ]);
  await here.records.rows('update donation set line_id = $2 where id = $1', [bound.id, elsewhere.id]);
  const before = await giving.balance('CHA-01');
  expect((await comesBack(claimId, '20', key(), keeper)).__typename).toBe('Recovery');
  expect(await donationOf(bound.id)).toMatchObject({ usedFen: 90_00, leftFen: 110_00 });
  expect(await giving.balance('CHA-01')).toMatchObject({
    frozenFen: before.frozenFen,
    leftFen: before.leftFen + 20_00,
  });
  await here.records.rows('update donation set line_id = $2 where id = $1', [bound.id, await giving.lineOf('CHA-01')]);
});
