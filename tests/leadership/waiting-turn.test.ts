import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commitFunds, findLine, moveBudget } from '@yimen/api/ledger/ledger.js';
import {
  InviteEntitledDocument,
  NextInLineDocument,
  ScreeningFindingsDocument,
  TakeInNextDocument,
  WaitingCallsDocument,
  WaitingEntriesDocument,
} from '@yimen/schema/documents';
import { attempt } from '../api/attempt.js';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { inTransaction, MOVEMENT, sqlOfClient } from '../ledger/lines.js';
import type { Client } from '../testkit/client.js';
import { key } from '../testkit/client.js';
import { syntheticIdNumber } from '../testkit/people.js';

const YEAR = 2022;
const PROGRAM = 'VET-02';
/** VET-02 has ten places. */
const APPLY = 14;

let here: TestOffice;
let manager: Client;
let casework: Casework;

beforeAll(async () => {
  here = await openTestOffice();
  manager = await here.office.as('manager', 'VET');
  const chair = await here.office.as('chair');
  casework = await Casework.begin(here.office);
  const { villageCode } = casework.place();
  const batchId = await act(chair, 'createBatch', {
    title: '退役军人家庭助学',
    groupCode: 'G_FRESHMAN',
    decisionDate: '2022-08-25',
  });
  const applicants = Array.from({ length: APPLY }, (_, index) => ({
    member: {
      name: `学生丁${index}号`,
      idNumber: syntheticIdNumber('2004-06-15', 'male', 400 + index),
      relation: 'head',
    },
    villageCode,
    programCode: PROGRAM,
    appliedOn: `2022-08-${String(index + 1).padStart(2, '0')}`,
    amount: '3000',
    facts: [
      { code: 'admission_level', value: 'undergraduate' },
      { code: 'enrolled_university_this_year', value: true },
      { code: 'veteran_family_student', value: true },
      { code: 'hukou_in_county', value: true },
    ],
  }));
  await act(manager, 'submitBatchApplications', { batchId, applicants });
  await adopt(chair, batchId);
  await act(manager, 'decideBatch', { batchId, outcome: 'confirmed' });
});
afterAll(() => here?.close());

async function adopt(chair: Client, batchId: string): Promise<void> {
  const members = await Promise.all(['VET', 'EDU'].map((department) => here.office.as('member', department)));
  const meetingId = await act(chair, 'planMeeting', {
    title: '助学',
    scheduledAt: '2022-08-25T09:00:00+08:00',
    place: '会议室',
    memberIds: members.map(({ staffId }) => staffId),
    caseIds: [],
    batchIds: [batchId],
  });
  await act(chair, 'openMeeting', { meetingId, expectedVersion: 1 });
  const item = async () => {
    const { data } = await chair.raw('query ($id: ID!) { meeting(id: $id) { agenda { id version subjectVersion } } }', {
      id: meetingId,
    });
    return (data as { meeting: { agenda: [{ id: string; version: number; subjectVersion: number }] } }).meeting
      .agenda[0];
  };
  const queued = await item();
  await act(chair, 'takeItem', { itemId: queued.id, expectedVersion: queued.version });
  const { subjectVersion } = await item();
  for (const voter of [chair, ...members]) {
    await act(voter, 'castVote', { itemId: queued.id, subjectVersion, choice: 'for' });
  }
  await act(chair, 'adoptItem', { itemId: queued.id, expectedVersion: (await item()).version });
}

/** More money (fen) or places for a program. */
async function supplement(program: string, more: { fen?: number; places?: number }): Promise<void> {
  const { pool } = here.api.database;
  const line = await findLine(sqlOfClient(pool), program, YEAR);
  const order = {
    ...MOVEMENT,
    key: randomUUID(),
    lineId: line?.id ?? '',
    move: 'supplement',
    on: '2022-09-01',
  } as const;
  await inTransaction(pool, (sql) => moveBudget(sql, { ...order, ...more }));
}

const line = async (client: Client) =>
  (await client.run(WaitingEntriesDocument, { filter: { year: YEAR, program: PROGRAM } })).waitingEntries.nodes;
const next = async (client: Client) => (await client.run(NextInLineDocument, { year: YEAR })).nextInLine;
const takeIn = async (entryId: string | undefined, client = manager) =>
  (await client.run(TakeInNextDocument, { input: { key: key(), entryId: entryId ?? '' } })).takeInNext;
const aidOf = (name: string) =>
  here.records.rows<{ fen: number }>(
    `select a.amount_fen::int as fen from aid_record a join person p on p.id = a.person_id where p.name = $1`,
    [name],
  );

test('nobody is taken in while nothing is free, nor out of turn, nor by another department', async () => {
  const waiting = await line(manager);
  expect(waiting.map(({ personName }) => personName)).toEqual([10, 11, 12, 13].map((one) => `学生丁${one}号`));
  expect(await next(manager)).toEqual([]);
  expect(await takeIn(waiting[0]?.id)).toMatchObject({ __typename: 'WrongState' });
  await supplement(PROGRAM, { places: 1 });
  expect(await takeIn(waiting[1]?.id)).toMatchObject({
    __typename: 'WrongState',
    message: expect.stringContaining('2'),
  });
  expect(await takeIn('application:nobody')).toMatchObject({ __typename: 'NotFound' });
  expect(await takeIn(waiting[0]?.id, await here.office.as('manager', 'EDU'))).toMatchObject({
    __typename: 'NotFound',
  });
  expect(await takeIn(waiting[0]?.id, await here.office.as('chair'))).toMatchObject({ __typename: 'NotAllowed' });
  expect(await takeIn(waiting[0]?.id, await here.office.as('leader'))).toMatchObject({ __typename: 'NotFound' });
});

test('one free place goes to one family, however many take it at once', async () => {
  const [first] = await next(manager);
  expect(first).toMatchObject({ personName: '学生丁10号', allowedActions: [{ action: 'take_in', allowed: true }] });
  expect(first?.turn.en).toContain('2022-08-11');
  const member = await here.office.as('member', 'VET');
  const answers = await Promise.all([manager, member, manager, member].map((client) => takeIn(first?.id, client)));
  expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
    'WaitingCall',
    ...Array.from({ length: 3 }, () => 'WrongState'),
  ]);
  expect(answers.find(({ __typename }) => __typename === 'WaitingCall')).toMatchObject({
    outcome: 'taken_in',
    personName: '学生丁10号',
    next: null,
  });
  expect(await aidOf('学生丁10号')).toEqual([{ fen: 300_000 }]);
  expect((await line(manager))[0]?.personName).toBe('学生丁11号');
});

test('whoever is no longer entitled is passed over with the reason, and it is the turn of the next', async () => {
  await supplement(PROGRAM, { places: 1 });
  const [first] = await next(manager);
  const [person] = await here.records.rows<{ id: string; householdId: string }>(
    `select id, household_id as "householdId" from person where name = '学生丁11号'`,
  );
  await act(await here.office.as('clerk'), 'recordFacts', {
    householdId: person?.householdId,
    facts: [{ code: 'enrolled_university_this_year', value: 'false', personId: person?.id }],
  });
  const passed = await takeIn(first?.id);
  expect(passed).toMatchObject({
    outcome: 'passed_over',
    personName: '学生丁11号',
    next: { personName: '学生丁12号' },
  });
  if (passed.__typename !== 'WaitingCall') throw new Error(passed.__typename);
  expect(passed.reason?.zh).toContain('不符合条件');
  expect(await aidOf('学生丁11号')).toEqual([]);
  expect(await takeIn(passed.next?.id)).toMatchObject({ outcome: 'taken_in', personName: '学生丁12号' });
  const again = { entryId: passed.next?.id };
  expect(await attempt(manager, 'takeInNext', { key: key(), ...again })).toMatchObject({ __typename: 'WrongState' });
  const { waitingCalls } = await manager.run(WaitingCallsDocument, { year: YEAR });
  expect(waitingCalls.map(({ personName, outcome }) => [personName, outcome])).toEqual([
    ['学生丁12号', 'taken_in'],
    ['学生丁11号', 'passed_over'],
    ['学生丁10号', 'taken_in'],
  ]);
  expect((await (await here.office.as('leader')).run(WaitingCallsDocument, { year: YEAR })).waitingCalls).toEqual([]);
  const told = await here.records.rows<{ kind: string }>(
    `select kind from task where origin like 'waiting_call:%' and department_code = 'VET' and status = 'open'`,
  );
  expect(told.map(({ kind }) => kind)).toEqual(['waiting_notice', 'waiting_notice', 'waiting_notice']);
});

test('what a department declined for want of money it takes up when money comes back', async () => {
  const program = 'MCA-05';
  const { pool } = here.api.database;
  const line = await findLine(sqlOfClient(pool), program, YEAR);
  const [balance] = await here.records.rows<{ left: number }>(
    `select (credits_posted - debits_posted - debits_pending)::int as left from ledger_account
      where line_id = $1 and kind = 'available'`,
    [line?.id],
  );
  const all = { ...MOVEMENT, key: randomUUID(), lineId: line?.id ?? '', fen: balance?.left ?? 0 };
  await inTransaction(pool, (sql) => commitFunds(sql, all));
  const { caseId, items } = await casework.adopt();
  const mca = await here.office.as('manager', 'MCA');
  const packageItemId = items.get(program);
  await act(mca, 'decidePackageItem', { packageItemId, outcome: 'declined', reason: '本季度资金已用完' });
  await supplement(program, { fen: 300_000 });
  const [first] = await next(mca);
  expect(first).toMatchObject({ caseId, neededFen: 300_000 });
  const takenIn = await takeIn(first?.id, mca);
  expect(takenIn).toMatchObject({ outcome: 'taken_in', caseId, next: null });
  const [item] = await here.records.rows<{ status: string; rounds: number }>(
    `select i.status, (select count(*)::int from department_decision d where d.package_item_id = i.id) as rounds
       from package_item i where i.id = $1`,
    [packageItemId],
  );
  expect(item).toEqual({ status: 'committed', rounds: 2 });
  expect(await next(mca)).toEqual([]);
});

test('the township is asked once a year to invite whom the screening found entitled and who never applied', async () => {
  const { householdId, personId, townshipCode } = await casework.register();
  await act(await here.office.as('clerk'), 'recordFacts', {
    householdId,
    facts: [
      { code: 'hh_dibao_status', value: 'rural' },
      { code: 'hukou_in_county', value: 'true', personId },
      { code: 'enrolled_university_this_year', value: 'true', personId },
      { code: 'admission_level', value: 'undergraduate', personId },
    ],
  });
  const chair = await here.office.as('chair');
  await act(chair, 'startScreening', {});
  await here.work();
  const [run] = await here.records.rows<{ id: string }>('select id from screening_run');
  const filter = { run: run?.id ?? '', kind: 'ENTITLED_WITHOUT', program: 'CYL-01', reach: 'none' };
  const cyl = await here.office.as('manager', 'CYL');
  const found = async () => (await cyl.run(ScreeningFindingsDocument, { filter })).screeningFindings.nodes;
  const [finding] = (await found()).filter(({ allowedActions }) => allowedActions.length > 0);
  expect(finding).toMatchObject({ reach: 'none', allowedActions: [{ action: 'invite', allowed: true }] });
  const before = (await found()).length;
  const invite = async (client: Client) =>
    (await client.run(InviteEntitledDocument, { input: { key: key(), findingId: finding?.id ?? '' } })).inviteEntitled;
  expect(await invite(manager)).toMatchObject({ __typename: 'NotFound' });
  expect(await invite(await here.office.as('leader'))).toMatchObject({ __typename: 'NotFound' });
  expect(await invite(await here.office.asUser('clerk-hall'))).toMatchObject({ __typename: 'NotAllowed' });
  expect(await invite(cyl)).toMatchObject({ __typename: 'ScreeningFinding', reach: 'invited' });
  expect(await invite(chair)).toMatchObject({ __typename: 'WrongState' });
  expect(await found()).toHaveLength(before - 1);
  const tasks = await here.records.rows<{ township: string; kind: string; title: string }>(
    `select township_code as township, kind, title_zh as title from task where kind = 'invitation'`,
  );
  expect(tasks).toEqual([{ township: townshipCode, kind: 'invitation', title: expect.stringContaining('而未享受') }]);
});
