import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Casework, type Discussion } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openBrowser } from '../testkit/browser.js';
import { openOffice } from '../testkit/client.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('what a meeting leaves to be done', () => {
  let app: RunningApp;
  let browser: Browser;
  let adopted: Discussion;
  let discussed: Discussion;

  const signedIn = async (card: RegExp): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await signInByCard(page, app.url, card);
    return page;
  };

  beforeAll(async () => {
    app = await startApp({ households: 20, cases: 0 });
    const office = await openOffice(app.url);
    const casework = await Casework.begin(office);
    adopted = await casework.discuss(4);
    const chair = await office.as('chair');
    await act(chair, 'adoptItem', { itemId: adopted.itemId, expectedVersion: adopted.itemVersion });
    discussed = await casework.discuss(0);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('a question to some of the members: each sees it where he lands, and one answers', async () => {
    const chair = await signedIn(/研判工作小组组长/);
    await chair.goto(`${app.url}/meetings/${discussed.meetingId}`);
    await chair.getByRole('button', { name: '暂缓', exact: true }).click();
    await chair.locator('textarea:focus').fill('收入情况需要入户核实');
    await chair.getByRole('checkbox', { name: '交小组研究' }).check();
    const members = chair.getByLabel('小组成员');
    await members.click();
    await members.press('Enter');
    await members.press('ArrowDown');
    await members.press('Enter');
    await members.press('ArrowDown');
    await members.press('Enter');
    await members.press('ArrowDown');
    await members.press('Enter');
    await members.press('Tab');
    await chair.getByLabel('研究的问题').fill('家庭实际收入是多少');
    await chair.getByLabel('提出意见的期限').fill('2027-12-01');
    await chair.getByLabel('提出意见的期限').press('Tab');
    await chair.getByRole('button', { name: '确认暂缓' }).click();
    await chair.getByText('理由：收入情况需要入户核实').waitFor();

    const member = await signedIn(/民政局负责人/);
    await member.getByRole('heading', { name: '请您办理' }).waitFor();
    await member.getByRole('link', { name: '提出小组意见：家庭实际收入是多少' }).click();
    const subgroup = member.getByTestId('subgroups');
    await subgroup.getByRole('button', { name: '提出意见' }).click();
    await subgroup.getByText('请写下小组意见。').waitFor();
    await subgroup.getByLabel('小组意见').fill('入户三次，月收入约 2300 元');
    await subgroup.getByRole('button', { name: '提出意见' }).click();
    await subgroup.getByText('入户三次，月收入约 2300 元', { exact: false }).waitFor();
    await member.goto(`${app.url}/meetings`);
    await member
      .getByText(/综合研判会/)
      .first()
      .waitFor();
    await member.getByRole('heading', { name: '请您办理' }).waitFor({ state: 'detached' });
  });

  it('a cost that is put right: the package is worked out anew, and the next round asked for', async () => {
    const clerk = await signedIn(/融救助大厅受理员/);
    await clerk.goto(`${app.url}/households/${adopted.householdId}`);
    await clerk
      .getByRole('button', { name: /近12个月合规自付医疗费/ })
      .first()
      .click();
    const drawer = clerk.getByRole('dialog');
    await drawer.getByRole('button', { name: '更正' }).first().click();
    const dialog = clerk.getByRole('dialog', { name: '更正' });
    await dialog.getByLabel('近12个月合规自付医疗费').fill('5000');
    await dialog.getByLabel('原因').fill('票据重复计算');
    await dialog.getByRole('button', { name: '保存' }).click();
    await drawer.getByText('已作废').waitFor();
    await clerk.goto(`${app.url}/cases/${adopted.caseId}`);
    const rounds = clerk.getByTestId('rounds');
    await rounds.getByRole('button', { name: '现在复核' }).click();
    await rounds
      .getByText(/多发 ¥3,500/)
      .first()
      .waitFor();
    await rounds.getByText(/近12个月合规自付医疗费：¥10,000 → ¥5,000/).waitFor();
    await rounds.getByRole('button', { name: '提请下一轮研判' }).click();
    await clerk.locator('textarea:focus').fill('医药费更正后需要重新研判');
    await clerk.getByRole('dialog').getByRole('button', { name: '提请下一轮研判' }).click();
    await clerk.getByText(/第 2 轮，接/).waitFor();
    await clerk.getByTestId('review').getByText('已提请下一轮').waitFor();
  });
});
