import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkBalances, findBrokenChains, linesToCheck } from '@yimen/api/ledger/check-ledger.js';
import { today } from '@yimen/api/platform/clock.js';
import { readXlsx } from 'hucre/xlsx';
import { attempt } from '../api/attempt.js';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { key } from '../testkit/client.js';
import { makePayees } from './payees.js';
import { answerFile, PaymentDesk } from './payment-desk.js';

const MONTH = today().slice(0, 7);
const CARD = '6230281000009876548';
let here: TestOffice;

beforeAll(async () => {
  here = await openTestOffice();
});
afterAll(async () => {
  const { pool } = here.api.database;
  expect(await checkBalances(pool)).toMatchObject({ unbalanced: [], unlinked: 0 });
  expect(await findBrokenChains(pool, await linesToCheck(pool))).toEqual([]);
  await here.close();
});

/** What stands on a program's line of the year, in fen. */
async function lineOf(programCode: string) {
  const [line] = await here.records.rows<{ left: string; committed: string; paid: string }>(
    `select sum(credits_posted - debits_posted - debits_pending) filter (where a.kind = 'available') as left,
       sum(credits_posted - debits_posted) filter (where a.kind = 'committed') as committed,
       sum(credits_posted - debits_posted) filter (where a.kind = 'paid') as paid
     from ledger_account a join budget_line l on l.id = a.line_id where l.program_code = $1 and l.year = $2`,
    [programCode, Number(MONTH.slice(0, 4))],
  );
  return { left: Number(line?.left), committed: Number(line?.committed), paid: Number(line?.paid) };
}

describe('a month of a department', () => {
  test('goes from what is due to the bank and back; what came back is paid again by a later batch', async () => {
    const desk = await PaymentDesk.open(here, 'MCA');
    const { database } = here.api;
    const aid = { programCode: 'MCA-02', departmentCode: 'MCA', fen: 310_05 };
    await makePayees(database, { ...aid, count: 3 });
    await makePayees(database, { ...aid, count: 1, account: 'none' });
    await makePayees(database, { ...aid, count: 1, account: 'unchecked' });
    const [dead] = await makePayees(database, { ...aid, count: 1 });
    await here.records.rows(
      `update person set gone = 'died', gone_on = $2, last_household_id = household_id, household_id = null where id = $1`,
      [dead?.personId, `${MONTH}-01`],
    );
    const before = await lineOf('MCA-02');

    const draft = await desk.gather(MONTH);
    expect(draft).toMatchObject({ status: 'draft', totals: { lines: 3, fen: 930_15, problems: 3 } });
    const out = draft.lines?.nodes.filter(({ state }) => state === 'out').map(({ reason }) => reason);
    expect(out?.sort()).toEqual(['account_unchecked', 'deceased', 'no_one_card']);
    expect(await lineOf('MCA-02')).toMatchObject({
      left: before.left - 6 * 310_05,
      committed: before.committed + 6 * 310_05,
    });

    await desk.step(desk.maker, 'submitPaymentBatch', draft.id);
    const submitted = await desk.see(draft.id);
    expect(submitted.allowedActions).toContainEqual({ action: 'approve', allowed: false });
    const own = { key: key(), batchId: draft.id, expectedVersion: submitted.version };
    expect(await attempt(desk.maker, 'approvePaymentBatch', own)).toMatchObject({ __typename: 'WrongState' });
    expect(
      await attempt(await here.office.as('member', 'MIA'), 'approvePaymentBatch', { ...own, key: key() }),
    ).toMatchObject({
      __typename: 'NotFound',
    });
    expect((await desk.maker.get(`/api/payments/${draft.id}/file.csv`)).status).toBe(409);
    await desk.step(desk.checker, 'approvePaymentBatch', draft.id);
    await desk.step(desk.maker, 'sendPaymentBatch', draft.id);

    for (const type of ['csv', 'xlsx']) {
      const [one, again] = await Promise.all(
        [desk.maker, desk.checker].map(async (client) => {
          const file = await client.get(`/api/payments/${draft.id}/file.${type}`);
          expect(file.status).toBe(200);
          return new Uint8Array(await file.arrayBuffer());
        }),
      );
      expect(again).toEqual(one);
      if (type === 'xlsx') {
        const { sheets } = await readXlsx(one as Uint8Array);
        expect(sheets[0]?.rows[1]?.slice(0, 5)).toEqual([
          `${draft.number}-000001`,
          expect.stringMatching(/^收款/),
          expect.stringMatching(/^62302810\d{11}$/),
          '农村商业银行',
          310.05,
        ]);
      } else {
        expect(new TextDecoder('gb18030').decode(one)).toContain('310.05,');
      }
    }
    expect(await here.records.count(`identity_reading where purpose = 'payment' and note = $1`, [draft.number])).toBe(
      12,
    );

    const answered = await desk.upload(
      draft.id,
      await desk.answer(draft.id, ({ number }) => (number === 2 ? '账号已销户' : undefined)),
    );
    expect(answered.status).toBe(200);
    const settled = await desk.see(draft.id);
    expect(settled).toMatchObject({ status: 'settled', totals: { paid: 2, paidFen: 620_10, returned: 1 } });
    expect(await lineOf('MCA-02')).toMatchObject({
      committed: before.committed + 4 * 310_05,
      paid: before.paid + 620_10,
    });
    const returned = settled.lines?.nodes.find(({ state }) => state === 'returned');
    expect(returned).toMatchObject({ reason: '账号已销户' });
    expect(await here.records.count(`task where kind = 'correct_account' and status = 'open'`)).toBe(1);

    const waits = await desk.gather(MONTH);
    expect(waits.totals).toMatchObject({ lines: 0, problems: 4 });
    await desk.step(desk.maker, 'cancelPaymentBatch', waits.id, { reason: '没有可发放的' });
    const [payee] = await here.records.rows<{ id: string }>(
      `select k.person_id as id from payment_line l join person_account k on k.id = l.account_id where l.result = 'returned'`,
    );
    const hall = await here.office.asUser('clerk-hall');
    await act(hall, 'recordBankAccount', {
      personId: payee?.id,
      bank: '农业银行',
      holder: '本人',
      kind: 'one_card',
      bankAccount: '6228480000000000018',
      reason: '原账号销户',
    });
    const [account] = await here.records.rows<{ id: string }>(
      'select id from person_account where person_id = $1 order by id desc limit 1',
      [payee?.id],
    );
    const other = here.office.cards.find(
      ({ role, username }) => role === 'clerk' && username !== 'clerk-hall' && username === 'clerk-t01',
    );
    expect(other).toBeDefined();
    await here.records.rows('update person_account set verified_by = $2, verified_at = now() where id = $1', [
      account?.id,
      other?.staffId,
    ]);
    const again = await desk.gather(MONTH);
    expect(again.totals).toMatchObject({ lines: 1, fen: 310_05 });
    await desk.send(again.id);
    await desk.upload(again.id, await desk.answer(again.id));
    expect(await desk.see(again.id)).toMatchObject({ status: 'settled', totals: { paid: 1 } });
    expect(await lineOf('MCA-02')).toMatchObject({ paid: before.paid + 930_15 });
  });
});

/** What the ledger says was paid for the dues of a program, and how many payments that is. */
async function paidFor(programCode: string) {
  const [sum] = await here.records.rows<{ fen: string; count: number }>(
    `select coalesce(sum(t.amount), 0) as fen, count(*)::int as count from ledger_transfer t
     join ledger_account a on a.id = t.credit_account_id and a.kind = 'paid' join budget_line l on l.id = a.line_id
     where l.program_code = $1`,
    [programCode],
  );
  return { fen: Number(sum?.fen), count: sum?.count };
}

describe('nobody is paid twice', () => {
  test('two batches that gather at once share what is due', async () => {
    const desk = await PaymentDesk.open(here, 'MCA');
    await makePayees(here.api.database, { programCode: 'MCA-08', departmentCode: 'MCA', fen: 60_00, count: 90 });
    const make = (takesOver: boolean) =>
      act(desk.maker, 'makePaymentBatch', { kind: 'monthly', month: MONTH, takesOver });
    const ids = [await make(true), await make(false), await make(false)];
    await here.work();
    const seen = await Promise.all(ids.map((id) => desk.see(id)));
    expect(seen.reduce((sum, { totals }) => sum + totals.lines, 0)).toBe(90);
    const full = seen.find(({ totals }) => totals.lines > 0);
    for (const { id } of seen.filter((one) => one.totals.lines === 0))
      await desk.step(desk.maker, 'cancelPaymentBatch', id, { reason: '重复制单' });
    const { id } = await desk.send(full?.id ?? '');

    const file = await desk.answer(id);
    const uploads = await Promise.all(
      [desk.maker, desk.checker, desk.maker].map((client) => desk.upload(id, file, client)),
    );
    expect(uploads.map(({ status }) => status)).toEqual([200, 200, 200]);
    await desk.upload(id, `${file}\r\n`);
    expect(await paidFor('MCA-08')).toEqual({ fen: 90 * 60_00, count: 90 });
    const settled = await desk.see(id);
    expect(settled.results.map(({ status, newPaid, known }) => ({ status, newPaid, known }))).toEqual([
      { status: 'applied', newPaid: 0, known: 90 },
      { status: 'applied', newPaid: 90, known: 0 },
    ]);
    expect((await desk.gather(MONTH)).totals.lines).toBe(0);
  });

  test('a payment that the bank brings back days later is promised again, and cannot become paid by a word', async () => {
    const desk = await PaymentDesk.open(here, 'MCA');
    await makePayees(here.api.database, { programCode: 'MCA-09', departmentCode: 'MCA', fen: 70_00, count: 2 });
    const { id } = await desk.send((await desk.gather(MONTH)).id);
    const paid = await desk.answer(id);
    await desk.upload(id, paid);
    const after = await lineOf('MCA-09');
    await desk.upload(id, await desk.answer(id, ({ number }) => (number === 1 ? '三日后退票' : undefined)));
    expect(await lineOf('MCA-09')).toEqual({
      left: after.left,
      committed: after.committed + 70_00,
      paid: after.paid - 70_00,
    });
    await desk.upload(id, `${paid}\r\n\r\n`);
    const [last] = (await desk.see(id)).results;
    expect(last).toMatchObject({ status: 'refused' });
    expect(last?.problems[0]?.message.zh).toContain('此前已登记退票');
    expect(await lineOf('MCA-09')).toMatchObject({ paid: after.paid - 70_00 });
  });
});

describe("a bank's answer that cannot be", () => {
  let desk: PaymentDesk;
  let id: string;
  let number: string;
  beforeAll(async () => {
    desk = await PaymentDesk.open(here, 'MCA');
    await makePayees(here.api.database, { programCode: 'MCA-03', departmentCode: 'MCA', fen: 800_00, count: 4 });
    ({ id, number } = await desk.send((await desk.gather(MONTH)).id));
  });

  const line = (place: number, rest = '800,成功,,') => `${number}-00000${place},${rest}`;
  test.each<[string, () => string[], string]>([
    ['a payment of another batch', () => [line(1), 'FF-MCA-209901-01-000001,800,成功,,'], '没有这个明细编号'],
    ['a payment twice', () => [line(1), line(2), line(1)], '出现了 2 次'],
    ['another amount', () => [line(1), line(2, '8000,成功,,')], '金额与批次不一致'],
    ['a negative amount', () => [line(1), line(2, '-800,成功,,')], '金额不能为负数'],
    ['a huge amount', () => [line(1), line(2, '99999999999999999999,成功,,')], '金额过大'],
    ['an outcome nobody knows', () => [line(1), line(2, '800,处理中,,')], '不认识'],
    ['a return without a reason', () => [line(1), line(2, '800,失败,,')], '没有写明原因'],
    ['a day to come', () => [line(1), line(2, '800,成功,,2099-01-01')], '将来'],
    ['a formula', () => [line(1), '=1+1,800,成功,,'], '没有这个明细编号'],
  ])('%s is refused with the whole file, and told', async (_what, rows, words) => {
    const before = { paid: await paidFor('MCA-03'), line: await lineOf('MCA-03') };
    expect(await desk.upload(id, answerFile(rows()))).toMatchObject({ status: 200 });
    const batch = await desk.see(id);
    expect(batch.results[0]).toMatchObject({ status: 'refused', newPaid: 0, newReturned: 0 });
    expect(batch.results[0]?.problems.map(({ message }) => message.zh).join()).toContain(words);
    expect({ paid: await paidFor('MCA-03'), line: await lineOf('MCA-03') }).toEqual(before);
    expect(batch.totals).toMatchObject({ paid: 0, returned: 0 });
  });

  test('a file of something else is told by its header; a department that is not concerned finds no batch', async () => {
    await desk.upload(id, '姓名,电话\r\n张三,1');
    expect((await desk.see(id)).results[0]?.problems[0]?.message.zh).toContain('“明细编号”、“金额（元）”、“处理结果”');
    expect(await desk.upload(id, '%PDF-1.7')).toMatchObject({ status: 400 });
    const stranger = await here.office.as('manager', 'MIA');
    expect(await desk.upload(id, answerFile([line(1)]), stranger)).toMatchObject({ status: 404 });
    expect(await desk.upload(id, answerFile([line(1)]), await here.office.as('leader'))).toMatchObject({ status: 403 });
  });

  test('what is left of the batch is answered later', async () => {
    await desk.upload(id, answerFile([line(1), line(2)]));
    expect(await desk.see(id)).toMatchObject({ status: 'sent', totals: { paid: 2 } });
    await desk.upload(id, await desk.answer(id));
    expect(await desk.see(id)).toMatchObject({ status: 'settled', totals: { paid: 4 } });
    expect((await desk.see(id)).results[0]).toMatchObject({ newPaid: 2, known: 2 });
  });
});

describe('what is due', () => {
  test('stops with the aid, waits while it is suspended, and waits for money that the line does not have', async () => {
    const desk = await PaymentDesk.open(here, 'MCA');
    const { left } = await lineOf('MCA-10');
    const fen = Math.floor(left / 3) - 1;
    await makePayees(here.api.database, {
      programCode: 'MCA-10',
      departmentCode: 'MCA',
      fen,
      count: 5,
    });
    const first = await desk.gather(MONTH);
    const own = ({ lines }: typeof first) => lines?.nodes.filter(({ amountFen }) => amountFen === fen);
    expect(own(first)?.filter(({ state }) => state === 'in')).toHaveLength(3);
    expect(own(first)?.filter(({ reason }) => reason === 'short')).toHaveLength(2);

    // Two that are in the draft already.
    const [ending, held] = await here.records.rows<{ aidRecordId: string }>(
      `select s.aid_record_id as "aidRecordId" from payment_line l join payment_due d on d.id = l.due_id
       join payment_schedule s on s.id = d.schedule_id
       where l.batch_id = $1 and l.live and s.program_code = 'MCA-10' order by l.id limit 2`,
      [first.id],
    );
    const scheduleOf = async (aidRecordId: string | undefined) =>
      (
        await here.records.rows<{ id: string; version: number }>(
          'select id, version from payment_schedule where aid_record_id = $1',
          [aidRecordId],
        )
      )[0];
    const schedule = await scheduleOf(held?.aidRecordId);
    await act(desk.maker, 'suspendPayments', {
      scheduleId: schedule?.id,
      expectedVersion: schedule?.version,
      reason: '收入复核中',
    });
    await here.records.rows(`update aid_record set ended_on = $2, end_reason = '脱困' where id = $1`, [
      ending?.aidRecordId,
      `${Number(MONTH.slice(0, 4))}-10-31`,
    ]);
    const submitting = { key: key(), batchId: first.id, expectedVersion: first.version };
    expect(await attempt(desk.maker, 'submitPaymentBatch', submitting)).toMatchObject({ __typename: 'WrongState' });
    await desk.step(desk.maker, 'gatherPaymentBatch', first.id);
    await here.work();
    const again = await desk.see(first.id);
    const states = own(again)?.map(({ state, reason }) => reason ?? state);
    // What ended is owed no longer, and its money serves one of those that waited.
    expect(states?.sort()).toEqual(['in', 'in', 'short', 'suspended']);
    expect((await lineOf('MCA-10')).committed).toBe(3 * fen);
  });
});

describe('how a confirmed part is given out', () => {
  test('is laid out with the decision: money due once, nothing for a place on the plan; in stages to the fen', async () => {
    const casework = await Casework.begin(here.office);
    const { items } = await casework.adopt();
    const confirm = async (program: string) =>
      act(await here.office.as('member', program.slice(0, program.indexOf('-'))), 'decidePackageItem', {
        packageItemId: items.get(program),
        outcome: 'confirmed',
      });
    for (const program of ['MIA-02', 'MCA-05', 'RC-01']) await confirm(program);
    const schedules = await here.records.rows<Record<string, unknown>>(
      `select s.program_code as program, s.kind, s.id, s.version, s.amount_fen::int as fen, count(d.id)::int as dues, min(d.status) as status
       from payment_schedule s join aid_record a on a.id = s.aid_record_id left join payment_due d on d.schedule_id = s.id
       where a.package_item_id = any($1) group by s.id order by 1`,
      [[...items.values()]],
    );
    expect(schedules).toMatchObject([
      { program: 'MCA-05', kind: 'one_off', fen: 3000_00, dues: 1, status: 'open' },
      { program: 'MIA-02', kind: 'one_off', dues: 1, status: 'open' },
      { program: 'RC-01', kind: 'plan', fen: null, dues: 0 },
    ]);
    const desk = await PaymentDesk.open(here, 'MCA');
    const [schedule] = schedules;
    const stages = ['开工', '过半', '验收'].map((label) => ({ label, share: 1, dueOn: today() }));
    const input = { key: key(), scheduleId: schedule?.id, expectedVersion: schedule?.version, stages };
    const mia = await here.office.as('manager', 'MIA');
    expect((await attempt(mia, 'planStages', input)).__typename).toBe('NotAllowed');
    expect(
      await attempt(desk.maker, 'planStages', { ...input, stages: [{ label: '', share: 0, dueOn: '2026-02-30' }] }),
    ).toMatchObject({
      problems: ['stages', 'stages.0.share', 'stages.0.label', 'stages.0.dueOn'].map((path) => ({ path })),
    });
    await act(desk.maker, 'planStages', { ...input, key: key() });
    const dues = await here.records.rows<{ id: string; fen: number; status: string }>(
      `select id, amount_fen::int as fen, status from payment_due where schedule_id = $1 and status <> 'cancelled' order by position`,
      [schedule?.id],
    );
    expect(dues.map(({ fen, status }) => [fen, status])).toEqual(Array(3).fill([1000_00, 'unreleased']));
    await act(desk.maker, 'releaseStage', { dueId: dues[0]?.id });
    const account = { bank: '农业银行', holder: '本人', bankAccount: '6228480000000000026', reason: '发放' };
    const [aid] = await here.records.rows<{ person: string }>(
      `select coalesce(a.person_id, h.head_person_id) as person from aid_record a join household h on h.id = a.household_id
       where a.package_item_id = $1`,
      [items.get('MCA-05')],
    );
    await act(await here.office.asUser('clerk-hall'), 'recordBankAccount', { ...account, personId: aid?.person });
    const township = here.office.cards.find(({ username }) => username === 'clerk-t01');
    await here.records.rows('update person_account set verified_by = $2, verified_at = now() where person_id = $1', [
      aid?.person,
      township?.staffId,
    ]);
    const batch = await desk.gather(MONTH, 'ad_hoc', false);
    expect(batch.totals).toMatchObject({ lines: 1, fen: 1000_00 });
    expect((await attempt(desk.maker, 'releaseStage', { key: key(), dueId: dues[0]?.id })).__typename).toBe(
      'WrongState',
    );
  });
});

test('a subsidy of the treasury goes to the one-card alone: whoever has none is told apart, asked for, and paid later', async () => {
  const desk = await PaymentDesk.open(here, 'MCA');
  const { records, office } = here;
  const aid = { programCode: 'MCA-01', departmentCode: 'MCA', fen: 200_00 };
  const [payee] = await makePayees(here.api.database, { ...aid, count: 1, account: 'ordinary' });
  const personId = payee?.personId;
  const mine = async (id: string) => {
    const [{ name } = { name: '' }] = await records.rows<{ name: string }>('select name from person where id = $1', [
      personId,
    ]);
    return (await desk.see(id)).lines?.nodes
      .filter((line) => line.payee === name)
      .map(({ state, reason }) => [state, reason]);
  };
  const draft = await desk.gather(MONTH);
  expect(await mine(draft.id)).toEqual([['out', 'no_one_card']]);
  const tasks = () =>
    records.rows(
      `select status from task where kind = 'one_card' and title_zh like '%' ||
      (select name from person where id = $1) || '%'`,
      [personId],
    );
  expect(await tasks()).toEqual([{ status: 'open' }]);

  const clerk = await office.asUser('clerk-hall');
  const account = { personId, bank: '农商银行', holder: '本人', reason: '发放', kind: 'one_card' };
  const wrong = { key: key(), ...account, bankAccount: '6230281000009876549' };
  for (const [change, path] of [
    [{}, 'bankAccount'],
    [{ bankAccount: '6230281000009876548', kind: 'cash' }, 'kind'],
  ] as const)
    expect(await attempt(clerk, 'recordBankAccount', { ...wrong, ...change, key: key() })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path }],
    });
  await act(clerk, 'recordBankAccount', { ...account, bankAccount: CARD });
  const [{ township } = { township: '' }] = await records.rows<{ township: string }>(
    'select lower(h.township_code) as township from person p join household h on h.id = p.household_id where p.id = $1',
    [personId],
  );
  const other = await office.asUser(`clerk-${township}`);
  const [card] = await records.rows<{ id: string }>(
    `select id from person_account where person_id = $1 and kind = 'one_card'`,
    [personId],
  );
  await act(other, 'verifyBankAccount', { accountId: card?.id });
  // An ordinary account that is newer takes nothing from the one-card.
  await act(clerk, 'recordBankAccount', { ...account, kind: 'bank', bankAccount: '2709010101109000012' });
  const again = await desk.step(desk.maker, 'gatherPaymentBatch', draft.id).then(async () => {
    await here.work();
    return desk.see(draft.id);
  });
  expect(await mine(again.id)).toEqual([['in', null]]);
  expect(await tasks()).toEqual([{ status: 'done' }]);
  expect(
    await records.rows('select account_id as id from payment_line where batch_id = $1 and live', [draft.id]),
  ).toContainEqual(card);
});
