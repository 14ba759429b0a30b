import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExplanationDocument, HouseholdCliffDocument, HouseholdProgramsDocument } from '@yimen/schema/documents';
import { print } from 'graphql';
import type { Client } from '../testkit/client.js';
import { type CaseFile, Casework, DECISION_DATE } from './casework.js';
import { act } from './permission-world.js';
import { openTestOffice, type TestOffice } from './test-office.js';

let here: TestOffice;
let file: CaseFile;
let clerk: Client;

beforeAll(async () => {
  here = await openTestOffice();
  clerk = await here.office.as('clerk');
  file = await (await Casework.begin(here.office)).openCase();
  const facts = [
    ['hh_income_month', 1000],
    ['hh_percap_net_income_year', 6000],
    ['hh_savings_total', 0],
    ['hh_vehicle_count', 0],
    ['hh_property_count', 1],
    ['hh_business_registered', false],
    ['hh_consents_complete', true],
    ['hh_count_minor_or_70', 0],
    ['hh_count_severe', 0],
    ['hh_low_income_edge', false],
  ].map(([code, value]) => ({ code, value, personId: null, observedOn: '2022-06-24', source: 'V04', verified: true }));
  await act(clerk, 'recordFacts', { householdId: file.householdId, facts });
});

afterAll(() => here?.close());

async function explain(programCode: string, more: object = {}, client = clerk) {
  const variables = { householdId: file.householdId, personId: file.personId, programCode, on: '2022-06-25', ...more };
  return (await client.run(ExplanationDocument, variables)).explanation;
}

const recordIncome = (value: number) =>
  act(clerk, 'recordFacts', {
    householdId: file.householdId,
    facts: [
      { code: 'hh_income_month', value, personId: null, observedOn: '2022-06-25', source: 'V04', verified: true },
    ],
  });

describe('an explanation', () => {
  it('says where each value came from and since when each standard holds', async () => {
    const { outcome, ruleVersion, lines, program } = await explain('MCA-02');
    expect([outcome, ruleVersion]).toEqual(['NOT_ELIGIBLE', 1]);
    expect(program.ruleInWords.zh).toContain('低于当地低保标准');
    const line = lines.find(({ text }) => text === '家庭月人均收入 < 农村低保月标准');
    expect(line).toMatchObject({ depth: 1, truth: 'false', matters: true });
    expect(line?.values).toMatchObject([
      { name: '家庭月人均收入', kind: 'term', text: '500', formula: '家庭月收入 / 家庭人口数' },
      { name: '家庭月收入', kind: 'fact', text: '1000', source: expect.not.stringMatching('V04'), verified: true },
      { name: '家庭人口数', kind: 'fact', text: '2', source: '户籍登记' },
      { name: '农村低保月标准', kind: 'standard', text: '470', observedOn: '2022-01-01', figureKind: 'assumed' },
    ]);
    const term = lines.findIndex(({ label }) => label === '财产符合规定');
    expect(lines[term]).toMatchObject({ op: 'term', depth: 1, truth: 'true', matters: false });
    expect(lines[term + 1]).toMatchObject({ depth: 2, matters: false });
  });

  it('says how much is missing, to the fen, and how much is left', async () => {
    const { nearMisses, margins } = await explain('MCA-02');
    expect(margins).toEqual([]);
    expect(nearMisses[0]).toMatchObject({
      outcome: 'ELIGIBLE',
      words: {
        zh: '家庭月收入由¥1,000降至¥939.99（低¥60.01），家庭月人均收入 500 → 469.995，即符合。',
        en: 'Household monthly income ¥939.99 instead of ¥1,000 (¥60.01 less), Monthly income per head 500 → 469.995: it fits.',
      },
    });
    await recordIncome(900);
    const now = await explain('MCA-02');
    expect([now.outcome, now.nearMisses]).toEqual(['ELIGIBLE', []]);
    expect(now.margins.map(({ words }) => words.zh)).toContain(
      '家庭月收入还可增加¥39.99（至¥939.99）；到¥940即不再符合。',
    );
    await recordIncome(1000);
  });

  it('counts in a case what is known of the case', async () => {
    expect((await explain('MCA-05')).outcome).toBe('NEEDS_FACTS');
    expect((await explain('MCA-05', { caseId: file.caseId })).outcome).toBe('ELIGIBLE');
  });

  it.each([
    ['a household that is not there', { householdId: randomUUID() }],
    ['a member of another household', { personId: randomUUID() }],
    ['a program that is not there', { programCode: 'NONE' }],
    ['a case that is not there', { caseId: randomUUID() }],
    ['a day before the standards', { on: '2001-01-01' }],
    ['what is no id', { householdId: 'x', personId: 'y' }],
  ])('is refused for %s', async (_, wrong) => {
    const variables = { householdId: file.householdId, personId: file.personId, programCode: 'MCA-02', on: null };
    const { data, errors } = await clerk.raw(print(ExplanationDocument), { ...variables, ...wrong });
    expect(data ?? null).toBeNull();
    const code = errors?.[0]?.extensions?.code;
    expect([code, errors?.length]).toEqual([expect.stringMatching(/^(NOT_FOUND|INVALID_INPUT)$/), 1]);
  });

  it('reads a case only for its own beneficiary', async () => {
    const { data } = await clerk.raw('query ($id: ID!) { household(id: $id) { members { id } } }', {
      id: file.householdId,
    });
    const { members } = (data as { household: { members: { id: string }[] } }).household;
    const other = members.find(({ id }) => id !== file.personId)?.id;
    await expect(explain('MCA-05', { personId: other })).resolves.toMatchObject({ person: { id: other } });
    await expect(explain('MCA-05', { personId: other, caseId: file.caseId })).rejects.toThrow('NOT_FOUND');
  });
});

describe('the programs of a household', () => {
  it('are all told for every member, with what stands against each refusal', async () => {
    const { householdPrograms } = await clerk.run(HouseholdProgramsDocument, {
      householdId: file.householdId,
      on: '2022-06-25',
    });
    expect(householdPrograms.map(({ programs }) => programs.length)).toEqual([48, 48]);
    const { programs } = householdPrograms[0] as (typeof householdPrograms)[0];
    const dibao = programs.find(({ program }) => program.code === 'MCA-02');
    expect(dibao).toMatchObject({ outcome: 'NOT_ELIGIBLE', against: ['家庭月人均收入 < 农村低保月标准'] });
    expect(dibao?.nearest?.zh).toContain('低¥60.01');
    for (const { outcome, nearest, against } of programs) {
      if (outcome !== 'NOT_ELIGIBLE') expect([nearest, against]).toEqual([null, []]);
      else expect(against.length).toBeGreaterThan(0);
    }
  });
});

describe('the cliff of a household', () => {
  it('tells what a rise of the income takes, with the fade-out and since when that holds', async () => {
    await recordIncome(850);
    await here.records.rows(
      `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source, plan_only)
       values ($1, null, 'MCA-02', 'MCA', 9000, 'monthly', '2022-01-10', 'history', false)`,
      [file.householdId],
    );
    const { householdCliff } = await clerk.run(HouseholdCliffDocument, {
      householdId: file.householdId,
      on: '2022-06-25',
    });
    expect(householdCliff).toMatchObject({ incomeKnown: true, incomeFen: 85_000, monthlyFen: 9_000 });
    const [fifty, hundred] = householdCliff.steps;
    expect(fifty).toMatchObject({ riseFen: 5_000, netMonthFen: 0, statusLost: [], fadeOut: [] });
    expect(hundred).toMatchObject({
      netMonthFen: 10_000 - 9_000,
      statusLost: [{ fact: { code: 'hh_dibao_status' }, person: null, from: { zh: '农村低保' }, to: { zh: '无' } }],
      fadeOut: [{ months: 12, from: '2016-10-01', program: { code: 'MCA-02' } }],
    });
    expect(hundred?.changes).toContainEqual(
      expect.objectContaining({ program: { code: 'MCA-02' }, beforeFen: 9_000, afterFen: 0, heldFen: 9_000 }),
    );
    expect(hundred?.closed.map(({ program }) => program.code)).toContain('MIA-02');
  });

  it('is refused for an earner of another household', async () => {
    const { errors } = await clerk.raw(print(HouseholdCliffDocument), {
      householdId: file.householdId,
      on: DECISION_DATE,
      earnerId: randomUUID(),
    });
    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });
});

it('is for those who may read the household: before the review the clerks only', async () => {
  for (const [role, department] of [['chair'], ['member', 'MCA'], ['leader']] as const) {
    const client = await here.office.as(role, department ?? null);
    for (const document of [HouseholdProgramsDocument, HouseholdCliffDocument]) {
      const { errors } = await client.raw(print(document), { householdId: file.householdId, on: DECISION_DATE });
      expect([role, errors?.[0]?.extensions?.code]).toEqual([role, 'NOT_FOUND']);
    }
  }
});
