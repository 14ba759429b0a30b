import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tellOverdue } from '@yimen/api/features/reserve/reserve-tasks.js';
import { checkBalances } from '@yimen/api/ledger/check-ledger.js';
import type { LineBalance } from '@yimen/api/ledger/ledger.js';
import { addDays } from '@yimen/api/platform/calendar.js';
import { today } from '@yimen/api/platform/clock.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { ReserveDocument, ReserveUsesDocument } from '@yimen/schema/documents';
import { type Attempt, attempt } from '../api/attempt.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { Giving, YEAR } from '../donations/giving.js';
import { inTransaction } from '../ledger/lines.js';
import { type Client, key } from '../testkit/client.js';

const PROGRAM = 'MCA-04';
const TOWNSHIP = 'T02';
let here: TestOffice;
let giving: Giving;
let clerk: Client;
let manager: Client;
let clerkName: string;

beforeAll(async () => {
  here = await openTestOffice();
  giving = new Giving(here);
  clerk = await here.office.asUser('clerk-t02');
  manager = await here.office.as('manager', 'MCA');
  const [staff] = await here.records.rows<{ name: string }>('select name from staff where id = $1', [clerk.staffId]);
  clerkName = staff?.name as string;
  await budget('advance', '20000');
});
afterAll(async () => {
  expect(await checkBalances(here.api.database.pool)).toMatchObject({ unbalanced: [], unlinked: 0 });
  await here?.close();
});

const ask = async (kind: string, amount: string, more: object = {}): Promise<Attempt> =>
  attempt(manager, 'askForBudget', {
    key: key(),
    lineId: await giving.lineOf(PROGRAM),
    kind,
    amount,
    townshipCode: TOWNSHIP,
    reason: '拨付备用金',
    document: '县民发〔1〕号',
    ...more,
  });
const approve = async (requestId: string | undefined): Promise<Attempt> =>
  attempt(await here.office.asUser('finance'), 'decideBudgetRequest', {
    key: key(),
    requestId,
    expectedVersion: 1,
    outcome: 'approve',
  });
const budget = async (kind: string, amount: string) => approve((await ask(kind, amount)).id);

async function household(township = TOWNSHIP): Promise<string> {
  const { caseNumber } = await giving.item(PROGRAM, 100_00, { township });
  const [found] = await here.records.rows<{ code: string }>(
    'select h.code from household h join case_file c on c.household_id = h.id where c.number = $1',
    [caseNumber],
  );
  await here.records.rows(
    `update household h set head_person_id = (select id from person p where p.household_id = h.id limit 1) where code = $1`,
    [found?.code],
  );
  return found?.code as string;
}

const use = async (householdCode: string, amount: string, more: object = {}): Promise<Attempt> =>
  attempt(clerk, 'payFromReserve', {
    key: key(),
    householdCode,
    amount,
    reason: 'gave_up_treatment',
    whatHappened: '确诊后因凑不齐押金准备出院',
    confirmedBy: '村主任 张某',
    approvedBy: '乡长 李某',
    paidOn: today(),
    signedBy: '郭某',
    ...more,
  });
const file = (useId: string | undefined, expectedVersion: number, papers = ['E01', 'E02', 'E05', 'E07']) =>
  attempt(clerk, 'fileReservePapers', { key: key(), useId, expectedVersion, papers, document: '备〔1〕号' });
const settle = (useId: string | undefined, expectedVersion: number, more: object = {}) =>
  attempt(manager, 'decideReserveUse', { key: key(), useId, expectedVersion, outcome: 'settle', ...more });
const ofTownship = async (client: Client = manager) =>
  (await client.run(ReserveDocument, { year: YEAR })).reserve?.townships.find(
    ({ townshipCode }) => townshipCode === TOWNSHIP,
  );
const leftOf = ({ budgetFen, frozenFen, reservedFen, heldFen, committedFen, paidFen }: LineBalance) =>
  budgetFen - frozenFen - reservedFen - heldFen - committedFen - paidFen;
const openTasks = (useId: string | undefined) =>
  here.records.rows<{ kind: string }>(
    `select kind from task where status = 'open' and split_part(origin, ':', 2) = $1 order by kind`,
    [useId],
  );

test('an advance is decided by a second person, lies frozen on its line, and stays below the float', async () => {
  const before = await giving.balance(PROGRAM);
  const asked = await ask('advance', '10000');
  expect((await giving.balance(PROGRAM)).frozenFen).toBe(before.frozenFen);
  await approve(asked.id);
  const after = await giving.balance(PROGRAM);
  expect([after.frozenFen - before.frozenFen, before.leftFen - after.leftFen]).toEqual([10_000_00, 10_000_00]);
  expect(after.leftFen).toBe(leftOf(after));
  // What townships hold is not the finance bureau's to unfreeze.
  expect((await ask('unfreeze', '1', { townshipCode: null })).problems?.[0]?.message).toContain('乡镇备用金');
  const tooMuch = await ask('advance', '20000.01');
  expect(tooMuch.problems?.map(({ path }) => path)).toEqual(['amount']);
  expect((await ask('reclaim', '30000.01')).problems?.map(({ path }) => path)).toEqual(['amount']);
  const elsewhere = await ask('advance', '1', { lineId: await giving.lineOf('MCA-05'), townshipCode: 'T99' });
  expect(elsewhere.problems?.map(({ path }) => path).sort()).toEqual(['lineId', 'townshipCode']);
  await budget('reclaim', '10000');
  expect(await giving.balance(PROGRAM)).toEqual(before);
});

test('aid first, papers later: paid at once, told to who paid, checked by the department, advanced again', async () => {
  const [before, held] = [await giving.balance(PROGRAM), await ofTownship()];
  const code = await household();
  const input = { key: key() };
  const paid = await use(code, '1,500', input);
  expect(paid.__typename).toBe('ReserveUse');
  expect(await use(code, '1,500', input)).toEqual(paid);
  const after = await giving.balance(PROGRAM);
  expect([after.paidFen - before.paidFen, before.frozenFen - after.frozenFen]).toEqual([1500_00, 1500_00]);
  expect([after.leftFen, leftOf(after)]).toEqual([before.leftFen, before.leftFen]);
  expect(await ofTownship(clerk)).toMatchObject({
    leftFen: (held?.leftFen ?? 0) - 1500_00,
    unsettledFen: (held?.unsettledFen ?? 0) + 1500_00,
  });
  expect(await openTasks(paid.id)).toEqual([{ kind: 'reserve_papers' }]);
  expect(
    await here.records.count(`aid_record a join household h on h.id = a.household_id where h.code = $1`, [code]),
  ).toBe(1);
  // What is not accounted for counts against the float.
  expect((await ask('advance', '30000.01')).problems?.[0]?.path).toBe('amount');
  expect((await file(paid.id, 1, ['E01', 'E02'])).problems?.[0]?.message).toContain('入户调查表');
  expect((await file(paid.id, 1)).__typename).toBe('ReserveUse');
  expect(await openTasks(paid.id)).toEqual([{ kind: 'reserve_check' }]);
  expect((await settle(paid.id, 2, { outcome: 'send_back' })).problems?.[0]?.path).toBe('reason');
  await settle(paid.id, 2, { outcome: 'send_back', reason: '缺结算单原件' });
  expect(await openTasks(paid.id)).toEqual([{ kind: 'reserve_papers' }]);
  expect((await settle(paid.id, 3)).__typename).toBe('WrongState');
  await file(paid.id, 3);
  expect((await settle(paid.id, 3)).__typename).toBe('StaleVersion');
  expect((await settle(paid.id, 4)).__typename).toBe('ReserveUse');
  expect(await openTasks(paid.id)).toEqual([]);
  expect((await ofTownship())?.unsettledFen).toBe(held?.unsettledFen);
  const leader = await here.office.as('leader');
  const seen = (await leader.run(ReserveUsesDocument, { filter: { year: YEAR } })).reserveUses;
  expect(seen.find(({ id }) => id === paid.id)).toMatchObject({
    headName: '郭*',
    whatHappened: null,
    householdId: null,
  });
});

test('the ceiling is for all that a household receives, and a township pays only its own', async () => {
  const code = await household();
  expect((await use(code, '2000.01')).problems?.map(({ path }) => path)).toEqual(['amount']);
  await use(code, '1200');
  expect((await use(code, '800.01')).problems?.[0]?.message).toContain('该户已领 ¥1,200');
  expect((await use(code, '800')).__typename).toBe('ReserveUse');
  expect((await use(await household('T01'), '1')).problems?.map(({ path }) => path)).toEqual(['householdCode']);
  const bad = await use('无', '-1', {
    reason: 'x',
    whatHappened: '',
    confirmedBy: '',
    approvedBy: ' ',
    paidOn: addDays(today(), 1),
    signedBy: '',
  });
  expect(bad.problems?.map(({ path }) => path).sort()).toEqual(
    ['amount', 'approvedBy', 'confirmedBy', 'householdCode', 'paidOn', 'reason', 'signedBy', 'whatHappened'].sort(),
  );
  const own = await use(code, '1', { approvedBy: clerkName });
  expect(own.problems?.map(({ path }) => path)).toEqual(['approvedBy']);
});

test('many pay at once and no township pays what it does not hold', async () => {
  const left = (await ofTownship())?.leftFen ?? 0;
  await budget('reclaim', String((left - 3000_00) / 100));
  const before = await giving.balance(PROGRAM);
  const codes = await Promise.all(Array.from({ length: 6 }, () => household()));
  const outcomes = await Promise.all(codes.map((code) => use(code, '1000')));
  expect(outcomes.filter(({ __typename }) => __typename === 'ReserveUse')).toHaveLength(3);
  expect(outcomes.find(({ __typename }) => __typename === 'BudgetExceeded')?.lines?.[0]).toMatchObject({
    label: '集义镇备用金',
    left: 0,
  });
  const after = await giving.balance(PROGRAM);
  expect([after.paidFen - before.paidFen, after.leftFen]).toEqual([3000_00, before.leftFen]);
  expect((await ofTownship())?.leftFen).toBe(0);
  const [line, [staff]] = [
    await giving.lineOf(PROGRAM),
    await here.records.rows<{ id: string }>('select id from staff'),
  ];
  // Past the application too.
  await expect(
    here.records.rows(
      `with aid as (insert into aid_record (household_id, program_code, department_code, amount_fen, period, granted_on, source)
         select id, 'MCA-04', 'MCA', 1, 'per_event', current_date, 'x' from household limit 1 returning id)
       insert into reserve_use (line_id, township_code, aid_record_id, amount_fen, reason, what_happened, confirmed_by,
         approved_by, paid_on, signed_by, recorded_by, due_on)
       select $1, $2, id, 1, 'x', 'x', 'x', 'x', current_date, 'x', $3, current_date from aid`,
      [line, TOWNSHIP, staff?.id],
    ),
  ).rejects.toThrow('holds less than that');
});

test('what a family did not receive is no aid and the money the township has again; overdue papers are told by name, once', async () => {
  await budget('advance', '5000');
  const [before, held] = [await giving.balance(PROGRAM), await ofTownship()];
  const wrong = await use(await household(), '700');
  const back = { useId: wrong.id, expectedVersion: 1, reason: '本人未领取' };
  expect((await attempt(clerk, 'takeBackReserveUse', { key: key(), ...back })).__typename).toBe('ReserveUse');
  expect(await giving.balance(PROGRAM)).toEqual(before);
  expect(await ofTownship()).toEqual(held);
  const [aid] = await here.records.rows<{ fen: number }>(
    `select aid_fen_on(a, current_date)::int as fen from aid_record a join reserve_use u on u.aid_record_id = a.id
     where u.id = $1`,
    [wrong.id],
  );
  expect(aid?.fen).toBe(0);
  expect((await file(wrong.id, 2)).__typename).toBe('WrongState');
  const late = await use(await household(), '700');
  await here.records.rows(`update reserve_use set due_on = current_date - 1 where id = $1`, [late.id]);
  const tell = () => inTransaction(here.api.database.pool, (sql) => tellOverdue(sql, getCounty('yichuan'), today()));
  await tell();
  await tell();
  const told = await here.records.rows<{ title: string; department: string }>(
    `select title_zh as title, department_code as department from task where kind = 'reserve_overdue'
       and split_part(origin, ':', 2) = $1`,
    [late.id],
  );
  expect(told).toEqual([{ title: expect.stringContaining(`${clerkName}经办`), department: 'MCA' }]);
  expect((await ofTownship())?.overdue).toBe(1);
});
