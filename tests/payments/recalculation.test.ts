import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { duesNightly } from '@yimen/api/features/payment/nightly-dues.jobs.js';
import { checkBalances, findBrokenChains, linesToCheck } from '@yimen/api/ledger/check-ledger.js';
import { today } from '@yimen/api/platform/clock.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { type Attempt, attempt } from '../api/attempt.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';
import { makePayees, type Payee } from './payees.js';
import { PaymentDesk } from './payment-desk.js';

const PROGRAM = 'MCA-14';
const monthsOn = (count: number) => {
  const [year = 0, month = 0] = today().split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
};
const NEXT = monthsOn(1);
const RURAL = { code: 'hh_area_type', value: 'rural', source: '户口簿' };
const URBAN = { code: 'hh_area_type', value: 'urban', source: '户口簿' };
const FITS = { code: 'hh_low_income_edge', value: false, source: '认定书' };
const FITS_NOT = { code: 'hh_low_income_edge', value: true, source: '认定书' };

interface Seen {
  id: string;
  version: number;
  status: string;
  sums: {
    kind: string;
    rows: number;
    monthFen: number;
    arrearsFen: number;
    done: number;
    secondLook: number;
    skipped: number;
  }[];
  line: { leftFen: number | null; neededFen: number };
  rows: { nodes: Row[]; total: number } | null;
  allowedActions: { action: string; allowed: boolean }[];
}
interface Row {
  payee: string;
  householdId: string;
  kind: string;
  beforeFen: number;
  afterFen: number | null;
  arrearsFen: number;
  state: string;
  skippedFor: string | null;
  decision: string | null;
}

const SEEN = `id version status sums { kind rows monthFen arrearsFen done secondLook skipped } line { leftFen neededFen }
  rows(first: 100) { total nodes { payee householdId kind beforeFen afterFen arrearsFen state skippedFor decision } }
  allowedActions { action allowed }`;

let here: TestOffice;
let desk: PaymentDesk;
let clerk: Client;
/** More by the rule, less, none, unknown, as before, and one whose facts change after the preview. */
let people: Record<'more' | 'less' | 'ends' | 'open' | 'kept' | 'changed', Payee>;
let id: string;

beforeAll(async () => {
  here = await openTestOffice();
  desk = await PaymentDesk.open(here, 'MCA');
  clerk = await here.office.asUser('clerk-hall');
  await publish('年龄 >= 70 and not(低保边缘家庭)', 'if 城乡属性 = "农村" then 400 else 100');
  const due = { programCode: PROGRAM, departmentCode: 'MCA', fen: 300_00 };
  const [more, less, ends, open, kept, changed] = await makePayees(here.api.database, { ...due, count: 6 });
  people = { more, less, ends, open, kept, changed } as typeof people;
  await record('more', [RURAL, FITS]);
  await record('changed', [RURAL, FITS]);
  await record('less', [URBAN, FITS]);
  await record('kept', [URBAN, FITS]);
  await record('ends', [RURAL, FITS_NOT]);
  await record('open', [FITS]);
  // The next month is made due at the former amount.
  const batch = await desk.gather(NEXT.slice(0, 7));
  await desk.step(desk.maker, 'cancelPaymentBatch', batch.id, { reason: '只建发放计划' });
});
afterAll(async () => {
  const { pool } = here.api.database;
  expect(await checkBalances(pool)).toMatchObject({ unbalanced: [], unlinked: 0 });
  expect(await findBrokenChains(pool, await linesToCheck(pool))).toEqual([]);
  await here.close();
});

/** A rule and its amount, in force from today on. */
async function publish(rule: string, formula: string): Promise<void> {
  const { data } = await desk.maker.raw(
    `{ program(code: "${PROGRAM}") { content { rule ruleInWords { zh en } formula min max step } } }`,
  );
  const { content } = (data as { program: { content: object } }).program;
  const source = '县民发〔2026〕1号';
  const input = { programCode: PROGRAM, content: { ...content, rule, formula }, source };
  const versionId = await act(desk.maker, 'saveProgramVersion', input);
  await act(desk.maker, 'submitRuleVersion', { versionId, expectedVersion: 1 });
  await act(desk.checker, 'publishRuleVersion', { versionId, expectedVersion: 2, effectiveFrom: today() });
}

const record = (who: keyof typeof people, facts: object[]) =>
  act(clerk, 'recordFacts', { householdId: people[who].householdId, facts });

const making = { programCode: PROGRAM, cause: 'standard', fromMonth: NEXT.slice(0, 7), source: '县民发〔2026〕1号' };
const make = () => act(desk.maker, 'makeRecalculation', { ...making, paysArrears: true });

async function see(client = desk.maker, of = id): Promise<Seen | null> {
  const { data } = await client.raw(`query ($id: ID!) { recalculation(id: $id) { ${SEEN} } }`, { id: of });
  return (data as { recalculation: Seen | null }).recalculation;
}

async function rowOf(who: keyof typeof people, of = id): Promise<Row | undefined> {
  return (await see(desk.maker, of))?.rows?.nodes.find(({ householdId }) => householdId === people[who].householdId);
}

const step = async () => ({ key: key(), recalculationId: id, expectedVersion: (await see())?.version ?? 0 });

interface Schedule {
  id: string;
  version: number;
  status: string;
  suspendedFrom: string | null;
  askedFen: number | null;
  askedBy: string | null;
  changes: { fromMonth: string; fen: number }[];
  dues: { month: string | null; cause: string | null; amountFen: number; status: string }[];
}

async function scheduleOf(who: keyof typeof people): Promise<Schedule> {
  const { data } = await clerk.raw(
    `query ($id: ID!) { household(id: $id) { aidHistory { payments { id version status suspendedFrom askedFen askedBy
      changes { fromMonth fen } dues { month cause amountFen status } } } } }`,
    { id: people[who].householdId },
  );
  return (data as { household: { aidHistory: { payments: Schedule }[] } }).household.aidHistory[0]
    ?.payments as Schedule;
}

async function monthFen(who: keyof typeof people, month: string): Promise<number> {
  const [found] = await here.records.rows<{ fen: string }>(
    `select payment_month_fen(s.id, s.amount_fen, $2) as fen from payment_schedule s where s.aid_record_id = $1`,
    [people[who].aidRecordId, month],
  );
  return Number(found?.fen);
}

/** What the family is told in writing: its kind and all its words; undefined where the reader is told of none. */
async function noticeOf(who: keyof typeof people, client = clerk): Promise<string | undefined> {
  const { data } = await client.raw(
    'query ($id: ID!) { aidNotice(scheduleId: $id) { kind sections { lines { zh } } } }',
    { id: (await scheduleOf(who)).id },
  );
  const { aidNotice } = data as { aidNotice: { kind: string; sections: { lines: { zh: string }[] }[] } | null };
  return aidNotice
    ? [aidNotice.kind, ...aidNotice.sections.flatMap(({ lines }) => lines.map(({ zh }) => zh))].join(' ')
    : undefined;
}

describe('a recalculation', () => {
  test('is asked for by the department for programs whose rule alone says the amount, one at a time', async () => {
    const wrong = {
      ...making,
      key: key(),
      paysArrears: true,
      programCode: 'MCA-07',
      fromMonth: monthsOn(20).slice(0, 7),
    };
    expect((await attempt(desk.maker, 'makeRecalculation', wrong)).problems?.map(({ path }) => path)).toEqual([
      'programCode',
      'fromMonth',
    ]);
    const finance = await here.office.as('finance');
    const refused = await attempt(finance, 'makeRecalculation', { ...making, key: key(), paysArrears: true });
    expect(refused.__typename).toBe('NotAllowed');
    id = await make();
    const second = await attempt(desk.maker, 'makeRecalculation', { ...making, key: key(), paysArrears: true });
    expect(second.__typename).toBe('WrongState');
  });

  test('shows who would get what before anything changes; sums to all who look over money, names to the department', async () => {
    await here.work();
    const seen = await see();
    expect(seen?.status).toBe('draft');
    expect(seen?.sums).toMatchObject([
      { kind: 'more', rows: 2, monthFen: 200_00, arrearsFen: 200_00, done: 0 },
      { kind: 'less', rows: 2, monthFen: -400_00, arrearsFen: 0 },
      { kind: 'ends', rows: 1, monthFen: 0 },
      { kind: 'open', rows: 1 },
    ]);
    expect(seen?.rows?.total).toBe(6);
    expect(await rowOf('more')).toMatchObject({ kind: 'more', beforeFen: 300_00, afterFen: 400_00, state: 'waiting' });
    expect(await rowOf('open')).toMatchObject({ kind: 'open', afterFen: null });
    expect(await monthFen('more', NEXT)).toBe(300_00);

    const [chair, elsewhere] = [await here.office.as('chair'), await here.office.as('manager', 'MIA')];
    expect(await see(chair)).toMatchObject({ sums: seen?.sums, rows: null, allowedActions: [] });
    expect(await see(elsewhere)).toBeNull();
    const sheet = `/api/recalculations/rows.xlsx?id=${id}&kind=more`;
    expect((await desk.maker.get(sheet)).status).toBe(200);
    expect((await chair.get(sheet)).status).toBe(404);
    expect((await elsewhere.get(sheet)).status).toBe(404);
  });

  test('is approved by one other person once, and carried out once beside the nightly dues, whatever job does it', async () => {
    expect(await attempt(desk.maker, 'approveRecalculation', await step())).toMatchObject({ __typename: 'WrongState' });
    await record('changed', [URBAN]);
    const approval = await step();
    const both = await Promise.all(
      [1, 2].map(() => attempt(desk.checker, 'approveRecalculation', { ...approval, key: key() })),
    );
    expect(both.map((one: Attempt) => one.__typename).sort()).toEqual(['Recalculation', 'StaleVersion']);
    // Its worker died, so another job goes on; the night works on the same schedules meanwhile.
    await act(desk.maker, 'carryOnRecalculation', await step());
    await duesNightly(poolSql(here.api.database.pool), 'a night');
    await here.work();

    expect((await see())?.status).toBe('done');
    expect(await rowOf('more')).toMatchObject({ state: 'done', arrearsFen: 100_00 });
    expect(await rowOf('changed')).toMatchObject({ state: 'skipped', skippedFor: 'facts_changed' });
    expect(await rowOf('less')).toMatchObject({ state: 'second_look' });
    expect(await rowOf('ends')).toMatchObject({ state: 'second_look' });
    expect((await scheduleOf('more')).dues).toEqual([
      { month: NEXT, cause: null, amountFen: 300_00, status: 'open' },
      { month: null, cause: 'arrears', amountFen: 100_00, status: 'open' },
    ]);
    expect(await monthFen('more', NEXT)).toBe(400_00);
    expect(await monthFen('changed', monthsOn(5))).toBe(300_00);
    expect(await here.records.count('payment_amount')).toBe(1);
  });

  test('lowers nothing by itself: the department pays the lower amount, keeps the former one, or ends the aid', async () => {
    const less = await scheduleOf('less');
    expect(less).toMatchObject({
      status: 'suspended',
      suspendedFrom: NEXT,
      askedFen: 100_00,
      askedBy: 'recalculation',
    });
    expect(await scheduleOf('ends')).toMatchObject({ status: 'suspended', askedFen: null });
    const tasks = `task where kind = 'review_payments' and status = 'open' and origin like 'recalculation:%'`;
    expect(await here.records.count(tasks)).toBe(3);

    const deciding = async (who: keyof typeof people) => {
      const { id: scheduleId, version } = await scheduleOf(who);
      return { key: key(), scheduleId, expectedVersion: version };
    };
    const resuming = { ...(await deciding('less')), paysMissed: true };
    expect(await attempt(desk.maker, 'resumePayments', resuming)).toMatchObject({ __typename: 'WrongState' });
    expect(await attempt(desk.maker, 'changeAmount', await deciding('less'))).toMatchObject({
      problems: [{ path: 'reason' }],
    });
    await act(desk.maker, 'changeAmount', { ...(await deciding('less')), reason: '已入户核实' });
    // The next month had been made already.
    expect(await scheduleOf('less')).toMatchObject({
      status: 'active',
      askedFen: null,
      changes: [{ fromMonth: monthsOn(2), fen: 100_00 }],
    });
    await act(desk.maker, 'keepAmount', { ...(await deciding('kept')), reason: '户口登记有误' });
    expect(await scheduleOf('kept')).toMatchObject({ status: 'active', askedFen: null, changes: [] });
    expect(await rowOf('less')).toMatchObject({ decision: 'changed' });
    expect(await rowOf('kept')).toMatchObject({ decision: 'kept' });
    await act(desk.maker, 'endPayments', { ...(await deciding('ends')), endedOn: today(), reason: '不再符合' });
    expect(await here.records.count(tasks)).toBe(0);
  });

  test('is told to each family in writing, by who may read its aid', async () => {
    expect(await noticeOf('more')).toMatch(/^changed .*标准调整.*县民发〔2026〕1号.*每月 ¥400.*补发差额 ¥100/s);
    expect(await noticeOf('less')).toMatch(/^changed .*已入户核实.*每月 ¥100/s);
    expect(await noticeOf('ends', desk.maker)).toMatch(/^ended .*不再符合.*行政复议/s);
    expect(await noticeOf('kept')).toBeUndefined();
    const elsewhere = await here.office.as('manager', 'MIA');
    expect(await noticeOf('more', elsewhere)).toBeUndefined();
    const document = `/api/schedules/${(await scheduleOf('more')).id}/notice.docx`;
    expect((await clerk.get(document)).status).toBe(200);
    expect((await elsewhere.get(document)).status).toBe(404);
  });

  test('finds nothing more to do when it is made again, and is given up with a reason', async () => {
    id = await make();
    await here.work();
    expect(await rowOf('more')).toMatchObject({ kind: 'same', afterFen: 400_00 });
    expect(await rowOf('ends')).toBeUndefined();
    expect(await attempt(desk.maker, 'cancelRecalculation', { ...(await step()), reason: ' ' })).toMatchObject({
      problems: [{ path: 'reason' }],
    });
    await act(desk.maker, 'cancelRecalculation', { ...(await step()), reason: '文件未印发' });
    expect(await see()).toMatchObject({ status: 'cancelled', allowedActions: [] });
  });
});

test('an amount recorded now for a near month leaves the one that is planned for a later month', async () => {
  const plan = async (month: string, fen: number) =>
    here.records.rows(
      `insert into payment_amount (schedule_id, from_month, fen)
       select id, $2, $3 from payment_schedule where aid_record_id = $1`,
      [people.open.aidRecordId, month, fen],
    );
  await plan(monthsOn(6), 500_00);
  await plan(monthsOn(3), 350_00);
  expect(await monthFen('open', monthsOn(2))).toBe(300_00);
  expect(await monthFen('open', monthsOn(5))).toBe(350_00);
  expect(await monthFen('open', monthsOn(6))).toBe(500_00);
  await plan(monthsOn(6), 450_00);
  expect(await monthFen('open', monthsOn(7))).toBe(450_00);
});
