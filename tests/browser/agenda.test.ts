import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openBrowser } from '../testkit/browser.js';
import { openOffice } from '../testkit/client.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('an agenda from the queue', () => {
  let app: RunningApp;
  let browser: Browser;
  let chair: Page;
  let member: Page;

  const newPage = async () => {
    const page = await (
      await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    ).newPage();
    return page;
  };

  beforeAll(async () => {
    app = await startApp({ households: 20, cases: 0 });
    const office = await openOffice(app.url);
    const casework = await Casework.begin(office);
    await casework.compose();
    const { caseId } = await casework.compose();
    await act(await office.as('member', 'MIA'), 'requestMeeting', { caseId, reason: '化疗下周开始' });
    browser = await openBrowser();
    [chair, member] = [await newPage(), await newPage()];
    await signInByCard(chair, app.url, /研判工作小组组长/);
    await signInByCard(member, app.url, /民政局负责人/);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('puts first what somebody asked a meeting for, and is moved by hand', async () => {
    await chair.goto(`${app.url}/meetings`);
    await chair.getByText(/医疗保障局要求就个案 .+ 召开研判会：化疗下周开始/).waitFor();
    await chair.goto(`${app.url}/meetings/new`);
    const chosen = chair.getByTestId('chosen-items').getByRole('listitem');
    await chosen
      .first()
      .getByText(/测试甲3号/)
      .waitFor();
    await chosen.first().getByText('不能等').waitFor();
    await chosen
      .first()
      .getByText(/医疗保障局于 .+ 要求开会研判/)
      .waitFor();
    await chair.getByRole('button', { name: /^下移：测试甲3号/ }).press('Enter');
    await chosen
      .nth(1)
      .getByText(/测试甲3号/)
      .waitFor();
    const before = await chosen.count();
    await chair.getByRole('checkbox', { name: /测试甲1号/ }).uncheck();
    expect(await chosen.count()).toBe(before - 1);
  });

  it('is called as an emergency session, which the member hears of where he lands', async () => {
    await chair.getByRole('checkbox', { name: /^紧急会议/ }).check();
    await chair.getByLabel('紧急事由').fill('今晚须转院');
    await chair.getByLabel('会议名称').fill('紧急研判会');
    await chair.getByLabel('地点', { exact: true }).fill('会议室');
    await chair.getByRole('button', { name: '选择相关部门' }).click();
    await chair.getByRole('button', { name: '确定安排' }).click();
    await chair.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
    await member.goto(`${app.url}/meetings`);
    await member.getByRole('link', { name: /紧急研判会（会议室，.+召集）：今晚须转院/ }).click();
    await member.getByText('今晚须转院').waitFor();
    await member.getByRole('link', { name: '会前材料' }).click();
    await member.getByRole('button', { name: /^已阅：测试甲3号/ }).click();
    await member.getByText(/^您已于 .+ 阅过$/).waitFor();
    await member.getByRole('heading', { name: '符合的项目' }).waitFor();
    await chair.getByRole('button', { name: '开会', exact: true }).click();
    await chair.getByRole('button', { name: '下一议题' }).click();
    await chair.getByRole('button', { name: '全体赞成' }).waitFor();
    await member.goto(`${app.url}/meetings`);
    await member
      .getByTestId('running')
      .getByText(/正在研判第 1 项\s+测试甲3号/)
      .waitFor();
  });
});
