import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addWorkingDays } from '@yimen/api/platform/calendar.js';
import { today } from '@yimen/api/platform/clock.js';
import { attempt } from '../api/attempt.js';
import { Casework, type Composed } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

let here: TestOffice;
let casework: Casework;
let chair: Client;
let clerk: Client;
let medical: Client;
let civil: Client;
let redCross: Client;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  [chair, clerk] = [await here.office.as('chair'), await here.office.as('clerk')];
  [medical, civil, redCross] = [
    await here.office.as('member', 'MIA'),
    await here.office.as('member', 'MCA'),
    await here.office.as('member', 'RC'),
  ];
});

afterAll(() => here?.close());

interface Proposed {
  cannotWait: boolean;
  proposed: boolean;
  dueOn: string | null;
  reasons: { zh: string }[];
  lacks: { what: { zh: string }; whom: { zh: string } }[];
  case: { id: string } | null;
}

async function proposedTo(client: Client, minutes = 600): Promise<Proposed[] | undefined> {
  const { data } = await client.raw(
    `query ($minutes: Int) { proposedAgenda(minutes: $minutes) { usedMinutes items { cannotWait proposed dueOn
       reasons { zh } lacks { what { zh } whom { zh } } case { id } } } }`,
    { minutes },
  );
  return (data as { proposedAgenda: { items: Proposed[] } | null }).proposedAgenda?.items;
}

const orderOf = async () => (await proposedTo(chair))?.map((item) => item.case?.id);
const versionOf = async (table: string, id: string) =>
  (await here.records.rows<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]?.version ?? 0;
const refusalOf = async (client: Client, mutation: string, input: object) => {
  const { __typename, message } = await attempt(client, mutation, { key: key(), ...input });
  return [__typename, message ?? ''] as const;
};

interface Planned {
  caseIds: string[];
  [field: string]: unknown;
}

const plan = (parts: Planned) =>
  act(chair, 'planMeeting', {
    title: '综合研判会',
    scheduledAt: '2022-06-23T09:00:00+08:00',
    place: '会议室',
    memberIds: [medical, civil, redCross].map(({ staffId }) => staffId),
    batchIds: [],
    ...parts,
  });
const open = async (meetingId: string) =>
  act(chair, 'openMeeting', { meetingId, expectedVersion: await versionOf('review_meeting', meetingId) });
const close = async (meetingId: string) =>
  act(chair, 'closeMeeting', { meetingId, expectedVersion: await versionOf('review_meeting', meetingId) });

interface Item {
  id: string;
  version: number;
  position: number;
  carriedOver: { zh: string } | null;
  tally: { quorum: number };
  case: { id: string };
}

async function agendaOf(meetingId: string): Promise<Item[]> {
  const { data } = await chair.raw(
    `query ($id: ID!) { meeting(id: $id) { agenda { id version position carriedOver { zh } tally { quorum } case { id } } } }`,
    { id: meetingId },
  );
  return (data as { meeting: { agenda: Item[] } }).meeting.agenda;
}

const arrange = async (mutation: string, item: Item | undefined, more: object = {}) =>
  act(chair, mutation, { itemId: item?.id, expectedVersion: item?.version, ...more });
const take = async (meetingId: string, caseId: string) => {
  const item = (await agendaOf(meetingId)).find((one) => one.case.id === caseId);
  return arrange('takeItem', item);
};
const openTasks = (kind: string) =>
  here.records.rows<{ assignee: string; due: string; caseId: string | null }>(
    `select assignee_id as assignee, due_on::text as due, case_id as "caseId" from task where kind = $1 and status = 'open'`,
    [kind],
  );

describe('what waits', () => {
  let first: Composed;
  let second: Composed;

  beforeAll(async () => {
    first = await casework.compose();
    second = await casework.compose();
  });

  test('is proposed to the chair with the reason for each place and what is missing, and to nobody else', async () => {
    expect(await orderOf()).toEqual([first.caseId, second.caseId]);
    const [item] = (await proposedTo(chair)) ?? [];
    expect(item).toMatchObject({ proposed: true, cannotWait: false, dueOn: addWorkingDays(today(), 3) });
    expect(item?.reasons[0]?.zh).toMatch(/还剩 3 个工作日/);
    expect(item?.lacks).toEqual([
      { what: { zh: '没有核对授权' }, whom: { zh: expect.stringMatching(/^首问责任人 .某./) } },
    ]);
    for (const client of [medical, clerk]) expect(await proposedTo(client)).toBeUndefined();
  });

  test('fills a meeting of the length that is given', async () => {
    expect((await proposedTo(chair, 20))?.map(({ proposed }) => proposed)).toEqual([true, false]);
  });

  test('comes first once a department asks for a meeting, with a task of the chair until a meeting took it up', async () => {
    const { caseId } = second;
    const request = { caseId, reason: '化疗下周开始，等不到例会' };
    expect(await refusalOf(medical, 'requestMeeting', { caseId, reason: ' ' })).toEqual([
      'InvalidInput',
      expect.anything(),
    ]);
    await act(medical, 'requestMeeting', request);
    expect(await refusalOf(clerk, 'requestMeeting', request)).toEqual([
      'WrongState',
      expect.stringContaining('已要求开会'),
    ]);
    expect(await orderOf()).toEqual([second.caseId, first.caseId]);
    expect((await proposedTo(chair))?.[0]?.cannotWait).toBe(true);
    const due = addWorkingDays(today(), 3);
    expect(await openTasks('hold_meeting')).toEqual([{ assignee: chair.staffId, due, caseId }]);
    const [task] = await here.records.rows<{ id: string }>(`select id from task where kind = 'hold_meeting'`);
    expect((await refusalOf(chair, 'completeTask', { taskId: task?.id }))[0]).toBe('WrongState');
    const meetingId = await plan({ caseIds: [caseId] });
    await open(meetingId);
    expect(await openTasks('hold_meeting')).toHaveLength(1);
    await take(meetingId, caseId);
    expect(await openTasks('hold_meeting')).toEqual([]);
    const { data } = await medical.raw('query ($id: ID!) { case(id: $id) { meetingRequest { heldAt reason } } }', {
      id: caseId,
    });
    expect(data).toEqual({ case: { meetingRequest: { heldAt: expect.any(String), reason: request.reason } } });
    expect((await refusalOf(medical, 'requestMeeting', request))[0]).toBe('WrongState');
  });

  test('is shown late when its day has passed', async () => {
    const { caseId } = await casework.compose();
    await act(await here.office.as('manager', 'MIA'), 'requestMeeting', { caseId, reason: '病情加重' });
    await here.records.rows(
      `update meeting_request set requested_on = '2026-01-05', due_on = '2026-01-08' where case_id = $1`,
      [caseId],
    );
    const [item] = (await proposedTo(chair)) ?? [];
    expect(item).toMatchObject({ dueOn: '2026-01-08', case: { id: caseId } });
    const { data } = await chair.raw('query ($id: ID!) { case(id: $id) { meetingRequest { workingDaysLeft } } }', {
      id: caseId,
    });
    expect(
      (data as { case: { meetingRequest: { workingDaysLeft: number } } }).case.meetingRequest.workingDaysLeft,
    ).toBeLessThan(0);
  });
});

describe('an agenda', () => {
  let cases: string[];
  let meetingId: string;

  beforeAll(async () => {
    cases = [(await casework.compose()).caseId, (await casework.compose()).caseId, (await casework.compose()).caseId];
    meetingId = await plan({ caseIds: cases, order: cases.toReversed() });
  });

  const order = async () => (await agendaOf(meetingId)).map((item) => item.case.id);

  test('stands in the order in which the chair put it, and is changed by hand', async () => {
    const [a, b, c] = cases;
    expect(await order()).toEqual([c, b, a]);
    const [first] = await agendaOf(meetingId);
    await arrange('moveAgendaItem', first, { position: 3 });
    expect(await order()).toEqual([b, a, c]);
    const stale = { itemId: first?.id, expectedVersion: first?.version, position: 1 };
    expect((await refusalOf(chair, 'moveAgendaItem', stale))[0]).toBe('StaleVersion');
    const [, moved] = await agendaOf(meetingId);
    const beyond = { itemId: moved?.id, expectedVersion: moved?.version, position: 9 };
    expect((await refusalOf(chair, 'moveAgendaItem', beyond))[0]).toBe('InvalidInput');
    expect((await refusalOf(medical, 'moveAgendaItem', { ...beyond, position: 1 }))[0]).toBe('NotAllowed');
  });

  test('lets go what is taken off it, for another meeting, and takes it again', async () => {
    const [a, b, c] = cases;
    const [, second] = await agendaOf(meetingId);
    await arrange('withdrawAgendaItem', second);
    expect(await order()).toEqual([b, c]);
    expect(await orderOf()).toContain(a);
    await act(chair, 'addAgendaItem', { meetingId, caseId: a });
    expect(await order()).toEqual([b, c, a]);
    expect((await refusalOf(chair, 'addAgendaItem', { meetingId, caseId: a }))[0]).toBe('WrongState');
  });

  test('keeps what is under discussion in its place', async () => {
    await open(meetingId);
    const [first, second] = await agendaOf(meetingId);
    await arrange('takeItem', first);
    const taken = (await agendaOf(meetingId))[0];
    const input = { itemId: taken?.id, expectedVersion: taken?.version };
    expect((await refusalOf(chair, 'withdrawAgendaItem', input))[0]).toBe('WrongState');
    const before = { itemId: second?.id, expectedVersion: second?.version, position: 1 };
    expect((await refusalOf(chair, 'moveAgendaItem', before))[0]).toBe('InvalidInput');
    await act(chair, 'deferItem', { ...input, reason: '缺少诊断证明，补齐再议' });
  });

  test('proposes what was put off or not reached first to the next meeting, with where it comes from', async () => {
    const [a, b, c] = cases;
    const { caseId: fresh } = await casework.compose();
    await close(meetingId);
    const waiting = (await proposedTo(chair)) ?? [];
    const places = [a, b, c, fresh].map((id) => waiting.findIndex((item) => item.case?.id === id));
    expect(Math.max(...places.slice(0, 3))).toBeLessThan(places[3] ?? 0);
    const reasonOf = (id: string | undefined) => waiting.find((item) => item.case?.id === id)?.reasons[0]?.zh;
    expect(reasonOf(b)).toMatch(/^ZHYP-2022-\d{4} 暂缓，已结转 1 次$/);
    expect(reasonOf(c)).toMatch(/^ZHYP-2022-\d{4} 未讨论到，已结转 1 次$/);
    const next = await plan({ caseIds: [b as string] });
    expect((await agendaOf(next))[0]?.carriedOver?.zh).toMatch(/暂缓，已结转 1 次/);
  });
});

describe('an emergency session', () => {
  const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

  test('begins within the hour, for cases only, with its reason', async () => {
    const { caseId } = await casework.compose();
    const input = {
      title: '紧急研判会',
      place: '会议室',
      memberIds: [medical.staffId],
      caseIds: [caseId],
      batchIds: [],
      emergencyReason: '孩子今晚须转院',
    };
    const late = await refusalOf(chair, 'planMeeting', { ...input, scheduledAt: soon(90) });
    expect(late[0]).toBe('InvalidInput');
    const unsaid = { ...input, scheduledAt: soon(20), emergencyReason: ' ' };
    expect((await refusalOf(chair, 'planMeeting', unsaid))[0]).toBe('InvalidInput');
  });

  test('tells its members at once, decides with fewer, and is flagged in its minutes', async () => {
    const { caseId } = await casework.compose();
    const meetingId = await plan({ caseIds: [caseId], scheduledAt: soon(30), emergencyReason: '孩子今晚须转院' });
    const called = await openTasks('emergency_meeting');
    expect(called.map(({ assignee }) => assignee).sort()).toEqual(
      [medical, civil, redCross].map(({ staffId }) => staffId).sort(),
    );
    const { data } = await medical.raw('{ tasks { kind meetingId title { zh } } }', {});
    expect((data as { tasks: object[] }).tasks).toContainEqual({
      kind: 'emergency_meeting',
      meetingId,
      title: { zh: expect.stringContaining('孩子今晚须转院') },
    });
    // Four members: an ordinary meeting needs three votes.
    expect((await agendaOf(meetingId))[0]?.tally.quorum).toBe(2);
    await open(meetingId);
    await close(meetingId);
    expect(await openTasks('emergency_meeting')).toEqual([]);
    const minutes = await chair.raw('query ($id: ID!) { meeting(id: $id) { session minutes { emergency } } }', {
      id: meetingId,
    });
    expect(minutes.data).toEqual({ meeting: { session: 'emergency', minutes: { emergency: '孩子今晚须转院' } } });
  });
});

describe('two meetings at once', () => {
  test('share no case, and a member is in both only knowingly', async () => {
    const [one, other] = [await casework.compose(), await casework.compose()];
    const first = await plan({ caseIds: [one.caseId] });
    const second = await plan({ caseIds: [other.caseId] });
    expect((await refusalOf(chair, 'addAgendaItem', { meetingId: second, caseId: one.caseId }))[0]).toBe('WrongState');
    await act(chair, 'recordAttendance', { meetingId: second, staffId: medical.staffId, present: false });
    await open(first);
    await open(second);
    const present = { meetingId: second, staffId: medical.staffId, present: true };
    expect(await refusalOf(chair, 'recordAttendance', present)).toEqual([
      'WrongState',
      expect.stringContaining('正在另一会议'),
    ]);
    await act(chair, 'recordAttendance', { ...present, alsoElsewhere: true });
    const { data } = await chair.raw('query ($id: ID!) { meeting(id: $id) { members { alsoIn staff { id } } } }', {
      id: second,
    });
    const { members } = (data as { meeting: { members: { alsoIn: string[]; staff: { id: string } }[] } }).meeting;
    const [{ number } = { number: '' }] = await here.records.rows<{ number: string }>(
      'select number from review_meeting where id = $1',
      [first],
    );
    expect(members.find(({ staff }) => staff.id === medical.staffId)?.alsoIn).toContain(number);
  });
});
