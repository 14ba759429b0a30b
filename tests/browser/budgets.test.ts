import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('a change of a budget, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ households: 120, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'zh-CN' })).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const NAME = /^慈善助学$/;
  const row = () => page.getByRole('row').filter({ has: page.getByRole('link', { name: NAME }) });
  const requests = () => page.getByRole('region', { name: '变动申请' });

  it('is asked for by the department', async () => {
    await signInByCard(page, app.url, /慈善协会项目主管/);
    await page.getByRole('link', { name: '预算管理' }).click();
    await row().getByText('¥130,000').first().waitFor();
    await row()
      .getByRole('button', { name: /^申请变动/ })
      .click();
    const dialog = page.getByRole('dialog', { name: /^申请变动/ });
    await dialog.locator('input:focus').waitFor({ state: 'attached' });
    await dialog.getByLabel('变动', { exact: true }).click();
    await page.getByTitle('调剂', { exact: true }).click();
    await dialog.getByLabel('金额（元）').fill('200000');
    await dialog.getByLabel('调入预算项').click();
    await page.getByTitle(/慈善大病与兜底补充救助/).click();
    await dialog.getByLabel('理由').fill('助学批次已发完');
    await dialog.getByLabel('依据文件').fill('县慈〔2026〕3号');
    await dialog.getByRole('button', { name: '提交申请' }).click();
    await dialog.getByText(/未动用的只有 ¥130,000/).waitFor();
    await dialog.getByLabel('金额（元）').fill('30000');
    await dialog.getByRole('button', { name: '提交申请' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await requests().getByText('县慈〔2026〕3号').waitFor();
    await row().getByText('¥130,000').first().waitFor();
  });

  it('is found among the tasks of the finance bureau, approved there, and seen on both lines', async () => {
    await signInByCard(page, app.url, /财政局预算股股长/);
    await page.getByRole('link', { name: '今日待办' }).click();
    await page
      .getByRole('link', { name: /审批调剂 ¥30,000/ })
      .first()
      .click();
    const asked = requests().getByRole('listitem').filter({ hasText: '县慈〔2026〕3号' });
    await asked.getByRole('button', { name: /^批准/ }).click();
    await requests()
      .getByText(/^已批准：/)
      .waitFor();
    await row().getByText('¥100,000').first().waitFor();
    await page
      .getByRole('link', { name: /慈善大病与兜底/ })
      .first()
      .click();
    const movements = page.getByRole('region', { name: '预算变动记录' });
    await movements.getByText('调入').first().waitFor();
    expect(await movements.getByText('¥30,000').count()).toBe(1);
    expect(await movements.getByText('县慈〔2026〕3号').count()).toBe(1);
  });

  it('of the coming year is drawn up beside last year’s figures, and opened by a leader', async () => {
    await page.goto(`${app.url}/budgets`);
    await page.getByRole('link', { name: '编制年度预算' }).click();
    const amount = page.getByLabel('慈善助学的预算（元）');
    await amount.fill('-3');
    await page.getByRole('button', { name: '提交审批' }).click();
    await page.getByText('有 2 处需要改正，已在表中标出。').waitFor();
    await amount.fill('140000');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('草稿已保存。').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '提交审批' }).waitFor();
    expect(await amount.inputValue()).toBe('140000');
    await page.getByLabel('依据文件').fill('县人大〔2026〕20号');
    await page.getByRole('button', { name: '提交审批' }).click();
    await page.getByText('已提交，等待县领导审批。').waitFor();
    await signInByCard(page, app.url, /分管副县长/);
    await page.goto(`${app.url}/budgets/plan`);
    await page.getByRole('button', { name: '批准并开设' }).click();
    await page.getByText(/48 个预算项已开设/).waitFor();
    const year = new Date().getFullYear() + 1;
    await page.goto(`${app.url}/budgets?year=${year}`);
    await row().getByText('¥140,000').first().waitFor();
  });
});
