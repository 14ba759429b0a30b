import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact?: string | null;
  nodes: { target: unknown[]; failureSummary?: string }[];
}
declare const axe: { run(): Promise<{ violations: Violation[] }> };

/** What axe finds serious on the page as it stands. */
async function seriousOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.failureSummary}`);
}

describe('the main pages, for those who use a keyboard or a screen reader', () => {
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    app = await startApp({ households: 20, cases: 8 });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const open = async (width: number) => {
    const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
    page.setDefaultTimeout(20_000);
    return page;
  };

  /** Goes to a place and waits until nothing is being loaded any more. */
  const visit = async (page: Page, path: string) => {
    await page.goto(app.url + path, { waitUntil: 'networkidle' });
    await page.locator('h1').waitFor();
  };

  /** Where the first link of a list leads. */
  const firstOf = async (page: Page, list: string): Promise<string> => {
    await visit(page, list);
    return (await page.locator(`main td a[href^="${list}/"]`).first().getAttribute('href')) ?? list;
  };

  for (const [language, prefix, width] of [
    ['Chinese', '', 390],
    ['English', '/en', 1440],
  ] as const) {
    it(`have nothing that axe calls serious, in ${language} at ${width} pixels`, async () => {
      const page = await open(width);
      const found: Record<string, string[]> = {};
      const check = async (path: string) => {
        await visit(page, path);
        const serious = await seriousOf(page);
        if (serious.length > 0) found[path] = serious;
      };
      await check(`${prefix}/sign-in`);
      await signInByCard(page, app.url, /融救助大厅受理员/);
      for (const path of ['/today', '/households', '/households/new', '/nowhere']) await check(prefix + path);
      const household = await firstOf(page, `${prefix}/households`);
      await check(household);
      await check(`${household}/need`);
      await signInByCard(page, app.url, /研判工作小组组长/);
      const [file, meeting, batch] = [
        await firstOf(page, `${prefix}/cases`),
        await firstOf(page, `${prefix}/meetings`),
        await firstOf(page, `${prefix}/batches`),
      ];
      for (const path of ['/cases', '/meetings', '/meetings/new', '/batches', '/funding']) await check(prefix + path);
      for (const path of [file, `${file}/package`, meeting, batch]) await check(path);
      await signInByCard(page, app.url, /民政局项目主管/);
      await check(`${prefix}/desk`);
      expect(found).toEqual({});
      await page.context().close();
    });
  }

  it('begin with a way past the places, keep the focus in a dialog, and give it back', async () => {
    const page = await open(1440);
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await visit(page, '/households');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('跳到正文');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.keyboard.press('/');
    await page.keyboard.type('郭某重');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '郭某重' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '添加成员' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('[role="dialog"] input'));
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.textContent === '添加成员');
  });
});
