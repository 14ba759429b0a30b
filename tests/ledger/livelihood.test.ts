import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LivelihoodDocument } from '@yimen/schema/documents';
import { type Attempt, attempt } from '../api/attempt.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

const YEAR = new Date().getFullYear() - 1;
let here: TestOffice;
let finance: Client;
beforeAll(async () => {
  here = await openTestOffice();
  finance = await here.office.asUser('finance');
});
afterAll(() => here?.close());

const record = (more: object): Promise<Attempt> =>
  attempt(finance, 'recordLivelihood', {
    key: key(),
    year: YEAR,
    expectedVersion: 0,
    newRevenue: '30,000,000',
    livelihood: '20,999,999.99',
    document: '决算表',
    ...more,
  });

test('a year is told once, corrected by adding, and seen with all that was told', async () => {
  const both = await Promise.all([record({}), record({ livelihood: '1' })]);
  expect(both.map(({ __typename }) => __typename).sort()).toEqual(['LivelihoodFigure', 'StaleVersion']);
  expect((await record({ expectedVersion: 1 })).problems?.map(({ path }) => path)).toEqual(['reason']);
  await record({ expectedVersion: 1, livelihood: '20999999.99', reason: '复核' });
  const read = async () => (await (await here.office.as('leader')).run(LivelihoodDocument, {})).livelihood;
  expect(await read()).toMatchObject({ targetPercent: 70, years: [{ year: YEAR, meets: false }], allowedActions: [] });
  await record({ expectedVersion: 2, livelihood: '21000000', reason: '补列医疗救助' });
  const [told] = (await read())?.years ?? [];
  expect(told).toMatchObject({
    meets: true,
    figures: [{ percent: 70, position: 3 }, { percent: 69.9 }, { position: 1 }],
  });
  expect((await (await here.office.as('manager', 'MCA')).run(LivelihoodDocument, {})).livelihood).toBeNull();
  await expect(here.records.rows('update livelihood_figure set livelihood_fen = new_revenue_fen + 1')).rejects.toThrow(
    'livelihood_share',
  );
});

test.each([
  [{ newRevenue: '-5' }, 'newRevenue'],
  [{ newRevenue: '0', livelihood: '0' }, 'newRevenue'],
  [{ newRevenue: '99999999999' }, 'newRevenue'],
  [{ newRevenue: '100', livelihood: '100.01' }, 'livelihood'],
  [{ year: YEAR + 2 }, 'year'],
  [{ year: 1999 }, 'year'],
  [{ document: ' ' }, 'document'],
])('%o is told at %s', async (wrong, path) => {
  expect((await record(wrong)).problems?.map((problem) => problem.path)).toEqual([path]);
});
