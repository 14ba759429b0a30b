import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { expireReservations } from '@yimen/api/features/reservation/expire-reservations.js';
import { balances, findLine, holdFunds } from '@yimen/api/ledger/ledger.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { type Client, key } from '../testkit/client.js';
import { type Attempt, attempt } from './attempt.js';
import { type Adopted, type CaseFile, Casework, DECISION_DATE, type Discussion, SELECTIONS } from './casework.js';
import { openTestOffice, type TestOffice } from './test-office.js';

let here: TestOffice;
let casework: Casework;
let people: Record<'clerk' | 'chair' | 'medical' | 'redCross' | 'outsider', Client>;
let open: CaseFile;
let discussed: Discussion;
let adopted: Adopted;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  const { office } = here;
  people = {
    clerk: await office.as('clerk'),
    chair: await office.as('chair'),
    medical: await office.as('manager', 'MIA'),
    redCross: await office.as('manager', 'RC'),
    outsider: await office.as('member', 'JUS'),
  };
  open = await casework.openCase();
  discussed = await casework.discuss(3);
  adopted = await casework.adopt();
});

afterAll(() => here?.close());

/** Sends a mutation that must be refused: a typed failure, in Chinese, and nothing at all is written. */
async function refused(client: Client, mutation: string, input: object): Promise<Attempt> {
  const before = await here.records.everything();
  const answer = await attempt(client, mutation, { key: key(), ...input });
  expect(await here.records.everything()).toEqual(before);
  expect([mutation, answer.id]).toEqual([mutation, undefined]);
  for (const { message } of [answer, ...(answer.problems ?? [])]) expect(message).toMatch(/[\u4e00-\u9fff]{4}/);
  return answer;
}

/** Sends a mutation that must do something once; answers the id of what it made. */
async function done(client: Client, mutation: string, input: object): Promise<string> {
  const answer = await attempt(client, mutation, { key: key(), ...input });
  if (!answer.id) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
  return answer.id;
}

const family = (members: object[]) => ({ ...casework.place(), members });
const need = () => ({
  householdId: open.householdId,
  beneficiaryId: open.personId,
  difficulty: 'medical',
  whatHappened: '住院',
  since: '2022-06-01',
  requestedOn: '2022-06-20',
});
const pathsOf = (answer: Attempt) => answer.problems?.map(({ path }) => path).sort();

describe('an id that nobody has', () => {
  const fact = { code: 'hh_savings_total', value: '1' };
  const meeting = { title: '会', scheduledAt: `${DECISION_DATE} 09:00`, place: '会议室' };
  const member = { name: '某', idNumber: '610699197706150010', relation: 'child' };
  /** Each id in each input, and what the answer is: the record itself is not found, a choice is invalid. */
  const USES: [mutation: string, who: keyof typeof people, input: (id: string) => object, answer: string][] = [
    ['addMember', 'clerk', (id) => ({ householdId: id, expectedVersion: 1, member }), 'NotFound'],
    ['recordFacts', 'clerk', (id) => ({ householdId: id, facts: [fact] }), 'NotFound'],
    ['recordFacts', 'clerk', (id) => ({ householdId: open.householdId, caseId: id, facts: [fact] }), 'NotFound'],
    [
      'recordFacts',
      'clerk',
      (id) => ({ householdId: open.householdId, facts: [{ code: 'serious_illness', value: true, personId: id }] }),
      'InvalidInput',
    ],
    ['openCase', 'clerk', (id) => ({ ...need(), householdId: id }), 'NotFound'],
    ['openCase', 'clerk', (id) => ({ ...need(), beneficiaryId: id }), 'InvalidInput'],
    ['updateNeed', 'clerk', (id) => ({ caseId: id, expectedVersion: 1, cost: '1' }), 'NotFound'],
    ['applyForProgram', 'clerk', (id) => ({ caseId: id, programCode: 'RC-01' }), 'NotFound'],
    ['applyForProgram', 'clerk', (id) => ({ caseId: open.caseId, programCode: id }), 'InvalidInput'],
    ['requestReview', 'clerk', (id) => ({ caseId: id, expectedVersion: 1 }), 'NotFound'],
    ['composePackage', 'chair', (id) => ({ caseId: id, expectedVersion: 0, selections: [] }), 'NotFound'],
    [
      'planMeeting',
      'chair',
      (id) => ({ ...meeting, memberIds: [id], caseIds: [open.caseId], batchIds: [] }),
      'InvalidInput',
    ],
    ['openMeeting', 'chair', (id) => ({ meetingId: id, expectedVersion: 1 }), 'NotFound'],
    ['closeMeeting', 'chair', (id) => ({ meetingId: id, expectedVersion: 1 }), 'NotFound'],
    [
      'recordAttendance',
      'chair',
      (id) => ({ meetingId: id, staffId: people.chair.staffId, present: true }),
      'NotFound',
    ],
    [
      'recordAttendance',
      'chair',
      (id) => ({ meetingId: discussed.meetingId, staffId: id, present: true }),
      'WrongState',
    ],
    ['addAgendaItem', 'chair', (id) => ({ meetingId: id, caseId: open.caseId }), 'NotFound'],
    ['takeItem', 'chair', (id) => ({ itemId: id, expectedVersion: 1 }), 'NotFound'],
    ['recordOpinion', 'chair', (id) => ({ itemId: id, stance: 'support', text: '同意' }), 'NotFound'],
    [
      'recordOpinion',
      'chair',
      (id) => ({ itemId: discussed.itemId, staffId: id, stance: 'support', text: '同意' }),
      'NotAllowed',
    ],
    ['askItemQuestion', 'chair', (id) => ({ itemId: id, text: '几次？' }), 'NotFound'],
    ['askItemQuestion', 'chair', () => ({ itemId: discussed.itemId, text: '  ' }), 'InvalidInput'],
    ['answerItemQuestion', 'chair', (id) => ({ questionId: id, text: '两次' }), 'NotFound'],
    ['castVote', 'chair', (id) => ({ itemId: id, subjectVersion: 1, choice: 'for' }), 'NotFound'],
    [
      'castVote',
      'chair',
      (id) => ({ itemId: discussed.itemId, staffId: id, subjectVersion: 1, choice: 'for' }),
      'NotAllowed',
    ],
    ['adoptItem', 'chair', (id) => ({ itemId: id, expectedVersion: 1 }), 'NotFound'],
    ['refuseItem', 'chair', (id) => ({ itemId: id, expectedVersion: 1, reason: '不符合条件' }), 'NotFound'],
    ['deferItem', 'chair', (id) => ({ itemId: id, expectedVersion: 1, reason: '材料不全暂缓' }), 'NotFound'],
    ['submitBatchApplications', 'chair', (id) => ({ batchId: id, applicants: [] }), 'NotFound'],
    ['decidePackageItem', 'medical', (id) => ({ packageItemId: id, outcome: 'confirmed' }), 'NotFound'],
    ['decideBatch', 'medical', (id) => ({ batchId: id, outcome: 'confirmed' }), 'NotFound'],
    ['completeTask', 'clerk', (id) => ({ taskId: id }), 'NotFound'],
  ];

  describe.each([
    ['a random one', randomUUID()],
    ['no id at all', "'; drop table person; --"],
    ['an empty one', ''],
  ])('%s', (_name, id) => {
    test.each(USES)('in %s by %s', async (mutation, who, input, answer) => {
      const { __typename, code } = await refused(people[who], mutation, input(id));
      expect({ __typename, code }).toMatchObject({ __typename: answer });
    });

    test.each([
      [
        'planMeeting',
        (id_: string) => ({ ...meeting, memberIds: [people.outsider.staffId], caseIds: [id_], batchIds: [] }),
      ],
      [
        'planMeeting',
        (id_: string) => ({ ...meeting, memberIds: [people.outsider.staffId], caseIds: [], batchIds: [id_] }),
      ],
      ['addAgendaItem', (id_: string) => ({ meetingId: discussed.meetingId, caseId: id_ })],
      ['addAgendaItem', (id_: string) => ({ meetingId: discussed.meetingId, batchId: id_ })],
    ])('on an agenda: %s', async (mutation, input) => {
      const { __typename } = await refused(people.chair, mutation, input(id));
      expect(['NotFound', 'InvalidInput']).toContain(__typename);
    });

    it('is nothing to read', async () => {
      const { data, errors } = await people.chair.raw(
        `query ($id: ID!) { household(id: $id) { id } case(id: $id) { id } meeting(id: $id) { id } batch(id: $id) { id } }`,
        { id },
      );
      expect({ data, errors }).toEqual({ data: { household: null, case: null, meeting: null, batch: null } });
    });

    test.each([
      'query ($id: ID!) { assessment(caseId: $id) { decisionDate } }',
      'query ($id: ID!) { previewPackage(caseId: $id, selections: []) { id } }',
      'query ($id: ID!) { suggestPackages(caseId: $id) { draftVersion } }',
    ])('is not found by %s', async (query) => {
      const { errors } = await people.chair.raw(query, { id });
      expect(errors).toEqual([
        expect.objectContaining({
          message: expect.stringContaining('返回列表重新选择'),
          extensions: expect.objectContaining({ code: 'NOT_FOUND' }),
        }),
      ]);
    });
  });
});

describe('a household', () => {
  it('has members', async () => {
    const answer = await refused(people.clerk, 'registerHousehold', family([]));
    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'members' }] });
    expect(answer.message).toContain('请至少登记一名家庭成员');
  });

  it('has one head', async () => {
    const two = [casework.newMember(), casework.newMember()];
    expect((await refused(people.clerk, 'registerHousehold', family(two))).message).toContain('只有一名户主');
  });

  it.each([
    ['123', '18位'],
    ['610699770615001', '15位'],
    ['61069919770615001A', '18位'],
    ['610699197702300010', '出生日期'],
    ['610699297706150010', '出生日期'],
    ['610699197706150011', '校验不符'],
    ['', '18位'],
  ])('is refused with the ID number “%s”', async (idNumber, words) => {
    const answer = await refused(people.clerk, 'registerHousehold', family([{ ...casework.newMember(), idNumber }]));
    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'members.0.idNumber' }] });
    expect(answer.message).toContain(words);
  });

  it('is refused when somebody in it is registered elsewhere, saying where', async () => {
    const again = { ...casework.newMember(), idNumber: open.idNumbers[1] };
    const answer = await refused(people.clerk, 'registerHousehold', family([again]));
    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'members.0.idNumber' }] });
    expect(answer.message).toMatch(/已登记在 H\d{6} 户/);
  });

  it('is told everything that is wrong at once', async () => {
    const answer = await refused(people.clerk, 'registerHousehold', {
      townshipCode: casework.place().townshipCode,
      villageCode: 'V-none',
      address: ' ',
      members: [{ name: '', idNumber: '1', relation: 'head', phone: '12', birthDate: '0022-06-01' }],
    });
    expect(pathsOf(answer)).toEqual(
      expect.arrayContaining(['address', 'members.0.idNumber', 'members.0.name', 'members.0.phone', 'villageCode']),
    );
    expect(answer.message).toMatch(/^有 \d+ 处填写不正确/);
  });
});

describe('amounts and dates', () => {
  it.each([
    ['cost', '100.123', '两位小数'],
    ['cost', '-1', '不能为负数'],
    ['cost', '一万', '不是金额'],
    ['cost', '99999999999999', '过大'],
    ['since', '0022-06-01', '1900 至 2100'],
    ['since', '2022-02-30', '不是有效日期'],
    ['since', '2022/06/01', '不是有效日期'],
    ['requestedOn', '2099-01-01', '今天'],
    ['whatHappened', '   ', '请填写困难情况'],
    ['difficulty', 'boredom', '请选择困难类型'],
  ])('%s “%s” is refused at its field', async (field, text, words) => {
    const answer = await refused(people.clerk, 'openCase', { ...need(), [field]: text });
    expect(pathsOf(answer)).toContain(field);
    expect(answer.problems?.find(({ path }) => path === field)?.message).toContain(words);
  });

  it('of facts are checked too', async () => {
    const answer = await refused(people.clerk, 'recordFacts', {
      householdId: open.householdId,
      facts: [
        { code: 'hh_income_month', value: '100.123' },
        { code: 'hh_savings_total', value: '1', observedOn: '0022-01-01' },
        { code: 'hh_dibao_status', value: 'imperial' },
        { code: 'no_such_fact', value: 1 },
      ],
    });
    expect(answer.__typename).toBe('InvalidInput');
    expect(new Set(pathsOf(answer)?.map((path) => path.split('.')[1]))).toEqual(new Set(['0', '1', '2', '3']));
  });

  it('of a package are checked too', async () => {
    const input = { caseId: open.caseId, expectedVersion: 0, decisionDate: '0022-06-23' };
    const selections = [{ programCode: 'MCA-05', amount: '3000.125' }];
    const answer = await refused(people.clerk, 'composePackage', { ...input, selections });
    expect(answer.__typename).toBe('InvalidInput');
    expect(pathsOf(answer)).toEqual(['decisionDate', 'selections.0.amount']);
  });

  it.each(['939.99', '4700.01'])('%s yuan lie outside the band of temporary aid, which is told', async (amount) => {
    const input = { caseId: open.caseId, expectedVersion: 0, decisionDate: DECISION_DATE };
    const selections = [{ programCode: 'MCA-05', amount }];
    const answer = await refused(people.clerk, 'composePackage', { ...input, selections });
    expect(answer).toMatchObject({ __typename: 'AmountOutOfBand', minFen: 94000, maxFen: 470000 });
    expect(answer.message).toMatch(/940.*4,?700/);
  });
});

describe('a stale version', () => {
  const STALE: [mutation: string, who: keyof typeof people, input: () => [object, number]][] = [
    [
      'addMember',
      'clerk',
      () => [{ householdId: open.householdId, member: casework.newMember('child') }, open.version],
    ],
    ['updateNeed', 'clerk', () => [{ caseId: open.caseId, cost: '15000' }, open.caseVersion]],
    ['requestReview', 'clerk', () => [{ caseId: open.caseId }, open.caseVersion]],
    ['composePackage', 'clerk', () => [{ caseId: open.caseId, selections: [] }, 0]],
    ['closeMeeting', 'chair', () => [{ meetingId: discussed.meetingId }, discussed.meetingVersion]],
    ['adoptItem', 'chair', () => [{ itemId: discussed.itemId }, discussed.itemVersion]],
    ['refuseItem', 'chair', () => [{ itemId: discussed.itemId, reason: '不符合条件' }, discussed.itemVersion]],
    ['deferItem', 'chair', () => [{ itemId: discussed.itemId, reason: '材料不全暂缓' }, discussed.itemVersion]],
  ];

  test.each(STALE)('is refused by %s, with the version that stands', async (mutation, who, input) => {
    const [rest, version] = input();
    const answer = await refused(people[who], mutation, { ...rest, expectedVersion: version + 7 });
    expect(answer).toMatchObject({ __typename: 'StaleVersion', currentVersion: version });
    expect(answer.message).toContain('核对最新内容后再提交');
  });
});

describe('a vote', () => {
  it('by a member of another committee is not even shown the item', async () => {
    const answer = await refused(people.outsider, 'castVote', {
      itemId: discussed.itemId,
      subjectVersion: 1,
      choice: 'for',
    });
    expect(answer.__typename).toBe('NotFound');
    expect(answer.message).toContain('无权查看');
  });

  it.each(['clerk', 'medical'] as const)('by the %s is refused', async (who) => {
    const answer = await refused(people[who], 'castVote', {
      itemId: discussed.itemId,
      subjectVersion: 1,
      choice: 'for',
    });
    expect(['NotFound', 'NotAllowed']).toContain(answer.__typename);
  });

  it('cannot be recorded for somebody who is not on the committee', async () => {
    const input = { itemId: discussed.itemId, staffId: people.outsider.staffId, subjectVersion: 1, choice: 'for' };
    const answer = await refused(people.chair, 'castVote', input);
    expect(answer).toMatchObject({ __typename: 'NotAllowed', message: expect.stringContaining('不是本次研判会成员') });
  });

  it('is cast once, and only for, against or abstaining', async () => {
    const again = await refused(people.chair, 'castVote', {
      itemId: discussed.itemId,
      subjectVersion: 1,
      choice: 'against',
    });
    expect(again).toMatchObject({ __typename: 'WrongState', message: expect.stringContaining('已经表决过') });
    const late = await here.office.as('member', 'RC');
    const unclear = await refused(late, 'castVote', { itemId: discussed.itemId, subjectVersion: 1, choice: 'maybe' });
    expect(unclear).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'choice' }] });
  });

  it('counts only for the package that the voter has before him', async () => {
    const { itemId, packageVersion } = discussed;
    const late = await here.office.as('member', 'RC');
    const other = await refused(late, 'castVote', { itemId, subjectVersion: packageVersion + 1, choice: 'for' });
    expect(other).toMatchObject({ __typename: 'StaleVersion', currentVersion: packageVersion });
  });

  it('cast while the package is being changed waits, and is refused for the package that was', async () => {
    const { caseId, itemId, packageVersion } = await casework.discuss(0);
    const member = await here.office.as('member', 'MCA');
    const composing = { caseId, expectedVersion: packageVersion, selections: SELECTIONS.slice(0, 2) };
    const [composed, voted] = await here.records.with(async (client) => {
      await client.query('begin');
      // The change gets as far as writing its items and stands there, not committed yet, when the vote comes.
      await client.query(
        'select 1 from package_item i join aid_package k on k.id = i.package_id where k.case_id = $1 for update of i',
        [caseId],
      );
      const change = attempt(people.chair, 'composePackage', { key: key(), ...composing });
      await delay(500);
      const vote = attempt(member, 'castVote', { key: key(), itemId, subjectVersion: packageVersion, choice: 'for' });
      await delay(500);
      await client.query('commit');
      return Promise.all([change, vote]);
    });
    expect(composed.__typename).toBe('AidPackage');
    expect(voted).toMatchObject({ __typename: 'StaleVersion', currentVersion: packageVersion + 1 });
  });
});

describe('what was decided', () => {
  it('is not adopted, refused or deferred again', async () => {
    const input = { itemId: adopted.itemId, expectedVersion: adopted.itemVersion };
    for (const mutation of ['adoptItem', 'refuseItem', 'deferItem']) {
      const reason = mutation === 'adoptItem' ? {} : { reason: '重新考虑一下' };
      const answer = await refused(people.chair, mutation, { ...input, ...reason });
      expect(answer).toMatchObject({ __typename: 'WrongState', message: expect.stringContaining('已作出决定') });
    }
  });

  it('cannot be composed, voted on or changed any more', async () => {
    const { caseId, itemId, packageVersion } = adopted;
    const composing = { caseId, expectedVersion: packageVersion + 1, selections: [] };
    expect((await refused(people.chair, 'composePackage', composing)).__typename).toBe('WrongState');
    expect((await refused(people.chair, 'castVote', { itemId, subjectVersion: 1, choice: 'for' })).__typename).toBe(
      'WrongState',
    );
    const applying = { caseId, programCode: 'CHA-02', appliedOn: DECISION_DATE };
    expect((await refused(people.clerk, 'applyForProgram', applying)).__typename).toBe('WrongState');
  });

  it('by a department stands, and so it is by a second click', async () => {
    const packageItemId = adopted.items.get('RC-01');
    await done(people.redCross, 'decidePackageItem', { packageItemId, outcome: 'confirmed' });
    for (const outcome of ['confirmed', 'declined']) {
      const input = { packageItemId, outcome, ...(outcome === 'declined' && { reason: '改变了主意' }) };
      const answer = await refused(people.redCross, 'decidePackageItem', input);
      expect(answer).toMatchObject({ __typename: 'WrongState', message: expect.stringContaining('刷新查看') });
    }
  });

  it('is not ticked off in place of a decision', async () => {
    const taskId = await here.records.with(async (client) => {
      const { rows } = await client.query(
        `insert into task (kind, title_zh, title_en, case_id, package_item_id, department_code, due_on, status, origin)
         values ('department_decision', '决定', 'Decide', $1, $2, 'MCA', '2030-01-01', 'open', 'bad-input:decision')
         returning id`,
        [adopted.caseId, adopted.items.get('MCA-05')],
      );
      return (rows[0] as { id: string }).id;
    });
    for (const client of [people.clerk, await here.office.as('manager', 'MCA')]) {
      expect((await refused(client, 'completeTask', { taskId })).__typename).toBe('WrongState');
    }
  });

  it('by a department needs a reason when it declines', async () => {
    const input = { packageItemId: adopted.items.get('MCA-05'), outcome: 'declined', reason: ' ' };
    const answer = await refused(await here.office.as('manager', 'MCA'), 'decidePackageItem', input);
    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'reason' }] });
  });
});

describe('a line without money', () => {
  it('refuses the commitment, naming the line, what is needed and what is left', async () => {
    const sql = poolSql(here.api.database.pool);
    // What other meetings reserve would come back: then nothing is short.
    await sql('update item_reservation set until = now()');
    await expireReservations(here.api.database);
    const line = await findLine(sql, 'MIA-02', 2022);
    const left = (await balances(sql, [line?.id ?? ''])).get(line?.id ?? '')?.leftFen ?? 0;
    await holdFunds(sql, {
      key: key(),
      lineId: line?.id ?? '',
      fen: left - 699_999,
      reason: 'off_package',
      refs: {},
      on: DECISION_DATE,
      actorId: people.chair.staffId,
    });
    const short = await casework.adopt();
    expect(await here.records.rows('select hold from package_item where id = $1', [short.items.get('MIA-02')])).toEqual(
      [{ hold: 'short' }],
    );
    const input = { packageItemId: short.items.get('MIA-02'), outcome: 'confirmed' };
    const answer = await refused(people.medical, 'decidePackageItem', input);
    expect(answer).toMatchObject({
      __typename: 'BudgetExceeded',
      lines: [{ label: expect.stringMatching(/[\u4e00-\u9fff]/), needed: 700_000, left: 699_999 }],
    });
  });
});

describe('the same key', () => {
  it('does the thing once, one after the other and at the same moment', async () => {
    const input = { key: key(), ...family([casework.newMember()]) };
    const before = await here.records.count('household');
    const together = await Promise.all(
      Array.from({ length: 6 }, () => attempt(people.clerk, 'registerHousehold', input)),
    );
    const later = await attempt(people.clerk, 'registerHousehold', input);
    expect(new Set([...together, later].map(({ id }) => id ?? 'refused')).size).toBe(1);
    expect(await here.records.count('household')).toBe(before + 1);
    expect(await here.records.count(`audit_event where input->>'key' = $1`, [input.key])).toBe(1);
  });

  it('commits money once', async () => {
    const packageItemId = adopted.items.get('MIA-02');
    const input = { key: key(), packageItemId, outcome: 'confirmed' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => attempt(people.medical, 'decidePackageItem', input)),
    );
    expect(answers.map(({ id }) => id)).toEqual(Array(6).fill(packageItemId));
    const committed = `ledger_transfer where package_item_id = $1 and phase = 'post' and amount = 700000`;
    expect(await here.records.count(committed, [packageItemId])).toBe(1);
    expect(await here.records.count('department_decision where package_item_id = $1', [packageItemId])).toBe(1);
  });

  it('with another input is refused', async () => {
    const once = key();
    await done(people.clerk, 'registerHousehold', { key: once, ...family([casework.newMember()]) });
    const other = await refused(people.clerk, 'registerHousehold', { key: once, ...family([casework.newMember()]) });
    expect(other).toMatchObject({ __typename: 'WrongState', code: 'KEY_REUSED' });
    const elsewhere = await refused(people.clerk, 'updateNeed', {
      key: once,
      caseId: open.caseId,
      expectedVersion: open.caseVersion,
      cost: '15000',
    });
    expect(elsewhere).toMatchObject({ __typename: 'WrongState', code: 'KEY_REUSED' });
  });

  it('of another person is another key, and a refusal uses none up', async () => {
    const once = key();
    await refused(people.clerk, 'registerHousehold', { key: once, ...family([]) });
    await done(people.clerk, 'registerHousehold', { key: once, ...family([casework.newMember()]) });
    const clerk = await here.office.asUser(`clerk-${casework.place().townshipCode.toLowerCase()}`);
    await done(clerk, 'registerHousehold', { key: once, ...family([casework.newMember()]) });
  });

  it.each(['', 'short', 'x'.repeat(201)])('“%.10s” is none', async (bad) => {
    const answer = await refused(people.clerk, 'registerHousehold', { key: bad, ...family([casework.newMember()]) });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'key' }] });
  });

  it('different ones at the same moment decide once', async () => {
    const { items } = await casework.adopt();
    const manager = await here.office.as('manager', 'MCA');
    const input = { packageItemId: items.get('MCA-05'), outcome: 'confirmed' };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => attempt(manager, 'decidePackageItem', { key: key(), ...input })),
    );
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'PackageItem',
      'WrongState',
      'WrongState',
      'WrongState',
    ]);
  });
});

describe('a package', () => {
  const compose = (selections: object[]) =>
    refused(people.clerk, 'composePackage', {
      caseId: open.caseId,
      expectedVersion: 0,
      decisionDate: DECISION_DATE,
      selections,
    });

  it.each([
    ['a program that the county does not have', 'XX-99', {}],
    ['a program the family does not fit', 'DPF-02', {}],
    ['a plan that the program has not', 'MIA-02', { planOnly: true }],
  ])('is refused with %s, at its selection', async (_what, programCode, extra) => {
    const answer = await compose(
      [SELECTIONS[0] as object, { programCode, ...extra }].slice(programCode === 'MIA-02' ? 1 : 0),
    );
    expect(answer.__typename).toBe('InvalidInput');
    expect(pathsOf(answer)).toEqual([`selections.${programCode === 'MIA-02' ? 0 : 1}.programCode`]);
  });

  it('is refused with a program chosen twice', async () => {
    const answer = await compose([{ programCode: 'MCA-05' }, { programCode: 'MCA-05' }]);
    expect(pathsOf(answer)).toEqual(['selections.1.programCode']);
  });
});

it('a request that does not fit the schema is told so, by the name of what is wrong', async () => {
  const { errors } = await people.clerk.raw(
    'mutation ($input: CaseActionInput!) { requestReview(input: $input) { __typename } }',
    { input: { key: key(), caseId: open.caseId, expectedVersion: 'new' } },
  );
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain('expectedVersion');
});

describe('somebody who is not signed in', () => {
  it('gets no data', async () => {
    const stranger = here.office.stranger();
    for (const query of ['{ households { total } }', '{ cases { total } }', '{ desk { department { code } } }']) {
      const { data, errors } = await stranger.raw(query);
      expect(JSON.stringify(data ?? null)).not.toMatch(/total|code/);
      expect(errors?.[0]?.extensions?.code).toBe('SIGN_IN');
      expect(errors?.[0]?.message).toBe('请先登录。');
    }
  });

  it('changes nothing', async () => {
    const before = await here.records.everything();
    const { errors } = await here.office
      .stranger()
      .raw('mutation ($input: CaseActionInput!) { requestReview(input: $input) { __typename } }', {
        input: { key: key(), caseId: open.caseId, expectedVersion: open.caseVersion },
      });
    expect(errors?.[0]?.extensions?.code).toBe('SIGN_IN');
    expect(await here.records.everything()).toEqual(before);
  });
});
