import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { offerToNext } from '@yimen/api/features/waiting/waiting.jobs.js';
import { commitFunds, findLine, moveBudget } from '@yimen/api/ledger/ledger.js';
import { CLOCK } from '@yimen/api/platform/clock-actor.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { runCommand } from '@yimen/api/platform/run-command.js';
import { defineAbilitiesFor } from '@yimen/schema';
import {
  FundingDocument,
  FundingTrailDocument,
  HardshipDocument,
  SharedFundingDocument,
  WaitingEntriesDocument,
  WaitingProgramsDocument,
} from '@yimen/schema/documents';
import { readXlsx } from 'hucre/xlsx';
import { attempt } from '../api/attempt.js';
import { type Adopted, Casework, DECISION_DATE } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { inTransaction, MOVEMENT, sqlOfClient } from '../ledger/lines.js';
import type { Client } from '../testkit/client.js';
import { key } from '../testkit/client.js';

const YEAR = 2022;
const PROGRAM = 'MCA-05';

let here: TestOffice;
let casework: Casework;
let leader: Client;
/** Adopted while the line of MCA-05 was empty; MIA has confirmed. */
let short: Adopted;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  leader = await here.office.as('leader');
  await moveOnLine(-1);
  short = await casework.adopt();
  await act(await here.office.as('member', 'MIA'), 'decidePackageItem', {
    packageItemId: short.items.get('MIA-02'),
    outcome: 'confirmed',
  });
});
afterAll(() => here?.close());

/** Takes all that is left of the line, or puts so much (fen) in. */
async function moveOnLine(fen: number): Promise<void> {
  const { pool } = here.api.database;
  const line = await findLine(sqlOfClient(pool), PROGRAM, YEAR);
  if (!line) throw new Error('No line');
  const [balance] = await here.records.rows<{ left: number }>(
    `select (credits_posted - debits_posted - debits_pending)::int as left from ledger_account
     where line_id = $1 and kind = 'available'`,
    [line.id],
  );
  if (fen < 0) {
    const all = { ...MOVEMENT, key: randomUUID(), lineId: line.id, fen: balance?.left ?? 0 };
    await inTransaction(pool, (sql) => commitFunds(sql, all));
    return;
  }
  const more = { ...MOVEMENT, key: randomUUID(), lineId: line.id, move: 'supplement', fen, on: '2022-06-01' } as const;
  await inTransaction(pool, (sql) => moveBudget(sql, more));
}

async function offer(): Promise<void> {
  const context = {
    database: here.api.database,
    county: getCounty('yichuan'),
    actor: CLOCK,
    ability: defineAbilitiesFor(CLOCK),
  };
  await runCommand(context, 'offerToNext', { key: key() }, async (unit) => {
    await offerToNext(unit, '2022-12-01');
    return { type: 'Job', id: randomUUID() };
  });
}

const tasksOf = (kind: string) =>
  here.records.rows<{ department: string; caseId: string | null }>(
    'select department_code as department, case_id as "caseId" from task where kind = $1',
    [kind],
  );

const waitingOf = async (client: Client) =>
  (await client.run(WaitingEntriesDocument, { filter: { year: YEAR, program: PROGRAM } })).waitingEntries;

describe('who waits for money', () => {
  test('is named to his department and only counted for leaders', async () => {
    const { nodes, totalFen } = await waitingOf(await here.office.as('manager', 'MCA'));
    expect(totalFen).toBe(300_000);
    expect(nodes).toMatchObject([
      { position: 1, since: DECISION_DATE, neededFen: 300_000, lacks: 'money', caseId: short.caseId, urgent: false },
    ]);
    expect(nodes[0]?.personName).toMatch(/^测试甲/);
    expect((await waitingOf(leader)).nodes).toEqual([]);
    expect((await waitingOf(await here.office.as('manager', 'MIA'))).total).toBe(0);
    const { waitingPrograms } = await leader.run(WaitingProgramsDocument, { year: YEAR });
    expect(waitingPrograms).toMatchObject([
      { programCode: PROGRAM, waiting: 1, canBeServed: 0, neededFen: 300_000, leftFen: 0 },
    ]);
  });

  test('is offered what comes back, once, and stays in line when he was declined for want of money', async () => {
    await offer();
    expect(await tasksOf('waiting_offer')).toEqual([]);
    await moveOnLine(299_999);
    await offer();
    expect(await tasksOf('waiting_offer')).toEqual([]);
    await moveOnLine(1);
    await offer();
    await offer();
    expect(await tasksOf('waiting_offer')).toEqual([{ department: 'MCA', caseId: short.caseId }]);
    await act(await here.office.as('member', 'MCA'), 'decidePackageItem', {
      packageItemId: short.items.get(PROGRAM),
      outcome: 'declined',
      reason: '本季度资金已用完',
    });
    const { nodes } = await waitingOf(await here.office.as('chair'));
    expect(nodes).toMatchObject([{ lacks: 'nothing', reason: { zh: '本季度资金已用完' } }]);
  });
});

test('who bears more than the limit after all aid is told to a department, once; leaders learn how many', async () => {
  const chair = await here.office.as('chair');
  const { hardship } = await chair.run(HardshipDocument, {});
  // 14000 less medical aid 7000; what was declined covers nothing.
  expect(hardship).toMatchObject({ aboveFen: 500_000, households: 1, leftFen: 700_000 });
  expect(hardship.cases).toMatchObject([{ id: short.caseId, needFen: 1_400_000, leftFen: 700_000 }]);
  const counted = (await leader.run(HardshipDocument, {})).hardship;
  expect(counted).toMatchObject({ households: 1, leftFen: 700_000, cases: [] });
  await offer();
  await offer();
  expect(await tasksOf('still_in_difficulty')).toEqual([{ department: 'MCA', caseId: short.caseId }]);
});

describe('an amount', () => {
  const commitment = async () => {
    const [found] = await here.records.rows<{ id: string }>(
      `select id from ledger_transfer where package_item_id = $1 and phase in ('single', 'post')`,
      [short.items.get('MIA-02')],
    );
    return found?.id ?? '';
  };

  test('leads a leader to the vote, the decision, the rule and the evidence, and to no name', async () => {
    const { fundingTrail } = await leader.run(FundingTrailDocument, { entryId: `${await commitment()}-out` });
    expect(fundingTrail).toMatchObject({
      amountFen: 700_000,
      mayReveal: true,
      caseId: null,
      meeting: { meetingId: null, status: 'adopted', votesFor: 4, votesAgainst: 0, votesAbstain: 0 },
      decisions: [{ outcome: 'confirmed', round: 1 }],
      rule: { programCode: 'MIA-02', version: 1, outcome: 'ELIGIBLE' },
    });
    expect(fundingTrail?.personName).toMatch(/^测\*+$/);
    expect(fundingTrail?.evidence.length).toBeGreaterThan(0);
    expect(JSON.stringify(fundingTrail)).not.toMatch(/测试甲|\d{17}[\dX]/);
    expect((await leader.run(FundingTrailDocument, { entryId: 'nothing' })).fundingTrail).toBeNull();
  });

  test('tells its name for a purpose, which the chair can look up', async () => {
    const input = { transferId: await commitment(), purpose: 'oversight' };
    const refused = await attempt(leader, 'revealRecipient', { key: key(), ...input, purpose: 'curiosity' });
    expect(refused).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'purpose' }] });
    const { data } = await leader.raw(
      'mutation ($input: RevealRecipientInput!) { revealRecipient(input: $input) { ... on RevealedRecipient { personName } } }',
      { input: { key: key(), ...input } },
    );
    expect(data).toMatchObject({ revealRecipient: { personName: expect.stringMatching(/^测试甲/) } });
    const chair = await here.office.as('chair');
    const readings = await chair.raw('{ identityReadings { nodes { ofAmount purpose } } }', {});
    expect(readings.data).toEqual({ identityReadings: { nodes: [{ ofAmount: true, purpose: 'oversight' }] } });
  });
});

describe('a link for a screen', () => {
  const share = (input: object) =>
    leader.raw(
      `mutation ($input: ShareFundingInput!) { shareFunding(input: $input) {
         ... on FundingLink { id token } ... on InvalidInput { problems { path } } } }`,
      { input: { key: key(), title: '常委会', year: YEAR, hours: 8, ...input } },
    );
  const made = async () => ((await share({})).data as { shareFunding: { id: string; token: string } }).shareFunding;
  const open = async (token: string) =>
    (await here.office.stranger().run(SharedFundingDocument, { token })).sharedFunding;

  test('shows the numbers of the page to whoever holds it, and nobody by name', async () => {
    const { id, token } = await made();
    const { state, numbers } = await open(token);
    const { fundingSummary } = await leader.run(FundingDocument, { year: YEAR });
    expect(state).toBe('open');
    expect(numbers?.totals).toEqual(fundingSummary.totals);
    expect(numbers?.waiting).toMatchObject([{ programCode: PROGRAM, waiting: 1 }]);
    expect(numbers?.hardship.households).toBe(1);
    expect(JSON.stringify(numbers)).not.toMatch(/测试甲|\d{17}[\dX]|[\da-f]{8}-[\da-f]{4}-/);
    expect(await here.records.count('funding_link_opening where link_id = $1', [id])).toBe(1);
  });

  test('shows nothing once it is revoked or over, nor by a token that nobody made', async () => {
    const [revoked, expired] = [await made(), await made()];
    await act(leader, 'revokeFundingLink', { linkId: revoked.id, expectedVersion: 1 });
    await here.records.rows(
      `update funding_link set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = $1`,
      [expired.id],
    );
    expect(await open(revoked.token)).toEqual({ state: 'revoked', numbers: null });
    expect(await open(expired.token)).toEqual({ state: 'expired', numbers: null });
    for (const token of [
      '',
      'nothing',
      expired.id,
      `${expired.token.slice(0, -1)}!`,
      revoked.id + expired.token.slice(36),
    ]) {
      expect(await open(token)).toEqual({ state: 'unknown', numbers: null });
    }
    const again = await attempt(leader, 'revokeFundingLink', { key: key(), linkId: revoked.id, expectedVersion: 2 });
    expect(again).toMatchObject({ __typename: 'WrongState' });
  });

  test.each([
    [{ title: ' ' }, 'title'],
    [{ hours: 0 }, 'hours'],
    [{ hours: 721 }, 'hours'],
    [{ year: 1 }, 'year'],
  ])('%j is refused at its place', async (input, path) => {
    expect((await share(input)).data).toEqual({ shareFunding: { problems: [{ path }] } });
  });
});

test('the outlook is taken as a workbook by whoever sees money, and by nobody else', async () => {
  const taken = await leader.get(`/api/funding/outlook.xlsx?year=${YEAR}&lang=en`);
  expect([taken.status, taken.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
  const { sheets } = await readXlsx(new Uint8Array(await taken.arrayBuffer()));
  expect(sheets.map(({ name }) => name)).toEqual([
    'Outlook',
    'Townships',
    'Kinds of household',
    'Years and months',
    'Late',
  ]);
  const [, townships, kinds, years] = sheets.map(({ rows }) => rows);
  const spentYuan = (rows: typeof kinds, column: number) =>
    Math.round((rows ?? []).slice(1).reduce((sum, row) => sum + Number(row[column]), 0) * 100);
  expect(spentYuan(townships, 2)).toBe(spentYuan(kinds, 3));
  expect(Number(years?.[1]?.[0])).toBe(YEAR);
  expect((await (await here.office.as('clerk')).get(`/api/funding/outlook.xlsx?year=${YEAR}`)).status).toBe(403);
  expect((await leader.get('/api/funding/outlook.xlsx?year=1')).status).toBe(400);
});
