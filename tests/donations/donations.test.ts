import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { askToWiden } from '@yimen/api/features/donation/wish-deadline.js';
import { carryOver } from '@yimen/api/features/fiscal-year/carry-over.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { DonationPageDocument } from '@yimen/schema/documents';
import { attempt } from '../api/attempt.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { inTransaction } from '../ledger/lines.js';
import { key } from '../testkit/client.js';
import { Giving, YEAR } from './giving.js';

const CHILDREN = { words: '只用于儿童', rule: '年龄 <= 18' };

let here: TestOffice;
let giving: Giving;
beforeAll(async () => {
  here = await openTestOffice();
  giving = new Giving(here);
});
afterAll(() => here?.close());

const manager = (department: string) => here.office.as('manager', department);
const numberOf = async (id: string | undefined) =>
  (await here.records.rows<{ number: string }>('select number from donation where id = $1', [id]))[0]?.number as string;

test('receipts are gapless however many record at once; money raises the line, what is bound is not free', async () => {
  const client = await manager('FTU');
  const before = await giving.balance('FTU-02');
  const made = await Promise.all(
    Array.from({ length: 8 }, (_none, index) =>
      giving.record(client, 'FTU-02', index % 2 === 0 ? { wish: CHILDREN } : {}),
    ),
  );
  expect(made.map(({ __typename }) => __typename)).toEqual(Array(8).fill('Donation'));
  const numbers = await Promise.all(made.map(({ id }) => numberOf(id)));
  expect(numbers.sort()).toEqual(made.map((_one, index) => `FTU-J${YEAR}-000${index + 1}`));
  expect(await giving.balance('FTU-02')).toEqual({
    ...before,
    budgetFen: before.budgetFen + 8000_00,
    frozenFen: before.frozenFen + 4000_00,
    leftFen: before.leftFen + 4000_00,
  });
  const again = key();
  const twice = [
    await giving.record(client, 'FTU-02', { key: again }),
    await giving.record(client, 'FTU-02', { key: again }),
  ];
  expect(twice[0]?.id).toBe(twice[1]?.id);
  expect((await giving.balance('FTU-02')).budgetFen).toBe(before.budgetFen + 9000_00);
});

test('money with a wish goes only to whom it fits, with the reason; what it does is told without names', async () => {
  await giving.empty('CYL-01');
  const client = await manager('CYL');
  const bound = await giving.record(client, 'CYL-01', { amount: '3000', wish: CHILDREN });
  const free = await giving.record(client, 'CYL-01', { amount: '500', source: 'anonymous', donor: null });
  const grown = await giving.item('CYL-01', 800_00);
  const refused = await giving.confirm(grown.itemId);
  expect(refused).toMatchObject({ __typename: 'BudgetExceeded', code: 'DONOR_WISH', lines: [{ left: 500_00 }] });
  expect(refused.message).toContain(`${await numberOf(bound.id)} 只用于“只用于儿童”`);
  expect(await giving.usesOf(grown.itemId)).toEqual({});

  const child = await giving.item('CYL-01', 2000_00, { age: 8 });
  const again = key();
  expect((await giving.confirm(child.itemId, again)).__typename).toBe('PackageItem');
  expect((await giving.confirm(child.itemId, again)).__typename).toBe('PackageItem');
  expect(await giving.usesOf(child.itemId)).toEqual({ [await numberOf(bound.id)]: 2000_00 });
  const more = await giving.item('CYL-01', 1300_00, { age: 17 });
  expect((await giving.confirm(more.itemId)).__typename).toBe('PackageItem');
  expect(await giving.usesOf(more.itemId)).toEqual({
    [await numberOf(bound.id)]: 1000_00,
    [await numberOf(free.id)]: 300_00,
  });
  expect(await giving.balance('CYL-01')).toMatchObject({ frozenFen: 0, committedFen: 3300_00, leftFen: 200_00 });

  const { donation } = await (await here.office.as('leader')).run(DonationPageDocument, { id: bound.id as string });
  expect(donation).toMatchObject({ usedFen: 3000_00, leftFen: 0, people: 2, donor: '宜川某果业公司' });
  expect(donation?.months).toEqual([{ month: `${YEAR}-02`, fen: 3000_00, people: 2 }]);
});

test('a pairing and a township bind as rules do; a giver who is not to be told stays inside', async () => {
  await giving.empty('FIC-01');
  const client = await manager('FIC');
  const paired = await giving.item('FIC-01', 400_00, { age: 9 });
  const other = await giving.item('FIC-01', 400_00, { age: 9, township: 'T02' });
  const pair = { words: '与该生结对', caseNumber: paired.caseNumber };
  const donation = await giving.record(client, 'FIC-01', {
    amount: '300',
    source: 'person',
    donor: '李某善',
    publishesName: false,
    wish: pair,
  });
  const local = await giving.record(client, 'FIC-01', {
    amount: '500',
    wish: { words: '只用于某镇', townshipCode: 'T01' },
  });
  expect((await giving.confirm(other.itemId)).code).toBe('DONOR_WISH');
  expect((await giving.confirm(paired.itemId)).__typename).toBe('PackageItem');
  expect(await giving.usesOf(paired.itemId)).toEqual({
    [await numberOf(donation.id)]: 300_00,
    [await numberOf(local.id)]: 100_00,
  });
  const donorFor = async (who: Promise<typeof client>) =>
    (await (await who).run(DonationPageDocument, { id: donation.id as string })).donation?.donor;
  expect([await donorFor(manager('FIC')), await donorFor(here.office.as('leader'))]).toEqual(['李某善', null]);
  expect(await donorFor(manager('RC'))).toBeUndefined();
});

test('many decide at once: nothing is promised twice, no donation gives more than it holds', async () => {
  await giving.empty('RC-01');
  const client = await manager('RC');
  for (const amount of ['700.01', '333.33', '466.66']) await giving.record(client, 'RC-01', { amount, wish: CHILDREN });
  await giving.record(client, 'RC-01', { amount: '250' });
  // 15 of 100.00 are borne by the wishes, 2 by what is free; grown-ups get only what is free.
  const items = await Promise.all(
    Array.from({ length: 24 }, (_none, index) => giving.item('RC-01', 100_00, { age: index % 6 === 0 ? 50 : 10 })),
  );
  const answers = await Promise.all(items.map(({ itemId }) => giving.confirm(itemId)));
  const given = answers.filter(({ __typename }) => __typename === 'PackageItem').length;
  expect(given).toBe(17);
  const sums = await here.records.rows<{ holds: number; used: number }>(
    `select d.amount_fen::int as holds, coalesce(sum(u.amount_fen), 0)::int as used from donation d
     left join donation_use u on u.donation_id = d.id where d.department_code = 'RC' group by d.id`,
  );
  for (const { holds, used } of sums) expect(used).toBeLessThanOrEqual(holds);
  expect(sums.reduce((total, { used }) => total + used, 0)).toBe(1700_00);
  const [grown] = await here.records.rows<{ count: number }>(
    `select count(*)::int as count from donation_use u join donation d on d.id = u.donation_id
     join donation_wish w on w.donation_id = d.id and w.words is not null join aid_record a on a.id = u.aid_record_id
     join person p on p.id = a.person_id where d.department_code = 'RC' and p.birth_date < '2000-01-01'`,
  );
  expect(grown?.count).toBe(0);
  const left = await giving.balance('RC-01');
  expect(left).toMatchObject({ committedFen: 1700_00 });
  expect(left.frozenFen + left.leftFen).toBe(50_00);
});

test('the decision of a batch draws for each of it on the wishes that fit, or on none where one cannot be borne', async () => {
  await giving.empty('CYL-01');
  const client = await manager('CYL');
  const bound = await giving.record(client, 'CYL-01', { amount: '1500', wish: CHILDREN });
  const people = [
    { ...(await giving.item('CYL-01', 1, { age: 8 })), fen: 1000_00 },
    { ...(await giving.item('CYL-01', 1, { age: 50 })), fen: 300_00 },
  ];
  const [batch] = await here.records.rows<{ id: string }>(
    `insert into batch (number, title, group_code, decision_date, status, created_by)
     select 'PC-D', '助学', 'G', $1, 'adopted', id from staff limit 1 returning id`,
    [`${YEAR}-02-01`],
  );
  for (const { caseNumber, fen } of people) {
    await here.records.rows(
      `insert into application (number, batch_id, household_id, person_id, program_code, department_code, applied_on, amount_fen,
         status, created_by)
       select 'SQ-' || number, $2, household_id, beneficiary_id, 'CYL-01', 'CYL', requested_on, $3, 'granted', owner_id
       from case_file where number = $1`,
      [caseNumber, batch?.id, fen],
    );
  }
  const confirm = () => attempt(client, 'decideBatch', { key: key(), batchId: batch?.id, outcome: 'confirmed' });
  const uses = () =>
    here.records.rows<{ fen: number; bound: boolean }>(
      `select sum(u.amount_fen)::int as fen, u.donation_id = $2 as bound from donation_use u
       join aid_record a on a.id = u.aid_record_id join application p on p.id = a.application_id
       where p.batch_id = $1 group by p.id, 2 order by 1 desc`,
      [batch?.id, bound.id],
    );
  expect(await confirm()).toMatchObject({ __typename: 'BudgetExceeded', code: 'DONOR_WISH' });
  expect(await uses()).toEqual([]);
  await giving.record(client, 'CYL-01', { amount: '300' });
  expect((await confirm()).__typename).toBe('Batch');
  expect(await uses()).toEqual([
    { fen: 1000_00, bound: true },
    { fen: 300_00, bound: false },
  ]);
  expect(await giving.balance('CYL-01')).toMatchObject({ frozenFen: 500_00, leftFen: 0 });
});

test('a wish past its day asks its manager; widened by letter it binds otherwise, and the task is done', async () => {
  await giving.empty('CHA-01');
  const client = await manager('CHA');
  const { id } = await giving.record(client, 'CHA-01', {
    amount: '600',
    wish: { words: '只用于先天性心脏病儿童', rule: '病种 = "先天性心脏病"', until: `${YEAR}-12-31` },
  });
  const widen = (day: string) => inTransaction(here.api.database.pool, (sql) => askToWiden(sql, day));
  const tasks = () =>
    here.records.rows<{ status: string }>(`select status from task where kind = 'donor_wish' and origin like $1`, [
      `%${id}%`,
    ]);
  await widen(`${YEAR}-12-31`);
  expect(await tasks()).toEqual([]);
  await widen(`${YEAR + 1}-01-01`);
  await widen(`${YEAR + 1}-01-02`);
  expect(await tasks()).toEqual([{ status: 'open' }]);
  const someone = await giving.item('CHA-01', 100_00);
  expect((await giving.confirm(someone.itemId)).code).toBe('DONOR_WISH');
  const change = (more: object) =>
    attempt(client, 'changeDonorWish', { key: key(), donationId: id, document: '捐赠人来函', ...more });
  expect((await change({ expectedVersion: 9, wish: CHILDREN })).__typename).toBe('StaleVersion');
  expect((await change({ expectedVersion: 1, wish: null })).__typename).toBe('Donation');
  expect(await tasks()).toEqual([{ status: 'done' }]);
  expect(await giving.balance('CHA-01')).toMatchObject({ frozenFen: 0, leftFen: 600_00 });
  expect((await giving.confirm(someone.itemId)).__typename).toBe('PackageItem');
  expect((await change({ expectedVersion: 2, wish: CHILDREN })).__typename).toBe('Donation');
  expect(await giving.balance('CHA-01')).toMatchObject({ frozenFen: 500_00, leftFen: 0 });
});

test('what is bound is not unfrozen by the finance bureau, and goes bound into the next year', async () => {
  const client = await manager('CHA');
  await giving.record(client, 'CHA-02', { amount: '900', wish: CHILDREN });
  const unfreeze = { key: key(), lineId: await giving.lineOf('CHA-02'), kind: 'unfreeze', amount: '1' };
  const words = { reason: '调度', document: '县财〔2〕号' };
  const answer = await attempt(await here.office.asUser('finance'), 'askForBudget', { ...unfreeze, ...words });
  expect(answer.problems?.map(({ path }) => path)).toEqual(['amount']);
  expect(answer.problems?.[0]?.message).toContain('定向捐赠');

  const next = YEAR + 1;
  const rows = [{ programCode: 'CHA-02', fundCode: 'charity_fund', amount: '10', places: '' }];
  const plan = { key: key(), year: next, document: '县人大〔1〕号' };
  await attempt(await here.office.asUser('finance'), 'saveBudgetPlan', {
    ...plan,
    rows,
    expectedVersion: 0,
    submit: true,
  });
  await attempt(await here.office.as('leader'), 'decideBudgetPlan', {
    key: key(),
    year: next,
    expectedVersion: 1,
    outcome: 'approve',
  });
  const before = await giving.balance('CHA-02');
  await inTransaction(here.api.database.pool, (sql) => carryOver(sql, getCounty('yichuan').pack, `${next}-01-15`));
  expect(await giving.balance('CHA-02')).toMatchObject({ frozenFen: 0, leftFen: 0 });
  expect(await giving.balance('CHA-02', next)).toMatchObject({ frozenFen: 900_00, leftFen: 1000 + before.leftFen });
});

test('what cannot be is told at its place, all at once', async () => {
  const client = await manager('RC');
  const bad = await giving.record(client, 'RC-02', {
    source: 'lottery',
    amount: '-5',
    receivedOn: `${YEAR}-02-30`,
    document: ' ',
    wish: { words: '白血病', rule: '病钟 = "白血病"', townshipCode: 'T99', caseNumber: 'AJ-none', until: '2020-01-01' },
  });
  const paths = [
    'lineId',
    'source',
    'amount',
    'receivedOn',
    'document',
    'wish.rule',
    'wish.townshipCode',
    'wish.caseNumber',
    'wish.until',
  ];
  expect([...new Set(bad.problems?.map(({ path }) => path))].sort()).toEqual(paths.sort());
  const vague = await giving.record(client, 'RC-01', { wish: { words: '帮助有需要的人' } });
  expect(vague.problems?.map(({ path }) => path)).toEqual(['wish.rule']);
  expect((await giving.record(await manager('FTU'), 'FTU-01', {})).problems?.map(({ path }) => path)).toEqual([
    'lineId',
  ]);
  expect((await giving.record(await manager('FTU'), 'RC-01', {})).__typename).toBe('NotFound');
});
