import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { seriousOf } from '../testkit/axe.js';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

/** The year of the demo's first meeting, 612 days ago. */
const FIRST_MEETING_YEAR = new Date(Date.now() - 612 * 86_400_000).getFullYear();

describe('the page of the county leader', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ households: 300, cases: 2 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await signInByCard(page, app.url, /分管副县长/);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('opens a number down to the vote, and the name for a purpose, and leads back', async () => {
    await page.locator('h2', { hasText: '钱能用到什么时候' }).waitFor();
    await page.goto(`${app.url}/funding/entries?state=committed&year=${FIRST_MEETING_YEAR}`);
    await page.locator('main h1').waitFor();
    const amount = page.locator('main td a[href*="/funding/entries/"]').first();
    await amount.waitFor();
    const list = page.url();
    await amount.click();
    await page
      .locator('[data-step="vote"]')
      .getByText(/同意 \d+、不同意 \d+、弃权 \d+/)
      .waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/\d{17}[\dX]/);
    await page.getByRole('button', { name: '按用途查看姓名' }).click();
    await page.locator('input:focus').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText(/户编号/).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: '资金明细' }).click();
    await page.waitForURL(list);
  });

  it('shares its numbers with a screen by a link, until it is revoked', async () => {
    await page.goto(`${app.url}/funding`);
    await page.getByRole('button', { name: '会场分享' }).click();
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('县委常委会');
    await page.getByRole('button', { name: '生成链接' }).click();
    const href = (await page.getByRole('link', { name: '打开' }).first().getAttribute('href')) ?? '';
    const screen = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
    await screen.goto(app.url + href);
    await screen.getByText('县委常委会').waitFor();
    expect(await screen.locator('main a[href]').count()).toBe(0);
    expect(await seriousOf(screen)).toEqual([]);
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByText('链接已撤回').waitFor();
    await screen.reload();
    await screen.getByText('这个链接已被撤回').waitFor();
  });
});
