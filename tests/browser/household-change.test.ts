import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

describe('a household through time, by clicking, in Chinese', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ households: 120, cases: 0 });
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'zh-CN' })).newPage();
    await signInByCard(page, app.url, /融救助大厅受理员/);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const history = () => page.getByRole('region', { name: '家庭变动记录' });
  const members = () => page.getByRole('region', { name: '家庭成员' });

  async function choose(kind: string) {
    await page.getByRole('button', { name: '家庭变动' }).click();
    await page.getByRole('menuitem', { name: kind, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: kind });
    await dialog.waitFor();
    return dialog;
  }

  it('has a family of five', async () => {
    await page.goto(`${app.url}/households?search=${encodeURIComponent('张某磊')}`);
    await page.getByRole('link', { name: '张某磊' }).click();
    await members()
      .getByRole('heading', { name: /刘某英/ })
      .waitFor();
    expect(await history().getByRole('listitem').count()).toBe(1);
  });

  it('shows what a death brings before it is saved, and is smaller afterwards', async () => {
    const dialog = await choose('死亡');
    await dialog.getByRole('radio', { name: '张某山' }).check();
    await dialog
      .getByRole('region', { name: '由此带来的变化' })
      .getByText(/5 人 → 4 人/)
      .waitFor();
    await dialog.getByLabel('变动原因').fill('因病去世');
    await dialog.getByLabel('凭证').fill('居民死亡医学证明 2026001');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await history().getByText('居民死亡医学证明 2026001').waitFor();
    await members()
      .getByRole('heading', { name: /张某山/ })
      .waitFor({ state: 'hidden' });
  });

  it('asks for a new head when the head goes', async () => {
    const dialog = await choose('迁出本县');
    await dialog.getByRole('checkbox', { name: '张某磊' }).check();
    await dialog.getByRole('group', { name: /留下成员与新户主的关系/ }).waitFor();
    await dialog.getByLabel('变动原因').fill('外出');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await dialog.getByText('请选择关系').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('is seen as it was on a day before', async () => {
    const day = members().getByLabel('截至');
    await day.fill('2026-01-10');
    await day.press('Enter');
    await members()
      .getByRole('heading', { name: /张某山/ })
      .waitFor();
    await page.waitForURL((url) => url.searchParams.get('day') === '2026-01-10');
    await members().getByRole('button', { name: '回到现在' }).click();
    await members()
      .getByRole('heading', { name: /张某山/ })
      .waitFor({ state: 'hidden' });
  });

  it('is as before once the death is undone, and both are kept', async () => {
    await history()
      .getByRole('button', { name: /撤\s*销/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: '撤销：死亡' });
    await dialog.getByLabel('撤销原因').fill('同名误登');
    await dialog.getByRole('button', { name: /撤\s*销/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await members()
      .getByRole('heading', { name: /张某山/ })
      .waitFor();
    expect(await history().getByRole('listitem').count()).toBe(3);
    await history().getByText('已撤销', { exact: true }).waitFor();
  });

  it('keeps a wrong value beside the one that corrects it', async () => {
    await page.getByRole('button', { name: /^家庭月收入：/ }).click();
    const drawer = page.getByRole('dialog', { name: '家庭月收入' });
    await drawer.getByRole('button', { name: /更\s*正/ }).click();
    const dialog = page.getByRole('dialog', { name: '更正' });
    await dialog.getByLabel('家庭月收入').fill('2600');
    await dialog.getByLabel('原因').fill('漏记一项收入');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await drawer.getByText('已作废').waitFor();
    await drawer.getByText('¥2,600').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '家庭月收入：¥2,600，查看历次记录' }).waitFor();
  });
});
