import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { sendAid } from '../payments/send-aid.js';
import { discussRound, roundAfter, voteForRound } from '../recovery/rounds.js';
import { openBrowser } from '../testkit/browser.js';
import { type Office, openOffice } from '../testkit/client.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('aid that was paid too much, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let office: Office;
  let roundId: string;
  let chair: Page;
  let claimUrl: string;

  const signedIn = async (card: RegExp): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await signInByCard(page, app.url, card);
    return page;
  };

  beforeAll(async () => {
    app = await startApp({ households: 20, cases: 0 });
    office = await openOffice(app.url);
    const casework = await Casework.begin(office);
    const family = await casework.discuss(4, undefined, [{ programCode: 'MIA-02' }]);
    await act(await office.as('chair'), 'adoptItem', { itemId: family.itemId, expectedVersion: family.itemVersion });
    await sendAid(office, family, 'MIA-02');
    roundId = await roundAfter(office, family, 'med_oop_compliant_12m', '6000');
    browser = await openBrowser();
    chair = await signedIn(/研判工作小组组长/);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const adopt = async () => {
    const button = chair.getByRole('button', { name: '表决通过' });
    await button.click();
    await button.waitFor({ state: 'detached' });
  };

  const letter = async (caseId: string, words: RegExp) => {
    await chair.goto(`${app.url}/cases/${caseId}/letter`);
    await chair.getByTestId('letter').getByText(words).waitFor();
    const [file] = await Promise.all([
      chair.waitForEvent('download'),
      chair.getByRole('link', { name: '下载 Word' }).click(),
    ]);
    expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK');
  };

  it('the room chooses instalments, votes, and the family is told', async () => {
    const { meetingId, itemId } = await discussRound(office, roundId);
    await chair.goto(`${app.url}/meetings/${meetingId}`);
    const remedies = chair.getByTestId('remedies');
    await remedies.getByText('多发 ¥2,800').waitFor();
    const months = remedies.getByRole('spinbutton', { name: '分几个月退' });
    await months.fill('4');
    await months.press('Tab');
    await remedies.getByText('每月约 ¥700').waitFor();
    await remedies.getByRole('button', { name: '保存处理方式' }).click();
    await remedies.getByRole('button', { name: '保存处理方式' }).waitFor({ state: 'detached' });
    await voteForRound(office, roundId, itemId);
    await adopt();
    await letter(roundId, /多发了 ¥2,800，.*分 4 个月退回，每月约 ¥700/);
    await chair
      .getByTestId('letter')
      .getByText(/^原因：近12个月合规自付医疗费：¥10,000 → ¥6,000/)
      .waitFor();
  });

  it('the department records what came, and asks to let the rest go', async () => {
    const manager = await signedIn(/医疗保障局项目主管/);
    await manager.goto(`${app.url}/recoveries`);
    await manager.getByRole('link', { name: /^SH-/ }).first().click();
    await manager.getByRole('button', { name: '登记退款' }).click();
    await manager.locator('input:focus').waitFor();
    const dialog = manager.getByRole('dialog');
    await dialog.getByLabel('退款金额（元）').fill('800');
    await dialog.getByLabel('缴款凭证号').fill('陕财票 4801');
    await dialog.getByRole('button', { name: '登记退款' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await manager.getByTestId('left').getByText('¥2,000').waitFor();
    await manager.getByText('陕财票 4801').waitFor();
    claimUrl = manager.url();

    await manager.getByRole('button', { name: '提请免除' }).click();
    await manager.getByRole('dialog').getByLabel('理由').fill('户主丧失劳动能力');
    await manager.getByRole('dialog').getByRole('button', { name: '提请免除' }).click();
    await manager.getByText('已提请研判会研究免除').waitFor();
  });

  it('the meeting lets the rest go, and the family is told', async () => {
    await chair.goto(claimUrl);
    await chair.getByRole('status').getByRole('link').click();
    await chair.getByRole('heading', { name: '多发、少发的处理' }).waitFor();
    const waiverId = new URL(chair.url()).pathname.split('/').at(-1) ?? '';
    const { meetingId, itemId } = await discussRound(office, waiverId);
    await voteForRound(office, waiverId, itemId);
    await chair.goto(`${app.url}/meetings/${meetingId}`);
    await chair.getByTestId('remedies').getByText('追回款尚欠 ¥2,000').waitFor();
    await adopt();
    await letter(waiverId, /¥2,000.*免于退回（户主丧失劳动能力）/);
    await chair.goto(claimUrl);
    await chair.getByTestId('left').getByText('¥0').waitFor();
    await chair.getByText('研判会免除').waitFor();
    await chair.getByTestId('plan').getByText('已结束').waitFor();
    // Of four parts of 700 one and a seventh came.
    expect(await chair.getByRole('cell', { name: '已免除' }).count()).toBe(3);
  });
});
