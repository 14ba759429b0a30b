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
    app = await startApp({ households: 120, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
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

  it('a list of a department is a file too: chosen, named, checked, written, seen and taken back', async () => {
    await signInByCard(page, app.url, /残疾人联合会项目主管/);
    await page.goto(`${app.url}/lists`);
    await page.getByRole('link', { name: '导入名单文件' }).click();
    expect(await page.getByRole('radio', { name: '部门名单' }).isChecked()).toBe(true);
    const csv = [
      '姓名,身份证号,残疾类别,残疾等级,办证日期,残疾证号',
      `残某一,${id(501)},肢体,二级,2022.3.5,${id(501)}42`,
      `残某二,${id(502)},视力,一级,2022年3月5日,${id(502)}11`,
      `残某三,${id(503).slice(0, 17)},视力,一级,2022-03-05,${id(503)}11`,
    ].join('\n');
    const upload = { name: '持证残疾人.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.locator('input[type=file]').setInputFiles(upload);
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
    await page.getByLabel('名单名称').fill('持证残疾人');
    await page.getByLabel('名单日期').fill('2022-04-01');
    await page.getByLabel('名单日期').press('Tab');
    await page.getByLabel('数据来源').fill('残联名册');
    await page.getByRole('button', { name: '核对每一行' }).click();
    await page.getByTestId('count-fresh').waitFor();
    expect([await count('fresh'), await count('errors'), await count('unregistered')]).toEqual(['2', '1', '2']);
    await page.getByRole('button', { name: '导入 2 行' }).click();
    await page.getByText('“持证残疾人”第 1 期：共 2 条，新增 2，变更 0，移出 0').waitFor();
    await page.getByRole('link', { name: '查看名单' }).click();
    await page.getByRole('cell', { name: '肢体' }).waitFor();
    await page.getByRole('columnheader', { name: '办证日期' }).waitFor();
    expect(await page.getByRole('columnheader', { name: '残疾证号' }).count()).toBe(0);
    await page.goBack();
    await page.getByRole('button', { name: '撤销这次导入' }).click();
    const dialog = page.getByRole('dialog');
    await page.locator('input:focus').waitFor({ state: 'attached' });
    await dialog.getByLabel('撤销原因').fill('导错了文件');
    await dialog.getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByText(/名单已恢复为上一期的内容/).waitFor();
  });
});
