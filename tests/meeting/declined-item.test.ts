import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt } from '../api/attempt.js';
import { type Adopted, Casework, DECISION_DATE } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

const REASON = '材料不齐，请补充住院结算单';
let here: TestOffice;
let casework: Casework;
let chair: Client;
let civil: Client;
let members: Client[];

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  chair = await here.office.as('chair');
  civil = await here.office.as('member', 'MCA');
  members = [await here.office.as('member', 'MIA'), civil, await here.office.as('member', 'RC')];
});

afterAll(() => here?.close());

const one = async <Row>(sql: string, values: unknown[]) => (await here.records.rows<Row>(sql, values))[0] as Row;
const versionOf = async (table: string, id: string) =>
  (await one<{ version: number }>(`select version from ${table} where id = $1`, [id])).version;
const statusOf = async (table: string, id: string) =>
  (await one<{ status: string }>(`select status from ${table} where id = $1`, [id])).status;
const itemOf = (adopted: Adopted, program = 'MCA-05') => adopted.items.get(program) ?? '';
const decide = async (client: Client, packageItemId: string, outcome: string) =>
  act(client, 'decidePackageItem', { packageItemId, outcome, reason: outcome === 'declined' ? REASON : undefined });

/** Adopted, confirmed by two departments and declined by the civil affairs. */
async function declined(): Promise<Adopted> {
  const adopted = await casework.adopt();
  await decide(members[0] as Client, itemOf(adopted, 'MIA-02'), 'confirmed');
  await decide(members[2] as Client, itemOf(adopted, 'RC-01'), 'confirmed');
  await decide(civil, itemOf(adopted), 'declined');
  return adopted;
}

interface Waiting {
  kind: string;
  reasons: { zh: string }[];
  declined: { packageItemId: string; reason: string; words: object[] } | null;
}

async function waiting(): Promise<Waiting[]> {
  const { data } = await chair.raw(
    '{ proposedAgenda { items { kind reasons { zh } declined { packageItemId reason words { text } } } } }',
    {},
  );
  return (data as { proposedAgenda: { items: Waiting[] } }).proposedAgenda.items;
}

const waits = async (packageItemId: string) =>
  (await waiting()).some((item) => item.declined?.packageItemId === packageItemId);

/** Before a meeting, under discussion, with everybody for or against. Answers the agenda item. */
async function discuss(packageItemId: string, choice: string): Promise<{ meetingId: string; itemId: string }> {
  const meetingId = await act(chair, 'planMeeting', {
    title: '再议',
    scheduledAt: `${DECISION_DATE}T15:00:00+08:00`,
    place: '会议室',
    memberIds: members.map(({ staffId }) => staffId),
    caseIds: [],
    batchIds: [],
    packageItemIds: [packageItemId],
  });
  await act(chair, 'openMeeting', { meetingId, expectedVersion: 1 });
  const { id: itemId } = await one<{ id: string }>('select id from agenda_item where meeting_id = $1', [meetingId]);
  await act(chair, 'takeItem', { itemId, expectedVersion: 1 });
  const subjectVersion = await versionOf('package_item', packageItemId);
  for (const voter of [chair, ...members]) await act(voter, 'castVote', { itemId, subjectVersion, choice });
  return { meetingId, itemId };
}

const letterOf = async (caseId: string) => {
  const { data } = await chair.raw('query ($id: ID!) { case(id: $id) { letter { sections { lines { zh } } } } }', {
    id: caseId,
  });
  return JSON.stringify(data);
};

describe('what a department declined', () => {
  test('comes before the next meeting with the words of both sides, and the letter says so', async () => {
    const adopted = await declined();
    const item = (await waiting()).find((found) => found.declined?.packageItemId === itemOf(adopted));
    expect(item).toMatchObject({ kind: 'declined', declined: { reason: REASON } });
    expect(item?.reasons.map(({ zh }) => zh)).toContainEqual(expect.stringMatching(/民政局 .+不予确认，退回研判/));
    expect(await letterOf(adopted.caseId)).toContain('再次提请研判会研究');
    expect(await statusOf('case_file', adopted.caseId)).toBe('settled');
  });

  test('is decided a second time by the department when the meeting adopts it, and then for good', async () => {
    const adopted = await declined();
    const { itemId } = await discuss(itemOf(adopted), 'for');
    await act(chair, 'adoptItem', { itemId, expectedVersion: await versionOf('agenda_item', itemId) });
    expect(await statusOf('package_item', itemOf(adopted))).toBe('awaiting_decision');
    expect(await statusOf('case_file', adopted.caseId)).toBe('adopted');
    const task = await one<object>(
      `select department_code as department, status from task where package_item_id = $1 and status = 'open'`,
      [itemOf(adopted)],
    );
    expect(task).toEqual({ department: 'MCA', status: 'open' });
    const { data } = await chair.raw('{ decisionsDue { assignee department { code } dueOn caseId } }', {});
    const manager = await here.office.as('manager', 'MCA');
    const { name } = await one<{ name: string }>('select name from staff where id = $1', [manager.staffId]);
    expect((data as { decisionsDue: { caseId: string }[] }).decisionsDue).toContainEqual({
      ...{ assignee: name, department: { code: 'MCA' }, caseId: adopted.caseId },
      dueOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
    expect(await waits(itemOf(adopted))).toBe(false);
    await decide(civil, itemOf(adopted), 'declined');
    expect(await statusOf('case_file', adopted.caseId)).toBe('settled');
    expect(await waits(itemOf(adopted))).toBe(false);
    expect(await letterOf(adopted.caseId)).not.toContain('再次提请研判会研究');
    const again = { key: key(), packageItemId: itemOf(adopted), outcome: 'confirmed' };
    expect((await attempt(civil, 'decidePackageItem', again)).__typename).toBe('WrongState');
  });

  test('is paid when the department confirms the second time', async () => {
    const adopted = await declined();
    const { itemId } = await discuss(itemOf(adopted), 'for');
    await act(chair, 'adoptItem', { itemId, expectedVersion: await versionOf('agenda_item', itemId) });
    await decide(civil, itemOf(adopted), 'confirmed');
    expect(await statusOf('package_item', itemOf(adopted))).toBe('committed');
    const { fen } = await one<{ fen: string }>('select amount_fen as fen from aid_record where package_item_id = $1', [
      itemOf(adopted),
    ]);
    expect(Number(fen)).toBe(300_000);
  });

  test('stands when the meeting refuses it, with the reason in the minutes', async () => {
    const adopted = await declined();
    const { meetingId, itemId } = await discuss(itemOf(adopted), 'against');
    const input = { itemId, expectedVersion: await versionOf('agenda_item', itemId), reason: '同意部门的意见' };
    await act(chair, 'refuseItem', input);
    expect(await statusOf('package_item', itemOf(adopted))).toBe('declined');
    expect(await waits(itemOf(adopted))).toBe(false);
    await act(chair, 'closeMeeting', { meetingId, expectedVersion: await versionOf('review_meeting', meetingId) });
    const { data } = await chair.raw(
      'query ($id: ID!) { meeting(id: $id) { minutes { items { about { zh } resolution { zh } reason } } } }',
      { id: meetingId },
    );
    const [item] = (data as { meeting: { minutes: { items: { about: { zh: string } }[] } } }).meeting.minutes.items;
    expect(item).toMatchObject({
      about: { zh: expect.stringContaining(REASON) },
      resolution: { zh: expect.stringMatching(/^维持民政局/) },
      reason: '同意部门的意见',
    });
  });

  test('is on one agenda at a time, and only while it is declined', async () => {
    const adopted = await declined();
    await discuss(itemOf(adopted), 'for');
    const plan = (packageItemIds: string[]) =>
      attempt(chair, 'planMeeting', {
        key: key(),
        title: '再议',
        scheduledAt: `${DECISION_DATE}T16:00:00+08:00`,
        place: '会议室',
        memberIds: [civil.staffId],
        caseIds: [],
        batchIds: [],
        packageItemIds,
      });
    expect((await plan([itemOf(adopted)])).__typename).toBe('WrongState');
    expect((await plan([itemOf(adopted, 'MIA-02')])).__typename).toBe('WrongState');
    expect((await plan(['no-id'])).__typename).toBe('InvalidInput');
  });
});
