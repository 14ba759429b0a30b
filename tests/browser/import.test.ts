import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('a table of people, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ households: 20, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
    page.setDefaultTimeout(20_000);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const id = (sequence: number) => syntheticIdNumber('1971-02-03', 'male', sequence);
  const count = (kind: string) => page.getByTestId(`count-${kind}`).textContent();

  it('is uploaded, mapped and checked before anything is written', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.getByRole('link', { name: '数据导入' }).click();
    const rows = [
      ['低收入家庭人员登记表'],
      ['户号', '姓名', '身份证号', '称谓', '乡镇', '村'],
      [1, '导某一', id(401), '户主', '丹州街道', '北关街社区'],
      [1, '导某二', id(402), '妻子', '丹州街道', '北关街社区'],
      [2, '导某三', Number(id(403)), '户主', '丹州街道', '北关街社区'],
    ];
    const bytes = await writeXlsx({ sheets: [{ name: '名单', rows }] });
    const buffer = Buffer.from(bytes);
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await page.locator('input[type=file]').setInputFiles({ name: '名单.xlsx', mimeType, buffer });
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
    await page.getByRole('combobox', { name: /第 D 列“称谓”对应为/ }).click();
    await page.getByTitle('与户主关系', { exact: true }).click();
    await page.getByLabel('数据来源').fill('街道登记表');
    await page.getByRole('button', { name: '核对每一行' }).click();
    await page.getByTestId('count-fresh').waitFor();
    expect([await count('fresh'), await count('errors')]).toEqual(['2', '1']);
    await page.getByText(/后几位已经丢失/).waitFor();
  });

  it('gives the wrong rows back as a workbook, and writes the others', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载错误表' }).click(),
    ]);
    const { sheets } = await readXlsx(new Uint8Array(await readFile(await download.path())));
    expect(sheets[0]?.rows.map((row) => row[1])).toEqual(['姓名', '导某三']);
    await page.getByRole('button', { name: '导入 2 行' }).click();
    await page.getByText(/写入：1 户、2 人/).waitFor();
  });

  it('is taken back as a whole', async () => {
    await page.getByRole('button', { name: '撤销这次导入' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('撤销原因').fill('导错了文件');
    await dialog.getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByText(/已撤销：/).waitFor();
  });
});
