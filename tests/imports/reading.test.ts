import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { ImportDesk, workbook } from './import-desk.js';

let here: TestOffice;
let desk: ImportDesk;

beforeAll(async () => {
  here = await openTestOffice();
  desk = await ImportDesk.of(here, 'clerk-t01');
});

afterAll(() => here?.close());

type Bytes = Uint8Array<ArrayBuffer>;
const bytesOf = (text: string): Bytes => new Uint8Array(Buffer.from(text));
const sheets = async (...all: WriteSheet[]): Promise<Bytes> => new Uint8Array(await writeXlsx({ sheets: all }));
const id = (sequence: number) => syntheticIdNumber('1970-01-01', 'male', sequence);
const HEADER = ['姓名', '身份证号', '与户主关系', '村'];
const TABLE: CellValue[][] = [HEADER, ['王某一', id(1), '户主', '北关街社区']];

async function open(name: string, bytes: Bytes): Promise<string> {
  const response = await desk.send('people', name, bytes);
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { id: string }).id;
}

/** What is said to a file that is not taken, in both languages. */
async function refusal(name: string, bytes: Bytes): Promise<string> {
  const response = await desk.send('people', name, bytes);
  expect([name, response.status]).toEqual([name, 400]);
  return response.text();
}

/** The characters that a table of GBK has, without a package: Node decodes the whole of it. */
function gbk(text: string): Bytes {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) codes.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
    }
  }
  return new Uint8Array([...text].flatMap((character) => codes.get(character) ?? [character.charCodeAt(0)]));
}

const csv = (delimiter: string) => TABLE.map((row) => row.join(delimiter)).join('\r\n');
const targets = ['name', 'id_number', 'relation', 'village'];

describe('tables as offices keep them', () => {
  test.each([
    ['UTF-8', bytesOf(csv(','))],
    ['UTF-8 with its mark', bytesOf(`\ufeff${csv(',')}`)],
    ['GBK', gbk(csv(','))],
    ['GBK with tabs', gbk(csv('\t'))],
    ['UTF-8 with semicolons', bytesOf(csv(';'))],
    ['UTF-16 as Excel writes Unicode text', new Uint8Array(Buffer.from(`\ufeff${csv('\t')}`, 'utf16le'))],
    [
      'quoted cells with commas and line breaks',
      bytesOf(`${HEADER.join(',')}\n"王某一",${id(1)},"户主","北关街\n社区"`),
    ],
  ])('%s', async (_name, bytes) => {
    const file = await open('名单.csv', bytes);
    const { columns } = await desk.layout(file);
    expect(columns.map(({ target }) => target)).toEqual(targets);
    expect((await desk.see(file)).sheets).toMatchObject([{ rows: 2 }]);
  });

  test('a workbook is known by its content, whatever its name ends with', async () => {
    expect(await open('名单.csv', await workbook(TABLE))).toBeTruthy();
    expect(await open('名单.xlsx', bytesOf(csv(',')))).toBeTruthy();
  });

  test('several sheets: one is chosen, hidden ones are left out', async () => {
    const file = await open(
      '名单.xlsx',
      await sheets(
        {
          name: '说明',
          rows: [
            ['填表说明', '一'],
            ['请如实填写', '二'],
          ],
        },
        { name: '名单', rows: TABLE },
        { name: '旧', rows: TABLE, hidden: true },
      ),
    );
    expect((await desk.see(file)).sheets.map(({ name }) => name)).toEqual(['说明', '名单']);
    const { columns } = await desk.layout(file, { sheet: 1 });
    expect(columns.map(({ target }) => target)).toEqual(targets);
  });

  test('merged cells, formulas and errors are told where they stand', async () => {
    const cells = new Map([
      ['1,3', { value: '北关街社区', formula: 'A1', formulaResult: '北关街社区' }],
      ['2,3', { value: null, formula: 'A1&B1' }],
    ]);
    const rows = [
      HEADER,
      ['王某一', id(1), '户主', null],
      ['王某二', id(2), '户主', null],
      ['王某三', id(3), '户主', '北关街社区'],
      [null, id(4), '户主', '北关街社区'],
      ['王某五', '#N/A', '户主', '北关街社区'],
    ];
    const file = await open(
      '名单.xlsx',
      await sheets({ name: '名单', rows, cells, merges: [{ startRow: 3, endRow: 4, startCol: 0, endCol: 0 }] }),
    );
    const { sheets: read } = await desk.see(file);
    expect(read[0]?.notes.map(({ zh }) => zh)).toEqual([
      expect.stringContaining('1 处合并单元格'),
      expect.stringContaining('2 个公式'),
    ]);
    expect((await desk.check(file)).counts).toMatchObject({ fresh: 2, errors: 3 });
    const errors = await desk.problems(file, 'error');
    expect(errors.map(({ cell, message }) => [cell, message.zh])).toEqual([
      ['D3', expect.stringContaining('公式没有算出的值')],
      ['A5', expect.stringContaining('合并单元格只有左上角有值')],
      ['B6', expect.stringContaining('#N/A')],
    ]);
  });

  test('a heading that stands twice is told, and only one of them can be used', async () => {
    const file = await open('名单.csv', bytesOf(`姓名,姓名,身份证号\n王某一,王某二,${id(1)}`));
    const { columns } = await desk.layout(file);
    expect(columns.map(({ isRepeated, target }) => [isRepeated, target])).toEqual([
      [true, 'name'],
      [true, null],
      [false, 'id_number'],
    ]);
    const twice = [0, 1].map((index) => ({ index, target: 'name', unit: 'yuan' }));
    await expect(desk.check(file, { columns: twice })).rejects.toThrow('请只选一列');
  });

  test('full-width digits, spaces and a small x in numbers are what they mean', async () => {
    const withX = Array.from({ length: 60 }, (_none, index) => id(index)).find((number) => number.endsWith('X')) ?? '';
    const wide = [...withX].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
    const file = await open(
      '名单.xlsx',
      await workbook([HEADER, ['王　某', ` ${wide.toLowerCase()} `, ' 户主', '北关街']]),
    );
    expect((await desk.check(file)).counts).toMatchObject({ fresh: 1, errors: 0 });
  });
});

/** A zip archive of deflated parts, whose directory may claim other sizes than are true. */
function zip(parts: readonly { name: string; content: Buffer; claimed?: number }[]): Bytes {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimed } of parts) {
    const packed = deflateRawSync(content, { level: 9 });
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(claimed ?? content.length, 8);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(Buffer.byteLength(name), 0);
    const method = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      method,
      sizes,
      lengths,
      Buffer.from(name),
      packed,
    ]);
    const at = Buffer.alloc(4);
    at.writeUInt32LE(offset);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
        method,
        sizes,
        lengths,
        Buffer.alloc(10),
        at,
        Buffer.from(name),
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, central, end]));
}

const frame = ['[Content_Types].xml', 'xl/workbook.xml'].map((name) => ({ name, content: Buffer.from('<a/>') }));

describe('files that are refused, each with what to do', () => {
  test('empty, blank, of another kind', async () => {
    expect(await refusal('空.xlsx', new Uint8Array())).toContain('文件是空的');
    expect(await refusal('空.csv', bytesOf(' \n\n'))).toContain('没有数据');
    expect(await refusal('空.xlsx', await workbook([[null]]))).toContain('没有数据');
    expect(await refusal('图.xlsx', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0]))).toContain(
      '不是表格',
    );
    expect(await refusal('文.xlsx', bytesOf('%PDF-1.7 ...'))).toContain('不是表格');
    expect(await refusal('包.xlsx', zip([{ name: 'a.txt', content: Buffer.from('x') }]))).toContain('不是表格');
  });

  test('old, encrypted, with macros, damaged', async () => {
    const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
    expect(await refusal('旧.xls', old)).toContain('另存为');
    const encrypted = await writeXlsx({
      sheets: [{ name: '名单', rows: TABLE }],
      encryption: { password: 'x', spinCount: 1000 },
    });
    expect(await refusal('密.xlsx', new Uint8Array(encrypted))).toContain('密码');
    const macros = zip([...frame, { name: 'xl/vbaProject.bin', content: Buffer.from('x') }]);
    expect(await refusal('宏.xlsm', macros)).toContain('宏');
    expect(await refusal('坏.xlsx', zip(frame))).toContain('损坏');
    const whole = await workbook(TABLE);
    expect(await refusal('断.xlsx', whole.slice(0, whole.length - 40))).toContain('损坏');
  });

  test('a zip bomb, honest or not, is not unpacked', async () => {
    const zeros = Buffer.alloc(60 * 1024 * 1024);
    const sheet = { name: 'xl/worksheets/sheet1.xml', content: zeros };
    expect(await refusal('弹.xlsx', zip([...frame, sheet]))).toContain('异常庞大');
    expect(await refusal('弹.xlsx', zip([...frame, { ...sheet, claimed: 1000 }]))).toContain('异常庞大');
    const giant = { name: 'xl/worksheets/sheet1.xml', content: Buffer.from('x'), claimed: 0xfffffff0 };
    expect(await refusal('弹.xlsx', zip([...frame, giant]))).toContain('异常庞大');
  });

  test('one cell in the far corner does not make a giant of a sheet', async () => {
    const xml = (rows: string) =>
      Buffer.from(
        `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
      );
    const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const rels = (type: string, target: string) =>
      Buffer.from(
        `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`,
      );
    const bytes = zip([
      { name: '[Content_Types].xml', content: Buffer.from(types) },
      { name: '_rels/.rels', content: rels('officeDocument', 'xl/workbook.xml') },
      {
        name: 'xl/workbook.xml',
        content: Buffer.from(
          `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        ),
      },
      { name: 'xl/_rels/workbook.xml.rels', content: rels('worksheet', 'worksheets/sheet1.xml') },
      {
        name: 'xl/worksheets/sheet1.xml',
        content: xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
      },
    ]);
    expect(await refusal('角.xlsx', bytes)).toMatch(/损坏|太大/);
  });

  test('200 MB are refused before they are sent, and while they are on their way when their length is not told', async () => {
    const path = '/api/import?kind=people&name=big.csv&key=12345678';
    const chunk = new Uint8Array(1024 * 1024).fill(65);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= 200) controller.close();
        else controller.enqueue(chunk);
        sent += 1;
      },
    });
    const answer = await desk.client.post(path, endless).then(
      (response) => response.text(),
      // The connection may be closed before the answer is read.
      () => '50 MB',
    );
    expect(answer).toContain('50 MB');
    expect(sent).toBeLessThan(120);
    expect(await refusal('大.csv', new Uint8Array(51 * 1024 * 1024))).toContain('50 MB');
  });

  test('in English too, and the server goes on', async () => {
    const response = await fetch(`${here.api.url}/healthz`);
    expect(response.ok).toBe(true);
    expect(await open('名单.xlsx', await workbook(TABLE))).toBeTruthy();
  });
});
