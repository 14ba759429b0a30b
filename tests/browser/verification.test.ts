import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProviderProcess, startProviderProcess } from '@yimen/api/demo/provider-process.js';
import { getCounty } from '@yimen/api/platform/county.js';
import type { Browser, Page } from 'playwright-core';
import { seriousOf } from '../testkit/axe.js';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('a verification, by clicking, in Chinese', () => {
  let provider: ProviderProcess;
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let household = '';
  let request = '';

  beforeAll(async () => {
    provider = await startProviderProcess(getCounty('yichuan').pack);
    app = await startApp({ households: 120, cases: 0 }, { providers: provider.addresses });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
    provider?.stop();
  });

  /** What the family says, as the clerk records it. */
  async function declare(code: string, value: number): Promise<void> {
    const input = { key: `declared-${code}`, householdId: household.split('/').at(-1), facts: [{ code, value }] };
    const answer = await page.request.post(`${app.url}/graphql`, {
      data: {
        query: 'mutation ($input: RecordFactsInput!) { recordFacts(input: $input) { __typename } }',
        variables: { input },
      },
    });
    expect(await answer.json()).toEqual({ data: { recordFacts: { __typename: 'Household' } } });
  }

  it('is not possible before the adults have signed', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(`${app.url}/households?search=${encodeURIComponent('郭某重')}`);
    await page.getByRole('link', { name: '郭某重' }).first().click();
    await page.waitForURL(/\/households\/[0-9a-f-]{36}$/);
    household = page.url();
    await declare('hh_disabled_count', 0);
    await page.getByRole('link', { name: '核对', exact: true }).click();
    await page.waitForURL(/\/verification$/);
    expect(await page.getByRole('button', { name: /^核\s*对/ }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: '登记授权', exact: true }).click();
    const paper = page.getByRole('dialog');
    await paper.getByLabel('授权书或扫描件编号').fill('SQ-2026-018');
    await paper.getByRole('button', { name: /保\s*存/ }).click();
    await paper.waitFor({ state: 'hidden' });
    await page.getByText('SQ-2026-018').first().waitFor();
  });

  it('is sent, and answers of the systems come while one looks', async () => {
    await page.getByRole('button', { name: /^核\s*对/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input:focus').waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: '发出核对' }).click();
    await page.waitForURL(/\/verification\/[0-9a-f-]{36}$/);
    request = page.url();
    const police = page.getByRole('row', { name: /公安/ }).first();
    await police.getByText(/已答复 [1-9]/).waitFor();
    await page
      .getByRole('row', { name: /残联/ })
      .getByText(/待答复 [1-9]/)
      .waitFor();
  });

  it('is answered by hand at the desk of a department', async () => {
    await signInByCard(page, app.url, /残疾人联合会项目主管/);
    await page.goto(`${app.url}/verification`);
    await page
      .getByRole('button', { name: /答复 郭某重/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '添加一条记录' }).click();
    await dialog.getByRole('combobox', { name: '残疾类别' }).click();
    await page.getByTitle('肢体', { exact: true }).click();
    await dialog.getByLabel('残疾等级').fill('2');
    await dialog.getByRole('button', { name: /^答\s*复$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    const toAnswer = page.getByRole('button', { name: /^答复 / });
    await page.getByRole('button', { name: /答复 郭某重/ }).waitFor({ state: 'detached' });
    // The others of the household have no certificate.
    while ((await toAnswer.count()) > 0) {
      const name = (await toAnswer.first().getAttribute('aria-label')) ?? '';
      const one = page.getByRole('button', { name, exact: true });
      await one.click();
      await dialog.getByRole('button', { name: /^答\s*复$/ }).click();
      await one.waitFor({ state: 'detached' });
    }
    await page.getByText('没有待答复的核对').waitFor();
  });

  it('shows where sources disagree, what hangs on it, and is settled with a reason', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(household);
    await page.locator('[data-fact="hh_disabled_count"] .fact-dot-conflict').waitFor();
    await page.goto(`${app.url}/verification/conflicts`);
    await page.getByRole('link', { name: /持证残疾人数 郭某重/ }).click();
    await page.getByRole('heading', { name: '对救助项目的影响' }).waitFor();
    await page.getByText('残联 · 残疾人证').first().waitFor();
    expect(await seriousOf(page)).toEqual([]);
    await page.getByRole('radio', { name: /残联/ }).check();
    await page.getByLabel('认定理由').fill('已查看残疾人证原件');
    await page.getByRole('button', { name: /^认\s*定$/ }).click();
    await page.getByText('认定为 1').waitFor();
  });

  it('ends in a report, item by item', async () => {
    await page.goto(request);
    await page.getByRole('link', { name: '郭某重 家核对报告' }).click();
    await page.getByRole('heading', { name: '郭某重 家核对报告' }).waitFor();
    const line = page.getByRole('row', { name: /残联 · 残疾人证.*持证残疾人数/ });
    await line.getByText('不一致').waitFor();
    expect(await line.textContent()).toContain('残疾类别 肢体');
  });

  it('is asked about all households that a search finds', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(`${app.url}/households?search=${encodeURIComponent('郭某重')}`);
    await page.getByRole('button', { name: '批量核对' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input:focus').waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: '发出核对' }).click();
    await page.waitForURL(/\/verification\/[0-9a-f-]{36}$/);
    await page.getByRole('link', { name: '郭某重 家核对报告' }).waitFor();
  });

  it('waits at the desk of a bureau of its own, whose officer sees nothing else', async () => {
    await signInByCard(page, app.url, /公安局数据专员/);
    await page.waitForURL(/\/verification$/);
    await page.getByRole('heading', { name: '待答复核对' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['信息核对', '今日待办']);
    expect(await seriousOf(page)).toEqual([]);
    await page.goto(`${app.url}/households`);
    await page.getByText('您不能查看此页').waitFor();
  });

  it('is to leaders a matter of counts', async () => {
    await signInByCard(page, app.url, /分管副县长/);
    await page.goto(`${app.url}/verification`);
    await page.getByRole('row', { name: /公安/ }).first().waitFor();
    expect(await page.getByText('郭某重').count()).toBe(0);
  });
});
