import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi } from '@yimen/api/server.js';
import { MeetingRoomDocument, type MeetingRoomSubscription } from '@yimen/schema/documents';
import { Casework, type Discussion, SELECTIONS } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, type Following, openOffice } from '../testkit/client.js';

let here: TestOffice;
let casework: Casework;
let discussion: Discussion;
let chair: Client;
let member: Client;
const open: Following<MeetingRoomSubscription>[] = [];

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  discussion = await casework.discuss(0);
  chair = await here.office.as('chair');
  member = await here.office.as('member', 'MIA');
});

afterAll(async () => {
  for (const one of open) one.close();
  await here?.close();
});

function follow(client: Client, after = 0, meetingId = discussion.meetingId): Following<MeetingRoomSubscription> {
  const following = client.follow(MeetingRoomDocument, { meetingId, after });
  open.push(following);
  return following;
}

const linesOf = ({ heard }: Following<MeetingRoomSubscription>) =>
  heard.flatMap(({ meetingRoom: { line } }) => line ?? []);
const ofKind =
  (kind: string) =>
  ({ meetingRoom: { line } }: MeetingRoomSubscription): boolean =>
    line?.kind === kind;

async function lastSequence(): Promise<number> {
  const [row] = await here.records.rows<{ sequence: number }>(
    'select sequence from meeting_room where meeting_id = $1',
    [discussion.meetingId],
  );
  return row?.sequence ?? 0;
}

describe('the room of an open meeting', () => {
  test('tells whoever comes what happened so far, and then what happens, with who did it', async () => {
    const following = follow(member);
    await following.until(ofKind('item_taken'));
    expect(linesOf(following).map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['opened', 1],
      ['item_taken', 2],
    ]);
    await act(chair, 'composePackage', {
      caseId: discussion.caseId,
      expectedVersion: 1,
      decisionDate: '2022-06-25',
      selections: SELECTIONS.map((one) => (one.programCode === 'MCA-05' ? { ...one, amount: '2000' } : one)),
    });
    const { meetingRoom } = await following.until(ofKind('package'));
    expect(meetingRoom.line?.words.zh).toMatch(/把“.+”改为 ¥2,000/);
    expect(meetingRoom.item?.subjectVersion).toBe(2);
  });

  test('shows a vote, an opinion, a question with its answer and the attendance to everybody', async () => {
    const following = follow(chair, await lastSequence());
    const { itemId, meetingId } = discussion;
    await act(member, 'recordOpinion', { itemId, stance: 'oppose', text: '金额偏高' });
    const heardOpinion = await following.until(ofKind('opinion'));
    expect(heardOpinion.meetingRoom.opinion).toMatchObject({ text: '金额偏高', staff: { id: member.staffId } });
    await act(member, 'askItemQuestion', { itemId, text: '住院几次？' });
    const { question } = (await following.until(ofKind('question'))).meetingRoom;
    await act(chair, 'answerItemQuestion', { questionId: question?.id, text: '两次' });
    const answered = await following.until(ofKind('answer'));
    expect(answered.meetingRoom.question?.answers.map(({ text }) => text)).toEqual(['两次']);
    await act(member, 'castVote', { itemId, subjectVersion: 2, choice: 'for' });
    const voted = await following.until(ofKind('vote'));
    expect(voted.meetingRoom.vote).toMatchObject({ choice: 'for', staff: { id: member.staffId } });
    expect(voted.meetingRoom.item?.tally).toMatchObject({ for: 1, reached: false });
    const other = await here.office.as('member', 'RC');
    await act(chair, 'recordAttendance', { meetingId, staffId: other.staffId, present: false });
    const { meeting } = (await following.until(ofKind('attendance'))).meetingRoom;
    expect(meeting?.members.filter(({ present }) => !present).map(({ staff }) => staff.id)).toEqual([other.staffId]);
    await act(chair, 'recordAttendance', { meetingId, staffId: other.staffId, present: true });
  });

  test('tells each event what one may do now oneself', async () => {
    const before = await lastSequence();
    const own = follow(member, before);
    const others = follow(await here.office.as('member', 'RC'), before);
    await act(await here.office.as('member', 'MCA'), 'castVote', {
      itemId: discussion.itemId,
      subjectVersion: 2,
      choice: 'for',
    });
    const may = async (one: Following<MeetingRoomSubscription>) =>
      (await one.until(ofKind('vote'))).meetingRoom.item?.allowedActions.find(({ action }) => action === 'vote')
        ?.allowed;
    expect([await may(own), await may(others)]).toEqual([false, true]);
  });

  test('loses nothing: whoever comes back hears what he missed, once and in its order', async () => {
    const first = follow(member);
    await first.until(({ meetingRoom: { line } }) => line?.kind === 'attendance');
    const known = linesOf(first).at(-1)?.sequence ?? 0;
    first.close();
    for (let round = 1; round <= 12; round += 1)
      await act(chair, 'recordOpinion', { itemId: discussion.itemId, stance: 'neutral', text: `第 ${round} 次` });
    const last = await lastSequence();
    const again = follow(member, known);
    await again.until(({ meetingRoom: { line } }) => line?.sequence === last);
    expect(linesOf(again).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: last - known }, (_, index) => known + 1 + index),
    );
  });

  test('numbers what happens at once without gaps, and tells it in that order', async () => {
    const before = await lastSequence();
    const following = follow(chair, before);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        act(index % 2 ? chair : member, 'recordOpinion', {
          itemId: discussion.itemId,
          stance: 'support',
          text: `同时 ${index}`,
        }),
      ),
    );
    await following.until(({ meetingRoom: { line } }) => line?.sequence === before + 20);
    expect(linesOf(following).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 20 }, (_, index) => before + 1 + index),
    );
  });

  test('tells who has it open, in each of several processes, and who went', async () => {
    const second = await startApi({ ...here.config, embeddedWorker: false });
    try {
      const elsewhere = await (await openOffice(second.url)).as('member', 'MCA');
      const following = follow(chair, await lastSequence());
      const there = follow(elsewhere, await lastSequence());
      const isThere =
        (yes: boolean) =>
        ({ meetingRoom: { online } }: MeetingRoomSubscription) =>
          online !== null && online !== undefined && online.includes(elsewhere.staffId) === yes;
      await following.until(isThere(true));
      await act(chair, 'recordOpinion', { itemId: discussion.itemId, stance: 'support', text: '两处都听到' });
      await there.until(ofKind('opinion'));
      following.heard.length = 0;
      there.close();
      await following.until(isThere(false));
    } finally {
      await second.close();
    }
  });
});

describe('nobody hears a meeting that he may not see', () => {
  test.each(['clerk', 'manager', 'leader'])('a %s is told that there is none', async (role) => {
    const following = follow(await here.office.as(role));
    await following.ended;
    expect([following.heard, following.refused]).toEqual([[], ['NOT_FOUND']]);
  });

  test('a committee member of another meeting is told that there is none, a stranger to sign in', async () => {
    const other = follow(await here.office.as('member', 'JUS'));
    const stranger = follow(here.office.stranger());
    await Promise.all([other.ended, stranger.ended]);
    expect([other.heard, other.refused]).toEqual([[], ['NOT_FOUND']]);
    expect([stranger.heard, stranger.refused]).toEqual([[], ['SIGN_IN']]);
  });

  test('a member who is taken off it hears nothing more', async () => {
    const member = await here.office.as('member', 'RC');
    const following = follow(member, await lastSequence());
    const staying = follow(chair, await lastSequence());
    await following.until(({ meetingRoom }) => meetingRoom.online !== null);
    await here.records.rows('delete from meeting_member where meeting_id = $1 and staff_id = $2', [
      discussion.meetingId,
      member.staffId,
    ]);
    await act(chair, 'recordOpinion', { itemId: discussion.itemId, stance: 'support', text: '他不在了' });
    await staying.until(ofKind('opinion'));
    await following.ended;
    expect(linesOf(following)).toEqual([]);
  });

  test('whoever signs out hears nothing more', async () => {
    const member = await here.office.as('member', 'MCA');
    const following = follow(member, await lastSequence());
    await following.until(({ meetingRoom }) => meetingRoom.online !== null);
    await here.records.rows(`delete from session where "userId" = (select user_id from staff where id = $1)`, [
      member.staffId,
    ]);
    await act(chair, 'recordOpinion', { itemId: discussion.itemId, stance: 'support', text: '再说一句' });
    await following.ended;
    expect(linesOf(following)).toEqual([]);
  });
});

test('the stream answers subscriptions only', async () => {
  const response = await fetch(`${here.api.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: '{ __schema { types { name } } }' }),
  });
  expect(response.status).toBe(400);
});

test('a message stays small on a slow line', async () => {
  const following = follow(chair);
  await following.until(({ meetingRoom: { line } }) => line?.kind === 'vote');
  const votes = following.heard.filter(ofKind('vote'));
  for (const vote of votes) expect(JSON.stringify(vote).length).toBeLessThan(3000);
});

test('what happened in a room is never changed', async () => {
  await expect(here.api.database.pool.query(`update meeting_event set kind = 'closed'`)).rejects.toThrow('permission');
  await expect(here.api.database.pool.query('delete from meeting_event')).rejects.toThrow('permission');
});
