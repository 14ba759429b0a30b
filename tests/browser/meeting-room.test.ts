import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Casework } from '../api/casework.js';
import { openBrowser } from '../testkit/browser.js';
import { openOffice } from '../testkit/client.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

/** Nothing is asked for again while the line stands: what shows came over it. */
const AT_ONCE_MS = 10_000;

describe('a meeting on several screens', () => {
  let app: RunningApp;
  let browser: Browser;
  let chair: Page;
  let member: Page;
  let meeting = '';

  const newPage = async () => {
    const page = await (
      await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    ).newPage();
    return page;
  };

  beforeAll(async () => {
    app = await startApp({ households: 120, cases: 0 });
    const casework = await Casework.begin(await openOffice(app.url));
    await casework.compose();
    await casework.compose();
    browser = await openBrowser();
    [chair, member] = [await newPage(), await newPage()];
    await signInByCard(chair, app.url, /研判工作小组组长/);
    await signInByCard(member, app.url, /民政局负责人/);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('is opened by the chair, and each sees who else is there', async () => {
    await chair.goto(`${app.url}/meetings/new`);
    await chair
      .getByText(/没有核对授权/)
      .first()
      .waitFor();
    await chair.getByRole('button', { name: '清空议程' }).click();
    await chair.getByLabel('会议名称').fill('多屏研判会');
    await chair.getByLabel('地点', { exact: true }).fill('会议室');
    for (const name of [/测试甲1号/, /测试甲3号/]) await chair.getByRole('checkbox', { name }).check();
    await chair.getByRole('button', { name: '选择相关部门' }).click();
    await chair.getByRole('button', { name: '确定安排' }).click();
    await chair.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
    meeting = chair.url();
    await member.goto(meeting);
    await member.getByText('在线', { exact: true }).nth(1).waitFor();
    await chair.getByRole('button', { name: '开会', exact: true }).click();
    await member
      .getByTestId('room-log')
      .getByText(/宣布开会/)
      .waitFor({ timeout: AT_ONCE_MS });
  });

  it('shows everybody what the others do, with who did it', async () => {
    await chair.getByRole('button', { name: '下一议题' }).click();
    await member.getByRole('button', { name: '赞成', exact: true }).waitFor();
    const amount = chair.getByLabel(/^金额（元）：临时救助（支出型/);
    await amount.fill('2000');
    await amount.press('Enter');
    await member
      .getByTestId('room-log')
      .getByText(/把“临时救助（支出型）”改为 ¥2,000/)
      .waitFor();
    await member.getByText('¥2,000').first().waitFor({ timeout: AT_ONCE_MS });
    // By the keyboard: what comes in meanwhile moves the tabs away under a mouse.
    for (const page of [member, chair]) await page.getByRole('tab', { name: /问答/ }).press('Enter');
    await member.getByLabel('问题').fill('住院几次？');
    await member.getByRole('button', { name: '提问' }).click();
    await chair.getByTestId('questions').getByText('住院几次？').waitFor({ timeout: AT_ONCE_MS });
    await member.getByRole('button', { name: '赞成', exact: true }).click();
    await chair
      .getByTestId('tally')
      .getByText(/赞成 1/)
      .waitFor({ timeout: AT_ONCE_MS });
    for (const page of [member, chair]) await page.getByRole('tab', { name: '动态' }).press('Enter');
    await chair
      .getByTestId('room-log')
      .getByText(/已表决/)
      .waitFor();
    await chair.getByRole('tab', { name: /到会/ }).press('Enter');
    await chair.getByRole('switch').nth(2).click();
    await member.getByTestId('room-log').getByText(/缺席/).waitFor({ timeout: AT_ONCE_MS });
  });

  it('stands on the wall without the name of who asks', async () => {
    const wall = await chair.context().newPage();
    await wall.goto(`${meeting}/wall`);
    await wall.getByTestId('wall-package').getByText('¥2,000').waitFor();
    await wall.getByText(/赞成 1/).waitFor();
    expect(await wall.textContent('main')).not.toContain('测试甲');
    await wall.close();
  });

  it('loses nothing when a line breaks, says so quietly, and catches up by itself', async () => {
    await member.context().setOffline(true);
    await member.getByText('连接中断').waitFor({ timeout: 60_000 });
    await chair.getByLabel('意见', { exact: true }).fill('断线期间的意见');
    await chair.getByRole('button', { name: '记录意见' }).click();
    await chair.getByTestId('opinions').getByText('断线期间的意见').waitFor();
    await member.context().setOffline(false);
    await member.getByTestId('opinions').getByText('断线期间的意见').waitFor();
    await member.getByText('连接中断').waitFor({ state: 'detached' });
    const log = await member.getByTestId('room-log').textContent();
    expect(log?.match(/发表意见/g)).toHaveLength(1);
  });

  it('pauses, closes a part to the wall, and puts an item off with a task', async () => {
    await chair.getByRole('button', { name: '暂停会议' }).click();
    await chair.locator('input:focus').fill('休息十分钟');
    await chair.getByRole('dialog').getByRole('button', { name: '暂停会议' }).click();
    await member.getByTestId('paused').getByText('休息十分钟').waitFor({ timeout: AT_ONCE_MS });
    expect(await member.getByLabel('意见', { exact: true }).count()).toBe(0);
    await chair.getByRole('button', { name: '恢复会议', exact: true }).click();
    await member.getByTestId('paused').waitFor({ state: 'detached' });
    await chair.getByRole('button', { name: '转入闭门讨论' }).click();
    await member.getByTestId('closed-part').waitFor();
    const wall = await chair.context().newPage();
    await wall.goto(`${meeting}/wall`);
    await wall.getByText('闭门讨论', { exact: true }).first().waitFor();
    expect(await wall.getByTestId('wall-package').count()).toBe(0);
    await wall.close();
    await chair.getByRole('button', { name: '暂缓' }).click();
    await chair.locator('textarea:focus').fill('材料不全，下次再议');
    await chair.getByRole('button', { name: '加一项任务' }).click();
    const task = chair.getByTestId('task');
    await task.getByLabel('任务').fill('补齐住院发票');
    await task.getByLabel('责任人').click();
    await task.getByLabel('责任人').press('Enter');
    await task.getByLabel('期限').fill('2027-12-01');
    await task.getByLabel('期限').press('Tab');
    await chair.getByRole('button', { name: '确认暂缓' }).click();
    await member.getByText('理由：材料不全，下次再议').waitFor();
  });

  it('lets a member stand aside, and vote in secret', async () => {
    await chair.getByRole('button', { name: '下一议题' }).click();
    await member.getByRole('button', { name: '申请回避' }).click();
    await member.locator('textarea:focus').fill('申请人是本人近亲属');
    await member.getByLabel('回避理由').click();
    await member.getByTitle('近亲属').click();
    await member.getByRole('button', { name: '确定回避' }).click();
    await chair.getByTestId('recusals').getByText('申请人是本人近亲属').waitFor();
    await chair.getByText('无记名表决', { exact: true }).click();
    await chair.getByRole('tab', { name: '动态' }).press('Enter');
    await chair
      .getByTestId('room-log')
      .getByText(/无记名表决/)
      .waitFor();
    await chair.getByRole('button', { name: '赞成', exact: true }).click();
    await chair.getByTestId('votes').getByText('已投票').waitFor();
    await chair
      .getByTestId('tally')
      .getByText(/已投 1\/3 票/)
      .waitFor();
    expect(await member.getByRole('button', { name: '赞成', exact: true }).count()).toBe(0);
  });
});
