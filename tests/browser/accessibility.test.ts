import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OFFICE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

interface Violation {
  id: string;
  impact?: string | null;
  nodes: { target: unknown[]; failureSummary?: string }[];
}
declare const axe: { run(context: string, options: object): Promise<{ violations: Violation[] }> };

/** What axe finds serious on the page as it stands. */
async function seriousOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run('html', { resultTypes: ['violations'] }));
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
    await page.locator('.page-skeleton').waitFor({ state: 'detached' });
  };

  /** Where the first link of a list leads. */
  const firstOf = async (page: Page, list: string): Promise<string> => {
    await visit(page, list);
    return (await page.locator(`main td a[href^="${list}/"]`).first().getAttribute('href')) ?? list;
  };

  it('have nothing that axe calls serious, on an office screen and on a phone', async () => {
    const page = await open();
    const found: Record<string, string[]> = {};
    const check = async (path: string) => {
      await visit(page, path);
      for (const screen of [PHONE, OFFICE]) {
        await page.setViewportSize(screen);
        const serious = await seriousOf(page);
        if (serious.length > 0) found[`${path} at ${screen.width}`] = serious;
      }
    };
    await check('/en/sign-in');
    await signInByCard(page, app.url, /融救助大厅受理员/);
    const household = await firstOf(page, '/en/households');
    for (const path of ['/en/today', '/en/households', '/en/households/new', '/en/nowhere']) await check(path);
    for (const path of [household, `${household}/need`]) await check(path);
    await signInByCard(page, app.url, /研判工作小组组长/);
    const file = await firstOf(page, '/en/cases');
    const meeting = await firstOf(page, '/en/meetings');
    const batch = await firstOf(page, '/en/batches');
    for (const path of [file, `${file}/package`, meeting, batch, '/meetings/new', '/funding']) await check(path);
    await signInByCard(page, app.url, /民政局项目主管/);
    await check('/desk');
    expect(found).toEqual({});
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
