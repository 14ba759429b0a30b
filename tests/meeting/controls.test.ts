import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MeetingRoomDocument, MeetingWallChangesDocument } from '@yimen/schema/documents';
import { act } from '../api/permission-world.js';
import type { Client } from '../testkit/client.js';
import { MeetingDesk, outcome, type Planned } from './meeting-desk.js';

let desk: MeetingDesk;
let chair: Client;
let medical: Client;
let civil: Client;
let redCross: Client;

beforeAll(async () => {
  desk = await MeetingDesk.open();
  ({ chair, medical, civil, redCross } = desk);
});

afterAll(() => desk?.here.close());

/** The last year whose holidays are known. */
const DAY = '2027-12-01';

async function ask<Told>(client: Client, query: string, id: string): Promise<Told> {
  const { data, errors } = await client.raw(`query ($id: ID!) { ${query} }`, { id });
  expect(errors).toBeUndefined();
  return data as Told;
}

describe('a meeting that is paused', () => {
  test('takes no word, no vote and no decision until it is resumed, says why, and its pause is in the minutes', async () => {
    const { meetingId, itemId } = await desk.discuss();
    expect((await outcome(medical, 'pauseMeeting', { ...(await desk.meeting(meetingId)), reason: '休息' }))[0]).toBe(
      'NotAllowed',
    );
    expect(await outcome(chair, 'pauseMeeting', { ...(await desk.meeting(meetingId)), reason: ' ' })).toEqual([
      'InvalidInput',
      'reason',
    ]);
    expect((await outcome(chair, 'resumeMeeting', await desk.meeting(meetingId)))[0]).toBe('WrongState');
    await act(chair, 'pauseMeeting', { ...(await desk.meeting(meetingId)), reason: '等医院补材料' });
    const vote = { itemId, subjectVersion: 1, choice: 'for' };
    const refused = [
      [medical, 'castVote', vote],
      [medical, 'recordOpinion', { itemId, stance: 'support', text: '同意' }],
      [medical, 'askItemQuestion', { itemId, text: '住院几次？' }],
      [chair, 'castVote', { ...vote, staffId: medical.staffId }],
      [chair, 'recordUnanimous', { itemId, subjectVersion: 1 }],
      [chair, 'chooseBallot', { ...(await desk.item(itemId)), ballot: 'secret' }],
      [chair, 'deferItem', { ...(await desk.item(itemId)), reason: '下次再议吧' }],
      [chair, 'refuseItem', { ...(await desk.item(itemId)), reason: '不符合规定' }],
      [chair, 'adoptItem', await desk.item(itemId)],
    ] as const;
    for (const [client, mutation, input] of refused)
      expect([mutation, ...(await outcome(client, mutation, input))]).toEqual([
        mutation,
        'WrongState',
        expect.stringContaining('暂停'),
      ]);
    const { meeting } = await ask<{ meeting: object }>(
      medical,
      'meeting(id: $id) { status pauseReason agenda { allowedActions { action allowed reason } } }',
      meetingId,
    );
    expect(meeting).toMatchObject({
      status: 'paused',
      pauseReason: '等医院补材料',
      agenda: [
        {
          allowedActions: expect.arrayContaining([
            { action: 'vote', allowed: false, reason: expect.stringContaining('暂停') },
          ]),
        },
      ],
    });
    await act(chair, 'resumeMeeting', await desk.meeting(meetingId));
    await act(medical, 'castVote', vote);
    await act(chair, 'recordUnanimous', { itemId, subjectVersion: 1 });
    await act(chair, 'adoptItem', await desk.item(itemId));
    const { pauses } = await desk.minutes<{ pauses: { reason: string; from: string; to: string }[] }>(
      meetingId,
      'pauses { reason from to }',
    );
    expect(pauses).toEqual([{ reason: '等医院补材料', from: expect.any(String), to: expect.any(String) }]);
  });
});

const SAID = `meeting(id: $id) { lines { kind words { zh } } agenda { closedPart withheld reason case { id }
  opinions { text } questions { text } votes { choice } recusals { reason } tally { for cast hidden } } }`;

describe('a closed part', () => {
  let closed: Planned;

  beforeAll(async () => {
    closed = await desk.discuss();
    const { meetingId, itemId } = closed;
    await act(chair, 'recordAttendance', { meetingId, staffId: redCross.staffId, present: false });
    await act(civil, 'recuse', { itemId, ground: 'kin', reason: '申请人是亲属' });
  });

  test('is closed and opened by who presides, opened only while nothing was said', async () => {
    const { itemId } = closed;
    expect((await outcome(medical, 'closePart', { ...(await desk.item(itemId)), closed: true }))[0]).toBe('NotAllowed');
    expect((await outcome(chair, 'closePart', { ...(await desk.item(itemId)), closed: false }))[0]).toBe('WrongState');
    await act(chair, 'closePart', { ...(await desk.item(itemId)), closed: true });
    expect((await outcome(chair, 'closePart', { ...(await desk.item(itemId)), closed: true }))[0]).toBe('WrongState');
    await act(chair, 'closePart', { ...(await desk.item(itemId)), closed: false });
    await act(chair, 'closePart', { ...(await desk.item(itemId)), closed: true });
    await act(medical, 'recordOpinion', { itemId, stance: 'support', text: '家里情况特殊，不宜外传' });
    expect(await outcome(chair, 'closePart', { ...(await desk.item(itemId)), closed: false })).toEqual([
      'WrongState',
      expect.stringContaining('不能再公开'),
    ]);
  });

  test('is told to those in the room who do not stand aside, and to others that it is one', async () => {
    const { meetingId, itemId } = closed;
    await act(medical, 'castVote', { itemId, subjectVersion: 1, choice: 'for' });
    for (const insider of [chair, medical]) {
      const told = await ask<{ meeting: { lines: { kind: string }[]; agenda: object[] } }>(insider, SAID, meetingId);
      expect(told.meeting.agenda[0]).toMatchObject({
        withheld: false,
        case: { id: closed.caseId },
        opinions: [{ text: '家里情况特殊，不宜外传' }],
        votes: [{ choice: 'for' }],
        tally: { for: 1, cast: 1 },
      });
      expect(told.meeting.lines.map(({ kind }) => kind)).toContain('opinion');
    }
    for (const outsider of [civil, redCross]) {
      const { meeting } = await ask<{
        meeting: { lines: { kind: string; words: { zh: string } }[]; agenda: object[] };
      }>(outsider, SAID, meetingId);
      expect(meeting.agenda[0]).toEqual({
        closedPart: true,
        withheld: true,
        reason: null,
        case: null,
        opinions: [],
        questions: [],
        votes: [],
        recusals: [],
        tally: { for: 0, cast: 0, hidden: true },
      });
      const kinds = meeting.lines.map(({ kind }) => kind);
      expect(kinds).toContain('withheld');
      for (const kind of ['opinion', 'vote', 'recusal']) expect(kinds).not.toContain(kind);
      expect(meeting.lines.find(({ kind }) => kind === 'withheld')?.words.zh).toBe('闭门讨论');
    }
  });

  test('is withheld from the streams of others, too', async () => {
    const { meetingId, itemId } = closed;
    const [{ sequence: after } = { sequence: 0 }] = await desk.here.records.rows<{ sequence: number }>(
      'select sequence from meeting_room where meeting_id = $1',
      [meetingId],
    );
    const inside = medical.follow(MeetingRoomDocument, { meetingId, after });
    const outside = redCross.follow(MeetingRoomDocument, { meetingId, after });
    await act(chair, 'recordOpinion', { itemId, stance: 'oppose', text: '只在会场里说的话' });
    const isNext = ({ meetingRoom: { line } }: { meetingRoom: { line?: { sequence: number } | null } }) =>
      line?.sequence === after + 1;
    const [heard, withheld] = [await inside.until(isNext), await outside.until(isNext)];
    expect(heard.meetingRoom).toMatchObject({ line: { kind: 'opinion' }, opinion: { text: '只在会场里说的话' } });
    expect(withheld.meetingRoom).toMatchObject({ line: { kind: 'withheld' }, opinion: null, vote: null });
    expect(JSON.stringify(outside.heard)).not.toMatch(/会场里|家里情况|反对|不同意/);
    inside.close();
    outside.close();
  });

  test('is on no wall, whoever signed in at it', async () => {
    const { meetingWall } = await ask<{ meetingWall: object }>(
      chair,
      `meetingWall(id: $id) { present members items item { position closedPart person difficulty { zh } parts { amountFen }
         tally { for } } lines { words { zh } } }`,
      closed.meetingId,
    );
    expect(meetingWall).toMatchObject({
      present: 3,
      members: 4,
      items: 1,
      item: { position: 1, closedPart: true, person: null, difficulty: null, parts: [], tally: null },
    });
    expect(JSON.stringify(meetingWall)).not.toMatch(/表决|意见|亲属/);
  });

  test('keeps its words in the minutes for those who heard them', async () => {
    const { meetingId, itemId } = closed;
    await act(chair, 'castVote', { itemId, subjectVersion: 1, choice: 'for' });
    await act(chair, 'adoptItem', await desk.item(itemId));
    const asked =
      'items { closedPart outcome reason about { zh } opinions { text } votes { choice } recusals { name } }';
    type Told = { items: { opinions: object[]; votes: object[]; outcome: string; about: { zh: string } }[] };
    const [full] = (await desk.minutes<Told>(meetingId, asked)).items;
    expect(full).toMatchObject({ closedPart: true, opinions: [{}, {}], votes: [{ choice: 'for' }], recusals: [{}] });
    for (const outsider of [civil, redCross]) {
      const [told] = (await desk.minutes<Told>(meetingId, asked, outsider)).items;
      expect(told).toMatchObject({ outcome: 'adopted', opinions: [], votes: [], recusals: [] });
      expect(told?.about.zh).toContain('闭门');
    }
    const word = await redCross.get(`/api/meetings/${meetingId}/minutes.docx`);
    expect(word.status).toBe(200);
  });
});

describe('the wall of the room', () => {
  test('names the family, the village and the kind of difficulty, and no more of a person', async () => {
    const { meetingId, itemId } = await desk.discuss();
    const wall = `meetingWall(id: $id) { status item { person village { zh } difficulty { zh }
      parts { program { zh } department { zh } amountFen } tally { quorum } } lines { words { zh } } }`;
    const told = await ask<{ meetingWall: { item: { person: string; parts: object[] } } }>(chair, wall, meetingId);
    expect(told.meetingWall.item).toMatchObject({
      person: '测某',
      village: { zh: expect.any(String) },
      difficulty: { zh: expect.any(String) },
      tally: { quorum: 3 },
    });
    expect(told.meetingWall.item.parts).toHaveLength(3);
    expect(JSON.stringify(told)).not.toMatch(/测试甲|癌/);
    expect(await ask(await desk.here.office.as('member', 'JUS'), wall, meetingId)).toEqual({ meetingWall: null });
    const following = chair.follow(MeetingWallChangesDocument, { meetingId, after: 0 });
    await act(medical, 'castVote', { itemId, subjectVersion: 1, choice: 'for' });
    await following.until(({ meetingWallChanges }) => meetingWallChanges === 3);
    expect(JSON.stringify(following.heard)).toMatch(/^\[(\{"meetingWallChanges":\d+\},?)+\]$/);
    following.close();
    await act(chair, 'pauseMeeting', { ...(await desk.meeting(meetingId)), reason: '张三家属到场' });
    const paused = await ask<{ meetingWall: { status: string } }>(
      chair,
      'meetingWall(id: $id) { status lines { words { zh } } }',
      meetingId,
    );
    expect(paused.meetingWall.status).toBe('paused');
    expect(JSON.stringify(paused)).not.toContain('张三');
  });
});

describe('an item that is deferred', () => {
  test('gives tasks by name and day, seen among the duties of each and in the minutes', async () => {
    const { meetingId, itemId, caseId } = await desk.discuss();
    const stranger = await desk.here.office.as('member', 'JUS');
    const task = { title: '补齐住院发票', assigneeId: medical.staffId, dueOn: DAY };
    const input = { reason: '材料不全，下次再议' };
    expect(
      await outcome(chair, 'deferItem', {
        ...(await desk.item(itemId)),
        ...input,
        tasks: [task, { title: ' ', assigneeId: stranger.staffId, dueOn: '2020-01-01' }],
        subgroup: { memberIds: [], question: ' ', dueOn: 'soon' },
      }),
    ).toEqual([
      'InvalidInput',
      'tasks.1.title,tasks.1.assigneeId,tasks.1.dueOn,subgroup.memberIds,subgroup.question,subgroup.dueOn',
    ]);
    // Of that year nobody knows the holidays yet, so nobody could tell how many working days are left.
    expect(
      await outcome(chair, 'deferItem', {
        ...(await desk.item(itemId)),
        ...input,
        tasks: [{ ...task, dueOn: '2099-06-01' }],
      }),
    ).toEqual(['InvalidInput', 'tasks.0.dueOn']);
    const [owner] = await desk.here.records.rows<{ id: string; name: string }>(
      'select s.id, s.name from case_file c join staff s on s.id = c.owner_id where c.id = $1',
      [caseId],
    );
    await act(chair, 'deferItem', {
      ...(await desk.item(itemId)),
      ...input,
      tasks: [task, { title: '核实家庭人口', assigneeId: owner?.id, dueOn: '2027-12-02' }],
    });
    const { data } = await medical.raw(
      '{ tasks { kind title { zh } dueOn workingDaysLeft caseId allowedActions { action } } }',
    );
    expect((data as { tasks: object[] }).tasks).toContainEqual({
      kind: 'meeting_task',
      title: { zh: '补齐住院发票' },
      dueOn: DAY,
      workingDaysLeft: expect.any(Number),
      caseId,
      allowedActions: [{ action: 'complete' }],
    });
    const { items } = await desk.minutes<{ items: { tasks: { zh: string }[] }[] }>(meetingId, 'items { tasks { zh } }');
    expect(items[0]?.tasks.map(({ zh }) => zh)).toEqual([
      `${await desk.nameOf(medical)}：${DAY} 前补齐住院发票`,
      `${owner?.name}：2027-12-02 前核实家庭人口`,
    ]);
  });

  test('is looked into by a few members, who report once, for those who decide when it comes back', async () => {
    const { itemId, caseId } = await desk.discuss();
    await act(chair, 'deferItem', {
      ...(await desk.item(itemId)),
      reason: '情况复杂，交小组研究',
      subgroup: { memberIds: [medical.staffId, civil.staffId], question: '大病保险能否再报销？', dueOn: DAY },
    });
    const asked = `case(id: $id) { subgroups { id question dueOn status report reportedBy { id } members { id }
      allowedActions { action } } }`;
    type Told = { case: { subgroups: { id: string; allowedActions: object[] }[] } };
    const [seen] = (await ask<Told>(medical, asked, caseId)).case.subgroups;
    expect(seen).toMatchObject({ status: 'open', dueOn: DAY, report: null, allowedActions: [{ action: 'report' }] });
    expect((await ask<Told>(redCross, asked, caseId)).case.subgroups[0]?.allowedActions).toEqual([]);
    const report = { subgroupId: seen?.id, text: '已问过医保经办，可再报销两成' };
    expect((await outcome(redCross, 'reportSubgroup', report))[0]).toBe('NotAllowed');
    expect(await outcome(medical, 'reportSubgroup', { ...report, text: '可以' })).toEqual(['InvalidInput', 'text']);
    const dutiesOf = async (client: Client) => {
      const { data } = await client.raw('{ tasks { id kind } }');
      return (data as { tasks: { id: string; kind: string }[] }).tasks.filter(
        ({ kind }) => kind === 'subgroup_opinion',
      );
    };
    const [duty] = await dutiesOf(civil);
    expect((await outcome(civil, 'completeTask', { taskId: duty?.id }))[0]).toBe('WrongState');
    await act(civil, 'reportSubgroup', report);
    expect((await outcome(medical, 'reportSubgroup', report))[0]).toBe('WrongState');
    expect([...(await dutiesOf(civil)), ...(await dutiesOf(medical))]).toEqual([]);
    expect((await ask<Told>(chair, asked, caseId)).case.subgroups[0]).toMatchObject({
      status: 'reported',
      report: report.text,
      reportedBy: { id: civil.staffId },
    });
  });
});

describe('a package adopted without the parts of some departments', () => {
  test('leaves those refused with their reason: no decision, no money, said in the minutes and the letter', async () => {
    const { meetingId, itemId, caseId } = await desk.plan();
    await act(await desk.here.office.as('clerk'), 'applyForProgram', { caseId, programCode: 'MCA-05' });
    await desk.openMeeting(meetingId);
    await desk.take(itemId);
    await act(chair, 'recordUnanimous', { itemId, subjectVersion: 1 });
    const adopt = async (refusedParts: object[]) => ({ ...(await desk.item(itemId)), refusedParts });
    const reason = '本年度已按同一政策救助';
    expect(
      await outcome(
        chair,
        'adoptItem',
        await adopt([
          { departmentCode: 'EDU', reason },
          { departmentCode: 'MCA', reason: '不行' },
        ]),
      ),
    ).toEqual(['InvalidInput', 'refusedParts.0.departmentCode,refusedParts.1.reason']);
    expect(
      await outcome(
        chair,
        'adoptItem',
        await adopt(['MIA', 'MCA', 'RC'].map((departmentCode) => ({ departmentCode, reason }))),
      ),
    ).toEqual(['InvalidInput', 'refusedParts']);
    await act(chair, 'adoptItem', await adopt([{ departmentCode: 'MCA', reason }]));
    const items = await desk.here.records.rows<{ program: string; status: string; held: boolean }>(
      `select i.program_code as program, i.status, i.money_hold_id is not null as held from package_item i
         join aid_package k on k.id = i.package_id where k.case_id = $1 order by i.position`,
      [caseId],
    );
    expect(items).toEqual([
      { program: 'MIA-02', status: 'awaiting_decision', held: true },
      { program: 'MCA-05', status: 'refused', held: false },
      { program: 'RC-01', status: 'awaiting_decision', held: false },
    ]);
    const { case: file } = await ask<{ case: object }>(
      chair,
      `case(id: $id) { status applications { status reason } package { coverage { coveredFen leftFen } }
         letter { script { zh } } }`,
      caseId,
    );
    expect(file).toMatchObject({
      status: 'adopted',
      applications: [{ status: 'refused', reason: expect.stringContaining(reason) }],
      package: { coverage: { coveredFen: 700_000, leftFen: 700_000 } },
      letter: { script: expect.arrayContaining([{ zh: expect.stringContaining(reason) }]) },
    });
    const { items: minuted } = await desk.minutes<{ items: { decisions: { zh: string }[] }[] }>(
      meetingId,
      'items { resolution { zh } decisions { zh } tasks { zh } }',
    );
    expect(minuted[0]).toMatchObject({ resolution: { zh: expect.stringContaining('共 2 项') } });
    expect(minuted[0]?.decisions.at(-1)?.zh).toContain(reason);
    for (const [manager, program] of [
      ['MIA', 'MIA-02'],
      ['RC', 'RC-01'],
    ] as const) {
      const [found] = await desk.here.records.rows<{ id: string }>(
        `select i.id from package_item i join aid_package k on k.id = i.package_id
          where k.case_id = $1 and i.program_code = $2`,
        [caseId, program],
      );
      await act(await desk.here.office.as('manager', manager), 'decidePackageItem', {
        packageItemId: found?.id,
        outcome: 'confirmed',
      });
    }
    const settled = await ask<{ case: { status: string } }>(chair, 'case(id: $id) { status }', caseId);
    expect(settled.case.status).toBe('settled');
  });
});
