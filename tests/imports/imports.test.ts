import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { cellsOf, ImportDesk } from './import-desk.js';

let here: TestOffice;
let clerk: ImportDesk;

const desk = (username: string) => ImportDesk.of(here, username);
const idNumber = (sequence: number, born = '1970-01-01') => syntheticIdNumber(born, 'male', sequence);

beforeAll(async () => {
  here = await openTestOffice();
  clerk = await desk('clerk-t01');
});

afterAll(() => here?.close());

const HEADINGS = ['户号', '姓名', '公民身份号码', '与户主关系', '性别', '联系电话', '乡镇', '村', '家庭住址'];
const PLACE = ['丹州街道', '北关街', '北关街12号'];

describe('people and households', () => {
  let id: string;

  test('are known by their headings below a title, whatever the headings are called', async () => {
    id = await clerk.upload('people', [
      ['丹州街道低收入家庭人员登记表'],
      ['填表单位：丹州街道', null, null, '2022年3月'],
      HEADINGS,
      [1, '王某一', idNumber(1), '户主', '男', '138 0000 0001', ...PLACE],
      [1, '李某一', idNumber(2).replace('X', 'x'), '妻子', '男', null, ...PLACE],
      [2, '王某二', Number(idNumber(3)), '户主', null, null, ...PLACE],
      [3, '王某三', idNumber(4), '户主', '女', null, ...PLACE],
      [3, '王某四', idNumber(5), '儿子', null, null, ...PLACE],
      [4, '王　某五', idNumber(6), '本人', '男', null, '集义镇', '集义村', ''],
      [5, '王某六', '610699197001017', '户主', '男', null, ...PLACE],
    ]);
    const { headerRow, columns } = await clerk.layout(id);
    expect(headerRow).toBe(3);
    expect(columns.map(({ target }) => target)).toEqual([
      'household_key',
      'name',
      'id_number',
      'relation',
      'sex',
      'phone',
      'township',
      'village',
      'address',
    ]);
    expect(JSON.stringify(columns)).not.toContain(idNumber(1));
  });

  test('are checked row by row before anything is written', async () => {
    const before = await here.records.count('person');
    const { counts, status } = await clerk.check(id);
    expect(status).toBe('checked');
    expect(counts).toMatchObject({ rows: 7, fresh: 2, errors: 5, known: 0, changed: 0, duplicates: 0 });
    const errors = await clerk.problems(id, 'error');
    expect(errors.map(({ row, cell, message }) => [row, cell, message.zh])).toEqual([
      [6, 'C6', expect.stringContaining('已经丢失')],
      [7, 'E7', expect.stringContaining('性别与身份证号不一致')],
      [8, null, expect.stringContaining('同户第 7 行有错误')],
      [9, 'G9', expect.stringContaining('不在您的辖区')],
      [10, 'C10', expect.stringContaining('1919-70-01 不成立')],
    ]);
    expect(await here.records.count('person')).toBe(before);
  });

  test('good households are written, bad rows come back in a workbook', async () => {
    const { status, written } = await clerk.run(id);
    expect(status).toBe('imported');
    expect(written).toMatchObject({ households: 1, people: 2 });
    const rows = await here.records.rows(
      `select p.name, p.relation, h.village_code, h.address, f.hh_size, f.hh_area_type, h.head_person_id = p.id as head
       from person p join household h on h.id = p.household_id join household_facts f on f.household_id = h.id
       order by p.name`,
    );
    const home = { village_code: '610630001002', address: '北关街12号', hh_size: 2, hh_area_type: 'urban' };
    expect(rows).toEqual([
      { name: '李某一', relation: 'spouse', head: false, ...home },
      { name: '王某一', relation: 'head', head: true, ...home },
    ]);
    const [header, first, ...rest] = await cellsOf(await clerk.client.get(`/api/import/${id}/errors.xlsx`));
    expect(header).toEqual([...HEADINGS, '错误说明']);
    expect(first?.slice(0, 2)).toEqual([2, '王某二']);
    expect(first?.at(-1)).toContain('已经丢失');
    expect(rest.map((row) => row[1])).toEqual(['王某三', '王某四', '王　某五', '王某六']);
  });

  test('imported a second time nothing is written twice', async () => {
    const people = [
      HEADINGS,
      [1, '王某一', idNumber(1), '户主', '男', null, ...PLACE],
      [1, '李某一', idNumber(2), '配偶', '男', null, ...PLACE],
      [1, '王某小', idNumber(7, '2015-05-05'), '子', '男', null, ...PLACE],
    ];
    const again = await clerk.upload('people', people);
    expect((await clerk.check(again)).counts).toMatchObject({ known: 2, changed: 1, fresh: 0, errors: 0 });
    expect((await clerk.run(again)).written).toMatchObject({ households: 0, people: 1 });
    const sizes = await here.records.rows('select hh_size from household_facts');
    expect(sizes).toEqual([{ hh_size: 3 }]);
    const third = await clerk.upload('people', people);
    expect((await clerk.check(third)).counts).toMatchObject({ known: 3, changed: 0, fresh: 0, errors: 0 });
    await expect(clerk.start(third)).rejects.toThrow('WrongState');
  });

  test('somebody who looks like a registered person is held back until the author decides', async () => {
    const file = await clerk.upload('people', [HEADINGS, [1, '王某一', idNumber(20), '户主', '男', null, ...PLACE]]);
    expect((await clerk.check(file)).counts).toMatchObject({ duplicates: 1, fresh: 0 });
    const [problem] = await clerk.problems(file, 'duplicate');
    expect(problem?.message.zh).toContain('H000001');
    expect((await clerk.check(file, { withDuplicates: true })).counts).toMatchObject({ duplicates: 0, fresh: 1 });
  });

  test('a former number of 15 digits becomes one of 18, and it is told', async () => {
    const former = idNumber(30).slice(0, 6) + idNumber(30).slice(8, 17);
    const file = await clerk.upload('people', [HEADINGS, [1, '王某旧', former, '户主', '男', null, ...PLACE]]);
    expect((await clerk.check(file)).counts).toMatchObject({ fresh: 1, notes: 1, errors: 0 });
    await clerk.run(file);
    expect((await clerk.problems(file, 'note'))[0]?.message.zh).toContain('15位旧号码');
    const known = await clerk.upload('people', [HEADINGS, [1, '王某旧', idNumber(30), '户主', '男', null, ...PLACE]]);
    expect((await clerk.check(known)).counts).toMatchObject({ known: 1 });
  });
});

describe('facts', () => {
  const headings = ['姓名', '身份证号', '残疾类别', '残疾等级', '核对日期', '备注'];

  test('come from the department that holds them, of anybody registered', async () => {
    const manager = await desk('manager-dpf');
    const id = await manager.upload('facts', [
      headings,
      ['王某一', idNumber(1), '肢体残疾', '二级', '2022.3.5', '抄自证件'],
      ['李某一', idNumber(2), '视力', '9级', '2022年3月5日', null],
      ['王某小', idNumber(7, '2015-05-05'), '听力', '一级', 44625, null],
      ['不认识', idNumber(99), '听力', '一级', '20220305', null],
      ['别名', idNumber(1), '听力', '一级', '2022/3/5', null],
    ]);
    const layout = await manager.layout(id);
    expect(layout.verified).toBe(true);
    expect(layout.targets.map(({ code }) => code)).not.toContain('fact:hh_dibao_status');
    const { counts } = await manager.check(id);
    const errors = await manager.problems(id, 'error');
    expect([counts, errors.map(({ cell }) => cell)]).toEqual([
      expect.objectContaining({ rows: 5, fresh: 2, errors: 3 }),
      ['D3', 'B5', 'A6'],
    ]);
    expect((await manager.run(id)).written.observations).toBe(4);
    const facts = await here.records.rows(
      `select o.fact, o.value, o.observed_on, o.source, o.verified from observation o
       where o.source = '残疾人联合会' order by o.id`,
    );
    expect(facts).toContainEqual({
      fact: 'disability_level',
      value: expect.anything(),
      observed_on: '2022-03-05',
      source: '残疾人联合会',
      verified: true,
    });
    const projected = await here.records.rows(
      'select disability_category from person_facts where disability_category is not null',
    );
    expect(projected).toHaveLength(2);
  });

  test('the same file again brings nothing', async () => {
    const manager = await desk('manager-dpf');
    const rows = [headings, ['王某一', idNumber(1), '肢体', '二级', '2022.3.5', null]];
    const id = await manager.upload('facts', rows);
    expect((await manager.layout(id)).isRemembered).toBe(true);
    expect((await manager.check(id)).counts).toMatchObject({ known: 1, fresh: 0, changed: 0 });
  });

  test('amounts are read in the unit that is chosen for their column', async () => {
    const id = await clerk.upload('facts', [
      ['身份证号', '家庭月收入', '家庭金融资产（万元）'],
      [idNumber(1), '1,200.50元', 1.2345],
    ]);
    const { columns } = await clerk.layout(id);
    expect(columns.map(({ unit }) => unit)).toEqual(['yuan', 'yuan', 'wan']);
    await clerk.check(id);
    await clerk.run(id);
    const [facts] = await here.records.rows(
      `select hh_income_month::float8 as income, hh_savings_total::float8 as savings from household_facts
       where hh_income_month is not null`,
    );
    expect(facts).toEqual({ income: 1200.5, savings: 12345 });
  });
});

describe('aid already given', () => {
  const headings = ['姓名', '身份证号', '救助项目', '金额', '发放日期'];

  test('is brought by its department, each award once', async () => {
    const manager = await desk('manager-rc');
    const rows = [
      headings,
      ['王某一', idNumber(1), 'RC-01', 3000, '2022-03-05'],
      ['王某一', idNumber(1), 'RC-01', 3000, '2022.3.5'],
      ['李某一', idNumber(2), 'MCA-05', 3000, '2022-03-05'],
      ['李某一', idNumber(2), 'RC-01', '-5', '2022-13-05'],
      ['李某一', idNumber(2), 'RC-01', '0.3万', '2022-03-06'],
    ];
    const id = await manager.upload('awards', rows);
    const { counts } = await manager.check(id);
    const errors = await manager.problems(id, 'error');
    expect([counts, errors.map(({ row, cell }) => cell ?? row)]).toEqual([
      expect.objectContaining({ rows: 5, fresh: 2, errors: 3 }),
      [3, 'C4', 'D5', 'E5'],
    ]);
    expect((await manager.run(id)).written.awards).toBe(2);
    const amounts = await here.records.rows('select amount_fen::float8 as fen, granted_on from aid_record order by 2');
    expect(amounts).toEqual([
      { fen: 300000, granted_on: '2022-03-05' },
      { fen: 300000, granted_on: '2022-03-06' },
    ]);
    const again = await manager.upload('awards', rows);
    expect((await manager.check(again)).counts).toMatchObject({ known: 2, fresh: 0, errors: 3 });
  });
});

describe('who may', () => {
  test('a clerk brings no awards, a manager no people, others nothing', async () => {
    const rows = [['姓名'], ['王某一']];
    const refused = async (username: string, kind: string) => {
      await expect((await desk(username)).upload(kind, rows)).rejects.toThrow('您的岗位不能导入');
    };
    await refused('clerk-t01', 'awards');
    await refused('manager-rc', 'people');
    for (const username of ['chair', 'leader', 'member-rc']) await refused(username, 'facts');
    const stranger = await here.office
      .stranger()
      .post('/api/import?kind=people&name=a.xlsx&key=12345678', new Uint8Array(3));
    expect(stranger.status).toBe(401);
  });

  test('an import is its author’s alone', async () => {
    const id = await clerk.upload('people', [HEADINGS, [1, '王某九', idNumber(9), '户主', '男', null, ...PLACE]]);
    for (const username of ['clerk-t02', 'clerk-hall', 'manager-rc', 'chair', 'leader']) {
      const other = await desk(username);
      await expect(other.see(id)).rejects.toThrow('No import');
      expect((await other.client.get(`/api/import/${id}/errors.xlsx`)).status).toBe(404);
    }
  });

  test('what lies outside the area is a wrong row, and nothing is told of it', async () => {
    const other = await desk('clerk-t02');
    const id = await other.upload('facts', [
      ['身份证号', '家庭月收入'],
      [idNumber(1), 900],
    ]);
    expect((await other.check(id)).counts).toMatchObject({ errors: 1, fresh: 0 });
    const people = await other.upload('people', [
      HEADINGS,
      [1, '王某一', idNumber(1), '户主', '男', null, '集义镇', '集义村', '集义村'],
    ]);
    expect((await other.check(people)).counts).toMatchObject({ errors: 1 });
    const [told] = await other.problems(people, 'error');
    expect(told?.message.zh).toContain('已在丹州街道登记');
    expect(told?.message.zh).not.toContain('H000001');
  });

  test('identity numbers of a file lie nowhere in the open, and go when the file is discarded', async () => {
    const number = idNumber(77);
    const id = await clerk.upload('people', [HEADINGS, [1, '王某七', number, '无关', '男', null, ...PLACE]]);
    await clerk.check(id);
    for (const table of ['import_file', 'import_slice', 'import_problem', 'import_mapping', 'audit_event', 'job']) {
      expect([table, await here.records.count(`${table} t where t::text like $1`, [`%${number}%`])]).toEqual([
        table,
        0,
      ]);
    }
    await clerk.discard(id);
    expect(await here.records.count('import_slice where import_id = $1', [id])).toBe(0);
    expect(await here.records.count('import_problem where import_id = $1', [id])).toBe(0);
  });
});
