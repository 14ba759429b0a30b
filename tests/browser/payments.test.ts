import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import type { Browser, Page } from 'playwright-core';
import { answerFile } from '../payments/payment-desk.js';
import { seriousOf } from '../testkit/axe.js';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('a batch of payments, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let returned: { path: string; payee: string; township: string };
  let draftUrl: string;

  beforeAll(async () => {
    app = await startApp({ households: 300, cases: 0 });
    browser = await openBrowser();
    const view = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' } as const;
    page = await (await browser.newContext(view)).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const batch = () => page.getByRole('link', { name: /^FF-MCA-/ }).first();

  it('what one submitted another approves, and the bank answers it', async () => {
    await signInByCard(page, app.url, /民政局项目主管/);
    await page.goto(`${app.url}/payments?status=submitted`);
    await batch().click();
    await page.getByRole('heading', { name: /^发放批次 FF-MCA-/ }).waitFor();
    const at = page.url();
    expect(await button('复核通过').isEnabled()).toBe(false);

    await signInByCard(page, app.url, /民政局负责人/);
    await page.goto(at);
    await button('复核通过').click();
    await button('生成银行文件').click();
    const link = page.getByRole('link', { name: /银行文件 .*xlsx/ });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const { sheets } = await readXlsx(new Uint8Array(await readFile(await file.path())));
    const [, ...rows] = sheets[0]?.rows ?? [];
    expect(rows.length).toBeGreaterThan(1);

    const answer = rows.map(([number, , , , yuan], place) =>
      place === 0 ? `${number},${yuan},失败,账号已销户,` : `${number},${yuan},成功,,`,
    );
    await page.locator('input[type=file]').setInputFiles({
      name: '回盘.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(answerFile(answer)),
    });
    await page.getByText(`已入账：到账 ${rows.length - 1} 笔，退票 1 笔，此前已知 0 笔`).waitFor();
    const line = page.getByRole('row').filter({ hasText: '账号已销户' });
    await line.waitFor();
    const who = line.getByRole('link');
    const [path, payee] = [(await who.getAttribute('href')) ?? '', (await who.textContent()) ?? ''];
    returned = { path, payee, township: (await line.getByRole('cell').nth(1).textContent()) ?? '' };
  });

  it('what came back is left out of the next batch until its account is right, and aid that waits is resumed', async () => {
    await page.goto(`${app.url}/payments`);
    await button('新建发放批次').click();
    await button('开始归集').waitFor();
    expect(await seriousOf(page)).toEqual([]);
    await button('开始归集').click();
    await page.getByText('账户被银行退回，待更正').first().waitFor();
    draftUrl = page.url();

    await page.goto(`${app.url}/payments`);
    const resume = page.getByTestId('to-decide').getByRole('button', { name: /^恢复发放/ });
    await resume.first().waitFor();
    const before = await resume.count();
    await resume.first().click();
    await page.getByRole('dialog').getByText('补发', { exact: true }).click();
    expect(await seriousOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '恢复发放' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await resume.nth(before - 1).waitFor({ state: 'detached' });
    expect(await resume.count()).toBe(before - 1);
  });

  it('what came back is paid again, once another clerk has checked the new account', async () => {
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await page.goto(app.url + returned.path);
    await button(/^家庭变动/).click();
    await page.getByRole('menuitem', { name: '救助金账户' }).click();
    await page.locator('input:focus').waitFor();
    const dialog = page.getByRole('dialog');
    const member = dialog.getByLabel('给哪位成员');
    await member.click();
    await page.locator('.ant-select-item-option').filter({ hasText: returned.payee }).first().click();
    await dialog.getByLabel('开户银行').fill('农业银行');
    await dialog.getByLabel('登记原因').fill('原账号销户');
    await dialog.getByLabel('银行账号').fill('6228480000000000011');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('卡号的校验位不符').waitFor();
    expect(await seriousOf(page)).toEqual([]);
    await dialog.getByLabel('银行账号').fill('6228480000000000018');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(/惠民惠农“一卡通”：农业银行 尾号 0018/).waitFor();

    await signInByCard(page, app.url, new RegExp(`${returned.township}民政助理员`));
    await page.goto(app.url + returned.path);
    await button('核对无误').first().click();
    await page
      .getByText(/于 .* 核对/)
      .first()
      .waitFor();

    await signInByCard(page, app.url, /民政局负责人/);
    await page.goto(draftUrl);
    await button('重新归集').click();
    // The list goes by township and may have more than one page.
    await page.getByText('待发放', { exact: true }).first().click();
    const line = page.getByRole('row').filter({ hasText: '****0018' });
    await line.waitFor();
    await button('提交复核').click();
    await button('提交复核').waitFor({ state: 'detached' });

    await signInByCard(page, app.url, /民政局项目主管/);
    await page.goto(draftUrl);
    await button('退回制单').click();
    await page.locator('input:focus').waitFor();
    expect(await seriousOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await button('复核通过').click();
    await button('生成银行文件').click();
    const link = page.getByRole('link', { name: /银行文件 .*xlsx/ });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const { sheets } = await readXlsx(new Uint8Array(await readFile(await file.path())));
    const answer = (sheets[0]?.rows ?? []).slice(1).map(([number, , , , yuan]) => `${number},${yuan},成功,,`);
    await page.locator('input[type=file]').setInputFiles({
      name: '回盘.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(answerFile(answer)),
    });
    await page.getByText(`已入账：到账 ${answer.length} 笔，退票 0 笔，此前已知 0 笔`).waitFor();
    await line.getByText('已到账').waitFor();
  });

  it('a recalculation that one made another approves, and it is carried out', async () => {
    await signInByCard(page, app.url, /民政局负责人/);
    await page.goto(`${app.url}/payments`);
    await page.getByRole('link', { name: '待遇重算' }).click();
    await page.getByRole('link', { name: '农村居民最低生活保障' }).click();
    await page.getByText(/^批准后：\d+ 笔自 \d{4}-\d{2} 起提高/).waitFor();
    await button('批准并执行').click();
    await page.locator('.page-extra').getByText('已执行').waitFor();
    await button('批准并执行').waitFor({ state: 'detached' });
  });
});
