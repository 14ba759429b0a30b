import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tellKeepers } from '@yimen/api/features/stock/stock-tasks.js';
import { checkBalances } from '@yimen/api/ledger/check-ledger.js';
import { commitFunds } from '@yimen/api/ledger/ledger.js';
import { addDays } from '@yimen/api/platform/calendar.js';
import { today } from '@yimen/api/platform/clock.js';
import { getCounty } from '@yimen/api/platform/county.js';
import {
  DonationPageDocument,
  HouseholdGoodsDocument,
  StockDocument,
  StockItemPageDocument,
} from '@yimen/schema/documents';
import { type Attempt, attempt } from '../api/attempt.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { Giving } from '../donations/giving.js';
import { inTransaction, MOVEMENT } from '../ledger/lines.js';
import { type Client, key } from '../testkit/client.js';

let here: TestOffice;
let giving: Giving;
let keeper: Client;
let second: Client;

beforeAll(async () => {
  here = await openTestOffice();
  giving = new Giving(here);
  keeper = await here.office.as('manager', 'CHA');
  second = await here.office.as('member', 'CHA');
});
afterAll(async () => {
  expect(await checkBalances(here.api.database.pool)).toMatchObject({ unbalanced: [], unlinked: 0 });
  await here.close();
});

const goods = { expectedVersion: 0, unit: '袋', value: '60', lowQuantity: 0 };
const add = async (name: string, more: object = {}): Promise<string> =>
  (await attempt(keeper, 'saveStockItem', { key: key(), ...goods, name, ...more })).id as string;
const receive = (lines: object[], more: object = {}): Promise<Attempt> =>
  attempt(keeper, 'receiveGoods', {
    key: key(),
    gift: { source: 'enterprise', donor: '宜川某粮油公司', publishesName: true },
    receivedOn: today(),
    document: '交接单 1',
    lines,
    ...more,
  });
const issue = (caseNumber: string, lines: object[], more: object = {}): Promise<Attempt> =>
  attempt(keeper, 'issueGoods', { key: key(), caseNumber, on: today(), signedBy: '郭某', lines, ...more });
const held = async (id: string) => (await keeper.run(StockItemPageDocument, { id })).stockItem;
const donationOf = async (itemId: string) =>
  (await here.records.rows<{ id: string }>('select donation_id as id from stock_lot where item_id = $1', [itemId]))[0]
    ?.id as string;
const open = async (program: string, age?: number) => giving.item(program, 100_00, age ? { age } : {});

test('many take at once and nobody takes what is not there; a key takes once; the wrong is put right beside it', async () => {
  const rice = await add('大米 5kg');
  await receive([{ itemId: rice, quantity: 10 }]);
  const { caseNumber } = await open('CHA-01');
  const once = key();
  const answers = await Promise.all([
    ...Array.from({ length: 8 }, () => issue(caseNumber, [{ itemId: rice, quantity: 3 }])),
    ...[1, 2].map(() => issue(caseNumber, [{ itemId: rice, quantity: 1 }], { key: once })),
  ]);
  const [others, same] = [answers.slice(0, 8), answers.slice(8)];
  expect(others.filter(({ __typename }) => __typename === 'StockItem')).toHaveLength(3);
  expect(others.find(({ __typename }) => __typename === 'InvalidInput')?.problems?.[0]?.path).toBe('lines.0.quantity');
  expect(same[0]?.__typename).toBe(same[1]?.__typename);
  const item = await held(rice);
  expect(item?.quantity).toBe(same[0]?.__typename === 'StockItem' ? 0 : 1);
  const wrong = item?.movements.find(({ kind, quantity }) => kind === 'issued' && quantity === -3);
  const back = { movementId: wrong?.id, reason: '登记错误' };
  expect((await attempt(second, 'takeBackGoods', { key: key(), ...back })).__typename).toBe('StockItem');
  expect((await attempt(second, 'takeBackGoods', { key: key(), ...back })).__typename).toBe('WrongState');
  expect((await held(rice))?.quantity).toBe((item?.quantity ?? 0) + 3);
});

test('what a giver meant for children goes to children; he is told what became of it without a name', async () => {
  const milk = await add('奶粉', { unit: '罐', value: '120.50' });
  const wish = { words: '只给儿童', rule: '年龄 <= 18' };
  await receive([{ itemId: milk, quantity: 5, expiresOn: addDays(today(), 90) }], {
    gift: { source: 'person', donor: '李某善', publishesName: false, wish },
  });
  await receive([{ itemId: milk, quantity: 2, expiresOn: addDays(today(), 10) }]);
  const [grown, child] = [await open('CHA-01'), await open('CHA-01', 6)];
  const refused = await issue(grown.caseNumber, [{ itemId: milk, quantity: 3 }]);
  expect(refused.problems?.[0]?.message).toContain('只有 2 罐（另有 5 罐');
  expect((await issue(child.caseNumber, [{ itemId: milk, quantity: 4 }])).__typename).toBe('StockItem');
  expect((await issue(grown.caseNumber, [{ itemId: milk, quantity: 2 }])).__typename).toBe('StockItem');
  expect(await held(milk)).toMatchObject({ quantity: 1, boundQuantity: 1, families: 2 });
  const { donation } = await keeper.run(DonationPageDocument, { id: await donationOf(milk) });
  expect(donation).toMatchObject({ kind: 'goods', usedFen: 4 * 120_50, leftFen: 120_50, people: 1, lineId: null });
  expect(donation?.goods).toEqual([{ item: '奶粉', unit: '罐', received: 5, issued: 4, left: 1 }]);
  const [family] = await here.records.rows<{ id: string }>(
    'select household_id as id from case_file where number = $1',
    [child.caseNumber],
  );
  const got = (await keeper.run(HouseholdGoodsDocument, { id: family?.id as string })).household?.goods;
  expect(got).toMatchObject([{ item: '奶粉', quantity: 4, isGift: true, donor: null, isTakenBack: false }]);
  const leader = (await (await here.office.as('leader')).run(StockItemPageDocument, { id: milk })).stockItem;
  expect(leader?.movements.every(({ caseNumber, signedBy }) => caseNumber === null && signedBy === null)).toBe(true);
});

test('what is bought is paid from its line when it comes in, and sent back with its money; a short line refuses', async () => {
  const quilt = await add('棉被', { unit: '床', value: '150' });
  const before = await giving.balance('CHA-02');
  const bought = { gift: null, lineId: await giving.lineOf('CHA-02'), document: '发票 9' };
  expect((await receive([{ itemId: quilt, quantity: 4 }], bought)).__typename).toBe('StockItem');
  const after = await giving.balance('CHA-02');
  expect([after.paidFen - before.paidFen, before.leftFen - after.leftFen]).toEqual([600_00, 600_00]);
  expect((await receive([{ itemId: quilt, quantity: 9000, value: '9000' }], bought)).__typename).toBe('BudgetExceeded');
  const entry = (await held(quilt))?.movements.at(0);
  await attempt(keeper, 'takeBackGoods', { key: key(), movementId: entry?.id, reason: '退货' });
  expect(await giving.balance('CHA-02')).toEqual(before);
  const foreign = { ...bought, lineId: await giving.lineOf('RC-01') };
  expect((await receive([{ itemId: quilt, quantity: 1 }], foreign)).__typename).toBe('NotFound');
});

test('aid handed out of the stock gives its money back to the line; taken back, the aid is owed again', async () => {
  const oil = await add('食用油');
  await receive([{ itemId: oil, quantity: 5 }]);
  const { caseNumber } = await open('CHA-01');
  const lineId = await giving.lineOf('CHA-02');
  const dueId = await inTransaction(here.api.database.pool, async (sql) => {
    const [of] = await sql<{ household: string; person: string }>(
      'select household_id as household, beneficiary_id as person from case_file where number = $1',
      [caseNumber],
    );
    await commitFunds(sql, { ...MOVEMENT, key: key(), lineId, fen: 240_00, refs: { householdId: of?.household } });
    const [due] = await sql<{ id: string }>(
      `with aid as (insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source)
         values ($1, $2, 'CHA-02', 'CHA', 24000, 'once', current_date, 'x') returning id),
       made as (insert into payment_schedule (aid_record_id, department_code, program_code, kind, amount_fen, starts_on)
         select id, 'CHA', 'CHA-02', 'in_kind', 24000, current_date from aid returning id)
       insert into payment_due (schedule_id, position, amount_fen, due_on, line_id, status)
       select id, 1, 24000, current_date, $3, 'open' from made returning id`,
      [of?.household, of?.person, lineId],
    );
    return due?.id as string;
  });
  const promised = await giving.balance('CHA-02');
  const delivery = { dueId, on: today(), quantity: 1, signedBy: '郭某', completes: true };
  const tooMany = { ...delivery, goods: [{ itemId: oil, quantity: 6 }] };
  expect((await attempt(keeper, 'recordDelivery', { key: key(), ...tooMany })).problems?.[0]?.path).toBe(
    'goods.0.quantity',
  );
  expect(await here.records.count('payment_delivery where due_id = $1', [dueId])).toBe(0);
  const input = { ...delivery, goods: [{ itemId: oil, quantity: 4 }] };
  expect((await attempt(keeper, 'recordDelivery', { key: key(), ...input })).__typename).toBe('PaymentSchedule');
  const given = await giving.balance('CHA-02');
  expect([given.leftFen - promised.leftFen, given.paidFen - promised.paidFen]).toEqual([240_00, 0]);
  const out = (await held(oil))?.movements.find(({ kind }) => kind === 'issued');
  await attempt(keeper, 'takeBackGoods', { key: key(), movementId: out?.id, reason: '未领取' });
  expect(await giving.balance('CHA-02')).toEqual(promised);
  expect((await attempt(keeper, 'recordDelivery', { key: key(), ...delivery })).__typename).toBe('PaymentSchedule');
  expect((await giving.balance('CHA-02')).paidFen - promised.paidFen).toBe(240_00);
});

test('a count changes the books when a second person agrees; each difference has its reason', async () => {
  const soap = await add('洗衣液', { unit: '瓶' });
  await receive([{ itemId: soap, quantity: 8 }]);
  const count = (line: object) => attempt(keeper, 'countStock', { key: key(), lines: [{ itemId: soap, ...line }] });
  expect((await count({ counted: 6 })).problems?.map(({ path }) => path)).toEqual(['lines.0.reason']);
  const made = await count({ counted: 6, reason: '破损两瓶' });
  expect((await count({ counted: 6, reason: '又一次' })).__typename).toBe('WrongState');
  const decide = (client: Client) =>
    attempt(client, 'decideStockCount', { key: key(), countId: made.id, expectedVersion: 1, outcome: 'approve' });
  expect((await decide(keeper)).__typename).toBe('NotAllowed');
  expect((await held(soap))?.quantity).toBe(8);
  expect((await decide(second)).__typename).toBe('StockCount');
  expect(await held(soap)).toMatchObject({ quantity: 6, issuedFen: 0 });
  const { stockCounts } = await keeper.run(StockDocument, {});
  expect(stockCounts[0]).toMatchObject({ status: 'approved', lines: [{ book: 8, counted: 6, reason: '破损两瓶' }] });
});

test('the keeper is told once of what runs low or expires, and no longer once it is right', async () => {
  const noodles = await add('挂面', { lowQuantity: 5 });
  await receive([{ itemId: noodles, quantity: 3, expiresOn: addDays(today(), 20) }]);
  const tell = (days = 0) =>
    inTransaction(here.api.database.pool, (sql) => tellKeepers(sql, getCounty('yichuan'), addDays(today(), days)));
  const tasks = () =>
    here.records.rows<{ kind: string; status: string }>(
      `select kind, status from task where title_zh like '%挂面%' order by kind`,
    );
  await tell();
  await tell(1);
  expect(await tasks()).toEqual([
    { kind: 'stock_expiring', status: 'open' },
    { kind: 'stock_low', status: 'open' },
  ]);
  await receive([{ itemId: noodles, quantity: 4 }]);
  await tell(2);
  expect((await tasks()).find(({ kind }) => kind === 'stock_low')?.status).toBe('done');
  // What has expired is handed to nobody.
  const { caseNumber } = await open('CHA-01');
  expect((await issue(caseNumber, [{ itemId: noodles, quantity: 7 }])).__typename).toBe('StockItem');
  await tell(3);
  expect((await tasks()).find(({ kind }) => kind === 'stock_expiring')?.status).toBe('done');
});

test('what cannot be is told at its place, all at once', async () => {
  const bad = await attempt(keeper, 'saveStockItem', {
    key: key(),
    ...goods,
    name: ' ',
    unit: '',
    value: '-1',
    lowQuantity: -1,
  });
  expect(bad.problems?.map(({ path }) => path).sort()).toEqual(['lowQuantity', 'name', 'unit', 'value']);
  const rice = await add('小米');
  const line = { itemId: rice, quantity: 0, value: 'x', expiresOn: '2020-01-01' };
  const wrong = await receive([line, line], { receivedOn: '2099-01-01', document: '', gift: null });
  expect([...new Set(wrong.problems?.map(({ path }) => path))].sort()).toEqual([
    'document',
    'lineId',
    'lines.0.expiresOn',
    'lines.0.quantity',
    'lines.0.value',
    'lines.1.expiresOn',
    'lines.1.itemId',
    'lines.1.quantity',
    'lines.1.value',
    'receivedOn',
  ]);
  expect((await issue('AJ-none', [{ itemId: rice, quantity: 1 }])).problems?.[0]?.path).toBe('caseNumber');
  const stranger = await here.office.as('manager', 'RC');
  expect(
    (await attempt(stranger, 'saveStockItem', { key: key(), ...goods, itemId: rice, name: '别人的' })).__typename,
  ).toBe('NotFound');
});
