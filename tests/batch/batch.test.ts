import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempt } from '../api/attempt.js';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import type { Client } from '../testkit/client.js';
import { syntheticIdNumber } from '../testkit/people.js';

const AMOUNTS: Record<string, string> = { 'VET-02': '3000', 'EDU-04': '2000' };

interface Row {
  applicationId: string;
  personName: string;
  result: string;
  program: { code: string };
  words: { zh: string; en: string } | null;
}

/** VET-02 has ten places. Twelve apply: the first applies to EDU-04 too. */
describe('a batch for which the places of a program do not reach', () => {
  let here: TestOffice;
  let chair: Client;
  let villageCode = '';
  let batchId = '';

  beforeAll(async () => {
    here = await openTestOffice();
    chair = await here.office.as('chair');
    const casework = await Casework.begin(here.office);
    villageCode = casework.place(casework.county.townships[0]?.code ?? '').villageCode;
    batchId = await act(chair, 'createBatch', {
      title: '大学新生助学',
      groupCode: 'G_FRESHMAN',
      decisionDate: '2022-08-25',
    });
    await submit('VET-02', 12);
    await submit('EDU-04', 1);
  });
  afterAll(() => here.close());

  async function submit(programCode: string, people: number): Promise<void> {
    const applicants = Array.from({ length: people }, (_, index) => ({
      member: {
        name: `学生丙${index}号`,
        idNumber: syntheticIdNumber('2004-06-15', 'male', 300 + index),
        relation: 'head',
      },
      villageCode,
      programCode,
      appliedOn: `2022-08-${String(index + 1).padStart(2, '0')}`,
      amount: AMOUNTS[programCode],
      facts: [
        { code: 'admission_level', value: 'undergraduate' },
        { code: 'enrolled_university_this_year', value: true },
        { code: 'veteran_family_student', value: true },
        { code: 'hukou_in_county', value: true },
      ],
    }));
    const department = programCode.split('-')[0] as string;
    await act(await here.office.as('manager', department), 'submitBatchApplications', { batchId, applicants });
  }

  async function look<Answer>(client: Client, id: string, fields: string): Promise<Answer> {
    const { data, errors } = await client.raw(`query ($id: ID!) { batch(id: $id) { ${fields} } }`, { id });
    if (errors) throw new Error(JSON.stringify(errors));
    return (data as { batch: Answer }).batch;
  }

  const rowsOf = async (id: string) =>
    (
      await look<{ rows: Row[] }>(
        chair,
        id,
        'rows { applicationId personName result program { code } words { zh en } }',
      )
    ).rows;
  const versionOf = async (id: string) => (await look<{ version: number }>(chair, id, 'version')).version;
  const told = async (id: string, programCode: string, result: string) =>
    (await rowsOf(id)).filter((row) => row.program.code === programCode && row.result === result);

  async function adopt(id: string): Promise<void> {
    const members = await Promise.all(['VET', 'EDU'].map((department) => here.office.as('member', department)));
    const meetingId = await act(chair, 'planMeeting', {
      title: '助学',
      scheduledAt: '2022-08-25T09:00:00+08:00',
      place: '会议室',
      memberIds: members.map(({ staffId }) => staffId),
      caseIds: [],
      batchIds: [id],
    });
    await act(chair, 'openMeeting', { meetingId, expectedVersion: 1 });
    await decide(meetingId, id, members);
  }

  async function decide(meetingId: string, id: string, members: Client[]): Promise<void> {
    const item = async () => {
      const { data } = await chair.raw(
        'query ($id: ID!) { meeting(id: $id) { agenda { id version subjectVersion batch { id } } } }',
        { id: meetingId },
      );
      const { agenda } = (
        data as {
          meeting: { agenda: { id: string; version: number; subjectVersion: number; batch: { id: string } }[] };
        }
      ).meeting;
      return agenda.find(({ batch }) => batch.id === id) as (typeof agenda)[number];
    };
    const queued = await item();
    await act(chair, 'takeItem', { itemId: queued.id, expectedVersion: queued.version });
    const { subjectVersion } = await item();
    for (const voter of [chair, ...members]) {
      await act(voter, 'castVote', { itemId: queued.id, subjectVersion, choice: 'for' });
    }
    await act(chair, 'adoptItem', { itemId: queued.id, expectedVersion: (await item()).version });
  }

  test('serves most people, tells each why, and proves it', async () => {
    expect(await told(batchId, 'VET-02', 'kept')).toHaveLength(10);
    const [both] = await told(batchId, 'EDU-04', 'kept');
    expect(both).toMatchObject({ personName: '学生丙0号' });
    expect(both?.words?.zh).toContain('资助 2000 元；金额更高的一项');
    const [lost] = await told(batchId, 'VET-02', 'displaced');
    expect(lost?.words?.en).toContain('most people are aided');
    const [last, ...others] = await told(batchId, 'VET-02', 'waiting');
    expect(others).toEqual([]);
    expect(last).toMatchObject({ personName: '学生丙11号' });
    expect(last?.words?.zh).toContain('名额已用完，列入候补第 1 位');
    const figures = await look(
      chair,
      batchId,
      'waiting paidPersons freedPlaces optimum { people highest proven mostPeople }',
    );
    expect(figures).toEqual({
      waiting: 1,
      paidPersons: 11,
      freedPlaces: 1,
      optimum: { people: 11, highest: 10, proven: true, mostPeople: 11 },
    });
    expect(await look(await here.office.as('manager', 'EDU'), batchId, 'optimum { people }')).toEqual({
      optimum: null,
    });
  });

  test('is adopted but for somebody who is voted on singly', async () => {
    const single = (await rowsOf(batchId)).find(({ personName }) => personName === '学生丙5号');
    const input = { batchId, applicationIds: [single?.applicationId], reason: '家庭情况存疑' };
    const wrong = {
      ...input,
      expectedVersion: await versionOf(batchId),
      applicationIds: ['00000000-0000-0000-0000-000000000000'],
    };
    expect(await attempt(chair, 'splitBatch', { key: 'wrong', ...wrong })).toMatchObject({
      __typename: 'InvalidInput',
    });
    const apart = await act(chair, 'splitBatch', { ...input, expectedVersion: await versionOf(batchId) });
    expect(await rowsOf(apart)).toMatchObject([{ personName: '学生丙5号', result: 'kept' }]);
    await adopt(batchId);
    expect(await told(batchId, 'VET-02', 'kept')).toHaveLength(9);
    expect(await told(batchId, 'VET-02', 'waiting')).toHaveLength(1);
    expect(await look(chair, batchId, 'paidPersons optimum { people proven }')).toEqual({
      paidPersons: 10,
      optimum: { people: 10, proven: true },
    });
    await here.work();
    const tasks = await here.records.rows<{ kind: string; zh: string }>(
      `select kind, title_zh as zh from task where batch_id = $1 and department_code = 'VET' order by kind`,
      [batchId],
    );
    expect(tasks.map(({ kind }) => kind)).toEqual(['department_decision', 'displaced_notice', 'waiting_notice']);
    const item = {
      batchId: apart,
      expectedVersion: await versionOf(apart),
      applicationIds: [single?.applicationId],
      reason: '再分',
    };
    expect(await attempt(chair, 'splitBatch', { key: 'all', ...item })).toMatchObject({ __typename: 'InvalidInput' });
  });

  test('offers a place that comes back to who waits, in a batch of his own', async () => {
    const [apart] = await here.records.rows<{ id: string }>('select id from batch where split_from = $1', [batchId]);
    const [waits] = await told(batchId, 'VET-02', 'waiting');
    const call = { batchId, applicationIds: [waits?.applicationId], reason: '有名额退回' };
    const next = await act(chair, 'splitBatch', { ...call, expectedVersion: await versionOf(batchId) });
    expect(await rowsOf(next)).toMatchObject([{ personName: '学生丙11号', result: 'waiting' }]);
    await here.records.rows(`update application set outcome = 'NOT_ELIGIBLE' where batch_id = $1`, [apart?.id]);
    await adopt(apart?.id ?? '');
    expect(await rowsOf(apart?.id ?? '')).toMatchObject([{ result: 'ineligible' }]);
    await adopt(next);
    expect(await rowsOf(next)).toMatchObject([{ personName: '学生丙11号', result: 'kept' }]);
  });

  test('names whom the screening finds entitled and who applied nowhere, as far as one may see findings', async () => {
    const missed = 'missed { people rows { personName programs { code } householdId } }';
    const nobody = { missed: { people: 0, rows: [] } };
    expect(await look(chair, batchId, missed)).toEqual(nobody);
    const casework = await Casework.begin(here.office);
    const { householdId, personId } = await casework.register(casework.county.townships[0]?.code ?? '');
    const facts = {
      hh_dibao_status: 'rural',
      hukou_in_county: 'true',
      enrolled_university_this_year: 'true',
      admission_level: 'undergraduate',
    };
    await act(await here.office.as('clerk'), 'recordFacts', {
      householdId,
      facts: Object.entries(facts).map(([code, value]) =>
        code.startsWith('hh_') ? { code, value } : { code, value, personId },
      ),
    });
    await act(chair, 'startScreening', {});
    await here.work();
    const { missed: found } = await look<{
      missed: { people: number; rows: { personName: string; programs: { code: string }[] }[] };
    }>(chair, batchId, missed);
    expect(found.people).toBe(1);
    expect(found.rows[0]?.personName).toMatch(/^.\*+$/);
    const codes = found.rows[0]?.programs.map(({ code }) => code);
    expect(codes).toContain('CYL-01');
    const own = await look<typeof found>(await here.office.as('manager', 'CYL'), batchId, missed);
    expect(own).toMatchObject({ missed: { people: 1 } });
    expect(await look(await here.office.as('manager', 'VET'), batchId, missed)).toEqual(nobody);
  });
});
