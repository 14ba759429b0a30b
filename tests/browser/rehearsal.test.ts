import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('a rehearsal, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let first = '';

  beforeAll(async () => {
    app = await startApp({ households: 120, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function start(title: string): Promise<string> {
    await page.getByLabel('试算名称').fill(title);
    await page.getByRole('button', { name: '开始试算' }).click();
    await page.waitForURL(/\/rehearsals\/[0-9a-f-]{36}$/);
    await page.getByTestId('better').waitFor();
    return page.url();
  }

  it('of a standard is asked from the programs page and shows who gains and what it costs', async () => {
    await signInByCard(page, app.url, /民政局项目主管/);
    await page.goto(`${app.url}/programs`);
    await page.getByRole('link', { name: '试算' }).click();
    await page.getByRole('link', { name: '新建试算' }).click();
    const add = page.getByRole('combobox', { name: '添加要改的标准或项目' });
    await add.fill('农村低保月标准');
    await add.press('Enter');
    await page.getByLabel(/新数值/).fill('700');
    first = await start('农村低保标准提到 700 元');
    expect(await page.getByTestId('better').textContent()).toMatch(/^[1-9]/);
    expect(Number(await page.getByTestId('difference').getAttribute('data-fen'))).toBeGreaterThan(0);
    await page.getByRole('img', { name: '每月金额，现行与改后' }).waitFor();
  });

  it('opens the list behind a number, names masked', async () => {
    const row = page.getByRole('row', { name: /农村居民最低生活保障/ }).first();
    await row.getByRole('link').first().click();
    await page.waitForURL(/\/people\?program=MCA-02/);
    await page
      .getByRole('cell', { name: /^.\*+$/ })
      .first()
      .waitFor();
  });

  it('of a rule tells what is wrong where it is written, and runs once it is put right', async () => {
    await page.goto(`${app.url}/rehearsals/new?program=MCA-14`);
    const rule = page.getByRole('textbox', { name: '条件' });
    await rule.fill('年岭 >= 65');
    await page.getByLabel('试算名称').fill('高龄补贴提前到 65 岁');
    await page.getByRole('button', { name: '开始试算' }).click();
    await page.getByText(/您是否要写“年龄”/).waitFor();
    await rule.fill('年龄 >= 65');
    const second = await start('高龄补贴提前到 65 岁');
    await page.goto(`${app.url}/rehearsals/compare?a=${first.split('/').at(-1)}&b=${second.split('/').at(-1)}`);
    await page.getByRole('columnheader', { name: '高龄补贴提前到 65 岁' }).first().waitFor();
    await page.getByRole('img', { name: '每月增减' }).waitFor();
  });

  it('is closed to the leader until it is shared, then shows counts without a list', async () => {
    await signInByCard(page, app.url, /分管副县长/);
    await page.goto(first);
    await page.getByRole('link', { name: '返回试算列表' }).waitFor();
    await signInByCard(page, app.url, /民政局项目主管/);
    await page.goto(first);
    await page.getByRole('combobox', { name: '可见范围' }).click();
    await page.getByTitle('县领导和召集人、本单位').click();
    await page.waitForTimeout(1000);
    await signInByCard(page, app.url, /分管副县长/);
    await page.goto(first);
    await page.getByTestId('better').waitFor();
    expect(await page.locator('a[href*="/people"]').count()).toBe(0);
  });
});
