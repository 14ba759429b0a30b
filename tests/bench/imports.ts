import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import { startApi } from '@yimen/api/server.js';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { ImportDesk } from '../imports/import-desk.js';
import { openOffice } from '../testkit/client.js';
import { emptyCounty } from '../testkit/empty-county.js';
import { syntheticIdNumber } from '../testkit/people.js';

const ROWS = 100_000;
const SIZE = 3;

/** Numbers of nobody, five hundred to a day of birth. */
function idNumber(index: number): string {
  const born = new Date(Date.UTC(1940, 0, 1 + Math.floor(index / 500))).toISOString().slice(0, 10);
  return syntheticIdNumber(born, index % 2 === 0 ? 'male' : 'female', index % 500);
}

function people(): CellValue[][] {
  const rows = Array.from({ length: ROWS }, (_none, index) => [
    Math.floor(index / SIZE),
    `测某${index % 5000}`,
    idNumber(index),
    index % SIZE === 0 ? '户主' : '子女',
    '丹州街道',
    '北关街社区',
    `北关街${index}号`,
    `138${String(index).padStart(8, '0')}`,
  ]);
  return [['户号', '姓名', '身份证号', '关系', '乡镇', '村', '住址', '电话'], ...rows];
}

function facts(): CellValue[][] {
  const rows = Array.from({ length: ROWS }, (_none, index) => [
    idNumber(index),
    1000 + (index % 900),
    '是',
    '2022.3.5',
  ]);
  return [['身份证号', '本人月收入', '参加基本医保', '采集日期'], ...rows];
}

/**
 * A file of 100,000 people and one of 100,000 rows of facts, through the upload, the check of every row and the writing:
 * rows/s of the slower one, from the first byte sent to the last row written.
 */
export async function benchImports(): Promise<{ importRowsPerSecond: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, fsync: false });
  const { config } = await emptyCounty(postgres.url, postgres.appUrl);
  const api = await startApi({ ...config, embeddedWorker: true });
  try {
    const client = await (await openOffice(api.url)).asUser('clerk-hall');
    const desk = new ImportDesk(client, delay.bind(null, 250));
    const rates = [await rateOf(desk, 'people', people()), await rateOf(desk, 'facts', facts())];
    return { importRowsPerSecond: Math.min(...rates) };
  } finally {
    await api.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function rateOf(desk: ImportDesk, kind: string, rows: CellValue[][]): Promise<number> {
  const bytes = new Uint8Array(await writeXlsx({ sheets: [{ name: '名单', rows }] }));
  const times = [performance.now()];
  const response = await desk.send(kind, '名单.xlsx', bytes);
  const { id } = (await response.json()) as { id: string };
  times.push(performance.now());
  const { counts } = await desk.check(id);
  times.push(performance.now());
  const { status } = await desk.run(id);
  times.push(performance.now());
  if (counts?.fresh !== ROWS || status !== 'imported') throw new Error(JSON.stringify({ counts, status }));
  const [start = 0, read = 0, checked = 0, end = 0] = times;
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  console.error(
    `${kind}: read ${seconds(start, read)}, checked ${seconds(read, checked)}, written ${seconds(checked, end)}, ` +
      `${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
  return Math.round((ROWS / (end - start)) * 1000);
}
