import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

const LAST_YEAR = new Date().getFullYear() - 1;

describe('the appraisal of departments, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ households: 300, cases: 2 });
    browser = await openBrowser();
    page = await (
      await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'zh-CN',
        reducedMotion: 'reduce',
      })
    ).newPage();
    page.setDefaultTimeout(60_000);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('a department sees itself alone, and objects', async () => {
    await signInByCard(page, app.url, /医疗保障局项目主管/);
    await page.goto(`${app.url}/appraisal?year=${LAST_YEAR}`);
    await page.getByRole('link', { name: '医疗保障局' }).click();
    await page.getByRole('button', { name: '提出异议' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('textarea:focus').waitFor();
    await dialog.getByLabel('异议内容').fill('省级平台停机两周，无法按期答复');
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await page.getByTestId('objection').getByText('省级平台停机两周').waitFor();
    expect(await page.getByRole('button', { name: '年度定稿' }).count()).toBe(0);
  });

  it('the leader says what for he opens the sources, closes the year, and takes the report', async () => {
    await signInByCard(page, app.url, /分管副县长/);
    await page.goto(`${app.url}/appraisal/MIA?year=${LAST_YEAR}`);
    await page.locator('[data-measure="funds"]').getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input:focus').waitFor();
    await dialog.getByRole('button', { name: /查\s?看/ }).click();
    await page.getByRole('heading', { name: '资金投入：依据' }).waitFor();
    await page.goto(`${app.url}/appraisal?year=${LAST_YEAR}`);
    await page.getByRole('button', { name: '年度定稿' }).click();
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '年度定稿' }).click();
    await page.getByRole('button', { name: '查看年度报告' }).click();
    await dialog.locator('input:focus').waitFor();
    await dialog.getByRole('button', { name: /查\s?看/ }).click();
    await page.locator('[data-points]').first().waitFor();
    await page.getByRole('link', { name: '年度报告' }).click();
    await page.getByRole('button', { name: '查看年度报告' }).click();
    await page.getByTestId('report').getByText('省级平台停机两周').waitFor();
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出 Word' }).click(),
    ]);
    expect(report.suggestedFilename()).toBe(`appraisal-${LAST_YEAR}.docx`);
    await page
      .getByTestId('readings')
      .getByText(/年度报告（年度目标责任考核）/)
      .first()
      .waitFor();
  });
});
