import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AssessmentDocument } from '@yimen/schema/documents';
import type { Browser, Page } from 'playwright-core';
import { Casework } from '../api/casework.js';
import { openBrowser } from '../testkit/browser.js';
import { openOffice } from '../testkit/client.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

const RULE = '本县户籍或居住地申办 and 年龄 >= 200';

describe('a department changes a rule, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ households: 300, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const editor = () => page.getByRole('textbox', { name: '条件（FEEL）' });

  async function write(text: string): Promise<void> {
    await editor().click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
  }

  /** "符合 N 人" once the newest text has been counted. */
  async function fits(): Promise<number> {
    await page.waitForTimeout(100);
    await page.locator('[data-testid="live-reach"][data-waiting="false"]').waitFor();
    const words = await page.getByTestId('live-fits').textContent();
    return Number(/符合 ([\d,]+) 人/.exec(words ?? '')?.[1]?.replaceAll(',', ''));
  }

  it('completes names in Chinese and by their English', async () => {
    await signInByCard(page, app.url, /红十字会项目主管/);
    await page.goto(`${app.url}/programs/RC-01`);
    await page.getByRole('link', { name: '修改规则' }).click();
    await editor().waitFor();
    await write('');
    await page.keyboard.type('残疾等');
    await page.getByRole('option', { name: /^残疾等级/ }).waitFor();
    // For a moment after it has opened the list takes no Enter that was meant for the text.
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');
    expect(await editor().textContent()).toContain('残疾等级');
    await write('');
    await page.keyboard.type('disabil');
    await page.getByRole('option', { name: /残疾等级/ }).waitFor();
    await page.keyboard.press('Escape');
    await write('城乡属性 = ');
    await page.keyboard.type('"农');
    await page.getByRole('option', { name: /农村/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('tells a typing error in its place, and what was meant; the count follows the text', async () => {
    await write('年龄 >= 0');
    const everybody = await fits();
    expect(everybody).toBeGreaterThan(500);
    await write('年龄 >= 60 and 残疾登级 <= 2');
    await page.getByText('没有“残疾登级”这个信息项、标准或术语').first().waitFor();
    await page.getByRole('button', { name: '改为“残疾等级”' }).click();
    await page.getByText('没有“残疾登级”').first().waitFor({ state: 'detached' });
    expect(await editor().textContent()).toContain('残疾等级 <= 2');
    const some = await fits();
    expect(some).toBeLessThan(everybody);
    await write(RULE);
    await page.getByText('符合 0 人，0 户').waitFor();
  });

  it('keeps what was typed when the window is closed', async () => {
    await page.goto(`${app.url}/programs/RC-01/edit`);
    await page.getByText('已恢复您上次输入、尚未保存的内容。').waitFor();
    expect(await editor().textContent()).toContain('年龄 >= 200');
  });

  it('is saved and submitted', async () => {
    await page.getByLabel('中文', { exact: true }).fill('两百岁以上的老人可以申请。');
    await page.getByRole('button', { name: '保存草稿', exact: true }).click();
    await page.getByText('草稿已保存').waitFor();
    await page.getByRole('button', { name: '提交复核', exact: true }).click();
    await page.getByText('请填写依据（文件名称或文号）').first().waitFor();
    await page.getByLabel('依据（文件名称或文号）').fill('县红字〔2026〕3号');
    await page.getByRole('button', { name: '保存草稿', exact: true }).click();
    await page.getByText('草稿已保存').waitFor();
    await page.getByRole('button', { name: '提交复核', exact: true }).click();
    await page.getByText('待复核').first().waitFor();
    expect(await page.getByRole('button', { name: /^发布/ }).getAttribute('aria-disabled')).toBe('true');
  });

  it('is compared and published from tomorrow by the head of the department', async () => {
    await signInByCard(page, app.url, /红十字会负责人/);
    await page.goto(`${app.url}/programs`);
    await page.getByText('有 1 项规则等您复核发布').waitFor();
    await page.getByRole('link', { name: /红十字人道救助.*第 2 版/ }).click();
    await page.getByRole('link', { name: '与现行版本对比' }).click();
    await page.getByTestId('diff-rule').locator('ins').getByText('年龄', { exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + 24 * 3600_000);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('生效日期').fill(day);
    await dialog.getByRole('button', { name: '发布', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.goto(`${app.url}/programs/RC-01`);
    await page.getByText(`自 ${day} 起`).waitFor();
    await page.getByText('待生效').waitFor();
  });

  it('judges a case decided from that day on, and none before', async () => {
    const office = await openOffice(app.url);
    const { caseId } = await (await Casework.begin(office)).openCase();
    const clerk = await office.as('clerk');
    const judged = async (days: number) => {
      const on = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + days * 86_400_000);
      const { assessment } = await clerk.run(AssessmentDocument, { caseId, decisionDate: on });
      const all = [...assessment.fits, ...assessment.needsFacts, ...assessment.doesNotFit];
      return all.find(({ program }) => program.code === 'RC-01');
    };
    expect(await judged(0)).toMatchObject({ ruleVersion: 1, outcome: 'ELIGIBLE' });
    expect(await judged(1)).toMatchObject({ ruleVersion: 2, outcome: 'NOT_ELIGIBLE' });
  });
});
