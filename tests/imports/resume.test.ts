import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type ApiProcess, startApiProcess } from '../testkit/api-process.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { ImportDesk } from './import-desk.js';

const PEOPLE = 12_000;
const SIZE = 3;

let here: TestOffice;
let desk: ImportDesk;
const living: ApiProcess[] = [];

beforeAll(async () => {
  here = await openTestOffice();
  desk = await ImportDesk.of(here, 'clerk-hall');
});

afterAll(async () => {
  await Promise.all(living.map((one) => one.kill()));
  await here?.close();
});

const open = async () => {
  const process = await startApiProcess({ ...here.config, embeddedWorker: true });
  living.push(process);
  return process;
};

/** A number of nobody for each of many: a day of birth for every five hundred. */
function idNumber(index: number): string {
  const born = new Date(Date.UTC(1950, 0, 1 + Math.floor(index / 500))).toISOString().slice(0, 10);
  return syntheticIdNumber(born, index % 2 === 0 ? 'male' : 'female', index % 500);
}

const written = () => here.records.count('import_effect');

test('an import whose process is killed goes on where it was, and writes every row once', async () => {
  const rows = Array.from({ length: PEOPLE }, (_none, index) => [
    Math.floor(index / SIZE),
    `测某${index}`,
    idNumber(index),
    index % SIZE === 0 ? '户主' : '子女',
    '丹州街道',
    '北关街社区',
  ]);
  const id = await desk.upload('people', [['户号', '姓名', '身份证号', '关系', '乡镇', '村'], ...rows]);
  expect((await desk.check(id)).counts).toMatchObject({ rows: PEOPLE, fresh: PEOPLE, errors: 0 });

  const first = await open();
  await desk.start(id);
  while ((await written()) === 0) await delay(5);
  await first.kill();
  const half = await written();
  expect(half).toBeLessThan(PEOPLE);
  expect((await desk.see(id)).status).toBe('running');

  await open();
  for (const deadline = Date.now() + 60_000; (await desk.see(id)).status === 'running'; await delay(50)) {
    if (Date.now() > deadline) throw new Error('It does not go on');
  }
  expect(await desk.see(id)).toMatchObject({
    status: 'imported',
    written: { people: PEOPLE, households: PEOPLE / SIZE },
  });
  expect(await here.records.count('person')).toBe(PEOPLE);
  expect(await here.records.count('household')).toBe(PEOPLE / SIZE);
  const sizes = await here.records.rows('select hh_size, count(*)::int as homes from household_facts group by 1');
  expect(sizes).toEqual([{ hh_size: SIZE, homes: PEOPLE / SIZE }]);
  const [{ attempt } = { attempt: 0 }] = await here.records.rows<{ attempt: number }>(
    `select attempt from job where kind = 'import_run'`,
  );
  expect(attempt).toBe(2);
});

test('a list whose import is killed goes on where it was; nobody sees it before it is whole', async () => {
  const keeper = await ImportDesk.of(here, 'manager-rrb');
  const rows = Array.from({ length: PEOPLE }, (_none, index) => [
    index < PEOPLE / 2 ? `测某${index}` : `外某${index}`,
    idNumber(index < PEOPLE / 2 ? index : index + PEOPLE),
    index % 2 === 0 ? '是' : '否',
  ]);
  const id = await keeper.upload('lists', [['姓名', '身份证号', '风险是否消除'], ...rows]);
  const list = { id: null, title: '防返贫监测对象', unit: 'person', whole: true };
  const { counts } = await keeper.check(id, { observedOn: '2022-06-01', list });
  expect(counts).toMatchObject({ rows: PEOPLE, fresh: PEOPLE, errors: 0, unregistered: PEOPLE / 2 });

  await Promise.all(living.map((one) => one.kill()));
  const entries = () => here.records.count('kept_list_entry');
  const first = await open();
  await keeper.start(id);
  while ((await entries()) === 0) await delay(5);
  await first.kill();
  expect(await entries()).toBeLessThan(PEOPLE);
  expect((await keeper.see(id)).written.list).toBeNull();
  expect(await here.records.count('kept_list where current_number > 0')).toBe(0);

  await open();
  for (const deadline = Date.now() + 60_000; (await keeper.see(id)).status === 'running'; await delay(50)) {
    if (Date.now() > deadline) throw new Error('It does not go on');
  }
  expect((await keeper.see(id)).written.list).toMatchObject({ number: 1, entries: PEOPLE, added: PEOPLE });
  expect(await here.records.count('kept_list_entry where person_id is not null')).toBe(PEOPLE / 2);
});
