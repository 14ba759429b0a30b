import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DECISION_DATE, SELECTIONS } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import type { Client } from '../testkit/client.js';
import { MeetingDesk, outcome } from './meeting-desk.js';

let desk: MeetingDesk;
let chair: Client;
let medical: Client;
let civil: Client;
let redCross: Client;
/** Of the health insurance, who is no member of the committee. */
let deputy: Client;

beforeAll(async () => {
  desk = await MeetingDesk.open();
  ({ chair, medical, civil, redCross, manager: deputy } = desk);
});

afterAll(() => desk?.here.close());

interface Seen {
  members: { role: string; present: boolean; staff: { id: string }; standsFor: { id: string } | null }[];
  substitutions: { status: string; allowedActions: { action: string }[] }[];
  agenda: {
    presider: { id: string };
    tally: { members: number; quorum: number; cast: number; for: number };
    allowedActions: { action: string; allowed: boolean; reason: string | null }[];
  }[];
}

async function seenBy(client: Client, meetingId: string): Promise<Seen | null> {
  const { data } = await client.raw(
    `query ($id: ID!) { meeting(id: $id) {
       members { role present staff { id } standsFor { id } possibleSubstitutes { id } }
       substitutions { status allowedActions { action } }
       agenda { presider { id } tally { members quorum cast for } allowedActions { action allowed reason } } } }`,
    { id: meetingId },
  );
  return (data as { meeting: Seen | null }).meeting;
}

const MINUTES = `secretaryId present { name standsFor } absent { name }
  items { presider { name } recusals { name } votes { choice names } }`;

describe('a member who cannot come', () => {
  test('names somebody of his department: accepted before the meeting, who then sees and speaks and votes once', async () => {
    const { meetingId, itemId, caseId, householdId } = await desk.plan();
    expect(await seenBy(deputy, meetingId)).toBeNull();
    const reason = '外出培训';
    const input = { meetingId, reason };
    expect(await outcome(medical, 'nameSubstitute', { ...input, substituteId: civil.staffId })).toEqual([
      'InvalidInput',
      'substituteId',
    ]);
    const stranger = await desk.here.office.as('manager', 'EDU');
    expect(await outcome(medical, 'nameSubstitute', { ...input, substituteId: stranger.staffId, reason: ' ' })).toEqual(
      ['InvalidInput', 'reason,substituteId'],
    );
    expect(
      (
        await outcome(civil, 'nameSubstitute', { ...input, memberId: medical.staffId, substituteId: deputy.staffId })
      )[0],
    ).toBe('NotAllowed');
    expect(await outcome(chair, 'nameSubstitute', { ...input, substituteId: deputy.staffId })).toEqual([
      'InvalidInput',
      'memberId,substituteId',
    ]);
    await act(medical, 'nameSubstitute', { ...input, substituteId: deputy.staffId });
    expect(await outcome(medical, 'nameSubstitute', { ...input, substituteId: deputy.staffId })).toEqual([
      'InvalidInput',
      'substituteId',
    ]);
    const seen = await seenBy(deputy, meetingId);
    expect(seen?.substitutions).toEqual([{ status: 'accepted', allowedActions: [] }]);
    expect(seen?.members.filter(({ staff }) => [medical.staffId, deputy.staffId].includes(staff.id))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ role: 'member', present: false, standsFor: null }),
        expect.objectContaining({ role: 'substitute', present: true, standsFor: { id: medical.staffId } }),
      ]),
    );
    // What the meeting is about he may look into now, and nothing besides.
    const { data } = await deputy.raw(
      `query ($case: ID!, $house: ID!) { case(id: $case) { id package { items { id } } } household(id: $house) { id }
         tasks { kind title { zh } } viewer { places } }`,
      { case: caseId, house: householdId },
    );
    expect(data).toMatchObject({
      case: { id: caseId },
      household: { id: householdId },
      tasks: expect.arrayContaining([expect.objectContaining({ kind: 'stand_in' })]),
      viewer: { places: expect.arrayContaining(['meetings']) },
    });
    await desk.openMeeting(meetingId);
    await desk.take(itemId);
    const vote = { itemId, subjectVersion: 1, choice: 'for' };
    expect(await outcome(medical, 'castVote', vote)).toEqual(['NotAllowed', expect.stringContaining('由他人代为参会')]);
    expect((await outcome(chair, 'castVote', { ...vote, staffId: medical.staffId }))[0]).toBe('NotAllowed');
    expect(await outcome(chair, 'recordAttendance', { meetingId, staffId: medical.staffId, present: true })).toEqual([
      'WrongState',
      expect.stringContaining('代为参会'),
    ]);
    await act(deputy, 'recordOpinion', { itemId, stance: 'support', text: '代表医保局同意' });
    await act(deputy, 'castVote', vote);
    expect(
      await outcome(chair, 'settleSubstitute', { meetingId, memberId: medical.staffId, action: 'withdraw' }),
    ).toEqual(['WrongState', expect.stringContaining('不能撤销')]);
    const { tally } = (await seenBy(chair, meetingId))?.agenda[0] ?? {};
    expect(tally).toEqual({ members: 4, quorum: 3, cast: 1, for: 1 });
    await act(chair, 'recordUnanimous', { itemId, subjectVersion: 1 });
    await act(chair, 'adoptItem', { itemId, expectedVersion: await desk.versionOf('agenda_item', itemId) });
    const minutes = await desk.minutes(meetingId, MINUTES);
    const names = await Promise.all([deputy, medical].map((one) => desk.nameOf(one)));
    expect(minutes).toMatchObject({
      secretaryId: null,
      present: expect.arrayContaining([{ name: names[0], standsFor: names[1] }]),
      absent: [{ name: names[1] }],
      items: [{ presider: null, votes: [{ choice: 'for', names: expect.arrayContaining([names[0]]) }] }],
    });
    // The meeting is over: what it was about is his to see no more.
    expect(await seenBy(deputy, meetingId)).toBeNull();
  });

  test('names somebody in the running meeting: waits for the chair, who declines; and is taken back', async () => {
    const { meetingId } = await desk.plan();
    await desk.openMeeting(meetingId);
    const named = { meetingId, substituteId: deputy.staffId, reason: '临时有事' };
    await act(medical, 'nameSubstitute', named);
    expect(await seenBy(deputy, meetingId)).toBeNull();
    expect((await seenBy(chair, meetingId))?.substitutions[0]).toEqual({
      status: 'proposed',
      allowedActions: ['accept', 'decline', 'withdraw'].map((action) => ({ action })),
    });
    expect(await outcome(medical, 'nameSubstitute', named)).toEqual([
      'WrongState',
      expect.stringContaining('已有替代人'),
    ]);
    const settle = { meetingId, memberId: medical.staffId };
    expect((await outcome(medical, 'settleSubstitute', { ...settle, action: 'accept' }))[0]).toBe('NotAllowed');
    expect(await outcome(chair, 'settleSubstitute', { ...settle, action: 'perhaps' })).toEqual([
      'InvalidInput',
      'action',
    ]);
    await act(chair, 'settleSubstitute', { ...settle, action: 'decline' });
    expect((await outcome(chair, 'settleSubstitute', { ...settle, action: 'accept' }))[0]).toBe('WrongState');
    await act(medical, 'nameSubstitute', named);
    await act(chair, 'settleSubstitute', { ...settle, action: 'accept' });
    expect(await seenBy(deputy, meetingId)).not.toBeNull();
    await act(medical, 'settleSubstitute', { ...settle, action: 'withdraw' });
    expect(await seenBy(deputy, meetingId)).toBeNull();
    expect((await seenBy(medical, meetingId))?.members.find(({ staff }) => staff.id === medical.staffId)?.present).toBe(
      true,
    );
  });

  test('who proposed the package and whoever sits in his place are not two who are for it', async () => {
    const { meetingId, itemId, caseId } = await desk.plan();
    await act(medical, 'composePackage', {
      caseId,
      expectedVersion: 1,
      decisionDate: DECISION_DATE,
      selections: SELECTIONS,
    });
    await act(medical, 'nameSubstitute', { meetingId, substituteId: deputy.staffId, reason: '出差' });
    await desk.openMeeting(meetingId);
    await desk.take(itemId);
    const vote = { itemId, subjectVersion: 2 };
    await act(deputy, 'castVote', { ...vote, choice: 'for' });
    for (const voter of [chair, civil, redCross]) await act(voter, 'castVote', { ...vote, choice: 'abstain' });
    const expectedVersion = await desk.versionOf('agenda_item', itemId);
    expect(await outcome(chair, 'adoptItem', { itemId, expectedVersion })).toEqual([
      'WrongState',
      expect.stringContaining('不能由一人决定'),
    ]);
  });

  test('stands aside: then nobody in his place takes part either', async () => {
    const { meetingId, itemId } = await desk.plan();
    await act(medical, 'recuse', { itemId, ground: 'kin', reason: '申请人是亲属' });
    expect(
      await outcome(medical, 'nameSubstitute', { meetingId, substituteId: deputy.staffId, reason: '出差' }),
    ).toEqual(['WrongState', expect.stringContaining('不能再由他人代替')]);
    await act(redCross, 'nameSubstitute', {
      meetingId,
      substituteId: (await desk.here.office.as('manager', 'RC')).staffId,
      reason: '出差',
    });
    await desk.openMeeting(meetingId);
    await desk.take(itemId);
    const substitute = await desk.here.office.as('manager', 'RC');
    await act(substitute, 'recuse', { itemId, ground: 'same_village', reason: '与申请人同村' });
    expect((await outcome(substitute, 'castVote', { itemId, subjectVersion: 1, choice: 'for' }))[0]).toBe('NotAllowed');
    expect((await seenBy(chair, meetingId))?.agenda[0]?.tally).toMatchObject({ members: 2, quorum: 2 });
  });
});

describe('a chair who stands aside', () => {
  test('does not preside: the deputy by the committee’s order decides, both are in the minutes', async () => {
    const { meetingId, itemId, caseId } = await desk.plan();
    await desk.openMeeting(meetingId);
    await desk.take(itemId);
    expect((await outcome(civil, 'deferItem', { itemId, expectedVersion: 2, reason: '下次再议吧' }))[0]).toBe(
      'NotAllowed',
    );
    await act(chair, 'recuse', { itemId, ground: 'kin', reason: '申请人是亲属' });
    expect((await seenBy(chair, meetingId))?.agenda[0]?.presider.id).toBe(civil.staffId);
    const expectedVersion = await desk.versionOf('agenda_item', itemId);
    const vote = { itemId, subjectVersion: 1, choice: 'for' };
    for (const [mutation, input] of [
      ['adoptItem', { itemId, expectedVersion }],
      ['refuseItem', { itemId, expectedVersion, reason: '不符合规定' }],
      ['deferItem', { itemId, expectedVersion, reason: '下次再议吧' }],
      ['recordUnanimous', { itemId, subjectVersion: 1 }],
      ['castVote', { ...vote, staffId: medical.staffId }],
    ] as const)
      expect([mutation, (await outcome(chair, mutation, input))[0]]).toEqual([mutation, 'NotAllowed']);
    expect(
      await outcome(chair, 'composePackage', {
        caseId,
        expectedVersion: 1,
        decisionDate: DECISION_DATE,
        selections: SELECTIONS.slice(1),
      }),
    ).toEqual(['NotAllowed', expect.stringContaining('回避')]);
    await act(civil, 'castVote', { ...vote, staffId: medical.staffId });
    await act(civil, 'castVote', vote);
    await act(civil, 'adoptItem', { itemId, expectedVersion });
    expect(await desk.minutes(meetingId, MINUTES)).toMatchObject({
      items: [{ presider: { name: await desk.nameOf(civil) }, recusals: [{ name: await desk.nameOf(chair) }] }],
    });
  });

  test('hands over to whom he chooses, one who is there and does not stand aside; in the room he presides himself', async () => {
    const { meetingId, itemId } = await desk.plan();
    await desk.openMeeting(meetingId);
    const version = () => desk.versionOf('agenda_item', itemId);
    expect(
      await outcome(chair, 'choosePresider', { itemId, staffId: civil.staffId, expectedVersion: await version() }),
    ).toEqual(['WrongState', expect.stringContaining('召集人在场')]);
    for (const { staffId } of [civil, medical])
      await act(chair, 'recordAttendance', { meetingId, staffId, present: false });
    const aside = { itemId, ground: 'other', reason: '曾有纠纷' };
    // Of the deputies by order nobody is there.
    expect(await outcome(chair, 'recuse', aside)).toEqual(['InvalidInput', 'presiderId']);
    expect(await outcome(chair, 'recuse', { ...aside, presiderId: civil.staffId })).toEqual([
      'InvalidInput',
      'presiderId',
    ]);
    await act(chair, 'recuse', { ...aside, presiderId: redCross.staffId });
    expect((await outcome(chair, 'takeItem', { itemId, expectedVersion: await version() }))[0]).toBe('NotAllowed');
    await desk.take(itemId, redCross);
    await act(chair, 'recordAttendance', { meetingId, staffId: civil.staffId, present: true, alsoElsewhere: true });
    // Who presides stands aside as well: the next in order presides.
    await act(redCross, 'recuse', aside);
    expect((await seenBy(chair, meetingId))?.agenda[0]?.presider.id).toBe(civil.staffId);
    const choose = { itemId, staffId: medical.staffId };
    expect(await outcome(civil, 'choosePresider', { ...choose, expectedVersion: await version() })).toEqual([
      'InvalidInput',
      'presiderId',
    ]);
    expect((await outcome(medical, 'choosePresider', { ...choose, expectedVersion: await version() }))[0]).toBe(
      'NotAllowed',
    );
    expect((await outcome(chair, 'choosePresider', { ...choose, expectedVersion: 1 }))[0]).toBe('StaleVersion');
    await act(chair, 'recordAttendance', { meetingId, staffId: medical.staffId, present: true, alsoElsewhere: true });
    await act(chair, 'choosePresider', { ...choose, expectedVersion: await version() });
    expect((await seenBy(chair, meetingId))?.agenda[0]?.presider.id).toBe(medical.staffId);
  });
});

describe('that all are for it', () => {
  test('is recorded for those in the room who do not stand aside, and not against a vote that was cast', async () => {
    const { meetingId, itemId } = await desk.plan();
    await desk.openMeeting(meetingId);
    await desk.take(itemId);
    await act(chair, 'recordAttendance', { meetingId, staffId: redCross.staffId, present: false });
    await act(civil, 'recuse', { itemId, ground: 'kin', reason: '申请人是亲属' });
    const all = { itemId, subjectVersion: 1 };
    expect((await outcome(medical, 'recordUnanimous', all))[0]).toBe('NotAllowed');
    expect((await outcome(chair, 'recordUnanimous', { ...all, subjectVersion: 7 }))[0]).toBe('StaleVersion');
    await act(chair, 'recordUnanimous', all);
    const voted = await desk.here.records.rows<{ id: string }>(
      'select staff_id as id from vote where agenda_item_id = $1',
      [itemId],
    );
    expect(voted.map(({ id }) => id).sort()).toEqual([chair.staffId, medical.staffId].sort());
    expect(await outcome(chair, 'recordUnanimous', all)).toEqual(['WrongState', expect.stringContaining('都已表决')]);

    const other = await desk.plan();
    await desk.openMeeting(other.meetingId);
    await desk.take(other.itemId);
    await act(medical, 'castVote', { itemId: other.itemId, subjectVersion: 1, choice: 'abstain' });
    expect(await outcome(chair, 'recordUnanimous', { ...all, itemId: other.itemId })).toEqual([
      'WrongState',
      expect.stringContaining(`${await desk.nameOf(medical)} 已投反对或弃权票`),
    ]);
  });
});
