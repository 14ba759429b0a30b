import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt } from '../api/attempt.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { key } from '../testkit/client.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { ImportDesk } from './import-desk.js';

let here: TestOffice;
let clerk: ImportDesk;

const idNumber = (sequence: number) => syntheticIdNumber('1970-01-01', 'male', sequence);
const HEADINGS = ['户号', '姓名', '身份证号', '与户主关系', '村', '住址'];
const family = (home: number, first: number) => [
  [home, `王某${first}`, idNumber(first), '户主', '北关街', '北关街1号'],
  [home, `王某${first + 1}`, idNumber(first + 1), '配偶', '北关街', '北关街1号'],
];

beforeAll(async () => {
  here = await openTestOffice();
  clerk = await ImportDesk.of(here, 'clerk-t01');
});

afterAll(() => here?.close());

async function imported(kind: string, rows: (string | number)[][], desk = clerk): Promise<string> {
  const id = await desk.upload(kind, rows);
  await desk.check(id);
  expect((await desk.run(id)).status).toBe('imported');
  return id;
}

const householdOf = async (sequence: number) => {
  const [row] = await here.records.rows<{ id: string; version: number; size: number | null; dissolved: boolean }>(
    `select h.id, h.version, f.hh_size as size, h.dissolved_on is not null as dissolved
     from person p join household h on h.id = coalesce(p.household_id, p.last_household_id)
     left join household_facts f on f.household_id = h.id where p.name = $1 order by h.id desc limit 1`,
    [`王某${sequence}`],
  );
  if (!row) throw new Error(`Nobody ${sequence}`);
  return row;
};
const living = () => here.records.count('person where household_id is not null');

describe('undoing an import', () => {
  test('of people takes them out of the registry; imported again they are the same people', async () => {
    const rows = [HEADINGS, ...family(1, 1), ...family(2, 3)];
    const id = await imported('people', rows);
    expect(await living()).toBe(4);
    const undone = await clerk.undo(id);
    expect(undone.status).toBe('undone');
    expect(await living()).toBe(0);
    expect(await householdOf(1)).toMatchObject({ dissolved: true });
    expect(await here.records.count('person')).toBe(4);
    await imported('people', rows);
    expect(await living()).toBe(4);
    expect(await here.records.count('person')).toBe(4);
    expect(await householdOf(1)).toMatchObject({ dissolved: false, size: 2 });
  });

  test('of somebody who joined a household leaves the household as it was', async () => {
    const id = await imported('people', [
      HEADINGS,
      ...family(1, 1),
      [1, '王某9', idNumber(9), '子', '北关街', '北关街1号'],
    ]);
    expect(await householdOf(1)).toMatchObject({ size: 3 });
    expect((await clerk.undo(id)).status).toBe('undone');
    expect(await householdOf(1)).toMatchObject({ size: 2, dissolved: false });
    expect(await living()).toBe(4);
  });

  test('of facts makes them void, and what was known before counts again', async () => {
    const facts = (income: number) => [
      ['身份证号', '家庭月收入', '采集日期'],
      [idNumber(1), income, '2022-03-05'],
    ];
    const incomes = () =>
      here.records.rows('select hh_income_month::int as income from household_facts where hh_income_month is not null');
    await imported('facts', facts(900));
    const later = await imported('facts', facts(1200));
    expect(await incomes()).toEqual([{ income: 1200 }]);
    await clerk.undo(later);
    expect(await incomes()).toEqual([{ income: 900 }]);
    expect(await here.records.count(`observation where fact = 'hh_income_month'`)).toBe(3);
  });

  test('of aid reverses it, and what was reversed is kept', async () => {
    const manager = await ImportDesk.of(here, 'manager-rc');
    const rows = [
      ['身份证号', '救助项目', '金额', '发放日期'],
      [idNumber(1), 'RC-01', 3000, '2022-03-05'],
    ];
    const id = await imported('awards', rows, manager);
    expect(await here.records.count('aid_record')).toBe(1);
    await manager.undo(id);
    expect(await here.records.count('aid_record')).toBe(0);
    const kept = await here.records.rows(`select record ->> 'amount_fen' as fen, reason from aid_reversal`);
    expect(kept).toEqual([{ fen: '300000', reason: '导错了文件' }]);
    await imported('awards', rows, manager);
    expect(await here.records.count('aid_record')).toBe(1);
  });

  test('is refused with a list where later work stands on it, and does nothing', async () => {
    const id = await imported('people', [HEADINGS, ...family(5, 11), ...family(6, 13), ...family(7, 15)]);
    const { id: householdId } = await householdOf(11);
    const [person] = await here.records.rows<{ id: string }>(`select id from person where name = '王某11'`);
    await act(clerk.client, 'openCase', {
      householdId,
      beneficiaryId: person?.id,
      difficulty: 'medical',
      whatHappened: '住院',
      since: '2022-03-01',
      requestedOn: '2022-06-20',
    });
    const other = await householdOf(13);
    const facts = [{ code: 'hh_savings_total', value: '2000' }];
    await act(clerk.client, 'recordFacts', { householdId: other.id, facts });
    const before = await here.records.everything();
    const { version } = await clerk.see(id);
    const refused = await attempt(clerk.client, 'undoImport', {
      key: key(),
      importId: id,
      expectedVersion: version,
      reason: '导错了文件',
    });
    expect(refused.__typename).toBe('InvalidInput');
    expect(refused.problems?.map(({ message }) => message)).toEqual([
      expect.stringContaining('有个案'),
      // Of the case.
      expect.stringContaining('后来登记了信息'),
      expect.stringContaining('后来登记了信息'),
    ]);
    expect(await here.records.everything()).toEqual(before);
  });
});
