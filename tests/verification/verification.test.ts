import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { httpProvider } from '@yimen/api/features/verification/http-provider.js';
import { OUTCOMES, type OutgoingQuestion } from '@yimen/api/features/verification/provider.js';
import { today } from '@yimen/api/platform/clock.js';
import type { ProviderAddress } from '@yimen/api/platform/config.js';
import { getCounty } from '@yimen/api/platform/county.js';
import {
  FactConflictDocument,
  FactConflictsDocument,
  HouseholdVerificationDocument,
  VerificationDeskDocument,
} from '@yimen/schema/documents';
import { attempt } from '../api/attempt.js';
import { act } from '../api/permission-world.js';
import { key } from '../testkit/client.js';
import { type Family, Verifying } from './verifying.js';

let office: Verifying;
beforeAll(async () => {
  office = await Verifying.begin();
});
afterAll(() => office?.close());

const CAR = { plate: '陕J12345', class: '小型汽车', purchase_date: '2021-03-04', value: 60_000 };

async function authorised(): Promise<Family> {
  const family = await office.register();
  await office.authorise(family);
  return family;
}

const openConflicts = async (householdId: string) =>
  (await office.clerk.run(FactConflictsDocument, { first: 100 })).factConflicts.nodes.filter(
    (conflict) => conflict.householdId === householdId,
  );

describe('an authorisation', () => {
  it('is needed before anything is asked', async () => {
    const family = await office.register();
    const refused = await attempt(office.clerk, 'requestVerification', {
      key: key(),
      householdIds: [family.householdId],
      items: ['V02'],
      purpose: '低保审核',
    });
    expect(refused.problems?.map(({ path }) => path)).toEqual(['householdIds']);
  });

  it('of one member leaves what concerns the other unasked', async () => {
    const family = await office.register();
    await office.authorise({ ...family, people: family.people.slice(0, 1) });
    const id = await office.verify(family.householdId, ['V02', 'V03']);
    const { counts, status } = await office.request(id);
    expect(counts).toMatchObject({ withheld: 2, answered: 2 });
    expect(status).toBe('done');
    // A household's fact is not told by half of it.
    expect(await office.observed(family.householdId, 'hh_vehicle_count')).toBeUndefined();
    const { lines } = await office.report(id, family.householdId);
    expect(lines.find(({ item }) => item.code === 'V02')?.result).toBe('withheld');
  });

  it('covers the items that it names, and ends on its day', async () => {
    const family = await office.register();
    await office.authorise(family, { items: ['V02'] });
    const id = await office.verify(family.householdId, ['V02', 'V07']);
    expect((await office.request(id)).counts).toMatchObject({ answered: 2, withheld: 2 });
    const late = await office.register();
    await office.authorise(late, { signedOn: '2026-01-01', validUntil: '2026-02-01' });
    const refused = await attempt(office.clerk, 'requestVerification', {
      key: key(),
      householdIds: [late.householdId],
      items: ['V02'],
      purpose: '低保审核',
    });
    expect(refused.__typename).toBe('InvalidInput');
  });

  it('of a minor is signed by an adult of the household, of an adult by himself', async () => {
    const child = { name: '测试童一号', idNumber: office.casework.newMember().idNumber, relation: 'child' };
    const family = await office.register();
    const { syntheticIdNumber } = await import('../testkit/people.js');
    const householdId = await act(office.clerk, 'registerHousehold', {
      ...office.casework.place(),
      members: [
        office.casework.newMember(),
        { ...child, idNumber: syntheticIdNumber(`${Number(today().slice(0, 4)) - 9}-03-04`, 'female', 7) },
      ],
    });
    const [parent, minor] = (
      await office.clerk.run(HouseholdVerificationDocument, { householdId })
    ).householdVerification.members.map(({ person }) => person.id);
    const sign = (people: object[]) =>
      attempt(office.clerk, 'recordAuthorisation', { key: key(), householdId, people, manner: 'present' });
    expect((await sign([{ personId: minor }])).problems?.[0]?.path).toBe('people.0.signerId');
    expect((await sign([{ personId: parent, signerId: minor }])).problems?.[0]?.path).toBe('people.0.signerId');
    expect((await sign([{ personId: family.people[0]?.id }])).problems?.[0]?.path).toBe('people.0');
    expect((await sign([{ personId: parent }, { personId: minor, signerId: parent }])).__typename).toBe('Household');
    expect(await office.observed(householdId, 'hh_consents_complete')).toMatchObject({ value: true, verified: true });
  });

  it('that is revoked stops what is open, and turns away the answer that was on its way', async () => {
    const family = await authorised();
    const id = await office.ask(family.householdId, ['V02', 'V19']);
    await office.fault('PSB', 'slow', 1, 2_000);
    const sent = office.here.work();
    for (const deadline = Date.now() + 5000; Date.now() < deadline; ) {
      const [read] = await office.here.records.rows('select from verification_reading where request_id = $1', [id]);
      if (read) break;
    }
    const { members } = (await office.clerk.run(HouseholdVerificationDocument, { householdId: family.householdId }))
      .householdVerification;
    for (const { authorisations } of members) {
      await act(office.clerk, 'revokeAuthorisation', {
        authorisationId: authorisations[0]?.id,
        reason: '本人要求撤销',
      });
    }
    await sent;
    const request = await office.request(id);
    expect(request.counts).toMatchObject({ answered: 0, stopped: 4 });
    expect(request.status).toBe('done');
    expect(request.exchanges[0]).toMatchObject({ channel: 'http', outcome: 'answered', answers: 2 });
    const answers = await office.here.records.count(
      'verification_answer a join verification_question q on q.id = a.question_id where q.request_id = $1',
      [id],
    );
    expect(answers).toBe(0);
    expect(await office.observed(family.householdId, 'hh_consents_complete')).toMatchObject({ value: false });
  });
});

describe('answers over HTTP', () => {
  it('become verified observations with the register as their source', async () => {
    const family = await authorised();
    await office.hold('V02', family.people[0]?.idNumber ?? '', [CAR, { ...CAR, class: '摩托车' }]);
    await office.hold('V02', family.people[1]?.idNumber ?? '', [CAR]);
    const id = await office.verify(family.householdId, ['V02']);
    expect(await office.observed(family.householdId, 'hh_vehicle_count')).toMatchObject({
      value: 2,
      source: 'V02',
      verified: true,
      on: today(),
    });
    const request = await office.request(id);
    expect(request.exchanges).toMatchObject([{ channel: 'http', outcome: 'answered', questions: 2, answers: 2 }]);
    expect(request.readings.map(({ what }) => what)).toContain('provider');
    const { lines } = await office.report(id, family.householdId);
    expect(lines).toMatchObject([{ result: 'new', found: { text: { zh: '2' }, source: { zh: '公安 · 机动车登记' } } }]);
    expect((await office.request(id)).readings[0]?.what).toBe('report');
  });

  it.each([
    ['error', ['error', 'answered']],
    ['garbage', ['garbage', 'answered']],
    ['bad_signature', ['bad_signature', 'answered']],
    ['slow', ['timeout', 'answered']],
    ['partial', ['partial', 'answered']],
  ] as const)('are asked for again after one that is %s', async (fault, outcomes) => {
    const family = await authorised();
    await office.fault('NRB', fault, 1, 3_500);
    const id = await office.verify(family.householdId, ['V07']);
    const { exchanges, counts } = await office.request(id);
    expect(exchanges.map(({ outcome }) => outcome).sort()).toEqual([...outcomes].sort());
    expect(counts).toMatchObject({ answered: 2, waiting: 0 });
  });

  it('that do not come are left to the desk, and may be asked for again', async () => {
    const family = await authorised();
    await office.fault('HRS', 'error', 4);
    const id = await office.verify(family.householdId, ['V06']);
    const left = await office.request(id);
    expect(left.counts).toMatchObject({ waiting: 2, answered: 0 });
    expect(left.exchanges).toHaveLength(4);
    const manager = await office.here.office.as('manager', 'HRS');
    const { verificationDesk } = await manager.run(VerificationDeskDocument, { requestId: id });
    expect(verificationDesk.questions.map(({ trouble }) => trouble)).toEqual(['unanswered', 'unanswered']);
    await act(office.clerk, 'askVerificationAgain', { requestId: id, expectedVersion: left.version });
    await office.here.work();
    expect((await office.request(id)).counts).toMatchObject({ waiting: 0, answered: 2 });
  });

  it('of a provider that fails again and again are not waited for', async () => {
    const family = await authorised();
    await office.fault('AMR', 'error', 8);
    const first = await office.verify(family.householdId, ['V11']);
    const second = await office.verify(family.householdId, ['V11']);
    const third = await office.verify(family.householdId, ['V11']);
    expect((await office.request(first)).exchanges).toHaveLength(4);
    expect((await office.request(second)).exchanges).toHaveLength(4);
    const { exchanges, counts } = await office.request(third);
    expect([exchanges.length, counts.waiting]).toEqual([0, 2]);
    await office.here.records.rows(`update verification_circuit set open_until = now() where verifier_code = 'AMR'`);
    const { version } = await office.request(third);
    await act(office.clerk, 'askVerificationAgain', { requestId: third, expectedVersion: version });
    await office.here.work();
    expect((await office.request(third)).counts.answered).toBe(2);
  });
});

describe('a system that cannot be asked', () => {
  const question = (row: number): OutgoingQuestion => ({
    id: `q${row}`,
    row,
    item: 'V02',
    name: '测试甲',
    idNumber: '610699198001010015',
    authorisation: { text: 'T', signedOn: today(), validUntil: today() },
  });
  const ask = (change: Partial<ProviderAddress>) => {
    const address = { ...(office.provider.addresses.PSB as ProviderAddress), ...change };
    return httpProvider(getCounty('yichuan').pack, address).ask({ number: 'HD-1', batch: '1' }, [question(1)]);
  };

  it('is left alone at once where it refuses the signature', async () => {
    const { answers, exchanges, trouble } = await ask({ secret: 'not the secret that they share' });
    expect([answers, trouble]).toEqual([[], 'unanswered']);
    expect(exchanges).toMatchObject([{ outcome: 'refused', detail: 'HTTP 401' }]);
  });

  it('is tried four times where nobody is there', async () => {
    const { exchanges, trouble } = await ask({ url: 'http://127.0.0.1:9/PSB', retryMs: 1 });
    expect(trouble).toBe('unanswered');
    expect(exchanges.map(({ outcome, attempt }) => [outcome, attempt])).toEqual(
      [1, 2, 3, 4].map((attempt) => ['unreachable', attempt]),
    );
  });

  it('has words in both languages for every way it may end', () => {
    for (const locale of ['zh-CN', 'en']) {
      const file = new URL(`../../packages/console/messages/${locale}/verification.json`, import.meta.url);
      const { outcomes } = JSON.parse(readFileSync(file, 'utf8')) as { outcomes: Record<string, string> };
      expect(Object.keys(outcomes).sort()).toEqual([...OUTCOMES, 'exported', 'imported'].sort());
    }
  });
});

describe('a desk', () => {
  it('sees who and what is asked, and answers by hand', async () => {
    const family = await authorised();
    const id = await office.verify(family.householdId, ['V19']);
    const manager = await office.here.office.as('manager', 'DPF');
    const { verificationDesk } = await manager.run(VerificationDeskDocument, { requestId: id });
    const [question] = verificationDesk.questions;
    expect(verificationDesk.total).toBe(2);
    expect(question?.idNumber).toMatch(/^\d{4}\*{13}[\dX]$/);
    const other = await office.here.office.as('manager', 'EDU');
    const records = [{ category: '肢体', level: '2', valid_to: '2030-01-01' }];
    const input = { questionId: question?.id, expectedVersion: question?.version, records };
    expect((await attempt(other, 'answerVerification', { key: key(), ...input })).__typename).toBe('NotFound');
    const wrong = [{ category: '脾气', level: '二' }];
    const refused = await attempt(manager, 'answerVerification', { key: key(), ...input, records: wrong });
    expect(refused.problems?.map(({ path }) => path)).toEqual(['records.0.category', 'records.0.level']);
    const tasks = () =>
      office.here.records.rows<{ status: string }>('select status from task where origin = $1', [
        `verification:${id}:DPF`,
      ]);
    expect(await tasks()).toEqual([{ status: 'open' }]);
    await act(manager, 'answerVerification', input);
    await act(manager, 'answerVerification', {
      questionId: verificationDesk.questions[1]?.id,
      expectedVersion: verificationDesk.questions[1]?.version,
      records: [],
    });
    expect(await tasks()).toEqual([{ status: 'done' }]);
    expect(await office.observed(family.householdId, 'hh_disabled_count')).toMatchObject({ value: 1 });
    expect((await office.request(id)).status).toBe('done');
  });

  it('of two who answer at once takes one, and tells the other', async () => {
    const family = await authorised();
    const id = await office.verify(family.householdId, ['V17']);
    const manager = await office.here.office.as('manager', 'EDU');
    const [question] = (await manager.run(VerificationDeskDocument, { requestId: id })).verificationDesk.questions;
    const answers = await Promise.all(
      ['小学', '初中'].map((stage) =>
        attempt(manager, 'answerVerification', {
          key: key(),
          questionId: question?.id,
          expectedVersion: question?.version,
          records: [{ stage }],
        }),
      ),
    );
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['StaleVersion', 'VerificationQuestion']);
  });
});

describe('sources that disagree', () => {
  it('stand side by side until an officer settles them with a reason', async () => {
    const family = await authorised();
    const { householdId, people } = family;
    await office.declare(householdId, 'hh_vehicle_count', 0);
    await office.hold('V02', people[0]?.idNumber ?? '', [CAR]);
    const id = await office.verify(householdId, ['V02']);
    const [conflict] = await openConflicts(householdId);
    expect(conflict?.sides.map(({ text, source }) => [text.zh, source.zh])).toEqual([
      ['1', '公安 · 机动车登记'],
      ['0', '家庭申报'],
    ]);
    expect(conflict?.corrector).toBeNull();
    const dots = async () =>
      (
        (
          await office.clerk.raw('query ($id: ID!) { household(id: $id) { facts { code state } } }', {
            id: householdId,
          })
        ).data as { household: { facts: { code: string; state: string }[] } }
      ).household.facts;
    expect(await dots()).toContainEqual({ code: 'hh_vehicle_count', state: 'conflict' });
    const report = await office.report(id, householdId);
    expect(report.lines[0]).toMatchObject({ result: 'differ', declared: { text: { zh: '0' } } });
    const conflictId = conflict?.id ?? '';
    const { factConflict } = await office.clerk.run(FactConflictDocument, { id: conflictId });
    expect(factConflict?.effects.length).toBeGreaterThan(0);
    for (const { verdicts } of factConflict?.effects ?? []) expect(verdicts[0]).not.toEqual(verdicts[1]);
    const settle = { conflictId, expectedVersion: conflict?.version, side: 1, reason: '车辆已于上月转让，见过户凭证' };
    const unreasoned = await attempt(office.clerk, 'resolveFactConflict', { key: key(), ...settle, reason: ' ' });
    expect(unreasoned.problems?.map(({ path }) => path)).toEqual(['reason']);
    await act(office.clerk, 'resolveFactConflict', settle);
    expect(await openConflicts(householdId)).toEqual([]);
    expect(await dots()).toContainEqual({ code: 'hh_vehicle_count', state: 'verified' });
    expect(await office.observed(householdId, 'hh_vehicle_count')).toMatchObject({ value: 0, source: '核对裁定' });
    // Its task ended with it, and the same register saying the same again is a new conflict with what was settled.
    const [task] = await office.here.records.rows('select status from task where origin = $1', [
      `fact_conflict:${conflictId}`,
    ]);
    expect(task).toEqual({ status: 'done' });
    await office.verify(householdId, ['V02']);
    expect((await openConflicts(householdId))[0]?.sides.map(({ source }) => source.zh)).toEqual([
      '公安 · 机动车登记',
      '核对裁定',
    ]);
  });

  it('between two departments names the one to correct, and ends when it corrects itself', async () => {
    const family = await authorised();
    const { householdId, people } = family;
    const [head] = people;
    await office.hold('V03', head?.idNumber ?? '', [{ death_date: '2026-03-05' }]);
    const id = await office.verify(householdId, ['V03', 'V22']);
    const manager = await office.here.office.as('manager', 'MCA');
    const desk = async () =>
      (await manager.run(VerificationDeskDocument, { requestId: id })).verificationDesk.questions;
    for (const question of await desk()) {
      await act(manager, 'answerVerification', {
        questionId: question.id,
        expectedVersion: question.version,
        records: [],
      });
    }
    const [conflict] = await openConflicts(householdId);
    expect(conflict?.sides.map(({ source }) => source.zh)).toEqual([
      '公安 · 死亡注销与羁押戒毒状态',
      '民政 · 殡葬火化信息',
    ]);
    expect(conflict?.corrector?.code).toBe('MCA');
    const seen = (await manager.run(FactConflictsDocument, { first: 100 })).factConflicts.nodes;
    expect(seen.find((one) => one.id === conflict?.id)).toMatchObject({ householdId: null, allowedActions: [] });
    const [answered] = await office.here.records.rows<{ id: string; version: number }>(
      `select id, version from verification_question where request_id = $1 and item_code = 'V22' and person_id = $2`,
      [id, head?.id],
    );
    await act(manager, 'answerVerification', {
      questionId: answered?.id,
      expectedVersion: answered?.version,
      records: [{ date: '2026-03-06' }],
    });
    expect(await openConflicts(householdId)).toEqual([]);
  });

  it('about income compare the sum of what registers know with what was declared', async () => {
    const family = await authorised();
    const { householdId, people } = family;
    const [head] = people;
    await office.declare(householdId, 'personal_income_month', '1000', head?.id);
    await office.hold('V04', head?.idNumber ?? '', [{ employer: '甲公司', base: 3000, months: 12 }]);
    await office.hold('V13', head?.idNumber ?? '', [{ income_kind: '工资薪金', annual_amount: 42_000 }]);
    await office.hold('V05', head?.idNumber ?? '', [{ kind: '工伤津贴', monthly_amount: 500 }]);
    const id = await office.verify(householdId, ['V04', 'V05', 'V13']);
    const { sums } = await office.report(id, householdId);
    // The wage is known to two registers; the larger counts.
    expect(sums.find(({ declaredFen }) => declaredFen !== null)).toMatchObject({
      declaredFen: 100_000,
      foundFen: 400_000,
      differs: true,
    });
    const [conflict] = await openConflicts(householdId);
    expect(conflict?.sides.map(({ text }) => text.zh)).toEqual(['¥4,000', '¥1,000']);
  });
});
