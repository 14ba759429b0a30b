import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countFunds } from '@yimen/api/features/appraisal/counts.js';
import { openAskings } from '@yimen/api/features/satisfaction/open-askings.js';
import { addDays } from '@yimen/api/platform/calendar.js';
import { CLOCK } from '@yimen/api/platform/clock-actor.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { runCommand } from '@yimen/api/platform/run-command.js';
import { defineAbilitiesFor } from '@yimen/schema';
import {
  AppraisalDocument,
  type AppraisalQuery,
  AppraisalReadingsDocument,
  AppraisalSourcesDocument,
  OpenAppraisalDocument,
  RecordSatisfactionDocument,
  SatisfactionAskingDocument,
  SatisfactionAskingsDocument,
} from '@yimen/schema/documents';
import { attempt } from '../api/attempt.js';
import { type Adopted, Casework, DECISION_DATE } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, expectOk, key } from '../testkit/client.js';

const YEAR = 2022;
const THIS_YEAR = new Date().getFullYear();
const PAID_ON = '2022-07-01';
const ASKED_ON = '2022-07-08';

let here: TestOffice;
let family: Adopted;
let clerk: Client;
let leader: Client;
let mia: Client;

beforeAll(async () => {
  here = await openTestOffice();
  const casework = await Casework.begin(here.office);
  family = await casework.adopt();
  for (const [department, program] of [
    ['MIA', 'MIA-02'],
    ['MCA', 'MCA-05'],
  ] as const) {
    const packageItemId = family.items.get(program);
    await act(await here.office.as('member', department), 'decidePackageItem', { packageItemId, outcome: 'confirmed' });
  }
  clerk = await here.office.asUser(`clerk-${family.townshipCode.toLowerCase()}`);
  leader = await here.office.as('leader');
  mia = await here.office.as('manager', 'MIA');
});
afterAll(() => here?.close());

async function ask(on: string): Promise<number> {
  const context = {
    database: here.api.database,
    county: getCounty('yichuan'),
    actor: CLOCK,
    ability: defineAbilitiesFor(CLOCK),
  };
  let opened = 0;
  await runCommand(context, 'openAskings', { key: key() }, async (unit) => {
    opened = await openAskings(unit, on);
    return { type: 'Job', id: randomUUID() };
  });
  return opened;
}

const SCORES = ['result', 'time', 'manner', 'difficulty'].map((question) => ({ question, score: 4 }));
const answerOf = (askingId: string, parts: object = {}) => ({
  askingId,
  outcome: 'answered',
  manner: 'phone',
  toldBy: 'self',
  scores: SCORES,
  complaint: false,
  ...parts,
});
const record = async (client: Client, input: ReturnType<typeof answerOf>) =>
  (await client.run(RecordSatisfactionDocument, { input: { key: key(), ...input } })).recordSatisfaction;

type Department = NonNullable<AppraisalQuery['appraisal']>['departments'][number];

async function appraised(client: Client, code: string, year = YEAR): Promise<Department> {
  const { appraisal } = await client.run(AppraisalDocument, { year });
  return appraisal?.departments.find(({ department }) => department.code === code) as Department;
}

async function measureOf(code: string, measure: string, year = YEAR) {
  const found = (await appraised(leader, code, year)).measures.find((one) => one.code === measure);
  const parts = Object.fromEntries(found?.parts.map(({ code: name, value }) => [name, value]) ?? []);
  return { value: found?.value, points: found?.points, parts, formula: found?.formula.zh };
}

const opening = (parts: object = {}) => ({ year: YEAR, purpose: 'yearly_check', ...parts });
async function open(client: Client, parts: object = {}): Promise<string> {
  return expectOk(
    (await client.run(OpenAppraisalDocument, { input: { key: key(), ...opening(parts) } })).openAppraisal,
    'AppraisalReading',
  ).id;
}

describe('families are asked how the aid was', () => {
  let asking: string;

  test('some days after all of an award has reached them, once; a plan is not asked about', async () => {
    expect(await ask('2026-12-01')).toBe(0);
    await here.records.rows(
      `update payment_due d set status = 'paid', paid_on = $1 from payment_schedule s
       where s.id = d.schedule_id and s.program_code = 'MIA-02'`,
      [PAID_ON],
    );
    expect(await ask(addDays(ASKED_ON, -1))).toBe(0);
    expect(await ask(ASKED_ON)).toBe(1);
    expect(await ask('2026-12-01')).toBe(0);
    const { satisfactionAskings } = await clerk.run(SatisfactionAskingsDocument, { answered: false });
    expect(satisfactionAskings.total).toBe(1);
    asking = satisfactionAskings.nodes[0]?.id as string;
    expect(satisfactionAskings.nodes[0]).toMatchObject({ receivedOn: PAID_ON, department: { code: 'MIA' } });
  });

  test('by the clerks of the area alone; the department judged learns of nothing', async () => {
    for (const client of [mia, leader, await here.office.as('chair'), await here.office.asUser('clerk-t05')]) {
      expect((await client.run(SatisfactionAskingDocument, { id: asking })).satisfactionAsking).toBeNull();
      expect(await record(client, answerOf(asking))).toMatchObject({ __typename: 'NotFound' });
    }
    await here.records.rows('update staff set org_unit_code = $2 where id = $1', [clerk.staffId, 'MIA']);
    expect(await record(clerk, answerOf(asking))).toMatchObject({ __typename: 'NotAllowed' });
    await here.records.rows('update staff set org_unit_code = $2 where id = $1', [clerk.staffId, family.townshipCode]);
  });

  test('and what is wrong with an answer is told at its place', async () => {
    const bad = answerOf(asking, {
      manner: 'letter',
      toldBy: null,
      complaint: true,
      scores: [
        { question: 'result', score: 6 },
        { question: 'nothing', score: 1 },
      ],
    });
    const refused = await record(clerk, bad);
    expect(refused.__typename === 'InvalidInput' && refused.problems.map(({ path }) => path).sort()).toEqual([
      'manner',
      'scores',
      'scores.difficulty',
      'scores.manner',
      'scores.result',
      'scores.time',
      'toldBy',
      'words',
    ]);
    const silent = await record(clerk, answerOf(asking, { outcome: 'refused', toldBy: null }));
    expect(silent.__typename === 'InvalidInput' && silent.problems.map(({ path }) => path)).toEqual(['scores']);
  });

  test('one answer stands however many come at once; it is put right by adding', async () => {
    const both = await Promise.all([record(clerk, answerOf(asking)), record(clerk, answerOf(asking))]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['SatisfactionAsking', 'WrongState']);
    expect(await here.records.count(`task where kind = 'satisfaction' and status = 'done'`)).toBe(1);
    const first = (await clerk.run(SatisfactionAskingDocument, { id: asking })).satisfactionAsking?.answers[0];
    const words = '等了两个月，身份证 610630197001010019 没人接';
    const right = answerOf(asking, { corrects: first?.id, complaint: true, words });
    expectOk(await record(clerk, right), 'SatisfactionAsking');
    expect(await record(clerk, right)).toMatchObject({ __typename: 'WrongState' });
    const answers = (await clerk.run(SatisfactionAskingDocument, { id: asking })).satisfactionAsking?.answers ?? [];
    expect(answers.map(({ standing, complaint }) => [standing, complaint])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(answers[1]?.words).not.toContain('610630197001010019');
    await expect(here.api.database.pool.query(`update satisfaction_answer set words = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
  });

  test('a complaint is a task of who is in charge of the case, and no line of the timeline', async () => {
    const [task] = await here.records.rows<{ owner: boolean; caseId: string | null }>(
      `select t.assignee_id = c.owner_id as owner, t.case_id as "caseId" from task t, case_file c
       where t.kind = 'complaint' and c.id = $1`,
      [family.caseId],
    );
    expect(task).toEqual({ owner: true, caseId: null });
    const told = await here.records.count(`case_event where kind like '%satisf%' or text_zh like '%意见，请核实%'`);
    expect(told).toBe(0);
  });
});

/** So many more families who gave a department this score. */
async function moreAnswers(count: number, score: number): Promise<void> {
  await here.records.rows(
    `with aid as (
       insert into aid_record (household_id, case_id, program_code, department_code, period, granted_on, source)
       select $1, $2, 'MIA-02', 'MIA', 'per_event', '2022-07-01', 'test' from generate_series(1, $3::int) returning id),
     asking as (insert into satisfaction_asking (aid_record_id, received_on, due_on)
       select id, '2022-07-01', '2022-07-20' from aid returning id)
     insert into satisfaction_answer (asking_id, outcome, scores, told_by, manner, asked_by, at)
     select id, 'answered', $4::jsonb, 'self', 'hall', $5, '2022-08-01' from asking`,
    [
      family.householdId,
      family.caseId,
      count,
      JSON.stringify(Object.fromEntries(SCORES.map(({ question }) => [question, score]))),
      clerk.staffId,
    ],
  );
}

describe('a department is judged', () => {
  test('by families only in blocks of answers, so that none can be told from the sums', async () => {
    await moreAnswers(4, 4);
    expect(await measureOf('MIA', 'satisfaction')).toMatchObject({ value: null, points: null });
    await moreAnswers(1, 2);
    const five = await measureOf('MIA', 'satisfaction');
    expect(five).toMatchObject({ value: 3.6, parts: { answers: 5, result: 3.6, complaints: 0 } });
    await moreAnswers(1, 1);
    expect((await measureOf('MIA', 'satisfaction')).value).toBe(3.6);
    await moreAnswers(4, 5);
    expect((await measureOf('MIA', 'satisfaction')).parts.answers).toBe(10);
    expect(JSON.stringify(await mia.run(AppraisalDocument, { year: YEAR }))).not.toContain('没人接');
  });

  test('by its money, its programs, and aid joined with charity', async () => {
    const funds = await measureOf('MIA', 'funds');
    const { committedFen = 0, paidFen = 0, budgetFen = 1 } = funds.parts;
    expect(committedFen + paidFen).toBeGreaterThanOrEqual(700_000);
    expect(funds.value).toBeCloseTo((100 * (committedFen + paidFen)) / budgetFen, 0);
    expect((await measureOf('MIA', 'programs')).parts).toMatchObject({ given: 1, inPackages: 1 });
    const { database } = here.api;
    const counting = { sql: poolSql(database.pool), county: getCounty('yichuan'), departments: ['MIA'], year: YEAR };
    const halfway = (await countFunds(counting, '2022-03-14')).get('MIA');
    expect(halfway?.parts).toMatchObject({ gone: 73, of: 365, budgetFen, dueFen: Math.round(budgetFen / 5) });
    expect(halfway?.value).toBeCloseTo((500 * (committedFen + paidFen)) / budgetFen, 0);
    // The Red Cross has not decided yet.
    expect((await measureOf('MIA', 'joint')).parts).toEqual({ cases: 1, jointCases: 0 });
    const packageItemId = family.items.get('RC-01');
    await act(await here.office.as('member', 'RC'), 'decidePackageItem', { packageItemId, outcome: 'confirmed' });
    expect((await measureOf('MIA', 'joint')).parts).toEqual({ cases: 1, jointCases: 1 });
  });

  test('by its own delay, apart from what it waited for; the waiting is the own delay of the other', async () => {
    const task = (origin: string, start: string, due: string, done: string | null, caseId: string | null) =>
      here.records.rows(
        `insert into task (kind, title_zh, title_en, case_id, department_code, due_on, status, done_at, origin, created_at)
         values ('meeting_task', '测试', 'test', $5, 'HUD', $3, case when $4::text is null then 'open' else 'done' end,
           ($4::date + time '10:00') at time zone 'Asia/Shanghai', $1, ($2::date + time '10:00') at time zone 'Asia/Shanghai')`,
        [origin, start, due, done, caseId],
      );
    // Wednesday 1 June to Wednesday 15 June 2022; the third of June is a holiday.
    await task('in-time', '2022-06-01', '2022-06-15', '2022-06-15', null);
    await task('own', '2022-06-01', '2022-06-15', '2022-06-17', null);
    await task('waited', '2022-06-01', '2022-06-15', '2022-06-24', family.caseId);
    await here.records.rows(
      `with request as (
         insert into verification_request (number, case_id, household_ids, township_codes, items, purpose, requested_by, status,
           created_at)
         values ('HD-T', $1, array[$2]::uuid[], array[$3], '{}', 'test', $4, 'done', '2022-06-10 10:00+08') returning id),
       paper as (
         insert into authorisation (household_id, person_id, signer_id, text_code, items, signed_on, valid_until, manner, recorded_by)
         values ($2, $5, $5, 'HD-2022', '{}', '2022-06-01', '2022-12-31', 'present', $4) returning id),
       question as (
         insert into verification_question (request_id, row_number, household_id, person_id, township_code, item_code,
           verifier_code, desk_code, authorisation_id, status, due_on)
         select request.id, 1, $2, $5, $3, 'T1', 'EDU', 'EDU', paper.id, 'answered', '2022-06-17' from request, paper returning id)
       insert into verification_answer (question_id, found, records, answered_on, channel, digest, at)
       select id, false, '[]', '2022-06-21', 'manual', 'x', '2022-06-21 10:00+08' from question`,
      [family.caseId, family.householdId, family.townshipCode, clerk.staffId, family.personId],
    );
    // Late: 2 own; of 7 the questions of ten working days took 7 from the clock.
    const hud = await measureOf('HUD', 'own_delay');
    expect(hud.parts).toEqual({ ownDays: 2, waitingDays: 7, pieces: 3 });
    expect((await measureOf('HUD', 'on_time')).parts).toEqual({ pieces: 3, inTime: 1, lateByOthers: 1, lateOwn: 1 });
    expect((await measureOf('EDU', 'own_delay')).parts).toEqual({ ownDays: 2, waitingDays: 0, pieces: 1 });
    expect((await appraised(leader, 'HUD')).waiting).toMatchObject([
      { cause: 'verification', by: { code: 'EDU' }, days: 7, late: 2 },
    ]);
  });

  test('by what a task of a batch waited for, too', async () => {
    await here.records.rows(
      `with whole as (
         insert into batch (number, title, group_code, decision_date, status, created_by)
         values ('PL-T', 'test', 'students', '2022-06-01', 'decided', $1) returning id),
       piece as (
         insert into task (kind, title_zh, title_en, batch_id, department_code, due_on, status, done_at, origin, created_at)
         select 'meeting_task', '测试', 'test', id, 'RC', '2022-06-15', 'done', '2022-06-24 10:00+08', 'batch',
           '2022-06-01 10:00+08' from whole),
       request as (
         insert into verification_request (number, batch_id, household_ids, township_codes, items, purpose, requested_by, status,
           created_at)
         select 'HD-B', id, array[$2]::uuid[], array[$3], '{}', 'test', $1, 'done', '2022-06-10 10:00+08' from whole returning id),
       question as (
         insert into verification_question (request_id, row_number, household_id, person_id, township_code, item_code,
           verifier_code, desk_code, authorisation_id, status, due_on)
         select request.id, 1, $2, $4, $3, 'T1', 'EDU', 'EDU', paper.id, 'answered', '2022-06-30'
         from request, (select id from authorisation where household_id = $2 limit 1) paper returning id)
       insert into verification_answer (question_id, found, records, answered_on, channel, digest, at)
       select id, false, '[]', '2022-06-21', 'manual', 'x', '2022-06-21 10:00+08' from question`,
      [clerk.staffId, family.householdId, family.townshipCode, family.personId],
    );
    expect((await measureOf('RC', 'own_delay')).parts).toEqual({ ownDays: 0, waitingDays: 7, pieces: 1 });
    expect((await appraised(leader, 'RC')).waiting).toMatchObject([
      { cause: 'verification', by: { code: 'EDU' }, days: 7, late: 0 },
    ]);
  });

  test('each by its own people alone, all by leader, chair and finance', async () => {
    const codes = async (client: Client) =>
      (await client.run(AppraisalDocument, { year: YEAR })).appraisal?.departments.map(
        ({ department }) => department.code,
      );
    const all = getCounty('yichuan').pack.departments.map(({ code }) => code);
    for (const role of ['leader', 'chair', 'finance'] as const) {
      expect(await codes(await here.office.as(role))).toEqual(all);
    }
    expect(await codes(mia)).toEqual(['MIA']);
    expect(await codes(await here.office.as('member', 'EDU'))).toEqual(['EDU']);
    expect(await codes(clerk)).toBeUndefined();
  });
});

describe('what a number was counted from', () => {
  test('is opened for a stated purpose, and who did stands on record', async () => {
    const refused = await attempt(leader, 'openAppraisal', {
      key: key(),
      ...opening({ purpose: 'other', department: 'HUD', measure: 'own_delay' }),
    });
    expect(refused.__typename).toBe('InvalidInput');
    const readingId = await open(leader, { department: 'HUD', measure: 'own_delay' });
    const { appraisalSources } = await leader.run(AppraisalSourcesDocument, { readingId });
    expect(appraisalSources?.nodes.map(({ ownDays, waitingDays }) => [ownDays, waitingDays])).toEqual([
      [2, 0],
      [0, 7],
    ]);
    // Leaders see the number of the case, and no way to the family.
    expect(appraisalSources?.nodes[1]).toMatchObject({ number: expect.any(String), case: null });
    const { appraisalReadings } = await (await here.office.as('chair')).run(AppraisalReadingsDocument, { year: YEAR });
    expect(appraisalReadings).toMatchObject([
      { purpose: 'yearly_check', measure: 'own_delay', what: 'sources', department: { code: 'HUD' } },
    ]);
    expect((await mia.run(AppraisalReadingsDocument, { year: YEAR })).appraisalReadings).toEqual([]);
  });

  test('is for him who opened it, for an hour, and of his own department', async () => {
    const readingId = await open(mia, { measure: 'funds' });
    expect((await mia.run(AppraisalSourcesDocument, { readingId })).appraisalSources?.total).toBeGreaterThan(0);
    expect((await leader.run(AppraisalSourcesDocument, { readingId })).appraisalSources).toBeNull();
    const others = await attempt(mia, 'openAppraisal', {
      key: key(),
      ...opening({ department: 'HUD', measure: 'funds' }),
    });
    expect(others.__typename).toBe('NotFound');
    expect((await attempt(clerk, 'openAppraisal', { key: key(), ...opening() })).__typename).toBe('NotAllowed');
    await here.records.rows(`update appraisal_reading set at = at - interval '61 minutes' where id = $1`, [readingId]);
    expect((await mia.run(AppraisalSourcesDocument, { readingId })).appraisalSources).toBeNull();
  });

  test('adds up to the number, measure by measure', async () => {
    for (const measure of ['on_time', 'joint', 'work', 'programs', 'satisfaction']) {
      const readingId = await open(leader, { department: 'MIA', measure });
      const { appraisalSources } = await leader.run(AppraisalSourcesDocument, { readingId });
      const { parts } = await measureOf('MIA', measure);
      const whole = {
        on_time: parts.pieces,
        joint: parts.cases,
        work: parts.meetings,
        programs: parts.programs,
        satisfaction: 4,
      };
      expect([measure, appraisalSources?.total]).toEqual([measure, whole[measure as keyof typeof whole]]);
    }
  });
});

describe('a year', () => {
  const text = '其中两件因省级平台停机，无法按期答复';
  const outcome = async (client: Client, mutation: string, input: object) =>
    (await attempt(client, mutation, { key: key(), ...input })).__typename;

  test('is closed once it is over, by leader or chair, once; objections stand in it', async () => {
    const objection = { year: YEAR, department: 'MIA', text };
    expect(await outcome(leader, 'stateAppraisalObjection', objection)).toBe('NotAllowed');
    expect(await outcome(mia, 'stateAppraisalObjection', { ...objection, department: 'HUD' })).toBe('NotAllowed');
    expect(await outcome(mia, 'stateAppraisalObjection', { ...objection, text: '不对' })).toBe('InvalidInput');
    expect(await outcome(mia, 'stateAppraisalObjection', objection)).toBe('AppraisalObjection');
    expect(await outcome(mia, 'closeAppraisal', { year: YEAR })).toBe('NotAllowed');
    expect(await outcome(leader, 'closeAppraisal', { year: THIS_YEAR })).toBe('InvalidInput');
    expect(await outcome(leader, 'closeAppraisal', { year: 1999 })).toBe('InvalidInput');
    const chair = await here.office.as('chair');
    const closed = await Promise.all(
      [leader, chair].map((client) => outcome(client, 'closeAppraisal', { year: YEAR })),
    );
    expect(closed.sort()).toEqual(['AppraisalReport', 'WrongState']);
    expect(await outcome(mia, 'stateAppraisalObjection', objection)).toBe('WrongState');
  });

  test('stands as it was closed, whatever comes later', async () => {
    expect(await appraised(leader, 'HUD')).toBeUndefined();
    await open(leader);
    const before = await appraised(leader, 'HUD');
    expect(before.total).toBeGreaterThan(0);
    expect(await appraised(await here.office.as('chair'), 'HUD')).toBeUndefined();
    await here.records.rows(
      `insert into task (kind, title_zh, title_en, department_code, due_on, status, origin)
       values ('meeting_task', '测试', 'test', 'HUD', '2022-06-30', 'open', 'late for ever')`,
    );
    expect(await appraised(leader, 'HUD')).toEqual(before);
    const { pool } = here.api.database;
    for (const statement of [`update appraisal_report set number = 'x'`, 'delete from appraisal_report']) {
      await expect(pool.query(statement)).rejects.toThrow(/permission denied/);
    }
    const { appraisal } = await leader.run(AppraisalDocument, { year: YEAR });
    expect(appraisal?.report).toMatchObject({ intact: true, number: `考核〔${YEAR}〕1号` });
    expect(appraisal?.allowedActions).toEqual([]);
    expect(appraisal?.objections).toMatchObject([{ text, department: { code: 'MIA' } }]);
  });

  test('is put right by an annex, and taken as a document by who has opened it', async () => {
    const { appraisal } = await leader.run(AppraisalDocument, { year: YEAR });
    const reportId = appraisal?.report?.id;
    expect(await outcome(mia, 'annexAppraisal', { reportId, text })).toBe('NotAllowed');
    expect(await outcome(leader, 'annexAppraisal', { reportId: randomUUID(), text })).toBe('NotFound');
    expect(await outcome(leader, 'annexAppraisal', { reportId, text })).toBe('AppraisalReport');
    const sources = await open(leader, { department: 'MIA', measure: 'funds' });
    expect((await leader.get(`/api/appraisal/${sources}/report.docx`)).status).toBe(404);
    const opened = await open(leader);
    expect((await mia.get(`/api/appraisal/${opened}/report.docx`)).status).toBe(404);
    const taken = await leader.get(`/api/appraisal/${opened}/report.docx?lang=zh`);
    expect(taken.headers.get('content-disposition')).toContain(`appraisal-${YEAR}.docx`);
    expect(
      Buffer.from(await taken.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const { appraisalReadings } = await leader.run(AppraisalReadingsDocument, { year: YEAR });
    expect(appraisalReadings.slice(0, 2).map(({ what }) => what)).toEqual(['document', 'report']);
    expect((await leader.run(AppraisalDocument, { year: YEAR })).appraisal?.report?.annexes).toMatchObject([
      { number: 1, text },
    ]);
  });

  test('that is not closed cannot be opened as a report', async () => {
    expect(DECISION_DATE.startsWith(String(YEAR))).toBe(true);
    expect((await attempt(leader, 'openAppraisal', { key: key(), ...opening({ year: THIS_YEAR }) })).__typename).toBe(
      'NotFound',
    );
  });
});
