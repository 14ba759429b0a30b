import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { committedFen, type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('the freshmen batch (S10), by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let committedBefore = 0;

  beforeAll(async () => {
    app = await startApp({ households: 120, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
    committedBefore = await committedFen(page, app.url);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const figure = async (id: string) => (await page.getByTestId(id).first().textContent())?.replaceAll(/[^\d]/g, '');

  it('shows 193 applications, 12 duplicate students, 171 aided, 525,000 yuan', async () => {
    await signInByCard(page, app.url, /研判工作小组组长/);
    await page.goto(`${app.url}/batches`);
    await page.getByRole('link', { name: /困难大学新生助学/ }).click();
    await page.getByTestId('total-applications').waitFor();
    expect(await figure('total-applications')).toContain('193');
    expect(await figure('total-duplicates')).toContain('12');
    expect(await figure('total-paid-persons')).toContain('171');
    expect(await figure('total-paid-yuan')).toContain('525000');
    expect(await figure('total-freed')).toContain('22');
  });

  it('is adopted as one item, and every department confirms its part', async () => {
    await page.goto(`${app.url}/meetings/new`);
    await page.getByLabel('会议名称').fill('困难大学新生助学研判会');
    await page.getByLabel('地点', { exact: true }).fill('融救助中心会议室');
    await page.getByRole('button', { name: '清空议程' }).click();
    await page
      .getByRole('checkbox', { name: /困难大学新生助学/ })
      .first()
      .check();
    await page.getByRole('button', { name: '选择相关部门' }).click();
    await page.getByRole('button', { name: '确定安排' }).click();
    await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: '开会', exact: true }).click();
    await page.getByRole('button', { name: '下一议题' }).click();
    await page.getByRole('button', { name: '全体赞成' }).click();
    await page
      .getByText(/已够法定人数/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '表决通过' }).click();
    await page.getByRole('button', { name: '散会' }).click();
    await page.getByText('打印纪要').first().waitFor();
    for (const department of [
      '民政局',
      '教育科技体育局',
      '共青团县委',
      '工商业联合会',
      '残疾人联合会',
      '慈善协会',
      '退役军人事务局',
    ]) {
      await signInByCard(page, app.url, new RegExp(`${department}项目主管`));
      await page.goto(`${app.url}/desk`);
      const confirm = page.getByRole('button', { name: /^确认本单位/ });
      await confirm.first().click();
      await confirm.first().waitFor({ state: 'detached' });
    }
    expect((await committedFen(page, app.url)) - committedBefore).toBe(525_000_00);
  });

  it('is opened by the chair and filled from a spreadsheet, every wrong cell put right where it stands', async () => {
    await signInByCard(page, app.url, /研判工作小组组长/);
    await page.goto(`${app.url}/batches/new`);
    await page.getByLabel('批次名称').fill('补报新生助学');
    await page.getByRole('button', { name: '建立批次' }).click();
    await page.waitForURL(/\/batches\/[0-9a-f-]{36}$/);
    const batch = page.url();
    await signInByCard(page, app.url, /民政局项目主管/);
    await page.goto(`${batch}/applicants`);
    const id = (sequence: number) => syntheticIdNumber('2008-03-01', 'male', sequence);
    const lines = [
      ['姓名', '身份证号', '村', '金额'],
      ['测某一', id(301), '北关街社区', '3000'],
      ['测某二', id(302), '没有的村', '9999'],
    ];
    await page.getByLabel('粘贴名单').fill(lines.map((line) => line.join('\t')).join('\n'));
    await page.getByRole('button', { name: '核对名单' }).click();
    await page.getByText('没有这个村（社区）').waitFor();
    await page.getByRole('button', { name: '提交 2 人' }).click();
    await page.getByLabel('第 2 行 村').fill('北关街');
    await page.getByRole('button', { name: '提交 2 人' }).click();
    await page.getByText(/该项目的标准是 3000 元/).waitFor();
    await page.getByLabel('第 2 行 金额').fill('3000');
    await page.getByRole('button', { name: '提交 2 人' }).dblclick();
    await page.waitForURL(batch);
    await page.getByTestId('total-applications').waitFor();
    expect(await figure('total-applications')).toBe('2');
    expect(await figure('total-paid-yuan')).toBe('6000');
  });
});
