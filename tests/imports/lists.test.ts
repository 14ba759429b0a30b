import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { today } from '@yimen/api/platform/clock.js';
import { KeptListDocument, KeptListEntriesDocument } from '@yimen/schema/documents';
import { attempt } from '../api/attempt.js';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { key } from '../testkit/client.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { cellsOf, ImportDesk } from './import-desk.js';

let here: TestOffice;
let keeper: ImportDesk;
let known: string;

beforeAll(async () => {
  here = await openTestOffice();
  keeper = await ImportDesk.of(here, 'manager-rrb');
  const casework = await Casework.begin(here.office);
  known = (await casework.register('T01')).idNumbers[0] as string;
});
afterAll(() => here?.close());

const stranger = (sequence: number) => syntheticIdNumber('1962-04-09', 'female', sequence);
const nameOfKnown = async () =>
  (await here.records.rows<{ name: string }>('select name from person order by registered_at, id limit 1'))[0]?.name ??
  '';
const HEADINGS = [
  '序号',
  '户主姓名',
  '身份证号码',
  '所属乡镇',
  '监测对象类别',
  '风险是否消除',
  '识别日期',
  '人均收入',
  '联系电话',
];
const line = (number: number, name: string, id: string, cleared: string, found: string | number, income: number) => [
  number,
  name,
  id,
  '丹州街道',
  '脱贫不稳定户',
  cleared,
  found,
  income,
  '13800000001',
];
const NEW = { id: null, title: '防返贫监测对象', unit: 'person', whole: true, sharedWith: ['MCA'] };

async function listOf(id: string, desk = keeper) {
  return (await desk.client.run(KeptListDocument, { id })).keptList;
}
async function entriesOf(list: string, desk = keeper) {
  return (await desk.client.run(KeptListEntriesDocument, { filter: { list }, first: 100 })).keptListEntries;
}

describe('a list of a department, from a file', () => {
  let first: string;
  let listId: string;

  test('has its own columns guessed by what they hold; numbers that must not lie open are left out', async () => {
    first = await keeper.upload('lists', [
      ['防返贫监测对象名单'],
      HEADINGS,
      line(1, await nameOfKnown(), known, '否', '2022.3.5', 6000),
      line(2, '王某芳', stranger(1), '是', '2022年3月5日', 7200.5),
      line(3, '李某芳', stranger(2).replace('X', 'x'), '否', 44625, 8000),
      line(4, '王某芳', stranger(1), '否', '2022.3.5', 6000),
      line(5, '张某芳', stranger(3), '也许', '2022.3', 6000),
      line(6, '别某名', known, '否', '2022.3.5', 6000),
    ]);
    const { headerRow, columns, list } = await keeper.layout(first);
    expect(headerRow).toBe(2);
    expect(columns.map(({ target }) => target)).toEqual([
      'new:number',
      'name',
      'id_number',
      'township',
      'new:text',
      'new:text',
      'new:text',
      'new:number',
      null,
    ]);
    expect(list).toMatchObject({ listId: null, title: '', unit: 'person', whole: true });
  });

  const columnsNow = async (id: string, otherwise: Record<number, string | null> = {}) => {
    const { columns } = await keeper.layout(id);
    return columns.flatMap(({ index, target, unit }) => {
      const chosen = index in otherwise ? otherwise[index] : target;
      return chosen ? [{ index, target: chosen, unit }] : [];
    });
  };

  test('needs a name and a day, and tells what else is wrong', async () => {
    const { version } = await keeper.see(first);
    const input = {
      importId: first,
      expectedVersion: version,
      sheet: 0,
      headerRow: 2,
      columns: [...(await columnsNow(first)), { index: 9, target: 'new:text', unit: 'yuan' }],
      source: '乡村振兴局',
      verified: false,
      withDuplicates: false,
      list: { ...NEW, title: ' ', unit: 'village', sharedWith: ['XYZ'] },
    };
    const refused = await attempt(keeper.client, 'checkImport', { key: key(), ...input });
    expect(refused.problems?.map(({ path }) => path)).toEqual([
      'list.title',
      'list.unit',
      'list.columns.5.name',
      'list.sharedWith.0',
      'observedOn',
    ]);
    const later = { ...input, observedOn: '2999-01-01', list: NEW, columns: await columnsNow(first) };
    const tooLate = await attempt(keeper.client, 'checkImport', { key: key(), ...later });
    expect(tooLate.problems?.map(({ path }) => path)).toEqual(['observedOn']);
  });

  test('is checked row by row before anything is written', async () => {
    const columns = await columnsNow(first, { 0: null, 5: 'new:boolean', 6: 'new:date', 8: 'new:text' });
    const refused = await keeper.check(first, { columns, observedOn: '2022-04-01', list: NEW });
    expect(refused.counts).toMatchObject({ fresh: 0, errors: 6 });
    expect((await keeper.problems(first, 'error'))[0]?.message.zh).toContain('不能保存证件号码、电话或账号');
    const checked = await keeper.check(first, {
      columns: columns.filter(({ index }) => index !== 8),
      observedOn: '2022-04-01',
      list: NEW,
    });
    expect(checked.counts).toMatchObject({ rows: 6, fresh: 3, errors: 3, unregistered: 2, ended: 0 });
    expect((await keeper.problems(first, 'error')).map(({ cell, message }) => [cell, message.zh])).toEqual([
      ['C6', expect.stringContaining('与第 4 行是同一身份证号')],
      ['F7', expect.stringContaining('不是“是”或“否”')],
      ['G7', expect.stringContaining('缺少日')],
      ['B8', expect.stringContaining('姓名与登记的不一致')],
      ['C8', expect.stringContaining('与第 3 行是同一身份证号')],
    ]);
    expect(await here.records.count('kept_list')).toBe(0);
    const back = await cellsOf(await keeper.client.get(`/api/import/${first}/errors.xlsx`));
    expect(back.map((row) => row[1])).toEqual(['户主姓名', '王某芳', '张某芳', '别某名']);
  });

  test('becomes a version of the list, its people tied to the registry, the others masked and sealed', async () => {
    const { status, written } = await keeper.run(first);
    expect(status).toBe('imported');
    expect(written.list).toMatchObject({
      title: '防返贫监测对象',
      number: 1,
      entries: 3,
      added: 3,
      changed: 0,
      ended: 0,
    });
    listId = written.list?.listId as string;
    const list = await listOf(listId);
    expect(list).toMatchObject({ asOf: '2022-04-01', entries: 3, unregistered: 2, unit: 'person' });
    expect(list?.columns.map(({ name, type }) => [name, type])).toEqual([
      ['监测对象类别', 'text'],
      ['风险是否消除', 'boolean'],
      ['识别日期', 'date'],
      ['人均收入', 'number'],
    ]);
    const { nodes } = await entriesOf(listId);
    const values = (code: number) => nodes.map(({ attributes }) => attributes[code]?.value).sort();
    const at = (name: string) => list?.columns.findIndex((column) => column.name === name) as number;
    expect(nodes.filter(({ registered }) => registered)).toHaveLength(1);
    const dates = nodes.map(
      ({ attributes }) => attributes.find(({ column }) => column === list?.columns[at('识别日期')]?.code)?.value,
    );
    expect(dates).toEqual(['2022-03-05', '2022-03-05', '2022-03-05']);
    expect(values(0)).toHaveLength(3);
    const [kept] = await here.records.rows<{ text: string }>(
      'select string_agg(e::text, chr(10)) as text from kept_list_entry e',
    );
    expect(kept?.text).not.toContain(stranger(1));
    expect(await here.records.count(`import_effect where subject = 'list_version'`)).toBe(1);
  });

  test('remembers its columns and its list for the next file of the same layout, which counts only what is new', async () => {
    const next = await keeper.upload('lists', [
      ['防返贫监测对象名单'],
      HEADINGS,
      line(1, await nameOfKnown(), known, '是', '2022-03-05', 6000),
      line(2, '王某芳', stranger(1), '是', '2022-03-05', 7200.5),
      line(3, '赵某芳', stranger(4), '否', '2022-05-05', 6000),
    ]);
    const layout = await keeper.layout(next);
    expect(layout.list).toMatchObject({ listId, title: '防返贫监测对象', whole: true });
    expect(layout.isRemembered).toBe(true);
    expect(layout.columns.map(({ target }) => target?.split(':')[0])).toEqual([
      undefined,
      'name',
      'id_number',
      'township',
      'column',
      'column',
      'column',
      'column',
      undefined,
    ]);
    const list = { id: listId, whole: true };
    const older = await attempt(keeper.client, 'checkImport', {
      key: key(),
      importId: next,
      expectedVersion: (await keeper.see(next)).version,
      sheet: 0,
      headerRow: 2,
      columns: await columnsNow(next),
      source: '乡村振兴局',
      observedOn: '2022-03-01',
      verified: false,
      withDuplicates: false,
      list,
    });
    expect(older.problems?.map(({ path }) => path)).toEqual(['observedOn']);
    const { counts } = await keeper.check(next, { observedOn: '2022-05-01', list });
    expect(counts).toMatchObject({ rows: 3, fresh: 1, changed: 1, known: 1, errors: 0, ended: 1 });
    const { written } = await keeper.run(next);
    expect(written.list).toMatchObject({ number: 2, entries: 3, added: 1, changed: 1, ended: 1 });
  });

  test('in part adds and corrects, and leaves the columns that the file has not as they are', async () => {
    const part = await keeper.upload('lists', [
      ['姓名', '身份证号', '人均收入'],
      ['王某芳', stranger(1), 9000],
    ]);
    const list = { id: listId, whole: false };
    const { columns } = await keeper.layout(part, { list: listId });
    expect(columns.map(({ target }) => target?.split(':')[0])).toEqual(['name', 'id_number', 'column']);
    const mapped = columns.map(({ index, target, unit }) => ({ index, target, unit }));
    const choices = { columns: mapped, observedOn: '2022-05-02', list };
    expect((await keeper.check(part, choices)).counts).toMatchObject({ changed: 1, ended: 0 });
    await keeper.run(part);
    const { nodes } = await entriesOf(listId);
    const changed = nodes.find(({ attributes }) => attributes.some(({ value }) => value === '9000'));
    expect(changed?.attributes.map(({ value }) => value).sort()).toEqual([
      '2022-03-05',
      '9000',
      'true',
      '脱贫不稳定户',
    ]);
    const again = await keeper.upload('lists', [
      ['姓名', '身份证号', '人均收入'],
      ['王某芳', stranger(1), 9000],
    ]);
    expect((await keeper.check(again, choices)).counts).toMatchObject({ known: 1, changed: 0, fresh: 0 });
    await expect(keeper.start(again)).rejects.toThrow('WrongState');
  });

  test('is taken back by another version that says what the one before said', async () => {
    const before = (await entriesOf(listId)).nodes.map(({ personName, attributes }) => ({ personName, attributes }));
    const wrong = await keeper.upload('lists', [
      ['姓名', '身份证号', '备注'],
      ['错某', stranger(9), '错表'],
    ]);
    const columns = [
      { index: 0, target: 'name', unit: 'yuan' },
      { index: 1, target: 'id_number', unit: 'yuan' },
      { index: 2, target: 'new:text', unit: 'yuan' },
    ];
    const list = { id: listId, whole: true };
    const { counts } = await keeper.check(wrong, { columns, observedOn: today(), list });
    expect(counts).toMatchObject({ fresh: 1, ended: 3 });
    await keeper.run(wrong);
    expect((await listOf(listId))?.columns).toHaveLength(1);
    expect((await keeper.undo(wrong)).status).toBe('undone');
    const list2 = await listOf(listId);
    expect(list2?.columns).toHaveLength(4);
    expect(list2?.asOf).toBe('2022-05-02');
    expect(list2?.versions[0]).toMatchObject({ number: 5, added: 3, ended: 1, source: '导入撤销：导错了文件' });
    const order = (one: object, other: object) => JSON.stringify(one).localeCompare(JSON.stringify(other));
    const after = (await entriesOf(listId)).nodes.map(({ personName, attributes }) => ({ personName, attributes }));
    expect(after.sort(order)).toEqual(before.sort(order));
    // What is sealed can still be opened: whoever is registered later is tied.
    const { tieEntries } = await import('@yimen/api/features/list/unregistered.js');
    const { poolSql } = await import('@yimen/api/platform/read.js');
    const { pool, vault } = here.api.database;
    expect(await tieEntries({ sql: poolSql(pool), vault })).toBe(0);
  });

  test('is not taken back once a newer version follows it', async () => {
    const one = await keeper.upload('lists', [
      ['姓名', '身份证号'],
      ['孙某', stranger(11)],
    ]);
    const list = { id: listId, whole: false };
    await keeper.check(one, { observedOn: today(), list });
    await keeper.run(one);
    const two = await keeper.upload('lists', [
      ['姓名', '身份证号'],
      ['钱某', stranger(12)],
    ]);
    await keeper.check(two, { observedOn: today(), list });
    await keeper.run(two);
    const { version } = await keeper.see(one);
    const refused = await attempt(keeper.client, 'undoImport', {
      key: key(),
      importId: one,
      expectedVersion: version,
      reason: '导错了文件',
    });
    expect(refused.__typename).toBe('WrongState');
    expect((await keeper.undo(two)).status).toBe('undone');
  });

  test('of another department is closed, also to those who may read it; clerks bring none', async () => {
    const others = await ImportDesk.of(here, 'manager-mca');
    const id = await others.upload('lists', [
      ['姓名', '身份证号'],
      ['王某', stranger(13)],
    ]);
    const columns = [
      { index: 0, target: 'name', unit: 'yuan' },
      { index: 1, target: 'id_number', unit: 'yuan' },
    ];
    const step = async (list: object) => ({
      key: key(),
      importId: id,
      expectedVersion: (await others.see(id)).version,
      sheet: 0,
      headerRow: 1,
      columns,
      source: '民政局',
      observedOn: today(),
      verified: false,
      withDuplicates: false,
      list,
    });
    const shared = await attempt(others.client, 'checkImport', await step({ id: listId, whole: true }));
    expect(shared.__typename).toBe('NotAllowed');
    const closed = await act(await here.office.as('manager', 'EDU'), 'keepList', {
      code: 'freshmen',
      title: '大学新生',
      departmentCode: 'EDU',
      unit: 'person',
      columns: [],
      asOf: today(),
      whole: true,
      source: '来函',
      entries: [{ idNumber: stranger(14), name: '吴某', attributes: [] }],
    });
    const unseen = await attempt(others.client, 'checkImport', await step({ id: closed, whole: true }));
    expect(unseen.__typename).toBe('NotFound');
    const clerk = await ImportDesk.of(here, 'clerk-t01');
    expect((await clerk.send('lists', '名单.csv', new TextEncoder().encode('姓名,身份证号\n王某,1'))).status).toBe(403);
  });
});
