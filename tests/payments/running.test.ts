import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { duesNightly } from '@yimen/api/features/payment/nightly-dues.jobs.js';
import { checkBalances, findBrokenChains, linesToCheck } from '@yimen/api/ledger/check-ledger.js';
import { moveBudget } from '@yimen/api/ledger/ledger.js';
import { today } from '@yimen/api/platform/clock.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { attempt } from '../api/attempt.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { inTransaction, MOVEMENT } from '../ledger/lines.js';
import { key } from '../testkit/client.js';
import { makePayees, type Payee } from './payees.js';
import { PaymentDesk } from './payment-desk.js';

const ON = today();
const MONTH = ON.slice(0, 7);
const monthsOn = (count: number) => {
  const [year = 0, month = 0] = MONTH.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
};

let here: TestOffice;
let desk: PaymentDesk;
let nights = 0;

beforeAll(async () => {
  here = await openTestOffice();
  desk = await PaymentDesk.open(here, 'MCA');
});
afterAll(async () => {
  const { pool } = here.api.database;
  expect(await checkBalances(pool)).toMatchObject({ unbalanced: [], unlinked: 0 });
  expect(await findBrokenChains(pool, await linesToCheck(pool))).toEqual([]);
  await here.close();
});

async function night(): Promise<void> {
  nights += 1;
  await duesNightly(poolSql(here.api.database.pool), `night ${nights}`);
  await here.work();
}

/** Takes aid over and leaves its first month due, in no batch. */
async function running(programCode: string, count: number, fen = 300_00): Promise<Payee[]> {
  const payees = await makePayees(here.api.database, { programCode, departmentCode: 'MCA', fen, count });
  const batch = await desk.gather(MONTH);
  await desk.step(desk.maker, 'cancelPaymentBatch', batch.id, { reason: '只建发放计划' });
  return payees;
}

interface Seen {
  id: string;
  version: number;
  status: string;
  reason: { zh: string; en: string } | null;
  suspendedFrom: string | null;
  exitFrom: string | null;
  exitUntil: string | null;
  nextOn: string | null;
  dues: { month: string; cause: string | null; amountFen: number; status: string }[];
}

async function scheduleOf({ householdId }: Payee): Promise<Seen> {
  const clerk = await here.office.asUser('clerk-hall');
  const { data } = await clerk.raw(
    `query ($id: ID!) { household(id: $id) { aidHistory { payments { id version status reason { zh en } suspendedFrom
      exitFrom exitUntil nextOn dues { month cause amountFen status } } } } }`,
    { id: householdId },
  );
  return (data as { household: { aidHistory: { payments: Seen }[] } }).household.aidHistory[0]?.payments as Seen;
}

const openTasks = (kind: string) =>
  here.records.rows<{ zh: string; dueOn: string; department: string }>(
    `select title_zh as zh, due_on::text as "dueOn", department_code as department from task
     where kind = $1 and status = 'open' order by id`,
    [kind],
  );

async function committed(programCode: string): Promise<number> {
  const [found] = await here.records.rows<{ fen: string }>(
    `select sum(credits_posted - debits_posted) as fen from ledger_account a join budget_line l on l.id = a.line_id
     where a.kind = 'committed' and l.program_code = $1`,
    [programCode],
  );
  return Number(found?.fen);
}

/** What the department has before it. */
async function toDecide(client = desk.maker): Promise<{ payee: string; actions: string[] }[]> {
  const { data } = await client.raw(
    '{ paymentsToDecide { payee schedule { status exitFrom allowedActions { action } } } }',
    {},
  );
  const { paymentsToDecide } = data as {
    paymentsToDecide: { payee: string; schedule: { allowedActions: { action: string }[] } }[];
  };
  return paymentsToDecide.map(({ payee, schedule }) => ({
    payee,
    actions: schedule.allowedActions.map(({ action }) => action),
  }));
}

const record = async (payee: Payee, facts: object[]) =>
  act(await here.office.asUser('clerk-hall'), 'recordFacts', { householdId: payee.householdId, facts });

describe('aid that runs', () => {
  test('waits for a second look when its rule refuses by now; the manager decides what becomes of the months', async () => {
    const [lost, kept, other] = (await running('MCA-02', 3)) as [Payee, Payee, Payee];
    await night();
    expect(await openTasks('review_payments')).toEqual([]);
    for (const payee of [lost, kept]) await record(payee, [{ code: 'hh_area_type', value: 'urban', source: '户口簿' }]);
    await record(other, [{ code: 'hh_area_type', value: 'rural', source: '户口簿' }]);
    await night();

    const waits = await scheduleOf(lost);
    expect(waits).toMatchObject({ status: 'suspended', suspendedFrom: monthsOn(1), nextOn: expect.anything() });
    expect(waits.reason?.zh).toContain('城乡属性');
    expect(waits.reason?.en).not.toMatch(/[一-龥]/);
    expect(await scheduleOf(other)).toMatchObject({ status: 'active', reason: null });
    const tasks = await openTasks('review_payments');
    expect(tasks).toHaveLength(2);
    expect(tasks[0]).toMatchObject({ department: 'MCA' });
    expect(tasks[0]?.dueOn.localeCompare(ON)).toBe(1);
    await night();
    expect(await openTasks('review_payments')).toHaveLength(2);
    expect(await toDecide()).toHaveLength(2);
    expect((await toDecide())[0]?.actions).toEqual(['resume', 'end']);
    expect(await toDecide(await here.office.as('manager', 'MIA'))).toEqual([]);
    expect(await toDecide(await here.office.as('leader'))).toEqual([]);

    // The month before the change is owed; the one after it waits.
    const next = await desk.gather(monthsOn(1).slice(0, 7));
    expect(next.lines?.nodes.filter(({ state }) => state === 'in')).toHaveLength(4);
    await desk.step(desk.maker, 'cancelPaymentBatch', next.id, { reason: '试' });

    // Two months of it have gone by: one decides to pay them, the other not.
    await here.records.rows(
      `update payment_schedule set suspended_from = $1 where status = 'suspended' and program_code = 'MCA-02'`,
      [`${MONTH}-01`],
    );
    const before = await committed('MCA-02');
    const step = async (payee: Payee) => {
      const { id, version } = await scheduleOf(payee);
      return { key: key(), scheduleId: id, expectedVersion: version };
    };
    const stale = { ...(await step(lost)), expectedVersion: 1, paysMissed: false };
    expect(await attempt(desk.maker, 'resumePayments', stale)).toMatchObject({ __typename: 'StaleVersion' });
    await act(desk.maker, 'resumePayments', { ...(await step(lost)), paysMissed: false });
    await act(desk.maker, 'resumePayments', { ...(await step(kept)), paysMissed: true });
    expect(await committed('MCA-02')).toBe(before - 300_00);
    expect(await openTasks('review_payments')).toEqual([]);
    expect(await scheduleOf(lost)).toMatchObject({ status: 'active', dues: [], nextOn: monthsOn(1) });
    expect((await scheduleOf(kept)).dues).toMatchObject([{ month: `${MONTH}-01`, status: 'open' }]);
    const later = await desk.gather(monthsOn(1).slice(0, 7));
    expect(later.lines?.nodes.filter(({ state }) => state === 'in')).toHaveLength(5);
    await desk.step(desk.maker, 'cancelPaymentBatch', later.id, { reason: '试' });
  });

  test('goes out by months when only the income has risen, and as before when the exit is called off', async () => {
    const [risen] = (await running('MCA-02', 1)) as [Payee];
    await night();
    await record(risen, [
      { code: 'hh_area_type', value: 'rural', source: '户口簿' },
      { code: 'hh_percap_income_month', value: 9999, source: '银行流水' },
      // Nor is he one of those who are taken in alone.
      { code: 'hh_low_income_edge', value: false, source: '认定书' },
    ]);
    await night();
    const exit = await scheduleOf(risen);
    expect(exit).toMatchObject({ status: 'active', exitFrom: monthsOn(1), exitUntil: monthsOn(12) });
    expect(await toDecide()).toMatchObject([
      { payee: expect.stringMatching(/^收款/), actions: ['suspend', 'cancel_exit', 'end'] },
    ]);
    expect((await openTasks('review_payments'))[0]?.zh).toContain('渐退期');
    const { data } = await desk.maker.raw(`{ aidNotice(scheduleId: "${exit.id}") { kind sections { lines { zh } } } }`);
    const { aidNotice } = data as { aidNotice: { kind: string; sections: { lines: { zh: string }[] }[] } };
    expect(aidNotice.kind).toBe('exit');
    expect(JSON.stringify(aidNotice.sections)).toContain(
      `${monthsOn(1).slice(0, 7)} 至 ${monthsOn(12).slice(0, 7)}：每月 ¥300`,
    );
    const next = await desk.gather(monthsOn(1).slice(0, 7));
    expect((await scheduleOf(risen)).dues[0]).toMatchObject({ month: monthsOn(1), cause: 'exit', amountFen: 300_00 });
    await desk.step(desk.maker, 'cancelPaymentBatch', next.id, { reason: '试' });

    await here.records.rows('update payment_schedule set exit_from = $2, exit_until = $2 where id = $1', [
      exit.id,
      monthsOn(-1),
    ]);
    await night();
    expect((await openTasks('stop_aid'))[0]?.zh).toContain('渐退期已满');
    const { version } = await scheduleOf(risen);
    const off = { key: key(), scheduleId: exit.id, expectedVersion: version };
    expect(await attempt(await here.office.as('manager', 'MIA'), 'cancelExit', off)).toMatchObject({
      __typename: 'NotFound',
    });
    await act(desk.maker, 'cancelExit', off);
    expect(await scheduleOf(risen)).toMatchObject({ exitFrom: null, exitUntil: null });
    expect(await openTasks('stop_aid')).toEqual([]);
    expect(await attempt(desk.maker, 'cancelExit', { ...off, key: key(), expectedVersion: version + 1 })).toMatchObject(
      {
        __typename: 'WrongState',
      },
    );
  });

  test('waits after a death, goes on when the death was a mistake, and ends with its last day', async () => {
    const [dead] = (await running('MCA-08', 1)) as [Payee];
    const clerk = await here.office.asUser('clerk-hall');
    const { version } = (
      await here.records.rows<{ version: number }>('select version from household where id = $1', [dead.householdId])
    )[0] as { version: number };
    await act(clerk, 'recordHouseholdChange', {
      kind: 'died',
      householdId: dead.householdId,
      expectedVersion: version,
      effectiveOn: ON,
      reason: '病故',
      document: '死亡证明',
      people: [{ personId: dead.personId }],
    });
    const waits = await here.records.rows(
      `select s.status, s.suspended_from::text as "from", s.reason from payment_schedule s where s.aid_record_id = $1`,
      [dead.aidRecordId],
    );
    expect(waits).toEqual([{ status: 'suspended', from: monthsOn(1), reason: expect.stringContaining(ON) }]);
    expect(await openTasks('stop_aid')).toHaveLength(1);
    const [event] = await here.records.rows<{ id: string }>('select id from household_event order by id desc limit 1');
    await act(clerk, 'undoHouseholdChange', { householdId: dead.householdId, eventId: event?.id, reason: '重名误报' });
    expect(await scheduleOf(dead)).toMatchObject({ status: 'active', reason: null });
    expect(await openTasks('stop_aid')).toEqual([]);

    const { id } = await scheduleOf(dead);
    const suspended = await scheduleOf(dead);
    await act(desk.maker, 'suspendPayments', { scheduleId: id, expectedVersion: suspended.version, reason: '核查' });
    const ending = { scheduleId: id, expectedVersion: suspended.version + 1, endedOn: monthsOn(2), reason: '自愿退出' };
    expect(await attempt(desk.maker, 'endPayments', { key: key(), ...ending })).toMatchObject({
      problems: [{ path: 'endedOn' }],
    });
    await act(desk.maker, 'endPayments', { ...ending, endedOn: ON });
    expect(await scheduleOf(dead)).toMatchObject({ status: 'active', reason: null, nextOn: `${MONTH}-01` });
  });
});

test('a line that is short is told before a batch is gathered, and the task ends when the line bears it', async () => {
  const { pool } = here.api.database;
  const [line] = await here.records.rows<{ id: string; left: string }>(
    `select l.id, a.credits_posted - a.debits_posted - a.debits_pending as left from budget_line l
     join ledger_account a on a.line_id = l.id and a.kind = 'available'
     where l.program_code = 'MCA-10' and l.year = $1`,
    [Number(MONTH.slice(0, 4))],
  );
  const left = Number(line?.left);
  const fen = Math.floor(left / 2) - 1;
  await running('MCA-10', 3, fen);
  await night();
  const [task, ...others] = await openTasks('line_short');
  expect(others).toEqual([]);
  expect(task).toMatchObject({ department: 'MCA' });
  expect(task?.zh).toContain('1 笔应发待资金');
  await night();
  expect(await openTasks('line_short')).toHaveLength(1);
  await inTransaction(pool, (sql) =>
    moveBudget(sql, { ...MOVEMENT, key: 'more', lineId: line?.id ?? '', move: 'supplement', fen: 10 * fen }),
  );
  await night();
  expect(await openTasks('line_short')).toEqual([]);
  expect(await committed('MCA-10')).toBe(3 * fen);
});
