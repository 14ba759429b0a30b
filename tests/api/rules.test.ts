import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '@yimen/api/platform/calendar.js';
import { today } from '@yimen/api/platform/clock.js';
import { startApi } from '@yimen/api/server.js';
import { type Client, key, openOffice } from '../testkit/client.js';
import { attempt } from './attempt.js';
import { Casework } from './casework.js';
import { act } from './permission-world.js';
import { openTestOffice, type TestOffice } from './test-office.js';

let here: TestOffice;
let casework: Casework;
let manager: Client;
let head: Client;
beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  manager = await here.office.as('manager', 'RC');
  head = await here.office.as('member', 'RC');
});
afterAll(() => here?.close());

interface Content {
  rule: string;
  ruleInWords: { zh: string; en: string };
  formula: string | null;
  min: string | null;
  max: string | null;
  step: number | null;
}

const CONTENT = 'rule ruleInWords { zh en } formula min max step';

async function contentOf(code: string): Promise<Content> {
  const { data } = await manager.raw(`{ program(code: "${code}") { content { ${CONTENT} } } }`);
  return (data as { program: { content: Content } }).program.content;
}

async function versionOf(id: string): Promise<number> {
  const [row] = await here.records.rows<{ version: number }>('select version from rule_version where id = $1', [id]);
  return row?.version ?? 0;
}

async function asked<Answer>(client: Client, text: string, variables = {}): Promise<Answer> {
  const { data, errors } = await client.raw(text, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data as Answer;
}

const on = async (id: string) => ({ versionId: id, expectedVersion: await versionOf(id) });

/** A submitted version of a program whose condition is changed. */
async function submitted(programCode: string, rule: string, by = manager): Promise<string> {
  const content = { ...(await contentOf(programCode)), rule };
  const id = await act(by, 'saveProgramVersion', { programCode, content, source: '县红字〔2026〕1号' });
  await act(by, 'submitRuleVersion', await on(id));
  return id;
}

const CHECK = `query ($code: String!, $content: RuleContentInput!) {
  checkRule(programCode: $code, content: $content) { path from to line column message suggestion } }`;
interface Problem {
  path: string;
  from: number;
  to: number;
  line: number;
  column: number;
  message: string;
  suggestion: string | null;
}
async function problemsOf(rule: string, client = manager): Promise<Problem[] | null> {
  const content = { ...(await contentOf('RC-01')), rule };
  return (await asked<{ checkRule: Problem[] | null }>(client, CHECK, { code: 'RC-01', content })).checkRule;
}

const ASSESS = `query ($id: ID!, $on: Date!) { assessment(caseId: $id, decisionDate: $on) {
  fits { ...V } needsFacts { ...V } doesNotFit { ...V } } }
  fragment V on Verdict { program { code ruleInWords { zh } } ruleVersion outcome amount { maxFen } }`;
interface Judged {
  program: { code: string; ruleInWords: { zh: string } };
  ruleVersion: number;
  outcome: string;
  amount: { maxFen: number | null };
}
async function judged(client: Client, caseId: string, day: string, code: string): Promise<Judged> {
  const { assessment } = await asked<{ assessment: Record<string, Judged[]> }>(client, ASSESS, { id: caseId, on: day });
  const found = Object.values(assessment)
    .flat()
    .find(({ program }) => program.code === code);
  if (!found) throw new Error(`No verdict of ${code}`);
  return found;
}

describe('what is wrong with a rule', () => {
  test('a sound one has no problem', async () => {
    expect(await problemsOf('重特大疾病 and 年龄 >= 18')).toEqual([]);
  });

  test('an unknown name is told with its place and the nearest name', async () => {
    expect(await problemsOf('重特大疾病\nand 残疾登级 <= 2')).toEqual([
      {
        path: 'rule',
        from: 10,
        to: 14,
        line: 2,
        column: 5,
        message: '没有“残疾登级”这个信息项、标准或术语',
        suggestion: '残疾等级',
      },
    ]);
  });

  test('a label that a fact never has is told with the ones it has', async () => {
    const [problem] = (await problemsOf('城乡属性 = "农材"')) ?? [];
    expect(problem).toMatchObject({ from: 7, to: 11, suggestion: '农村' });
    expect(problem?.message).toContain('只能是');
  });

  test.each([
    ['年龄', '条件（是或否）'],
    ['年龄 and 本县户籍', ''],
    ['年龄 = "农村"', '不能与'],
    ['substring(户口所在地, 1) = "a"', ''],
    ['', '内容为空'],
    ['重特大疾病 and', ''],
  ])('%s cannot be judged over the county and is refused in Chinese', async (rule, words) => {
    const problems = (await problemsOf(rule)) ?? [];
    expect(problems.length).toBeGreaterThan(0);
    for (const { message } of problems) expect(message).not.toMatch(/^这里不能用/);
    expect(problems.map(({ message }) => message).join()).toContain(words);
  });

  test.each([
    ['too long', '本县户籍 and '.repeat(2000)],
    ['deep brackets', `${'('.repeat(3000)}本县户籍${')'.repeat(3000)}`],
    ['deep nots', `${'not('.repeat(2000)}本县户籍${')'.repeat(2000)}`],
    ['nested ifs', `${'if 本县户籍 then ('.repeat(60)}true${') else false'.repeat(60)}`.slice(0, 9999)],
    ['a wide sum', `年龄 > ${Array.from({ length: 1200 }, () => '本人月收入').join(' + ')}`],
  ])('%s is answered in bounded time', async (_name, rule) => {
    const start = Date.now();
    const problems = await problemsOf(rule);
    expect(Date.now() - start).toBeLessThan(3000);
    expect(problems).not.toBeNull();
  });

  test('it cannot be saved: the place is named', async () => {
    const content = { ...(await contentOf('RC-01')), rule: '重特大疾病\nand 残疾登级 <= 2' };
    const answer = await attempt(manager, 'saveProgramVersion', { key: key(), programCode: 'RC-01', content });
    expect(answer.problems).toEqual([
      {
        path: 'content.rule',
        message: '条件第 2 行第 5 列：没有“残疾登级”这个信息项、标准或术语，您是否要写“残疾等级”？',
      },
    ]);
  });

  test('is told to its department only', async () => {
    expect(await problemsOf('真', await here.office.as('manager', 'MCA'))).toBeNull();
    expect(await problemsOf('真', await here.office.as('chair'))).toBeNull();
  });
});

describe('a new rule', () => {
  const tomorrow = addDays(today(), 1);
  let caseId = '';
  let id = '';

  test('is drafted, seen by its department only, and one at a time', async () => {
    ({ caseId } = await casework.compose());
    const content = {
      ...(await contentOf('RC-01')),
      rule: '年龄 > 100',
      ruleInWords: { zh: '百岁以上。', en: 'Over 100.' },
    };
    id = await act(manager, 'saveProgramVersion', { programCode: 'RC-01', content });
    const see = (client: Client) =>
      asked<{ ruleVersion: { number: number; phase: string } | null }>(
        client,
        'query ($id: ID!) { ruleVersion(id: $id) { number phase } }',
        { id },
      );
    expect((await see(head)).ruleVersion).toEqual({ number: 2, phase: 'draft' });
    expect((await see(await here.office.as('chair'))).ruleVersion).toBeNull();
    const again = await attempt(head, 'saveProgramVersion', { key: key(), programCode: 'RC-01', content });
    expect(again.__typename).toBe('WrongState');
  });

  test('names its document before it is submitted, and then a colleague is told', async () => {
    const bare = await attempt(manager, 'submitRuleVersion', { key: key(), ...(await on(id)) });
    expect(bare.problems?.map(({ path }) => path)).toEqual(['source']);
    const content = {
      ...(await contentOf('RC-01')),
      rule: '年龄 > 100',
      ruleInWords: { zh: '百岁以上。', en: 'Over 100.' },
    };
    const stale = { key: key(), programCode: 'RC-01', content, source: '文件', versionId: id, expectedVersion: 0 };
    expect(await attempt(manager, 'saveProgramVersion', stale)).toMatchObject({
      __typename: 'StaleVersion',
      currentVersion: 1,
    });
    await act(manager, 'saveProgramVersion', { ...stale, ...(await on(id)) });
    await act(manager, 'submitRuleVersion', await on(id));
    const tasks = (client: Client) =>
      asked<{ tasks: { kind: string; ruleVersion: { code: string } | null }[] }>(
        client,
        '{ tasks { kind ruleVersion { code } } }',
      );
    expect((await tasks(head)).tasks).toContainEqual({ kind: 'rule_review', ruleVersion: { code: 'RC-01' } });
    expect((await tasks(manager)).tasks.filter(({ kind }) => kind === 'rule_review')).toEqual([]);
  });

  test('is not published by its author, nor backwards', async () => {
    const input = { ...(await on(id)), effectiveFrom: tomorrow };
    expect((await attempt(manager, 'publishRuleVersion', { key: key(), ...input })).__typename).toBe('NotAllowed');
    const past = await attempt(head, 'publishRuleVersion', {
      key: key(),
      ...input,
      effectiveFrom: addDays(today(), -1),
    });
    expect(past.problems?.map(({ path }) => path)).toEqual(['effectiveFrom']);
  });

  test('is sent back with a reason, submitted again, and published by one of two at once', async () => {
    await act(head, 'returnRuleVersion', { ...(await on(id)), reason: '请写明年龄依据' });
    await act(manager, 'submitRuleVersion', await on(id));
    const input = { ...(await on(id)), effectiveFrom: tomorrow };
    const both = await Promise.all([1, 2].map(() => attempt(head, 'publishRuleVersion', { key: key(), ...input })));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['RuleVersion', 'StaleVersion']);
    expect(await here.records.count(`task where kind = 'rule_review' and status = 'open'`)).toBe(0);
  });

  test('judges from its day on, in every process, and not before', async () => {
    const chair = await here.office.as('chair');
    const second = await startApi({ ...here.config, embeddedWorker: false });
    try {
      const elsewhere = await (await openOffice(second.url)).as('chair');
      for (const client of [chair, elsewhere]) {
        expect(await judged(client, caseId, today(), 'RC-01')).toMatchObject({ ruleVersion: 1, outcome: 'ELIGIBLE' });
        expect(await judged(client, caseId, tomorrow, 'RC-01')).toMatchObject({
          ruleVersion: 2,
          outcome: 'NOT_ELIGIBLE',
          program: { ruleInWords: { zh: '百岁以上。' } },
        });
      }
      const third = await submitted('RC-01', '年龄 > 50');
      await act(head, 'publishRuleVersion', { ...(await on(third)), effectiveFrom: addDays(tomorrow, 1) });
      const later = await judged(elsewhere, caseId, addDays(tomorrow, 1), 'RC-01');
      expect(later).toMatchObject({ ruleVersion: 3, outcome: 'ELIGIBLE' });
      expect((await judged(elsewhere, caseId, tomorrow, 'RC-01')).ruleVersion).toBe(2);
    } finally {
      await second.close();
    }
  });

  test('never changes once it is published, whoever connects', async () => {
    const content = await contentOf('RC-01');
    const change = { key: key(), programCode: 'RC-01', content, ...(await on(id)) };
    expect((await attempt(manager, 'saveProgramVersion', change)).__typename).toBe('WrongState');
    for (const text of [
      "update rule_version set content = '{}' where id = $1",
      'delete from rule_version where id = $1',
    ])
      await expect(here.records.rows(text, [id])).rejects.toThrow('is published and never changes');
  });

  test('is not published by its author past the application either', async () => {
    const fourth = await submitted('RC-01', '年龄 > 60');
    await expect(
      here.records.rows(
        `update rule_version set status = 'published', effective_from = current_date + 30, published_by = authored_by,
           published_at = now() where id = $1`,
        [fourth],
      ),
    ).rejects.toThrow('published_by_a_second_person');
    await act(head, 'returnRuleVersion', { ...(await on(fourth)), reason: '不需要' });
    await act(manager, 'discardRuleVersion', await on(fourth));
  });

  test('cannot start on a day as of which was decided already', async () => {
    const { caseId: decided } = await casework.adopt();
    await here.records.rows('update aid_package set decision_date = $2 where case_id = $1', [
      decided,
      addDays(today(), 5),
    ]);
    const fifth = await submitted('RC-01', '年龄 > 70');
    const publish = async (day: string) =>
      attempt(head, 'publishRuleVersion', { key: key(), ...(await on(fifth)), effectiveFrom: day });
    expect((await publish(addDays(today(), 5))).message).toContain(addDays(today(), 6));
    expect((await publish(addDays(today(), 6))).__typename).toBe('RuleVersion');
  });
});

describe('a standard', () => {
  const CODE = 'rc_human_max';
  const FIGURE = { standardCode: CODE, value: 9000, figureKind: 'doc', source: '县红字〔2026〕2号' };
  const start = addDays(today(), 40);
  const figures = async () => {
    const text = `{ standard(code: "${CODE}") { values { value from to kind } open { id } } }`;
    return (await asked<{ standard: { values: { value: number; from: string; to: string | null }[] } }>(manager, text))
      .standard.values;
  };

  test.each([
    ['ends before it starts', { from: start, to: addDays(start, -1) }, 'to', '止期早于起期'],
    ['leaves a gap', { from: start, to: addDays(start, 30) }, 'to', '之后将没有数值'],
    ['starts where another starts', { from: '2022-01-01' }, 'from', '不能早于今天'],
    ['has no day', { from: '2026-02-30' }, 'from', '不是有效日期'],
  ])('that %s is refused', async (_name, period, path, words) => {
    const answer = await attempt(manager, 'saveStandardVersion', { key: key(), ...FIGURE, ...period });
    expect(answer.problems?.[0]).toMatchObject({ path, message: expect.stringContaining(words) });
  });

  test('is raised from a day on: the figure before it ends the day before, amounts follow', async () => {
    const before = await figures();
    const id = await act(manager, 'saveStandardVersion', { ...FIGURE, from: start });
    await act(manager, 'submitRuleVersion', await on(id));
    await act(head, 'publishRuleVersion', { ...(await on(id)), effectiveFrom: start });
    const after = await figures();
    expect(after.slice(-2)).toMatchObject([
      { ...before.at(-1), to: addDays(start, -1) },
      { value: 9000, from: start, to: null },
    ]);
    const { caseId } = await casework.compose();
    const chair = await here.office.as('chair');
    const old = (before.at(-1)?.value ?? 0) * 100;
    expect((await judged(chair, caseId, addDays(start, -1), 'RC-01')).amount.maxFen).toBe(old);
    expect((await judged(chair, caseId, start, 'RC-01')).amount.maxFen).toBe(900_000);
  });

  test('whose days overlap another figure is refused', async () => {
    const twice = await attempt(manager, 'saveStandardVersion', { key: key(), ...FIGURE, from: start });
    expect(twice.problems?.[0]).toMatchObject({ path: 'from', message: expect.stringContaining('日期重叠') });
    const over = await attempt(manager, 'saveStandardVersion', { key: key(), ...FIGURE, from: addDays(start, -10) });
    expect(over.problems?.[0]).toMatchObject({ path: 'to', message: expect.stringContaining('日期重叠') });
    expect(over.message).toContain(addDays(start, -1));
  });

  test('is proposed by its own department only', async () => {
    const stranger = await here.office.as('manager', 'MCA');
    const answer = await attempt(stranger, 'saveStandardVersion', { key: key(), ...FIGURE, from: addDays(start, 10) });
    expect(answer.__typename).toBe('NotAllowed');
  });
});

describe('how much of the county a rule would fit', () => {
  const REACH = `query ($code: String!, $content: RuleContentInput!) { ruleReach(programCode: $code, content: $content) {
    people households askingPeople fen fenPerMonth holdingPeople holdingHouseholds } }`;
  const reach = async (client: Client, rule: string, code = 'RC-01') => {
    const content = { ...(await contentOf(code)), rule };
    return (await asked<{ ruleReach: Record<string, number | null> | null }>(client, REACH, { code, content }))
      .ruleReach;
  };

  test('counts everybody who fits, and those who hold it', async () => {
    await casework.register();
    const [all] = await here.records.rows<{ people: number; households: number }>(
      'select count(*)::int as people, count(distinct household_id)::int as households from person',
    );
    const [holder] = await here.records.rows<{ household: string; person: string }>(
      'select household_id as household, id as person from person limit 1',
    );
    await here.records.rows(
      `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source)
       values ($1, $2, 'RC-01', 'RC', 100, 'monthly', '2026-01-01', 'test')`,
      [holder?.household, holder?.person],
    );
    expect(await reach(manager, 'true')).toMatchObject({
      ...all,
      askingPeople: 0,
      fenPerMonth: null,
      holdingPeople: 1,
      holdingHouseholds: 1,
    });
    expect(await reach(manager, 'false')).toMatchObject({ people: 0, households: 0, holdingPeople: 0 });
  });

  test('is not told to who may not count the program, nor of a rule with a problem', async () => {
    expect(await reach(await here.office.as('manager', 'MCA'), 'true')).toBeNull();
    expect(await reach(await here.office.as('clerk'), 'true')).toBeNull();
    expect(await reach(manager, '残疾登级 > 1')).toBeNull();
  });

  test('answers the newest question; those before it give way', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((age) => reach(manager, `年龄 > ${age} and 本人月收入 + ${age} > 0 or true`)),
    );
    expect(answers.some((answer) => answer !== null)).toBe(true);
    expect(await reach(manager, 'true')).not.toBeNull();
  });
});
