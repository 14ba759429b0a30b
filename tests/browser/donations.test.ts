import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

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

it('the Red Cross records a gift with its wish from its desk, and later keeps that the giver left it free', async () => {
  await signInByCard(page, app.url, /红十字会项目主管/);
  await page.goto(`${app.url}/desk`);
  await page.getByRole('link', { name: '捐赠', exact: true }).click();
  await page.getByRole('button', { name: '登记捐赠' }).click();
  await page.locator('input:focus').waitFor();
  await page.getByLabel('金额（元）').fill('3000');
  await page.getByLabel('捐赠来源').click();
  await page.locator('.ant-select-item-option', { hasText: '企业' }).click();
  await page.getByLabel('捐赠人', { exact: true }).fill('宜川某果业公司');
  await page.getByLabel('凭证或协议').fill('银行回单 9');
  await page.getByLabel('捐赠人限定了用途').check();
  await page.getByLabel('意愿（捐赠人的原话）').fill('只用于白血病患者');
  await page.getByLabel(/^条件/).fill('病钟 = "白血病"');
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByText(/没有“病钟”这个信息项/).waitFor();
  await page.getByLabel(/^条件/).fill('病种 = "白血病"');
  await page.getByRole('button', { name: /保\s*存/ }).click();
  const told = await page.getByText(/已登记，收据编号 RC-J\d{4}-0004/).textContent();
  await page.getByRole('link', { name: /RC-J\d{4}-0004/ }).click();
  await page.getByText('条件：病种 = "白血病"').waitFor();
  expect(told).toContain(await page.getByRole('heading', { level: 1 }).textContent());
  await page.getByText(/您的意愿：只用于白血病患者/).waitFor();

  await page.getByRole('button', { name: '变更意愿' }).click();
  await page.locator('input:focus').waitFor();
  await page.getByLabel('捐赠人来函').fill('来函 11 月 27 日');
  await page.getByLabel('捐赠人限定了用途').uncheck();
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByText(/您没有限定用途/).waitFor();
});
