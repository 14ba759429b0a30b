import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { seriousOf } from '../testkit/axe.js';
import { openBrowser } from '../testkit/browser.js';
import { type RunningApp, signInByCard, startApp } from '../testkit/running-app.js';

const OFFICE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

describe('the main pages, for those who use a keyboard or a screen reader', () => {
  let app: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    app = await startApp({ households: 300, cases: 2 });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const open = async () => {
    const page = await (await browser.newContext({ viewport: OFFICE })).newPage();
    return page;
  };

  /** Goes to a place and waits until it shows what it is about. */
  const visit = async (page: Page, path: string) => {
    await page.goto(app.url + path);
    await page.locator('h1').waitFor();
    await page.waitForFunction("document.querySelector('.page-skeleton') === null");
  };

  /** Where the first link of a list leads. */
  const firstOf = async (page: Page, list: string, filter = ''): Promise<string> => {
    await visit(page, list + filter);
    return (await page.locator(`main td a[href^="${list}/"]`).first().getAttribute('href')) ?? list;
  };

  /** What axe finds on each of the pages, on a phone and on an office screen. */
  const check = async (page: Page, paths: readonly string[]) => {
    const found: Record<string, string[]> = {};
    for (const path of paths) {
      await visit(page, path);
      for (const screen of [PHONE, OFFICE]) {
        await page.setViewportSize(screen);
        const serious = await seriousOf(page);
        if (serious.length > 0) found[`${path} at ${screen.width}`] = serious;
      }
    }
    return found;
  };

  /** A draft of a program's rule. */
  const write = async (page: Page, code: string, rule: string) => {
    await visit(page, `/programs/${code}/edit`);
    await page.getByRole('textbox', { name: '条件（FEEL）' }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(rule);
    await page.getByRole('button', { name: '保存草稿', exact: true }).click();
    await page.getByText('草稿已保存').waitFor();
  };

  it('of the window have nothing that axe calls serious', async () => {
    const page = await open();
    expect(await check(page, ['/en/sign-in'])).toEqual({});
    await signInByCard(page, app.url, /融救助大厅受理员/);
    const household = await firstOf(page, '/en/households');
    const own = [
      '/en/today',
      '/en/households',
      '/en/households/new',
      household,
      `${household}/need`,
      '/en/imports',
      '/en/reviews',
      '/en/nowhere',
    ];
    expect(await check(page, own)).toEqual({});
    await visit(page, '/en/duplicates');
    await page.getByRole('button', { name: 'Search the county' }).click();
    const pair = page.locator('main td a[href^="/en/duplicates/"]').first();
    await pair.waitFor({ timeout: 60_000 });
    const compared = (await pair.getAttribute('href')) ?? '';
    await visit(page, household);
    await page
      .getByRole('button', { name: /^Show the full numbers of/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('button', { name: /^Copy 6106\d{13}[\dX]$/ }).waitFor();
    expect(await check(page, ['/en/duplicates', compared, '/en/identity-readings'])).toEqual({});
  });

  it('of a household through time have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /融救助大厅受理员/);
    const household = await firstOf(page, '/households');
    await visit(page, household);
    await page
      .getByRole('button', { name: /查看历次记录/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('现行').waitFor();
    expect(await seriousOf(page)).toEqual([]);
    await visit(page, household);
    await page.getByRole('button', { name: '家庭变动' }).click();
    expect(await seriousOf(page)).toEqual([]);
    await page.getByRole('menuitem', { name: '户主变更' }).click();
    await page.getByRole('dialog').getByLabel('变动原因').waitFor();
    expect(await seriousOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const day = page.getByLabel('截至');
    await day.fill('2026-01-10');
    await day.press('Enter');
    await page.getByLabel('当时已登记至').waitFor();
    expect(await seriousOf(page)).toEqual([]);
  });

  it('of the review have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /研判工作小组组长/);
    const file = await firstOf(page, '/en/cases');
    const meeting = await firstOf(page, '/en/meetings');
    const batch = await firstOf(page, '/en/batches');
    expect(
      await check(page, [
        file,
        `${file}/package`,
        meeting,
        `${meeting}/pack`,
        `${meeting}/wall`,
        batch,
        '/meetings/new',
      ]),
    ).toEqual({});
  });

  it('of verification have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /融救助大厅受理员/);
    const household = await firstOf(page, '/households', '?search=郭某重');
    await visit(page, `${household}/verification`);
    await page.getByRole('button', { name: '登记授权', exact: true }).click();
    await page.getByLabel('授权书或扫描件编号').fill('SQ-1');
    expect(await seriousOf(page)).toEqual([]);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s*存/ })
      .click();
    await page.getByText('SQ-1').first().waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^核\s*对/ }).click();
    // The dialog gives its first field the focus once it has opened.
    await page.getByRole('dialog').locator('input:focus').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: '发出核对' }).click();
    await page.waitForURL(/\/verification\/[0-9a-f-]{36}$/);
    const request = new URL(page.url()).pathname;
    const report = await page
      .getByRole('link', { name: /核对报告/ })
      .first()
      .getAttribute('href');
    const pages = [
      `/en${household}/verification`,
      '/en/verification',
      request,
      report ?? '',
      '/verification/conflicts',
    ];
    expect(await check(page, pages)).toEqual({});
    await signInByCard(page, app.url, /残疾人联合会项目主管/);
    expect(await check(page, ['/verification', '/en/verification'])).toEqual({});
  });

  it('of the money have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /分管副县长/);
    await visit(page, '/funding/entries?state=paid');
    const trail = (await page.locator('main td a[href^="/funding/entries/"]').first().getAttribute('href')) ?? '';
    const pages = ['/en/funding', '/funding/entries', trail, '/en/funding/late', '/funding/waiting'];
    expect(await check(page, pages)).toEqual({});
  });

  it('of budgets, payments and findings have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /分管副县长/);
    const line = await firstOf(page, '/budgets');
    const donation = await firstOf(page, '/donations');
    const goods = await firstOf(page, '/stock');
    const ofLeader = [
      '/en/budgets',
      line,
      '/budgets/plan',
      '/donations',
      donation,
      '/stock',
      '/reserve',
      goods,
      '/en/recoveries',
      '/appraisal',
    ];
    expect(await check(page, ofLeader)).toEqual({});
    await signInByCard(page, app.url, /民政局项目主管/);
    const finding = await firstOf(page, '/audit');
    const payments = await firstOf(page, '/payments');
    const recalculation = await firstOf(page, '/payments/recalculations');
    const paying = ['/en/payments', payments, '/en/payments/recalculations', recalculation];
    expect(await check(page, ['/desk', '/en/audit', finding, ...paying])).toEqual({});
    await signInByCard(page, app.url, /慈善协会项目主管/);
    expect(await check(page, ['/funding/waiting'])).toEqual({});
  });

  it('of the rules have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /红十字会项目主管/);
    await write(page, 'RC-01', '本县户籍或居住地申办 and 年龄 >= 60');
    const pages = ['/en/programs/RC-01/edit', '/programs/RC-01/versions/1/compare/2', '/en/standards'];
    expect(await check(page, pages)).toEqual({});
  });

  it('of the screening have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /民政局项目主管/);
    await visit(page, '/screening');
    await page.getByRole('button', { name: '立即筛查' }).click();
    await page.getByTestId('findings-ENTITLED_WITHOUT').waitFor();
    expect(await check(page, ['/screening', '/en/screening/findings', '/screening/history'])).toEqual({});
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await visit(page, '/screening/findings');
    const explained = await page
      .getByRole('link', { name: /^逐条说明/ })
      .first()
      .getAttribute('href');
    expect(await check(page, [`/en${explained}`])).toEqual({});
  });

  it('of lists, matches and the register have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /民政局项目主管/);
    await visit(page, '/lists');
    const opened = async (name: string) => page.getByRole('link', { name, exact: true }).first().getAttribute('href');
    const [match, list] = [await opened('监测未消险、有残疾人、未享低保'), await opened('防返贫监测对象')];
    const pages = [
      '/en/lists',
      '/en/imports?kind=lists',
      '/en/lists/new',
      '/lists/compare',
      list,
      '/matches/new',
      match,
      `/en${match}/edit`,
      '/register',
    ];
    expect(await check(page, pages.map(String))).toEqual({});
    await signInByCard(page, app.url, /融救助大厅受理员/);
    expect(await check(page, ['/discoveries', '/en/register'])).toEqual({});
  });

  it('of the rehearsals have nothing that axe calls serious', async () => {
    const page = await open();
    await signInByCard(page, app.url, /民政局项目主管/);
    const rehearse = async (value: string): Promise<string> => {
      await visit(page, '/rehearsals/new?standard=dibao_rural_month');
      await page.getByLabel('试算名称').fill(`农村低保标准提到 ${value} 元`);
      await page.getByLabel(/新数值/).fill(value);
      await page.getByRole('button', { name: '开始试算' }).click();
      await page.getByTestId('better').waitFor();
      return new URL(page.url()).pathname;
    };
    const [one, other] = [await rehearse('600'), await rehearse('700')];
    const compare = `/rehearsals/compare?a=${one.split('/').at(-1)}&b=${other.split('/').at(-1)}`;
    const form = '/en/rehearsals/new?program=MCA-14';
    expect(await check(page, ['/en/rehearsals', form, one, `/en${one}/people`, compare])).toEqual({});
  });

  it('begin with a way past the places, keep the focus in a dialog, and give it back', async () => {
    const page = await open();
    await signInByCard(page, app.url, /融救助大厅受理员/);
    await visit(page, '/households');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('跳到正文');
    await page.keyboard.press('Enter');
    await page.locator('#content:focus').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('郭某重');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '郭某重' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '添加成员' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.locator('[role="dialog"] input:focus').waitFor();
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      expect(await page.locator('nav :focus, header :focus, main :focus').count()).toBe(0);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('button:focus', { hasText: '添加成员' }).waitFor();
  });
});
