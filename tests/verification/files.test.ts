import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeCsv } from 'hucre/csv';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Client } from '../testkit/client.js';
import { type Family, Verifying } from './verifying.js';

type Cell = string | number | null;

interface Uploaded {
  taken: number;
  known: number;
  stopped: number;
  blank: number;
  problems: { line: number; message: string }[];
}

let office: Verifying;
let manager: Client;
let family: Family;
let request: string;

beforeAll(async () => {
  office = await Verifying.begin();
  manager = await office.here.office.as('manager', 'MIA');
  family = await office.register();
  await office.authorise(family);
  request = await office.verify(family.householdId, ['V15']);
});
afterAll(() => office?.close());

async function download(client = manager): Promise<Cell[][]> {
  const response = await client.get(`/api/verification/questions?item=V15&request=${request}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ]);
  const { sheets } = await readXlsx(Buffer.from(await response.arrayBuffer()));
  return sheets[0]?.rows as Cell[][];
}

async function upload(body: Uint8Array<ArrayBuffer> | string, client = manager): Promise<Uploaded> {
  const response = await client.post('/api/verification/answers?item=V15', body);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Uploaded;
}

const xlsx = async (rows: Cell[][]) => Uint8Array.from(await writeXlsx({ sheets: [{ name: '答复', rows }] }));

/** The downloaded rows with what is answered put into their columns. */
function filled(table: Cell[][], answers: Record<string, Cell>[]): Cell[][] {
  const [headings = [], ...rows] = table;
  return [
    headings,
    ...answers.map((answer, index) => {
      const row = [...(rows[Math.min(index, rows.length - 1)] ?? [])];
      for (const [heading, value] of Object.entries(answer)) row[headings.indexOf(heading)] = value;
      return row;
    }),
  ];
}

describe('a file for a department', () => {
  it('holds who is asked about, and is written down as read', async () => {
    const [headings, ...rows] = await download();
    expect(headings).toEqual(expect.arrayContaining(['核对编号', '行号', '姓名', '身份证号', '总费用', '合规自付']));
    expect(rows.map((row) => row[3])).toEqual(family.people.map(({ idNumber }) => idNumber));
    const { readings, exchanges } = await office.request(request);
    expect(readings[0]).toMatchObject({ what: 'file' });
    expect(exchanges[0]).toMatchObject({ channel: 'file', outcome: 'exported', questions: 2 });
  });

  it('is not for the desk of another department', async () => {
    const other = await office.here.office.as('manager', 'EDU');
    expect((await other.get(`/api/verification/questions?item=V15`)).status).toBe(403);
    const member = await office.here.office.as('member', 'MIA');
    expect((await member.get(`/api/verification/questions?item=V15`)).status).toBe(403);
    expect((await office.here.office.stranger().get(`/api/verification/questions?item=V15`)).status).toBe(401);
  });
});

describe('an answered file', () => {
  it('tells of each row that does not fit what is wrong, and takes the others', async () => {
    const table = await download();
    const rows = filled(table, [
      { 总费用: '１２,000.5', 医保支付: 7000, 合规自付: '¥4000', 数据日期: '2026年3月5日' },
      { 有无记录: '无', 姓名: '别人', 身份证号: family.people[0]?.idNumber ?? '' },
      { 行号: 99, 有无记录: '无' },
      { 总费用: '很多' },
      { 有无记录: '也许' },
      {},
    ]);
    const uploaded = await upload(await xlsx(rows));
    expect(uploaded).toMatchObject({ taken: 1, known: 0, blank: 1 });
    expect(uploaded.problems.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
    expect(await office.observed(family.householdId, 'med_total_12m')).toMatchObject({
      value: 12000.5,
      source: 'V15',
      on: '2026-03-05',
    });
  });

  it('sent twice changes nothing, also as csv in the encoding of the office', async () => {
    const rows: Cell[][] = [
      ['医保局核对答复'],
      ['行号', '核对编号', '身份证号', '有无记录', '总费用', '备注'],
      [1, (await office.request(request)).number, family.people[0]?.idNumber ?? '', '有', 100, '补充'],
      [1, (await office.request(request)).number, family.people[0]?.idNumber ?? '', '有', 250, ''],
    ];
    expect(await upload(await xlsx(rows))).toMatchObject({ taken: 1, problems: [] });
    expect(await office.observed(family.householdId, 'med_total_12m')).toMatchObject({ value: 350 });
    expect(await upload(await xlsx(rows))).toMatchObject({ taken: 0, known: 1 });
    expect(await upload(writeCsv(rows))).toMatchObject({ taken: 0, known: 1 });
  });

  it('of somebody else, or without its headings, is turned away', async () => {
    const number = (await office.request(request)).number;
    const other = await office.here.office.as('manager', 'EDU');
    const row: Cell[] = [number, 2, family.people[1]?.idNumber ?? '', '无'];
    const uploaded = await upload(await xlsx([['核对编号', '行号', '身份证号', '有无记录'], row]), other);
    expect(uploaded).toMatchObject({ taken: 0, problems: [{ line: 2 }] });
    expect(await upload('a,b\n1,2')).toMatchObject({ taken: 0, problems: [{ line: 1 }] });
    const broken = Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]);
    expect((await manager.post('/api/verification/answers?item=V15', broken)).status).toBe(400);
    expect((await manager.post('/api/verification/answers?item=V99', 'a')).status).toBe(400);
    expect((await manager.post('/api/verification/answers?item=V15', '')).status).toBe(400);
    const large = await manager.post('/api/verification/answers?item=V15', new Uint8Array(6_000_000));
    expect([large.status, await large.text()]).toEqual([400, expect.stringContaining('5 MB')]);
  });
});
