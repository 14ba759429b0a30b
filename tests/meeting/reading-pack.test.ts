import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attempt } from '../api/attempt.js';
import { Casework, type Composed, DECISION_DATE, SELECTIONS } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

let here: TestOffice;
let chair: Client;
let medical: Client;
let civil: Client;
let file: Composed;
let meetingId: string;
let itemId: string;

beforeAll(async () => {
  here = await openTestOffice();
  const casework = await Casework.begin(here.office);
  chair = await here.office.as('chair');
  [medical, civil] = [await here.office.as('member', 'MIA'), await here.office.as('member', 'MCA')];
  file = await casework.compose();
  meetingId = await act(chair, 'planMeeting', {
    title: '综合研判会',
    scheduledAt: `${DECISION_DATE}T09:00:00+08:00`,
    place: '会议室',
    memberIds: [medical.staffId, civil.staffId],
    caseIds: [file.caseId],
    batchIds: [],
  });
  itemId = (await packOf(chair)).id;
});

afterAll(() => here?.close());

interface Item {
  id: string;
  lastReadAt: string | null;
  readBy: string[];
  changesSinceRead: { words: { zh: string } }[];
}

async function packOf(client: Client): Promise<Item> {
  const { data } = await client.raw(
    'query ($id: ID!) { meeting(id: $id) { agenda { id lastReadAt readBy changesSinceRead { words { zh } } } } }',
    { id: meetingId },
  );
  return (data as { meeting: { agenda: [Item] } }).meeting.agenda[0];
}

test('nobody has read it, and nothing is marked as changed', async () => {
  expect(await packOf(medical)).toEqual({ id: itemId, lastReadAt: null, readBy: [], changesSinceRead: [] });
});

test('who has read it is told to all, and when to himself', async () => {
  await act(medical, 'markItemRead', { itemId });
  const read = await packOf(medical);
  expect(read.lastReadAt).not.toBeNull();
  expect(read.readBy).toHaveLength(1);
  expect(await packOf(civil)).toMatchObject({ lastReadAt: null, readBy: read.readBy });
});

test('what changes afterwards is marked for him who read it, until he reads again', async () => {
  const clerk = await here.office.as('clerk');
  await act(clerk, 'recordFacts', {
    householdId: file.householdId,
    facts: [{ code: 'hh_savings_total', value: '1234' }],
  });
  await act(chair, 'composePackage', {
    caseId: file.caseId,
    expectedVersion: file.packageVersion,
    decisionDate: DECISION_DATE,
    selections: SELECTIONS.slice(0, 1),
  });
  await act(await here.office.as('member', 'RC'), 'requestMeeting', { caseId: file.caseId, reason: '病情加重' });
  const words = (await packOf(medical)).changesSinceRead.map(({ words: { zh } }) => zh);
  expect(words[0]).toMatch(/^信息更新：.*存款|^信息更新：/);
  expect(words).toContainEqual(expect.stringMatching(/红十字会要求在 .+ 前召开研判会/));
  expect(words.at(-1)).toMatch(/^方案或批次由第 \d+ 版改为第 \d+ 版$/);
  expect((await packOf(civil)).changesSinceRead).toEqual([]);
  await act(medical, 'markItemRead', { itemId });
  expect((await packOf(medical)).changesSinceRead).toEqual([]);
});

test('is not marked as read by somebody who does not sit on the meeting', async () => {
  const outside = await here.office.as('member', 'JUS');
  const { __typename } = await attempt(outside, 'markItemRead', { key: key(), itemId });
  expect(__typename).toBe('NotFound');
});
