import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

const OFFICE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** What axe finds serious on the page as it stands. The rows of a table are alike: a few of them tell of all. */
async function seriousOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run({ exclude: ['tbody tr:nth-child(n+6)'] }, { resultTypes: ['violations'] })",
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.failureSummary}`);
}

describe('the main pages, for those who use a keyboard or a screen reader', () => {
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    app = await startApp({ households: 1500, cases: 2 });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const open = async () => {
    const page = await (await browser.newContext({ viewport: OFFICE })).newPage();
    page.setDefaultTimeout(20_000);
    return page;
  };

  /** Goes to a place and waits until it shows what it is about. */
  const visit = async (page: Page, path: string) => {
    await page.goto(app.url + path);
    await page.locator('h1').waitFor();
    await page.waitForFunction("document.querySelector('.page-skeleton') === null");
  };

  /** Where the first link of a list leads. */
  const firstOf = async (page: Page, list: string): Promise<string> => {
    await visit(page, list);
    return (await page.locator(`main td a[href^="${list}/"]`).first().getAttribute('href')) ?? list;
  };

  /** What axe finds on each of the pages, on a phone and on an office screen. */
  const check = async (page: Page, paths: readonly string[]) => {
    const found: Record<string, string[]> = {};
    for (const path of paths) {
      await visit(page, path);
      for (const screen of [PHONE, OFFICE]) {
        await page.setViewportSize(screen);
        const serious = await seriousOf(page);
        if (serious.length > 0) found[`${path} at ${screen.width}`] = serious;
      }
    }
    return found;
  };

  it('of the window have nothing that axe calls serious', async () => {
    const page = await open();
    expect(await check(page, ['/en/sign-in'])).toEqual({});
    await signInByCard(page, app.url, /融救助大厅受理员/);
    const household = await firstOf(page, '/en/households');
    const own = ['/en/today', '/en/households', '/en/households/new', household, `${household}/need`, '/en/nowhere'];
    expect(await check(page, own)).toEqual({});
  });

  it('of the review have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /研判工作小组组长/);
    const file = await firstOf(page, '/en/cases');
    const meeting = await firstOf(page, '/en/meetings');
    const batch = await firstOf(page, '/en/batches');
    expect(await check(page, [file, `${file}/package`, meeting, batch, '/meetings/new'])).toEqual({});
  });

  it('of the money have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /分管副县长/);
    expect(await check(page, ['/en/funding', '/funding/entries'])).toEqual({});
    await signInByCard(page, app.url, /民政局项目主管/);
    expect(await check(page, ['/desk'])).toEqual({});
  });

  it('begin with a way past the places, keep the focus in a dialog, and give it back', async () => {
    const page = await open();
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await visit(page, '/households');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('跳到正文');
    await page.keyboard.press('Enter');
    await page.locator('#content:focus').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('郭某重');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '郭某重' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '添加成员' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.locator('[role="dialog"] input:focus').waitFor();
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      expect(await page.locator('nav :focus, header :focus, main :focus').count()).toBe(0);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('button:focus', { hasText: '添加成员' }).waitFor();
  });
});
