import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startJob } from '@yimen/api/features/job/start-job.js';
import { today } from '@yimen/api/platform/clock.js';
import { line, monitored } from '../lists/lists.js';
import { makePayees } from '../payments/payees.js';
import { type Client, key } from '../testkit/client.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { attempt, schema } from './attempt.js';
import { Casework, type Composed, DECISION_DATE, SELECTIONS } from './casework.js';
import { act, answerNothing, authorise, freshmen, uploadFacts } from './permission-world.js';
import { openTestOffice, type TestOffice } from './test-office.js';

/** Everybody who tries; one has left the service, one is not signed in. */
const DEPARTMENTS = ['mia', 'mca', 'rc', 'cyl', 'edu', 'jus'];
const TRYING = [
  'chair',
  'clerk-hall',
  'clerk-t01',
  'clerk-t02',
  ...DEPARTMENTS.flatMap((code) => [`member-${code}`, `manager-${code}`]),
  'leader',
  'data-psb',
  'finance',
  'member-vet',
  'stranger',
];
const NOBODY = ['member-vet', 'stranger'];

/** Those who may, by what they are to a case of township T01; in each list the first one does it. */
const CLERKS = ['clerk-t01', 'clerk-hall'];
const CHAIR = ['chair'];
const MEMBERS = DEPARTMENTS.map((code) => `member-${code}`);
const both = (code: string) => [`member-${code}`, `manager-${code}`];
const AT_THE_MEETING = ['chair', 'member-mia', 'member-mca', 'member-rc'];

let here: TestOffice;
let casework: Casework;
const tried = new Set<string>();

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  await clientOf('member-vet');
  await here.records.rows(
    `update staff set active = false where user_id = (select id from "user" where username = 'member-vet')`,
  );
});

afterAll(() => here?.close());

async function clientOf(username: string): Promise<Client> {
  return username === 'stranger' ? here.office.stranger() : here.office.asUser(username);
}

/** What came of it: the name of the answer, or why there is none. */
async function outcomeOf(username: string, mutation: string, input: object): Promise<string> {
  const answer = attempt(await clientOf(username), mutation, { key: key(), ...input });
  return answer.then(
    ({ __typename }) => __typename,
    (error: Error) => (error.message.includes('SIGN_IN') ? 'SIGN_IN' : error.message),
  );
}

/** Everybody else tries first, in vain and without a trace; then the first of `may` does it. Answers its id. */
async function onlyBy(may: readonly string[], mutation: string, input: object): Promise<string> {
  tried.add(mutation);
  const before = await here.records.everything();
  for (const username of TRYING.filter((one) => !may.includes(one))) {
    const allowed = NOBODY.includes(username) ? ['SIGN_IN'] : ['NotAllowed', 'NotFound'];
    const outcome = await outcomeOf(username, mutation, input);
    if (!allowed.includes(outcome)) throw new Error(`${mutation} by ${username}: ${outcome}`);
  }
  expect(await here.records.everything()).toEqual(before);
  return act(await clientOf(may[0] as string), mutation, input);
}

async function one<Row>(sql: string, values: unknown[]): Promise<Row> {
  const [row] = await here.records.rows<Row>(sql, values);
  if (!row) throw new Error(`Nothing: ${sql}`);
  return row;
}

/** A meeting found that a month of aid is to come to 1 yuan. */
async function foundOther(scheduleId: string): Promise<void> {
  await here.records.rows(
    `update aid_record set package_item_id = (select i.id from package_item i
       where not exists (select from aid_record o where o.package_item_id = i.id) order by i.id limit 1)
     where package_item_id is null and id = (select aid_record_id from payment_schedule where id = $1)`,
    [scheduleId],
  );
  await one(
    `insert into remedy (case_id, position, package_item_id, direction, amount_fen, kind, months, status, monthly_fen, decided_on)
     select (select id from case_file c where not exists (select from remedy r where r.case_id = c.id) order by id limit 1), 1,
       a.package_item_id, 'over', 100, 'instalments', 1, 'adopted', 100, current_date
     from payment_schedule s join aid_record a on a.id = s.aid_record_id where s.id = $1 returning id`,
    [scheduleId],
  );
}

const versionOf = async (table: string, id: string) =>
  (await one<{ version: number }>(`select version from ${table} where id = $1`, [id])).version;

const questionOf = async (itemId: string) =>
  (await one<{ id: string }>('select id from item_question where agenda_item_id = $1', [itemId])).id;

/** The version of the package or batch that is put to the vote. */
const subjectVersionOf = async (itemId: string) =>
  (
    await one<{ version: number }>(
      `select coalesce(b.version, k.version) as version from agenda_item i
         left join batch b on b.id = i.batch_id left join aid_package k on k.case_id = i.case_id where i.id = $1`,
      [itemId],
    )
  ).version;

describe('a case of one township', () => {
  let householdId = '';
  let personId = '';
  let caseId = '';
  let others: Composed[] = [];
  let meetingId = '';
  /** Agenda items by case. */
  const items = new Map<string, string>();

  /** The newest observation of the household's savings. */
  const savings = async () =>
    (
      await one<{ id: string }>(
        `select id from observation where household_id = $1 and fact = 'hh_savings_total' order by id desc limit 1`,
        [householdId],
      )
    ).id;

  async function changeAndUndo(): Promise<void> {
    await onlyBy(CLERKS, 'recordHouseholdChange', {
      householdId,
      expectedVersion: await versionOf('household', householdId),
      kind: 'carer_named',
      effectiveOn: '2022-06-20',
      reason: '独居',
      people: [{ personId }],
      carer: { kind: 'carer', carerName: '邻居甲' },
    });
    const { id: eventId } = await one<{ id: string }>(
      `select e.id from household_event e join household_event_household o on o.event_id = e.id
       where o.household_id = $1 and e.kind = 'carer_named'`,
      [householdId],
    );
    await onlyBy(CLERKS, 'undoHouseholdChange', { householdId, eventId, reason: '登记有误' });
    await onlyBy(CLERKS, 'recordBankAccount', {
      personId,
      bank: '农村商业银行',
      holder: '本人',
      bankAccount: '6230281000001234563',
      reason: '发放救助金',
    });
    const { id: accountId } = await one<{ id: string }>('select id from person_account where person_id = $1', [
      personId,
    ]);
    const { __typename } = await attempt(await clientOf('clerk-t01'), 'verifyBankAccount', { key: key(), accountId });
    expect(__typename).toBe('WrongState');
    await onlyBy(CLERKS.toReversed(), 'verifyBankAccount', { accountId });
    await onlyBy(CLERKS, 'revealBankAccount', { accountId, purpose: 'payment' });
    const { id: aidRecordId } = await one<{ id: string }>(
      `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source)
       values ($1, $2, 'MCA-06', 'MCA', 5000, 'monthly', '2022-01-01', '导入') returning id`,
      [householdId, personId],
    );
    await onlyBy([...CLERKS, ...both('mca')], 'revealBankAccount', { accountId, purpose: 'payment' });
    await here.records.rows('delete from aid_record where id = $1', [aidRecordId]);
  }

  async function take(of: string): Promise<{ itemId: string; expectedVersion: number }> {
    const itemId = items.get(of) ?? '';
    const input = { itemId, expectedVersion: await versionOf('agenda_item', itemId) };
    await onlyBy(CHAIR, 'takeItem', input);
    return { itemId, expectedVersion: await versionOf('agenda_item', itemId) };
  }

  async function vote(itemId: string): Promise<void> {
    const [chair = '', first = '', ...others] = AT_THE_MEETING;
    const vote = { itemId, subjectVersion: await subjectVersionOf(itemId), choice: 'for' };
    await onlyBy([chair, first, ...others], 'castVote', vote);
    const { staffId } = await clientOf(first);
    await onlyBy([chair, first], 'castVote', { ...vote, staffId });
    for (const voter of others) await act(await clientOf(voter), 'castVote', vote);
  }

  test('is taken in by the clerks of its township and of the county window', async () => {
    householdId = await onlyBy(CLERKS, 'registerHousehold', {
      ...casework.place('T01'),
      members: [casework.newMember()],
    });
    await onlyBy(CLERKS, 'addMember', { householdId, expectedVersion: 1, member: casework.newMember('spouse') });
    ({ id: personId } = await one<{ id: string }>('select head_person_id as id from household where id = $1', [
      householdId,
    ]));
    await onlyBy(CLERKS, 'revealIdentity', { personId, purpose: 'check_card' });
    await changeAndUndo();
    const facts = [{ code: 'hh_savings_total', value: '1000' }];
    await onlyBy(CLERKS, 'recordFacts', { householdId, facts });
    await onlyBy(CLERKS, 'correctObservation', {
      observationId: await savings(),
      value: '1500',
      reason: '录入时少写一笔',
    });
    await onlyBy(CLERKS, 'retractObservation', { observationId: await savings(), reason: '不是这一户的' });
    caseId = await onlyBy(CLERKS, 'openCase', {
      householdId,
      beneficiaryId: personId,
      difficulty: 'medical',
      whatHappened: '住院',
      since: '2022-03-01',
      requestedOn: '2022-06-20',
      cost: '14000',
    });
    await onlyBy(CLERKS, 'recordFacts', { householdId, caseId, facts });
    await onlyBy(CLERKS, 'updateNeed', {
      caseId,
      expectedVersion: await versionOf('case_file', caseId),
      cost: '15000',
    });
    await onlyBy(CLERKS, 'composePackage', {
      caseId,
      expectedVersion: 0,
      decisionDate: DECISION_DATE,
      selections: [],
    });
    await onlyBy(CLERKS, 'applyForProgram', { caseId, programCode: 'RC-01' });
    await onlyBy(CLERKS, 'requestReview', { caseId, expectedVersion: await versionOf('case_file', caseId) });
  });

  test('handed over, is worked on by the committee too', async () => {
    others = [await casework.compose('T01'), await casework.compose('T01'), await casework.compose('T01')];
    const [{ caseId: handed, householdId: family } = { caseId: '', householdId: '' }] = others;
    const facts = [{ code: 'hh_savings_total', value: '2000' }];
    await onlyBy(['chair', ...CLERKS, ...MEMBERS, 'manager-mia', 'manager-mca', 'manager-rc'], 'recordFacts', {
      householdId: family,
      facts,
    });
    await onlyBy(['member-jus', 'chair', ...CLERKS, ...MEMBERS], 'composePackage', {
      caseId: handed,
      expectedVersion: 1,
      decisionDate: DECISION_DATE,
      selections: SELECTIONS,
    });
    await onlyBy([...both('rc'), ...CLERKS], 'applyForProgram', { caseId: handed, programCode: 'RC-01' });
  });

  test('is put before a meeting by its chair', async () => {
    const [first, second, third] = others.map((file) => file.caseId);
    const heads = await Promise.all(AT_THE_MEETING.slice(1).map(clientOf));
    meetingId = await onlyBy(CHAIR, 'planMeeting', {
      title: '综合研判会',
      scheduledAt: `${DECISION_DATE}T09:00:00+08:00`,
      place: '会议室',
      memberIds: heads.map(({ staffId }) => staffId),
      caseIds: [first, second],
      batchIds: [],
    });
    await onlyBy([...CLERKS, ...MEMBERS, 'manager-mia', 'manager-mca', 'manager-rc'], 'requestMeeting', {
      caseId: third,
      reason: '等不到例会',
    });
    await onlyBy(CHAIR, 'addAgendaItem', { meetingId, caseId: third });
    const itemOf = (caseId: string | undefined) =>
      one<{ itemId: string; expectedVersion: number }>(
        `select id as "itemId", version as "expectedVersion" from agenda_item where case_id = $1 and status = 'queued'`,
        [caseId],
      );
    await onlyBy(CHAIR, 'moveAgendaItem', { ...(await itemOf(third)), position: 1 });
    await onlyBy(CHAIR, 'withdrawAgendaItem', await itemOf(third));
    await act(await clientOf('chair'), 'addAgendaItem', { meetingId, caseId: third });
    const member = await clientOf('member-mia');
    const substitute = await clientOf('manager-mia');
    const settled = { meetingId, memberId: member.staffId };
    await onlyBy(['member-mia', 'chair'], 'nameSubstitute', {
      ...settled,
      substituteId: substitute.staffId,
      reason: '出差',
    });
    await onlyBy(['member-mia', 'chair'], 'settleSubstitute', { ...settled, action: 'withdraw' });
    await onlyBy(AT_THE_MEETING, 'markItemRead', { itemId: (await itemOf(first)).itemId });
    await onlyBy(CHAIR, 'openMeeting', { meetingId, expectedVersion: await versionOf('review_meeting', meetingId) });
    const [staffId] = heads.map((head) => head.staffId);
    await onlyBy(CHAIR, 'recordAttendance', { meetingId, staffId, present: true });
    const agenda = await here.records.rows<{ id: string; of: string }>(
      `select id, case_id as of from agenda_item where meeting_id = $1 and status = 'queued'`,
      [meetingId],
    );
    for (const { id, of } of agenda) items.set(of, id);
  });

  test('is spoken of and voted on by those at the meeting, decided by its chair', async () => {
    const [adopted = '', refused = '', deferred = ''] = others.map((file) => file.caseId);
    const one = await take(adopted);
    const opinion = { itemId: one.itemId, stance: 'support', text: '同意' };
    await onlyBy(AT_THE_MEETING, 'recordOpinion', opinion);
    const { staffId } = await clientOf('member-mia');
    await onlyBy(['chair', 'member-mia'], 'recordOpinion', { ...opinion, staffId });
    await onlyBy(AT_THE_MEETING, 'askItemQuestion', { itemId: one.itemId, text: '材料齐了吗？' });
    const questionId = await questionOf(one.itemId);
    await onlyBy(AT_THE_MEETING, 'answerItemQuestion', { questionId, text: '齐了' });
    await vote(one.itemId);
    await onlyBy(CHAIR, 'adoptItem', one);
    const another = await take(refused);
    const subjectVersion = await subjectVersionOf(another.itemId);
    await onlyBy(CHAIR, 'recordUnanimous', { itemId: another.itemId, subjectVersion });
    await onlyBy(CHAIR, 'refuseItem', { ...another, reason: '不符合救助条件' });
    const last = await take(deferred);
    const { itemId } = last;
    const version = async () => ({ itemId, expectedVersion: await versionOf('agenda_item', itemId) });
    const running = async () => ({ meetingId, expectedVersion: await versionOf('review_meeting', meetingId) });
    await onlyBy(CHAIR, 'pauseMeeting', { ...(await running()), reason: '休息' });
    await onlyBy(CHAIR, 'resumeMeeting', await running());
    await onlyBy(CHAIR, 'closePart', { ...(await version()), closed: true });
    await onlyBy(CHAIR, 'renewReservation', { itemId });
    await onlyBy(CHAIR, 'releaseReservation', { itemId });
    await onlyBy(['member-rc', ...AT_THE_MEETING], 'recuse', { itemId, ground: 'kin', reason: '有亲属关系' });
    const chair = await clientOf('chair');
    const civil = await clientOf('member-mca');
    await act(chair, 'recordAttendance', { meetingId, staffId: chair.staffId, present: false });
    await onlyBy(CHAIR, 'choosePresider', { ...(await version()), staffId: civil.staffId });
    await act(chair, 'recordAttendance', { meetingId, staffId: chair.staffId, present: true });
    await onlyBy(['member-mca', 'chair'], 'choosePresider', { ...(await version()), staffId: chair.staffId });
    await onlyBy(CHAIR, 'chooseBallot', { ...(await version()), ballot: 'secret' });
    const secret = { itemId, subjectVersion: await subjectVersionOf(itemId), secretChoice: 'for' };
    // Who stands aside may not either.
    await onlyBy(['chair', 'member-mia', 'member-mca'], 'castSecretVote', secret);
    await act(await clientOf('member-mia'), 'castSecretVote', secret);
    await onlyBy(CHAIR, 'countBallot', await version());
    const subgroup = { memberIds: [staffId], question: '能否再报销？', dueOn: '2027-12-01' };
    await onlyBy(CHAIR, 'deferItem', { ...(await version()), reason: '材料不全,下次再议', subgroup });
    const [given] = await here.records.rows<{ id: string }>('select id from subgroup where agenda_item_id = $1', [
      itemId,
    ]);
    await onlyBy(['member-mia'], 'reportSubgroup', { subgroupId: given?.id, text: '可以再报销两成' });
    await onlyBy(CHAIR, 'closeMeeting', { meetingId, expectedVersion: await versionOf('review_meeting', meetingId) });
  });

  test('its minutes are signed and corrected by the chair and the secretary he names', async () => {
    const { staffId } = await clientOf('member-mia');
    await onlyBy(CHAIR, 'nameSecretary', { meetingId, staffId });
    const { digest } = await one<{ digest: string }>(
      `select encode(sha256(convert_to(minutes::text, 'UTF8')), 'hex') as digest from review_meeting where id = $1`,
      [meetingId],
    );
    await onlyBy(['member-mia', 'chair'], 'signMinutes', { meetingId, digest });
    await onlyBy(['chair', 'member-mia'], 'annexMinutes', { meetingId, text: '第一项金额应为三千元' });
  });

  test('whose package was adopted is reviewed, and comes before the meeting again, by those of the area and the chair', async () => {
    const file = others[0]?.caseId ?? '';
    await onlyBy([...CLERKS, ...CHAIR], 'reviewCase', { caseId: file });
    await here.records.rows(
      `insert into package_review (package_id, case_id, cause, through, over_fen, under_fen, items, status)
       select id, case_id, 'demand', '2026-01-01', 0, 0, '[]', 'open' from aid_package where case_id = $1`,
      [file],
    );
    const review = await one<{ id: string }>('select id from package_review where case_id = $1', [file]);
    const input = { reviewId: review.id, expectedVersion: 1, reason: '到期回访，情况有变化' };
    await onlyBy([...CLERKS, ...CHAIR], 'openSecondRound', input);
    await onlyBy(['chair', 'clerk-hall'], 'startReviews', {});
  });

  test('is audited, and its department answers what is found', async () => {
    await onlyBy(['chair'], 'startSelfAudit', {});
    const added = await one<{ id: string }>(
      `insert into audit_finding (question, mark, severity, department_code, case_id, evidence, digest, status, due_on)
       values ('missing_papers', 'here', 'medium', 'MIA', $1, '[]', 'x', 'open', '2027-01-04') returning id`,
      [others[0]?.caseId],
    );
    const of = (expectedVersion: number) => ({ findingId: added.id, expectedVersion, text: '已核', document: '说明1' });
    await onlyBy(both('mia'), 'answerAuditFinding', { ...of(1), answer: 'explain' });
    await onlyBy(['chair'], 'sendBackAuditFinding', { findingId: added.id, expectedVersion: 2, text: '不全' });
    await onlyBy(both('mia'), 'answerAuditFinding', { ...of(3), answer: 'correct' });
    await onlyBy(['chair'], 'handOverAuditFinding', of(4));
  });

  test('is asked how it was by the clerks of its area', async () => {
    const asking = await one<{ id: string }>(
      `with aid as (insert into aid_record (household_id, program_code, department_code, period, granted_on, source)
         select household_id, 'MIA-02', 'MIA', 'per_event', '2022-07-01', 'test' from case_file where id = $1 returning id)
       insert into satisfaction_asking (aid_record_id, received_on, due_on)
       select id, '2022-07-01', '2022-07-20' from aid returning id`,
      [others[0]?.caseId],
    );
    const input = { askingId: asking.id, outcome: 'not_reached', manner: 'phone', scores: [], complaint: false };
    await onlyBy(CLERKS, 'recordSatisfaction', input);
  });

  test('is confirmed by each department for itself', async () => {
    const itemOf = (program: string) =>
      one<{ id: string }>(
        `select i.id from package_item i join aid_package p on p.id = i.package_id
         where p.case_id = $1 and i.program_code = $2`,
        [others[0]?.caseId, program],
      );
    const { id: medical } = await itemOf('MIA-02');
    await onlyBy(both('mia'), 'decidePackageItem', { packageItemId: medical, outcome: 'confirmed' });
    const { id: temporary } = await itemOf('MCA-05');
    const { id: transferId } = await one<{ id: string }>(
      `select id from ledger_transfer where package_item_id = $1 order by at limit 1`,
      [medical],
    );
    await onlyBy(['leader'], 'revealRecipient', { transferId, purpose: 'oversight' });
    const linkId = await onlyBy(['leader', 'chair'], 'shareFunding', { title: '常委会', year: 2022, hours: 8 });
    await onlyBy(['chair', 'leader'], 'revokeFundingLink', { linkId, expectedVersion: 1 });
    await onlyBy(both('mca').reverse(), 'decidePackageItem', {
      packageItemId: temporary,
      outcome: 'declined',
      reason: '材料不符合规定',
    });
    const { id: aidRecordId } = await one<{ id: string }>(
      `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source)
       values ($1, $2, 'MCA-06', 'MCA', 5000, 'monthly', '2022-01-01', '导入') returning id`,
      [householdId, personId],
    );
    await onlyBy(both('mca'), 'endAid', { aidRecordId, endedOn: '2022-06-01', reason: '收入超过标准' });
  });

  test('its tasks are done by whose they are', async () => {
    await here.work();
    const { id: told } = await one<{ id: string }>(
      `select id from task where kind = 'refusal_phone' and department_code = 'MCA' and township_code = 'T01'`,
      [],
    );
    await onlyBy([...both('mca'), ...CLERKS], 'completeTask', { taskId: told, note: '已电话告知' });
  });
});

test('ties to stand aside for are declared by the committee, each his own', async () => {
  const { villageCode } = casework.place('T01');
  const tieId = await onlyBy(['member-mca', 'chair', ...MEMBERS], 'declareTie', { villageCode });
  await onlyBy(['member-mca'], 'endTie', { tieId });
});

test('a batch is opened by the chair, filled and decided by each department for its own programs', async () => {
  const { CYL, EDU } = freshmen(casework.place('T01').villageCode);
  const batchId = await onlyBy(CHAIR, 'createBatch', {
    title: '大学新生助学',
    groupCode: 'G_FRESHMAN',
    decisionDate: '2022-08-25',
  });
  await onlyBy([...both('cyl'), 'chair'], 'submitBatchApplications', { batchId, applicants: CYL });
  await onlyBy([...both('edu'), 'chair'], 'submitBatchApplications', { batchId, applicants: EDU });
  await onlyBy(['chair'], 'submitBatchApplications', {
    batchId,
    applicants: [CYL[0], EDU[0]].map((applicant) => ({
      ...applicant,
      member: casework.newMember(),
    })),
  });
  const { id: single } = await one<{ id: string }>(
    `select id from application where batch_id = $1 and program_code = 'EDU-04' order by number desc limit 1`,
    [batchId],
  );
  await onlyBy(CHAIR, 'splitBatch', {
    batchId,
    expectedVersion: await versionOf('batch', batchId),
    applicationIds: [single],
    reason: '家庭情况存疑，单独表决',
  });
  const heads = await Promise.all(['member-cyl', 'member-edu'].map(clientOf));
  const meetingId = await act(await clientOf('chair'), 'planMeeting', {
    title: '助学批次会',
    scheduledAt: `${DECISION_DATE}T14:00:00+08:00`,
    place: '会议室',
    memberIds: heads.map(({ staffId }) => staffId),
    caseIds: [],
    batchIds: [batchId],
  });
  await act(await clientOf('chair'), 'openMeeting', { meetingId, expectedVersion: 1 });
  const { id: itemId } = await one<{ id: string }>('select id from agenda_item where batch_id = $1', [batchId]);
  const version = () => versionOf('agenda_item', itemId);
  await onlyBy(CHAIR, 'takeItem', { itemId, expectedVersion: await version() });
  const vote = { itemId, subjectVersion: await subjectVersionOf(itemId), choice: 'for' };
  for (const voter of [await clientOf('chair'), ...heads]) await act(voter, 'castVote', vote);
  await onlyBy(CHAIR, 'adoptItem', { itemId, expectedVersion: await version() });
  const deciding = [...both('cyl'), ...both('edu')];
  await onlyBy(deciding, 'decideBatch', { batchId, outcome: 'confirmed' });
  await act(await clientOf('manager-edu'), 'decideBatch', { batchId, outcome: 'confirmed' });
});

test('a rule and a figure are written by their department and published by a second person of it', async () => {
  const { data } = await (await clientOf('manager-rc')).raw(
    '{ program(code: "RC-01") { content { rule ruleInWords { zh en } formula min max step } } }',
  );
  const { content } = (data as { program: { content: object } }).program;
  const writing = { programCode: 'RC-01', content, source: '文件' };
  const versionId = await onlyBy(both('rc'), 'saveProgramVersion', writing);
  const rule = async () => ({ versionId, expectedVersion: await versionOf('rule_version', versionId) });
  await onlyBy(both('rc'), 'submitRuleVersion', await rule());
  await onlyBy(both('rc').reverse(), 'returnRuleVersion', { ...(await rule()), reason: '请再核对' });
  await act(await clientOf('member-rc'), 'submitRuleVersion', await rule());
  // Its author is the head of the department: only the manager is left to publish it.
  await onlyBy(['manager-rc'], 'publishRuleVersion', { ...(await rule()), effectiveFrom: '2100-01-01' });
  const figure = { standardCode: 'rc_human_max', value: 9000, from: '2100-01-01', figureKind: 'doc', source: '文件' };
  const proposal = await onlyBy(both('rc'), 'saveStandardVersion', figure);
  await onlyBy(both('rc'), 'discardRuleVersion', { versionId: proposal, expectedVersion: 1 });
});

test('a rehearsal is started for programs of one’s own department, shared and put away by its author', async () => {
  const input = {
    title: '试算',
    from: '2027-01-01',
    horizonMonths: 12,
    sharedWith: 'department',
    changes: [{ programCode: 'RC-01', rule: '年龄 >= 60' }],
  };
  const rehearsalId = await onlyBy(['manager-rc', 'member-rc', 'chair', 'leader'], 'startRehearsal', input);
  await onlyBy(['manager-rc'], 'shareRehearsal', { rehearsalId, expectedVersion: 1, sharedWith: 'leadership' });
  await here.records.rows(
    `update job set status = 'cancelled' where id = (select job_id from rehearsal where id = $1)`,
    [rehearsalId],
  );
  await onlyBy(['manager-rc'], 'archiveRehearsal', { rehearsalId, expectedVersion: 2, archived: true });
});

test('an import is checked, written and discarded by its author alone', async () => {
  const author = await clientOf('clerk-t01');
  const { idNumbers } = await casework.register('T01');
  const columns = ['id_number', 'fact:insured_medical'].map((target, index) => ({ index, target }));
  const choices = { sheet: 0, headerRow: 1, columns, source: '名册', verified: false, withDuplicates: false };
  const step = async (importId: string) => ({ importId, expectedVersion: await versionOf('import_file', importId) });
  const unwanted = await uploadFacts(author);
  await onlyBy(['clerk-t01'], 'discardImport', await step(unwanted));
  const id = await uploadFacts(author, idNumbers[0]);
  await onlyBy(['clerk-t01'], 'checkImport', { ...(await step(id)), ...choices });
  await here.work();
  await onlyBy(['clerk-t01'], 'startImport', await step(id));
  await here.work();
  await onlyBy(['clerk-t01'], 'undoImport', { ...(await step(id)), reason: '导错了文件' });
  await here.work();
});

test('the county is screened when the chair or a department asks', async () => {
  await onlyBy(['chair', ...DEPARTMENTS.flatMap(both)], 'startScreening', {});
  const { __typename } = await attempt(await clientOf('manager-mca'), 'startScreening', { key: key() });
  expect(__typename).toBe('WrongState');
  await here.work();
  const { id: findingId, department } = await one<{ id: string; department: string }>(
    `select id, lower(department_codes[1]) as department from screening_finding f where kind = 'ENTITLED_WITHOUT'
       and department_codes && $1 and not exists (select from case_file c where c.household_id = f.household_id) limit 1`,
    [DEPARTMENTS.map((code) => code.toUpperCase())],
  );
  await onlyBy([...both(department), 'chair'], 'inviteEntitled', { findingId });
});

test('a list is kept by its department, matched by those who may read it, and looked into by the township', async () => {
  const { idNumbers } = await casework.register('T01');
  const entries = [line(idNumbers[0] ?? ''), line(syntheticIdNumber('1961-03-08', 'female', 77), {}, 'T01')];
  await onlyBy(both('rc'), 'keepList', { ...monitored, departmentCode: 'RC', sharedWith: ['JUS'], entries });
  const reading = ['manager-rc', 'member-rc', 'chair', ...both('jus')];
  await here.records.rows(`update kept_list set shared_with = '{JUS,MCA}' where code = $1`, [monitored.code]);
  const { id: listId } = await one<{ id: string }>('select id from kept_list where code = $1', [monitored.code]);
  const source = { listId, expectedVersion: await versionOf('kept_list', listId) };
  await onlyBy(both('mca'), 'declareRegisterSource', source);
  await here.records.rows(`update kept_list set shared_with = '{JUS}' where code = $1`, [monitored.code]);
  const question = { title: '比对', unit: 'person', repeats: 'none', none: [] };
  // A department without the list is told that it has none such; a clerk may make no match at all.
  const trying = { ...question, all: [{ kind: 'list', list: monitored.code }] };
  const matchId = await onlyBy([...reading, ...DEPARTMENTS.flatMap(both)], 'saveMatch', trying);
  const refused = await attempt(await clientOf('manager-edu'), 'saveMatch', { key: key(), ...trying });
  expect(refused.problems?.map(({ path }) => path)).toEqual(['all.0.list']);
  const byRule = { ...question, all: [{ kind: 'rule', rule: '年龄 >= 60' }] };
  for (const username of ['manager-rc', 'manager-edu']) {
    const { problems } = await attempt(await clientOf(username), 'saveMatch', { key: key(), ...byRule });
    expect(problems?.map(({ path }) => path)).toEqual(['all.0']);
  }
  for (const username of ['chair', 'manager-mca']) await act(await clientOf(username), 'saveMatch', byRule);
  const runId = await onlyBy([...both('rc'), 'chair'], 'startMatch', { matchId });
  await here.work();
  await onlyBy([...both('rc'), 'chair'], 'sendNames', { runId });
  const sent = (who: string) =>
    one<{ id: string }>(`select id from discovery where match_id = $1 and person_id is ${who}`, [matchId]);
  const { id: unknownId } = await sent('null');
  await onlyBy(CLERKS, 'revealDiscovery', { discoveryId: unknownId, purpose: 'contact' });
  const { id: discoveryId } = await sent('not null');
  await onlyBy(CLERKS, 'enterDiscoveryResult', { discoveryId, expectedVersion: 1, result: 'applied' });
});

test('the low-income register is written by the clerks of the area and the department that keeps it', async () => {
  const { householdId } = await casework.register('T01');
  const changes = [{ householdId, fromLevel: 'none', toLevel: 'edge', onDay: '2026-01-01', reason: 'recognised' }];
  await onlyBy([...CLERKS, ...both('mca')], 'recordRegisterChanges', { source: 'by_hand', changes });
});

test('a job is cancelled by who asked for it, a county one by the chair, a department one by its managers', async () => {
  const jobOf = async (username: string, departmentCode: string | null) => {
    const { staffId } = await clientOf(username);
    const sql = here.records.rows.bind(here.records) as never;
    const title = { zh: '任务', en: 'Job' };
    return startJob({ sql, actor: { staffId } as never }, { kind: 'count', title, input: {}, departmentCode });
  };
  await onlyBy(['chair', 'manager-mca'], 'cancelJob', { jobId: await jobOf('manager-mca', null) });
  await onlyBy(['manager-mca'], 'cancelJob', { jobId: await jobOf('manager-mca', 'MCA') });
  await onlyBy(['member-mca', 'manager-mca'], 'cancelJob', { jobId: await jobOf('member-mca', 'MCA') });
});

test('two records of one person are merged, brought apart and kept apart by clerks of both their areas', async () => {
  await onlyBy([...CLERKS, 'clerk-t02'], 'findDuplicates', {});
  const pairOf = async (one: string, other: string) => {
    const register = async (township: string, member: object, anotherPerson?: object) => {
      const input = { ...casework.place(township), members: [member], anotherPerson };
      const householdId = await act(await clientOf('clerk-hall'), 'registerHousehold', input);
      const [head] = await here.records.rows<{ id: string }>(
        'select head_person_id as id from household where id = $1',
        [householdId],
      );
      return head?.id as string;
    };
    const { name, ...first } = casework.newMember();
    const keepPersonId = await register(one, { name, ...first });
    const reason = '同名同日生';
    await register(other, { ...casework.newMember(), name }, { personIds: [keepPersonId], reason });
    const sql = 'select id from duplicate_pair where person_a = $1 or person_b = $1';
    const [pair] = await here.records.rows<{ id: string }>(sql, [keepPersonId]);
    return { pairId: pair?.id as string, keepPersonId, reason: '核对过户口簿' };
  };
  const versioned = async <Input extends { pairId: string }>(input: Input) => ({
    ...input,
    expectedVersion: await versionOf('duplicate_pair', input.pairId),
  });
  const near = await pairOf('T01', 'T01');
  await onlyBy(CLERKS, 'mergePeople', await versioned(near));
  const { keepPersonId: _, ...decision } = near;
  await onlyBy(CLERKS, 'undoMerge', await versioned(decision));
  await onlyBy(CLERKS, 'keepApart', await versioned(decision));
  await onlyBy(['clerk-hall'], 'mergePeople', await versioned(await pairOf('T01', 'T02')));
});

test('a verification is asked for by the clerks of the area, answered at its desk, settled by an officer', async () => {
  const { householdId, personId } = await casework.register('T01');
  const people = await here.records.rows<{ personId: string }>(
    'select id as "personId" from person where household_id = $1',
    [householdId],
  );
  await onlyBy(CLERKS, 'recordAuthorisation', { householdId, people, manner: 'present' });
  const facts = [{ code: 'hh_disabled_count', value: 1 }];
  await act(await clientOf('clerk-t01'), 'recordFacts', { householdId, facts });
  const asking = { householdIds: [householdId], items: ['V02', 'V17', 'V19'], purpose: '低保审核' };
  const requestId = await onlyBy(CLERKS, 'requestVerification', asking);
  await here.work();
  const { id: questionId } = await one<{ id: string }>(
    `select id from verification_question where request_id = $1 and item_code = 'V17' and person_id = $2`,
    [requestId, personId],
  );
  const expectedVersion = await versionOf('verification_question', questionId);
  await onlyBy(['manager-edu'], 'answerVerification', { questionId, expectedVersion, records: [] });
  await answerNothing(here, requestId, 'V19');
  const { id: conflictId } = await one<{ id: string }>('select id from fact_conflict where household_id = $1', [
    householdId,
  ]);
  await onlyBy(CLERKS, 'resolveFactConflict', {
    conflictId,
    expectedVersion: await versionOf('fact_conflict', conflictId),
    side: 0,
    reason: '以登记为准',
  });
  const request = async () => ({ requestId, expectedVersion: await versionOf('verification_request', requestId) });
  await onlyBy(CLERKS, 'askVerificationAgain', await request());
  await here.work();
  await onlyBy(CLERKS, 'cancelVerification', await request());
  const { id: authorisationId } = await one<{ id: string }>('select id from authorisation where person_id = $1', [
    personId,
  ]);
  await onlyBy(CLERKS, 'revokeAuthorisation', { authorisationId, reason: '本人要求' });
});

test('a batch is verified when the chair asks', async () => {
  const { id: batchId, household } = await one<{ id: string; household: string }>(
    'select batch_id as id, household_id as household from application where batch_id is not null order by id limit 1',
    [],
  );
  await authorise(here, household);
  await onlyBy(CHAIR, 'requestVerification', { batchId, items: ['V17'], purpose: '助学批次核对' });
  await here.work();
});

test('a registered identity number tells whose it is to clerks of that household only', async () => {
  const { householdId, idNumbers } = await casework.register('T01');
  const sql = 'select code, name from household h join person p on p.id = h.head_person_id where h.id = $1';
  const { code, name } = await one<{ code: string; name: string }>(sql, [householdId]);
  const told = async (username: string, township: string) => {
    const members = [{ ...casework.newMember(), idNumber: idNumbers[0] }];
    const input = { key: key(), ...casework.place(township), members };
    const answer = await attempt(await clientOf(username), 'registerHousehold', input);
    expect(answer.problems?.map(({ path }) => path)).toEqual(['members.0.idNumber']);
    return JSON.stringify(answer);
  };
  expect(await told('clerk-t01', 'T01')).toContain(`${code} 户（${name}）`);
  const elsewhere = await told('clerk-t02', 'T02');
  expect(elsewhere).toContain(casework.county.townships[0]?.name.zh);
  for (const secret of [code, name]) expect(elsewhere).not.toContain(secret);
});

test('a round decides what is done about what was paid too much, and the department sees that it comes back', async () => {
  const { caseId: file } = await casework.compose('T01');
  const { items } = await casework.adopt('T01');
  const itemId = items.get('MIA-02');
  await act(await clientOf('manager-mia'), 'decidePackageItem', { packageItemId: itemId, outcome: 'confirmed' });
  const { aidId } = await one<{ aidId: string }>(`select id as "aidId" from aid_record where package_item_id = $1`, [
    itemId,
  ]);
  const waits = items.get('MCA-05');
  await here.records.rows(`update package_item set hold = 'short' where id = $1`, [waits]);
  await onlyBy(both('mca'), 'takeInNext', { entryId: `item:${waits}` });
  const remedy = await one<{ id: string }>(
    `insert into remedy (case_id, position, package_item_id, direction, amount_fen, kind, months)
     values ($1, 1, $2, 'over', 10000, 'instalments', 2) returning id`,
    [file, itemId],
  );
  const chosen = async () => ({
    caseId: file,
    expectedVersion: (await one<{ version: number }>('select version from aid_package where case_id = $1', [file]))
      .version,
    remedies: [{ id: remedy.id, kind: 'instalments', months: 3 }],
  });
  await onlyBy(['chair', 'member-jus', ...CLERKS, ...MEMBERS], 'chooseRemedies', await chosen());
  const claim = await one<{ id: string }>(
    `insert into recovery_claim (number, remedy_id, case_id, aid_record_id, household_id, person_id, township_code,
       program_code, department_code, decided_on, amount_fen, left_fen)
     select 'SH-' || a.id, $2, a.case_id, a.id, a.household_id, a.person_id, 'T01', a.program_code, 'MIA', '2022-07-01',
       10000, 10000 from aid_record a where a.id = $1 returning id`,
    [aidId, remedy.id],
  );
  const recoveryId = claim.id;
  await here.records.rows(
    `insert into recovery_source (claim_id, position, line_id, amount_fen) select $1, 1, l.id, 10000 from budget_line l
     where l.program_code = 'MIA-02' and l.year = 2022`,
    [recoveryId],
  );
  await here.records.rows(
    `select ledger_post(l.id, jsonb_build_array(jsonb_build_object('key', 'paid:' || $1, 'from', 'available', 'to', 'paid',
       'amount', 10000, 'phase', 'single', 'reason', '发放', 'on', '2022-07-01')))
     from budget_line l where l.program_code = 'MIA-02' and l.year = 2022`,
    [recoveryId],
  );
  await onlyBy(both('mia'), 'recordReceipt', { recoveryId, amount: '20', on: '2022-08-01', document: 'NO.1' });
  const entry = await one<{ id: string }>('select id from recovery_entry where claim_id = $1', [recoveryId]);
  await onlyBy(both('mia'), 'correctReceipt', { entryId: entry.id, reason: '串户' });
  const plan = { recoveryId, kind: 'instalments', months: 5, reason: '住院' };
  await onlyBy(both('mia'), 'askRecoveryPlan', plan);
  const asked = await one<{ id: string; by: string }>(
    `select p.id, u.username as by from recovery_plan p join staff s on s.id = p.asked_by join "user" u on u.id = s.user_id
     where p.claim_id = $1`,
    [recoveryId],
  );
  await onlyBy(
    both('mia').filter((name) => name !== asked.by),
    'decideRecoveryPlan',
    { planId: asked.id, approve: true },
  );
  await onlyBy([...both('mia'), 'chair'], 'askWaiver', { recoveryId, reason: '无力偿还' });
});

test('payments are made by a department, checked by another of it, and arranged by it', async () => {
  const maker = ['manager-mca', 'member-mca'];
  const due = { departmentCode: 'MCA', programCode: 'MCA-02', fen: 500_00 };
  await makePayees(here.api.database, { ...due, count: 3 });
  const month = today().slice(0, 7);
  // Whoever pays for a department may begin a batch, of his own.
  const input = { kind: 'monthly', month, takesOver: true };
  const paying = DEPARTMENTS.flatMap(both).filter((one) => !maker.includes(one));
  const batchId = await onlyBy([...maker, ...paying], 'makePaymentBatch', input);
  await here.work();
  const step = async (more: object = {}) => ({
    batchId,
    expectedVersion: await versionOf('payment_batch', batchId),
    ...more,
  });
  const { lineId } = await one<{ lineId: string }>(
    'select id as "lineId" from payment_line where batch_id = $1 order by id limit 1',
    [batchId],
  );
  await onlyBy(maker, 'takeOutPayment', await step({ lineId }));
  await onlyBy(maker, 'gatherPaymentBatch', await step());
  await here.work();
  await onlyBy(maker, 'submitPaymentBatch', await step());
  await onlyBy(['member-mca', 'manager-mca'], 'sendBackPaymentBatch', await step({ reason: '核对金额' }));
  await onlyBy(maker, 'submitPaymentBatch', await step());
  await onlyBy(['member-mca', 'manager-mca'], 'approvePaymentBatch', await step());
  await onlyBy(maker, 'sendPaymentBatch', await step());
  const second = await act(await clientOf('manager-mca'), 'makePaymentBatch', { ...input, takesOver: false });
  await here.work();
  await onlyBy(maker, 'cancelPaymentBatch', {
    batchId: second,
    expectedVersion: await versionOf('payment_batch', second),
    reason: '重复制单',
  });

  const { id: scheduleId } = await one<{ id: string }>(
    `select s.id from payment_schedule s join payment_due d on d.schedule_id = s.id
     where s.department_code = 'MCA' and s.kind = 'monthly' order by s.id limit 1`,
    [],
  );
  const schedule = async (more: object = {}) => ({
    scheduleId,
    expectedVersion: await versionOf('payment_schedule', scheduleId),
    ...more,
  });
  await onlyBy(maker, 'suspendPayments', await schedule({ reason: '收入复核' }));
  await onlyBy(maker, 'resumePayments', await schedule({ paysMissed: true }));

  await here.records.rows(
    `update payment_schedule set exit_from = date_trunc('month', now()), exit_until = date_trunc('month', now()) where id = $1`,
    [scheduleId],
  );
  await onlyBy(maker, 'cancelExit', await schedule());
  await foundOther(scheduleId);
  await onlyBy(maker, 'keepAmount', await schedule({ reason: '本月另有核减' }));
  await foundOther(scheduleId);
  await onlyBy(maker, 'changeAmount', await schedule());
  await onlyBy(maker, 'endPayments', await schedule({ endedOn: today(), reason: '收入超过标准' }));

  const onceOnly = async (kind: string) => {
    const [payee] = await makePayees(here.api.database, { ...due, count: 1, period: 'once' });
    const { id } = await one<{ id: string }>(
      `insert into payment_schedule (aid_record_id, department_code, program_code, kind, amount_fen, starts_on)
       values ($1, 'MCA', 'MCA-05', $2, 500, current_date) returning id`,
      [payee?.aidRecordId, kind],
    );
    const made = await one<{ id: string }>(
      `insert into payment_due (schedule_id, position, amount_fen, due_on, status) values ($1, 1, null, current_date, 'open')
       returning id`,
      [id],
    );
    return { scheduleId: id, dueId: made.id };
  };
  const staged = await onceOnly('one_off');
  await onlyBy(maker, 'planStages', {
    scheduleId: staged.scheduleId,
    expectedVersion: 1,
    stages: ['开工', '验收'].map((label) => ({ label, share: 1, dueOn: today() })),
  });
  const { id: dueId } = await one<{ id: string }>(
    `select id from payment_due where schedule_id = $1 and status = 'unreleased' limit 1`,
    [staged.scheduleId],
  );
  await onlyBy(maker, 'releaseStage', { dueId });
  const goods = await onceOnly('in_kind');
  const delivery = { dueId: goods.dueId, on: today(), quantity: 2, signedBy: '本人', completes: true };
  await onlyBy(maker, 'recordDelivery', delivery);
});

test('running aid is recalculated by its department, and approved by another of it', async () => {
  const asked = { programCode: 'MCA-02', cause: 'yearly', fromMonth: today().slice(0, 7), source: '年度复核' };
  const others = DEPARTMENTS.filter((code) => code !== 'mca').flatMap(both);
  // Whoever pays for a department may ask for its own programs.
  const may = ['manager-mca', 'member-mca', ...others];
  const recalculationId = await onlyBy(may, 'makeRecalculation', { ...asked, paysArrears: false });
  await here.work();
  const step = async (more: object = {}) => ({
    recalculationId,
    expectedVersion: await versionOf('recalculation', recalculationId),
    ...more,
  });
  await onlyBy(both('mca'), 'judgeRecalculation', await step());
  await here.work();
  await onlyBy(['member-mca', 'manager-mca'], 'approveRecalculation', await step());
  await onlyBy(both('mca'), 'carryOnRecalculation', await step());
  await here.work();
  const second = await act(await clientOf('manager-mca'), 'makeRecalculation', { ...asked, paysArrears: false });
  await onlyBy(both('mca'), 'cancelRecalculation', {
    recalculationId: second,
    expectedVersion: await versionOf('recalculation', second),
    reason: '文件未印发',
  });
});

test('a budget is changed on the word of its department or the finance bureau, by leave of another', async () => {
  const { id: lineId } = await one<{ id: string }>(
    `select id from budget_line where program_code = 'EDU-04' and year = extract(year from now())`,
    [],
  );
  const asked = { lineId, kind: 'supplement', amount: '10', reason: '新生增加', document: '县财〔2026〕9号' };
  const may = [...both('edu'), 'finance'];
  const [requestId, other] = [await onlyBy(may, 'askForBudget', asked), await onlyBy(may, 'askForBudget', asked)];
  await onlyBy(['finance', 'leader'], 'decideBudgetRequest', { requestId, expectedVersion: 1, outcome: 'approve' });
  await onlyBy(['member-edu'], 'withdrawBudgetRequest', { requestId: other, expectedVersion: 1 });
});

test('the budget of a year is drawn up by the finance bureau and opened by a leader', async () => {
  const year = new Date().getFullYear() + 1;
  const rows = [{ programCode: 'EDU-04', fundCode: 'county_budget', amount: '10', places: '' }];
  await onlyBy(['finance'], 'saveBudgetPlan', { year, expectedVersion: 0, rows, document: '县人大20号', submit: true });
  await onlyBy(['leader'], 'decideBudgetPlan', { year, expectedVersion: 1, outcome: 'approve' });
});

test('a year of the departments is appraised by the leader and the chair; each department objects for itself', async () => {
  const opening = { year: 2022, purpose: 'supervision' };
  const sums = ['leader', 'chair', 'finance'];
  await onlyBy([...sums, ...both('mia')], 'openAppraisal', { ...opening, department: 'MIA', measure: 'funds' });
  const objection = { year: 2022, department: 'MIA', text: '省级平台停机两周' };
  await onlyBy(both('mia'), 'stateAppraisalObjection', objection);
  const reportId = await onlyBy(['leader', 'chair'], 'closeAppraisal', { year: 2022 });
  await onlyBy(['leader', 'chair'], 'annexAppraisal', { reportId, text: '预算数以决算为准' });
});

test('a donation is recorded, and its wish changed, by the organisation that received it', async () => {
  const { id: lineId } = await one<{ id: string }>(
    `select id from budget_line where program_code = 'RC-01' and year = extract(year from now())`,
    [],
  );
  const wish = { words: '只用于儿童', rule: '年龄 <= 18' };
  const given = { lineId, source: 'anonymous', publishesName: false, amount: '10', receivedOn: today() };
  const donationId = await onlyBy(both('rc'), 'recordDonation', { ...given, document: '回单', wish });
  await onlyBy(both('rc'), 'changeDonorWish', { donationId, expectedVersion: 1, wish: null, document: '来函' });
});

test('goods are kept by the people of their department, and a count is checked by another of them', async () => {
  const keepers = ['member-rc', 'manager-rc'];
  const goods = { name: '棉被', unit: '床', value: '150', lowQuantity: 0 };
  // Everybody who keeps a stock may add to his own.
  const itemId = await act(await clientOf('manager-rc'), 'saveStockItem', { ...goods, expectedVersion: 0 });
  await onlyBy(keepers, 'saveStockItem', { ...goods, itemId, expectedVersion: 1 });
  const gift = { source: 'anonymous', publishesName: false };
  const lines = [{ itemId, quantity: 3 }];
  await onlyBy(keepers, 'receiveGoods', { gift, receivedOn: today(), document: '交接单', lines });
  const { number: caseNumber } = await one<{ number: string }>(
    `select number from case_file where status in ('adopted', 'settled', 'on_agenda') order by id limit 1`,
    [],
  );
  await onlyBy(keepers, 'issueGoods', { caseNumber, on: today(), signedBy: '郭某', lines });
  const issued = await one<{ id: string }>(
    `select m.id from stock_movement m join stock_lot l on l.id = m.lot_id where l.item_id = $1 and m.kind = 'issued'`,
    [itemId],
  );
  await onlyBy(keepers, 'takeBackGoods', { movementId: issued.id, reason: '登记错误' });
  const countId = await onlyBy(keepers, 'countStock', { lines: [{ itemId, counted: 3 }] });
  await onlyBy(['manager-rc'], 'decideStockCount', { countId, expectedVersion: 1, outcome: 'approve' });
});

test('a township pays from its own reserve and files the papers; the department whose money it is checks them', async () => {
  const { id: lineId } = await one<{ id: string }>(
    `select id from budget_line where program_code = 'MCA-04' and year = extract(year from now())`,
    [],
  );
  const { code: householdCode, township } = await one<{ code: string; township: string }>(
    `select code, township_code as township from household where dissolved_on is null and head_person_id is not null
     order by id limit 1`,
    [],
  );
  const words = { reason: '拨付', document: '文', townshipCode: township };
  const advance = { lineId, kind: 'advance', amount: '9000', ...words };
  const requestId = await act(await clientOf('manager-mca'), 'askForBudget', advance);
  const decision = { requestId, expectedVersion: 1, outcome: 'approve' };
  await act(await clientOf('finance'), 'decideBudgetRequest', decision);
  const own = [`clerk-${township.toLowerCase()}`];
  const people = { confirmedBy: '村主任', approvedBy: '乡长', signedBy: '本人', whatHappened: '火灾', paidOn: today() };
  const use = { householdCode, amount: '1', reason: 'accident', ...people };
  // Other townships' clerks may pay, but not a household of this one.
  const payers = [...own, ...TRYING.filter((username) => username.startsWith('clerk-t'))];
  const useId = await onlyBy(payers, 'payFromReserve', use);
  const papers = ['E01', 'E02', 'E05', 'E11'];
  await onlyBy(own, 'fileReservePapers', { useId, expectedVersion: 1, papers, document: '备1' });
  await onlyBy(both('mca'), 'decideReserveUse', { useId, expectedVersion: 2, outcome: 'settle' });
  const wrong = await act(await clientOf(own[0] as string), 'payFromReserve', use);
  await onlyBy(own, 'takeBackReserveUse', { useId: wrong, expectedVersion: 1, reason: '未领取' });
});

test('the finance bureau tells how much of the new revenue went to livelihood', async () => {
  const told = { year: 2021, expectedVersion: 0, newRevenue: '100', livelihood: '71', document: '决算' };
  await onlyBy(['finance', 'finance-2'], 'recordLivelihood', told);
});

test('every mutation of the schema has been tried by everybody', () => {
  expect([...tried].sort()).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort());
});
