import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt } from '../api/attempt.js';
import { Casework, type Discussion } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

let here: TestOffice;
let casework: Casework;
let chair: Client;
let medical: Client;
let civil: Client;
let redCross: Client;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  chair = await here.office.as('chair');
  [medical, civil, redCross] = [
    await here.office.as('member', 'MIA'),
    await here.office.as('member', 'MCA'),
    await here.office.as('member', 'RC'),
  ];
});

afterAll(() => here?.close());

interface ItemState {
  version: number;
  tally: {
    for: number;
    against: number;
    abstain: number;
    cast: number;
    quorum: number;
    members: number;
    hidden: boolean;
  };
  votes: { choice: string | null; staff: { id: string } }[];
  recusals: { ground: string; reason: string; staff: { id: string } }[];
  proposedRecusals: { ground: string; staff: { id: string } }[];
}

/** The item as somebody sees it. */
async function itemOf(client: Client, { meetingId }: Discussion): Promise<ItemState> {
  const { data } = await client.raw(
    `query ($id: ID!) { meeting(id: $id) { agenda { version ballot
       tally { for against abstain cast quorum members hidden } votes { choice staff { id } }
       recusals { ground reason staff { id } } proposedRecusals { ground staff { id } } } } }`,
    { id: meetingId },
  );
  return (data as { meeting: { agenda: [ItemState] } }).meeting.agenda[0];
}

const outcome = async (client: Client, mutation: string, input: object) => {
  const { __typename, message } = await attempt(client, mutation, { key: key(), ...input });
  return [__typename, message ?? ''] as const;
};

describe('whoever stands aside', () => {
  let discussion: Discussion;

  beforeAll(async () => {
    discussion = await casework.discuss(0);
  });

  test('neither speaks nor votes, does not count for the quorum, and is in the minutes with his reason', async () => {
    const { itemId, meetingId } = discussion;
    expect((await itemOf(chair, discussion)).tally).toMatchObject({ members: 4, quorum: 3 });
    await act(redCross, 'recuse', { itemId, ground: 'kin', reason: '申请人是本人表弟' });
    await act(chair, 'recuse', { itemId, staffId: civil.staffId, ground: 'other', reason: '曾与申请人有纠纷' });
    const item = await itemOf(chair, discussion);
    expect(item.tally).toMatchObject({ members: 2, quorum: 2 });
    expect(item.recusals.map(({ staff, ground }) => [staff.id, ground])).toEqual([
      [redCross.staffId, 'kin'],
      [civil.staffId, 'other'],
    ]);
    const vote = { itemId, subjectVersion: 1, choice: 'for' };
    expect(await outcome(redCross, 'castVote', vote)).toEqual(['NotAllowed', expect.stringContaining('已回避')]);
    expect((await outcome(chair, 'castVote', { ...vote, staffId: civil.staffId }))[0]).toBe('NotAllowed');
    expect((await outcome(redCross, 'recordOpinion', { itemId, stance: 'support', text: '同意' }))[0]).toBe(
      'NotAllowed',
    );
    expect((await outcome(redCross, 'recuse', { itemId, ground: 'kin', reason: '再说一次' }))[0]).toBe('WrongState');
    await act(medical, 'recordOpinion', { itemId, stance: 'oppose', text: '金额偏高，保留意见' });
    await act(chair, 'castVote', vote);
    expect((await outcome(chair, 'recuse', { itemId, ground: 'other', reason: '投票以后' }))[0]).toBe('WrongState');
    await act(medical, 'castVote', vote);
    await act(chair, 'adoptItem', { itemId, expectedVersion: item.version });
    const [{ version } = { version: 0 }] = await here.records.rows<{ version: number }>(
      'select version from review_meeting where id = $1',
      [meetingId],
    );
    await act(chair, 'closeMeeting', { meetingId, expectedVersion: version });
    const { data } = await chair.raw(
      'query ($id: ID!) { meeting(id: $id) { minutes { items { recusals { ground reason } opinions { stance text } votes { choice names } } } } }',
      { id: meetingId },
    );
    const [minuted] = (data as { meeting: { minutes: { items: object[] } } }).meeting.minutes.items;
    expect(minuted).toMatchObject({
      recusals: [
        { ground: 'kin', reason: '申请人是本人表弟' },
        { ground: 'other', reason: '曾与申请人有纠纷' },
      ],
      opinions: [{ stance: 'oppose', text: '金额偏高，保留意见' }],
      votes: [{ choice: 'for', names: [expect.any(String), expect.any(String)] }],
    });
  });

  test('is not declared by another member, nor by somebody from outside', async () => {
    const { itemId } = await casework.discuss(0);
    const input = { itemId, ground: 'kin', reason: '有亲属关系' };
    expect((await outcome(medical, 'recuse', { ...input, staffId: civil.staffId }))[0]).toBe('NotAllowed');
    expect((await outcome(await here.office.as('member', 'JUS'), 'recuse', input))[0]).toBe('NotFound');
    expect((await outcome(medical, 'recuse', { ...input, ground: 'mood', reason: ' ' }))[0]).toBe('InvalidInput');
  });
});

describe('the software proposes that a member stands aside', () => {
  test('of kin or of the same village as he declared, and tells nobody but the chair and him', async () => {
    const village = casework.place().villageCode;
    const tieId = await act(medical, 'declareTie', { villageCode: village });
    const discussion = await casework.discuss(0);
    await act(civil, 'declareTie', { idNumber: discussion.idNumbers[1], relation: '姐妹' });
    const proposed = async (client: Client) =>
      (await itemOf(client, discussion)).proposedRecusals.map(({ staff, ground }) => [staff.id, ground]);
    expect((await proposed(chair)).sort()).toEqual(
      [
        [medical.staffId, 'same_village'],
        [civil.staffId, 'kin'],
      ].sort(),
    );
    expect(await proposed(medical)).toEqual([[medical.staffId, 'same_village']]);
    expect(await proposed(redCross)).toEqual([]);
    await act(chair, 'recuse', {
      itemId: discussion.itemId,
      staffId: civil.staffId,
      ground: 'kin',
      reason: '申报的亲属',
    });
    expect(await proposed(chair)).toEqual([[medical.staffId, 'same_village']]);
    await act(medical, 'endTie', { tieId });
    expect(await proposed(chair)).toEqual([]);
  });

  test('a relative is kept as a blind index, and the answer does not tell whether he is registered', async () => {
    const kept = await here.records.rows<{ text: string }>('select staff_tie::text as text from staff_tie');
    const { idNumbers } = await casework.register();
    const [registered, stranger] = [idNumbers[0], casework.newMember().idNumber];
    const answers = await Promise.all(
      [registered, stranger].map((idNumber) => outcome(redCross, 'declareTie', { idNumber, relation: '亲属' })),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(kept.some(({ text }) => /\d{17}[\dX]/.test(text))).toBe(false);
    expect((await outcome(medical, 'declareTie', { idNumber: '123', relation: '兄' }))[0]).toBe('InvalidInput');
    expect((await outcome(medical, 'declareTie', {}))[0]).toBe('InvalidInput');
    expect((await outcome(await here.office.as('leader'), 'declareTie', { villageCode: 'x' }))[0]).toBe('NotAllowed');
  });

  test('who applied for it himself', async () => {
    const file = await casework.compose();
    const applied = await act(redCross, 'applyForProgram', { caseId: file.caseId, programCode: 'RC-01' });
    expect(applied).toBeTruthy();
    const meetingId = await act(chair, 'planMeeting', {
      title: '研判会',
      scheduledAt: '2022-06-25T09:00:00+08:00',
      place: '会议室',
      memberIds: [redCross.staffId],
      caseIds: [file.caseId],
      batchIds: [],
    });
    const { proposedRecusals } = await itemOf(chair, { meetingId } as Discussion);
    expect(proposedRecusals.map(({ staff, ground }) => [staff.id, ground])).toEqual([
      [redCross.staffId, 'own_recommendation'],
    ]);
  });
});

describe('a secret vote', () => {
  let discussion: Discussion;
  const choices = ['for', 'against', 'abstain', 'for'];

  beforeAll(async () => {
    discussion = await casework.discuss(0);
    const { itemId, itemVersion } = discussion;
    await act(chair, 'chooseBallot', { itemId, expectedVersion: itemVersion, ballot: 'secret' });
    for (const [index, voter] of [chair, medical, civil, redCross].entries())
      await act(voter, 'castSecretVote', { itemId, subjectVersion: 1, secretChoice: choices[index] });
  });

  test('shows who voted and no number until it is counted', async () => {
    const { votes, tally } = await itemOf(chair, discussion);
    expect(votes.map(({ choice }) => choice)).toEqual([null, null, null, null]);
    expect(tally).toMatchObject({ for: 0, against: 0, abstain: 0, cast: 4, hidden: true });
    expect(await outcome(chair, 'adoptItem', { itemId: discussion.itemId, expectedVersion: 3 })).toEqual([
      'WrongState',
      expect.stringContaining('尚未计票'),
    ]);
  });

  test('leaves no trace of who chose what, in no table', async () => {
    const voters = [chair, medical, civil, redCross].map(({ staffId }) => staffId);
    const tables = await here.records.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE'`,
      [here.config.county],
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await here.records.rows<{ row: string }>(`select to_jsonb(t)::text as row from "${name}" t`);
      for (const { row } of rows)
        if (
          row.includes(discussion.itemId) &&
          voters.some((id) => row.includes(id)) &&
          /"(for|against|abstain)"/.test(row)
        )
          found.push(`${name}: ${row}`);
    }
    expect(found).toEqual([]);
    const commands = await here.records.rows<{ input: object }>(
      `select input from audit_event where command = 'castSecretVote'`,
    );
    expect(commands).toHaveLength(4);
    for (const { input } of commands) expect(Object.keys(input).sort()).toEqual(['itemId', 'key', 'subjectVersion']);
  });

  test('is cast once by oneself only, and its kind stands once it has begun', async () => {
    const { itemId } = discussion;
    const { version: expectedVersion } = await itemOf(chair, discussion);
    const vote = { itemId, subjectVersion: 1 };
    expect((await outcome(medical, 'castSecretVote', { ...vote, secretChoice: 'for' }))[0]).toBe('WrongState');
    expect((await outcome(medical, 'castSecretVote', { ...vote, secretChoice: 'maybe' }))[0]).toBe('InvalidInput');
    expect((await outcome(chair, 'castVote', { ...vote, choice: 'for', staffId: medical.staffId }))[0]).toBe(
      'WrongState',
    );
    expect((await outcome(chair, 'chooseBallot', { itemId, expectedVersion, ballot: 'open' }))[0]).toBe('WrongState');
    expect((await outcome(medical, 'countBallot', { itemId, expectedVersion }))[0]).toBe('NotAllowed');
  });

  test('is counted by the chair, then adopted, and minuted by numbers alone', async () => {
    const { itemId, meetingId } = discussion;
    await act(chair, 'countBallot', { itemId, expectedVersion: (await itemOf(chair, discussion)).version });
    const { tally, version } = await itemOf(chair, discussion);
    expect(tally).toMatchObject({ for: 2, against: 1, abstain: 1, hidden: false });
    await act(chair, 'adoptItem', { itemId, expectedVersion: version });
    const [meeting] = await here.records.rows<{ version: number }>('select version from review_meeting where id = $1', [
      meetingId,
    ]);
    await act(chair, 'closeMeeting', { meetingId, expectedVersion: meeting?.version });
    const { data } = await chair.raw(
      'query ($id: ID!) { meeting(id: $id) { minutes { items { secret votes { choice names count } } } } }',
      { id: meetingId },
    );
    expect((data as { meeting: { minutes: { items: object[] } } }).meeting.minutes.items).toEqual([
      {
        secret: true,
        votes: [
          { choice: 'for', names: [], count: 2 },
          { choice: 'against', names: [], count: 1 },
          { choice: 'abstain', names: [], count: 1 },
        ],
      },
    ]);
  });
});

test('nobody decides alone what he proposed', async () => {
  const discussion = await casework.discuss(0);
  const { itemId } = discussion;
  // The chair composed the package.
  await act(chair, 'castVote', { itemId, subjectVersion: 1, choice: 'for' });
  for (const voter of [medical, civil, redCross])
    await act(voter, 'castVote', { itemId, subjectVersion: 1, choice: 'abstain' });
  const { version: expectedVersion } = await itemOf(chair, discussion);
  expect(await outcome(chair, 'adoptItem', { itemId, expectedVersion })).toEqual([
    'WrongState',
    expect.stringContaining('不能由一人决定'),
  ]);
});
