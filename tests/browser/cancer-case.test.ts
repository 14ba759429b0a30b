import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { seriousOf } from '../testkit/axe.js';
import { openBrowser } from '../testkit/browser.js';
import { committedFen, type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('a cancer patient asks for help (S08), by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let casePath = '';
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

  it('window: finds the household, records the need and the facts the programs ask for', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(`${app.url}/households?search=${encodeURIComponent('郭某重')}`);
    await page.getByRole('link', { name: '郭某重' }).click();
    await page.getByRole('link', { name: /登记困难/ }).click();
    await page.getByText('郭某重（户主').click();
    await page.getByText('看病花费').click();
    await page.getByLabel('发生了什么').fill('癌症扩散,每21天放疗一次,每次四千多元');
    await page.getByLabel('从何时起').fill('2026-03-01');
    await page.getByLabel('总费用').fill('14000');
    await page.getByLabel('保险已报销').fill('0');
    await answer(page, '近12个月合规自付医疗费', '10000');
    await answer(page, '本年度临时救助次数', '0');
    await page
      .getByRole('radiogroup', { name: /^同一事由已获救助/ })
      .getByText('否', { exact: true })
      .click();
    await page.getByRole('button', { name: '受理，建立个案' }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    casePath = new URL(page.url()).pathname;
    await page.getByRole('button', { name: '提请研判', exact: true }).click();
    await page.getByText('待研判').first().waitFor();
  });

  it('composer: medical aid by rule, temporary aid within its band, the Red Cross by plan', async () => {
    await signInByCard(page, app.url, /研判工作小组组长/);
    await page.goto(`${app.url}${casePath}/package`);
    await page.getByRole('button', { name: /^加入方案：医疗救助（住院/ }).click();
    await page.getByRole('button', { name: /^移出：医疗救助（住院/ }).waitFor();
    await page.getByRole('button', { name: /^加入方案：临时救助（支出型/ }).click();
    const amount = page.getByLabel(/^金额（元）：临时救助（支出型/);
    await amount.waitFor();
    await amount.fill('5000');
    await amount.press('Enter');
    await page
      .getByText(/4,?700/)
      .first()
      .waitFor();
    expect(await amount.inputValue()).toBe('5000');
    await amount.fill('3000');
    await amount.press('Enter');
    await page.getByRole('button', { name: /^加入方案：红十字人道救助/ }).click();
    await page.getByLabel(/^列入计划，暂不定额：红十字人道救助/).click();
    await page.getByText('缺口 ¥4,000').first().waitFor();
    expect(await page.textContent('main')).toContain('救助合计 ¥10,000');
  });

  it('suggestions: beside one another around what was set by hand; one is taken and undone', async () => {
    await page.getByRole('button', { name: '建议方案' }).click();
    const panel = page.getByTestId('suggestions');
    const best = panel.locator('[data-kind="best"]');
    await best.waitFor();
    expect(await panel.locator('li[data-kind]').count()).toBeGreaterThanOrEqual(3);
    await panel.getByText(/证明没有更好的/).waitFor();
    expect(await best.locator('[data-program="MCA-05"]').getAttribute('data-change')).toBe('same');
    expect(await best.locator('[data-program="CHA-02"]').getAttribute('data-change')).toBe('added');
    expect(await seriousOf(page)).toEqual([]);
    await best.getByRole('button', { name: /^采用此方案/ }).click();
    await panel.getByText('现在的方案就是最优方案').waitFor();
    await page.getByText('缺口 ¥0').first().waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('缺口 ¥4,000').first().waitFor();
    await panel.getByRole('checkbox', { name: /临时救助（支出型/ }).uncheck();
    await best.locator('[data-program="MCA-05"][data-change="changed"]').waitFor();
    await page.getByRole('button', { name: '建议方案' }).click();
  });

  it('explanation: from the composer to the whole rule, with values, sources and standards, and what is left', async () => {
    await page.getByTestId('fits').locator('[data-program="MCA-02"] summary').click();
    await page.getByTestId('fits').locator('[data-program="MCA-02"]').getByRole('link', { name: '完整说明' }).click();
    await page.waitForURL(/\/households\/[0-9a-f-]{36}\/explain\/MCA-02\?person=/);
    const tree = page.getByTestId('rule-tree');
    await tree.waitFor();
    const told = (await tree.textContent()) ?? '';
    expect(told).toContain('家庭月人均收入 < 农村低保月标准');
    expect(told).toMatch(/家庭月收入 300 元\/月 .*\d{4}-\d{2}-\d{2} · 已核对/);
    expect(told).toContain('自 2022-01-01 起');
    expect(await page.getByTestId('turns').textContent()).toContain('家庭月收入还可增加¥639.99（至¥939.99）');
    const address = new URL(page.url());
    await page.goto(`${app.url}/en${address.pathname}${address.search}`);
    await page.getByText('may still rise by ¥639.99').first().waitFor();
  });

  it('household: every program of each member, and what a rise of the income would take', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(`${app.url}/households?search=${encodeURIComponent('郭某重')}`);
    await page.getByRole('link', { name: '郭某重' }).click();
    const programs = page.getByTestId('household-programs');
    await programs.getByText(/^不符合（\d+）$/).click();
    expect(await programs.locator('[data-outcome]').count()).toBe(48);
    const cliff = page.getByTestId('cliff');
    await cliff.getByText('农村居民最低生活保障 ¥640 → ¥590').waitFor();
    await programs.locator('[data-outcome="NOT_ELIGIBLE"] a').first().click();
    await page.getByText('郭某重不符合条件。').waitFor();
    await signInByCard(page, app.url, /研判工作小组组长/);
  });

  it('meeting: planned, opened, voted, adopted, minuted', async () => {
    await page.goto(`${app.url}/meetings/new`);
    await page.getByLabel('会议名称').fill('郭某重个案研判会');
    await page.getByLabel('地点', { exact: true }).fill('融救助中心会议室');
    await page.getByRole('button', { name: '清空议程' }).click();
    await page
      .getByRole('checkbox', { name: /郭某重/ })
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
    const minutes = await page.textContent('main');
    expect(minutes).toContain('医疗保障局：医疗救助（住院与门诊慢特病），¥7,000');
    expect(minutes).toContain('民政局：临时救助（支出型），¥3,000');
    expect(minutes).toContain('列入计划');
  });

  it('minutes: the secretary is named, the chair signs, a Word document is taken', async () => {
    await page.getByText('打印纪要').first().click();
    await page.getByRole('combobox', { name: '记录人' }).click();
    await page.locator('.ant-select-item-option').first().click();
    await page.getByRole('button', { name: '签字' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '签字' }).click();
    await page.getByText(/召集人（签字）王某明/).waitFor();
    const [document] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 Word' }).click(),
    ]);
    expect(document.suggestedFilename()).toMatch(/^ZHYP-\d{4}-\d{4}\.docx$/);
  });

  it('departments: each confirms its own item; the money is committed and the leader sees it', async () => {
    for (const [card, program] of [
      [/医疗保障局项目主管/, '医疗救助'],
      [/民政局项目主管/, '临时救助'],
      [/红十字会项目主管/, '红十字'],
    ] as const) {
      await signInByCard(page, app.url, card);
      await page.goto(`${app.url}/desk`);
      const confirm = page.getByRole('button', { name: new RegExp(`^确认:${program}`) });
      await confirm.first().click();
      await confirm.first().waitFor({ state: 'detached' });
    }
    const committed = await committedFen(page, app.url);
    expect(committed - committedBefore).toBe(10_000_00);
    await page.getByTestId('total-committedFen').click();
    const sum = page.getByTestId('entries-totalFen');
    await sum.waitFor();
    expect(await sum.getAttribute('data-fen')).toBe(String(committed));
    expect(await page.textContent('main')).not.toContain('郭某重');
  });
});

/** Types an answer to a fact that the window asks for. */
async function answer(page: Page, fact: string, value: string): Promise<void> {
  const name = new RegExp(`^${fact}`);
  const field = page.getByRole('textbox', { name }).or(page.getByRole('spinbutton', { name })).first();
  await field.waitFor();
  await field.fill(value);
}
