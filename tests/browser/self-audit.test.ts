import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('the self-audit, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ households: 300, cases: 2 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('a department opens a finding from its tasks, reads what it rests on, takes the evidence and explains it', async () => {
    await signInByCard(page, app.url, /民政局项目主管/);
    await page.goto(`${app.url}/today`);
    await page
      .getByRole('link', { name: /“互斥项目同时享受”/ })
      .first()
      .click();
    await page.locator('[data-evidence="aid"]').nth(1).waitFor();
    const [pack] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出证据材料' }).click(),
    ]);
    expect(pack.suggestedFilename()).toMatch(/^self-audit-\d+\.docx$/);
    await page.getByRole('button', { name: '说明情况' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('textarea:focus').waitFor();
    await dialog.getByLabel('说明').fill('重复登记，只发了一份');
    await dialog.getByLabel('依据材料').fill('情况说明 1 号');
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await page.locator('[data-event="explained"]').waitFor();
    expect(await page.getByText('情况说明 1 号').isVisible()).toBe(true);
    await page
      .getByText(/民政局项目主管/)
      .last()
      .waitFor();
    expect(await page.getByRole('button', { name: '说明情况' }).count()).toBe(0);
  });

  it('the chair sends the answer back', async () => {
    await signInByCard(page, app.url, /研判工作小组组长/);
    await page.goto(`${app.url}/funding`);
    await page.getByRole('link', { name: '自查疑点' }).click();
    await page.getByRole('heading', { name: '核查的问题' }).waitFor();
    await page.goto(`${app.url}/audit?status=explained&question=exclusive_pair`);
    await page.getByRole('link', { name: /互斥项目同时享受/ }).click();
    await page.getByRole('button', { name: /^退\s?回$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('textarea:focus').waitFor();
    await dialog.getByLabel('退回理由').fill('请附银行流水');
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await page.locator('[data-event="sent_back"]').waitFor();
  });
});
