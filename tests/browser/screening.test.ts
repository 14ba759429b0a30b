import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('policy finds people, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ households: 300, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const numberOf = async (locator: string) =>
    Number((await page.locator(locator).first().textContent())?.replaceAll(',', ''));
  const foundWithout = () => numberOf('[data-testid="findings-ENTITLED_WITHOUT"]');

  /** Asks for a screening and waits until its numbers are there. */
  async function screen(): Promise<void> {
    await page.goto(`${app.url}/screening`);
    await page.getByRole('button', { name: '立即筛查' }).click();
    await page.getByRole('progressbar', { name: /^全县筛查 .*的进度$/ }).waitFor();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
  }

  it('a department screens the county, and watches how far it is', async () => {
    await signInByCard(page, app.url, /民政局项目主管/);
    await screen();
    await page.getByText('这是第一次筛查').waitFor();
    expect(await foundWithout()).toBeGreaterThan(0);
  });

  it('a number opens the list behind it, as long as the number', async () => {
    const township = page.locator('[data-dimension="township"] tbody .ant-table-row').first();
    const link = township.locator('td').nth(1).getByRole('link');
    const count = Number(await link.textContent());
    await link.click();
    await page.waitForURL(/\/screening\/findings\?.*kind=ENTITLED_WITHOUT.*township=/);
    await page.getByText(`共 ${count} 条`).waitFor();
    await page.getByRole('cell', { name: /^.\*+/ }).first().waitFor();
    expect(await page.locator('tbody a[href*="/households/"]').count()).toBe(0);
  });

  it('takes the list along as a workbook', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出 Excel' }).click(),
    ]);
    const total = Number(/共 ([\d,]+) 条/.exec((await page.locator('main').textContent()) ?? '')?.[1]);
    const [sheet] = (await readXlsx(await readFile(await download.path()))).sheets;
    const text = JSON.stringify(sheet?.rows);
    expect(sheet?.rows.length).toBeGreaterThan(total);
    expect(sheet?.rows[0]).toContain('姓名');
    expect(text).toMatch(/.\*+/);
  });

  it('a clerk opens from the row why a program fits', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(`${app.url}/screening/findings?kind=ENTITLED_WITHOUT`);
    await page
      .getByRole('link', { name: /^逐条说明/ })
      .first()
      .click();
    await page.waitForURL(/\/households\/[^/]+\/explain\//);
    await page.locator('[data-outcome="ELIGIBLE"]').waitFor();
    await page.getByTestId('rule-tree').waitFor();
  });

  it('the second run tells what has changed since the first', async () => {
    await signInByCard(page, app.url, /民政局项目主管/);
    await screen();
    await page.getByText('与上一次筛查比较').waitFor();
    await page
      .getByText(/新增 0 · 消失 0/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: '历次筛查' }).click();
    await page.getByRole('img', { name: '历次筛查各类别的条数' }).waitFor();
    expect(await page.locator('tbody .ant-table-row').count()).toBe(2);
  });

  it('a leader sees how many, and no list', async () => {
    await signInByCard(page, app.url, /分管副县长/);
    await page.goto(`${app.url}/screening`);
    await page.getByTestId('findings-ENTITLED_WITHOUT').waitFor();
    expect(await foundWithout()).toBeGreaterThan(0);
    expect(await page.locator('a[href*="/screening/findings"]').count()).toBe(0);
    expect(await page.getByRole('button', { name: '立即筛查' }).count()).toBe(0);
    await page.goto(`${app.url}/screening/findings`);
    await page.getByText('您不能查看此页').waitFor();
    expect(await page.locator('tbody').count()).toBe(0);
  });
});
