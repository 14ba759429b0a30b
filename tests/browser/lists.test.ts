import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('lists of departments and the low-income register, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let matchId = '';

  beforeAll(async () => {
    app = await startApp({ households: 300, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  /** Chooses in a select of antd by its label. */
  async function choose(label: string, option: string): Promise<void> {
    const select = page.getByRole('combobox', { name: label }).first();
    await select.focus();
    await page.keyboard.press('ArrowDown');
    const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
    await open.getByTitle(option, { exact: true }).click();
    // Going on to the next field closes what a slow machine has not closed yet.
    await select.blur();
    await open.first().waitFor({ state: 'hidden' });
  }

  it('a department hands in a list copied from a spreadsheet, and is told which line is wrong', async () => {
    await signInByCard(page, app.url, /教育科技体育局项目主管/);
    await page.goto(`${app.url}/lists`);
    await page.getByRole('link', { name: '交来名单' }).click();
    await page.getByLabel('名单名称').fill('困难学生');
    const line = (idNumber: string) => ['王某芳', idNumber, '云岩镇', '是'].join('\t');
    const sheet = (idNumber: string) => ['姓名\t身份证号\t乡镇\t寄宿', line(idNumber)].join('\n');
    await page.getByLabel('名单内容').fill(sheet('610699196103080024'));
    await page.getByRole('button', { name: '交来名单' }).click();
    await page.getByText(/^第 2 行：身份证号校验不符/).waitFor();
    await page.getByLabel('名单内容').fill(sheet(syntheticIdNumber('1961-03-08', 'female', 1)));
    await page.getByRole('button', { name: '交来名单' }).click();
    await page.waitForURL(/\/lists\/[0-9a-f-]{36}$/);
    await page.getByRole('cell', { name: /王\*\*/ }).waitFor();
  });

  it('a department makes a match of a list, runs it and sends the names to the townships', async () => {
    await signInByCard(page, app.url, /民政局项目主管/);
    await page.goto(`${app.url}/screening`);
    await page.getByRole('link', { name: '名单与比对' }).click();
    await page.getByRole('link', { name: '新建比对' }).click();
    await page.getByLabel('比对名称').fill('监测未消险');
    await choose('名单', '防返贫监测对象');
    await page.getByRole('button', { name: '增加条件' }).click();
    await choose('名单列', '风险已消除');
    await choose('值', '否');
    await page.getByRole('button', { name: /保\s?存/ }).click();
    await page.waitForURL(/\/matches\/[0-9a-f-]{36}$/);
    matchId = page.url().split('/').at(-1) ?? '';
    await page.getByRole('button', { name: '立即比对' }).click();
    await page.getByRole('heading', { name: '比对结果' }).waitFor();
    await page.getByText(/共 \d+ 条/).waitFor();
    const [names] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /导出/ }).first().click(),
    ]);
    expect(names.suggestedFilename()).toMatch(/\.xlsx$/);
    await page.getByRole('button', { name: '下发乡镇核查' }).click();
    await page.getByRole('heading', { name: '各乡镇进度' }).waitFor();
  });

  it('a clerk reads who an unregistered name is, and says what for', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(`${app.url}/discoveries?status=open&match=${matchId}`);
    await page
      .getByRole('button', { name: /^查看 .\*+ 的完整号码/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await page.locator('input:focus').waitFor({ state: 'attached' });
    expect(await dialog.getByRole('radio', { name: '联系当事人' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: /查\s?看/ }).click();
    await page.getByRole('button', { name: /^复制 6106\d{13}[\dX]$/ }).waitFor();
    await page.goto(`${app.url}/identity-readings`);
    await page.getByText(/名单上未登记的人/).waitFor();
  });

  it('a clerk of a township enters what was found out, and the department sees how far it is', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(`${app.url}/discoveries?status=open&match=${matchId}`);
    await page
      .getByRole('button', { name: /^登记结果：/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '不符合条件' }).check();
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await dialog.getByText('请填写原因。').waitFor();
    await dialog.getByLabel('原因').fill('家庭收入超过标准');
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.goto(`${app.url}/discoveries?status=done&match=${matchId}`);
    await page.getByText('不符合条件：家庭收入超过标准').waitFor();
    await signInByCard(page, app.url, /民政局项目主管/);
    await page.goto(`${app.url}/lists`);
    await page.getByRole('link', { name: '监测未消险', exact: true }).click();
    await page.getByText(/不符合条件 1/).waitFor();
  });

  it('the register shows who stands where, and how they moved; a household is moved by hand', async () => {
    await page.goto(`${app.url}/register`);
    await page.getByRole('img', { name: /^层级变动/ }).waitFor();
    await page.getByRole('button', { name: '看表格' }).first().click();
    const flows = page.locator('section[aria-labelledby="flows"]');
    const before = await flows.locator('tbody .ant-table-row').count();
    await choose('保障层级', '低保边缘');
    await page.waitForURL(/level=edge/);
    await page
      .getByRole('button', { name: /^变更.*的保障层级$/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    // The dialog gives its first field the focus once it has opened.
    await dialog.locator('input:focus').waitFor({ state: 'attached' });
    await choose('变更为', '刚性支出困难');
    await choose('原因', '困难加重');
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.goto(`${app.url}/register?level=rigid_expense&cameFrom=edge`);
    await page.getByText(/低保边缘 · 困难加重/).waitFor();
    await page.getByRole('button', { name: '看表格' }).first().click();
    await flows.getByText('困难加重 1').waitFor();
    expect(await flows.locator('tbody .ant-table-row').count()).toBeGreaterThanOrEqual(before);
  });

  it('a leader sees how many, and nobody', async () => {
    await signInByCard(page, app.url, /分管副县长/);
    await page.goto(`${app.url}/register`);
    await page.getByRole('heading', { name: '各层级户数' }).waitFor();
    expect(await page.getByRole('heading', { name: '在册住户' }).count()).toBe(0);
    await page.goto(`${app.url}/lists`);
    await page.getByRole('link', { name: '监测未消险', exact: true }).click();
    await page.getByRole('heading', { name: '各乡镇进度' }).waitFor();
    expect(await page.getByRole('heading', { name: '比对结果' }).count()).toBe(0);
  });
});
