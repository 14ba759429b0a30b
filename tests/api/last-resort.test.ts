import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { attempt } from './attempt.js';
import { type CaseFile, Casework, DECISION_DATE } from './casework.js';
import { openTestOffice, type TestOffice } from './test-office.js';

let here: TestOffice;
let file: CaseFile;

beforeAll(async () => {
  here = await openTestOffice();
  const casework = await Casework.begin(here.office);
  file = await casework.openCase();
  const facts = [{ code: 'other_aid_exhausted', value: true, observedOn: DECISION_DATE }];
  const recorded = await attempt(await here.office.as('clerk'), 'recordFacts', {
    key: 'exhausted-0001',
    householdId: file.householdId,
    caseId: file.caseId,
    facts,
  });
  expect(recorded.__typename).toBe('Household');
});

afterAll(() => here?.close());

async function bottomLineAid(selections: object[]): Promise<unknown> {
  const clerk = await here.office.as('clerk');
  const { data, errors } = await clerk.raw(
    `query ($caseId: ID!, $on: Date!, $selections: [SelectionInput!]!) {
      previewPackage(caseId: $caseId, decisionDate: $on, selections: $selections) {
        items { program { code } entitledFen } coverage { leftFen } } }`,
    { caseId: file.caseId, on: DECISION_DATE, selections: [...selections, { programCode: 'MCA-11' }] },
  );
  expect(errors).toBeUndefined();
  const { items } = (data as { previewPackage: { items: { program: { code: string }; entitledFen: number }[] } })
    .previewPackage;
  return items.find(({ program }) => program.code === 'MCA-11')?.entitledFen;
}

it('aid of the last resort is reckoned on what the rest of the package leaves of the loss', async () => {
  expect(await bottomLineAid([])).toBe(700_000);
  expect(await bottomLineAid([{ programCode: 'MIA-02' }])).toBe(350_000);
  expect(await bottomLineAid([{ programCode: 'MIA-02' }, { programCode: 'MCA-05', amount: '3000' }])).toBe(200_000);
});

it('what the household holds already cannot be chosen again, which is told with the rule', async () => {
  const clerk = await here.office.as('clerk');
  const fitting = async () => {
    const { data } = await clerk.raw(
      `query ($caseId: ID!, $on: Date!) { assessment(caseId: $caseId, decisionDate: $on) {
        fits { program { code } barred { zh en } } } }`,
      { caseId: file.caseId, on: DECISION_DATE },
    );
    const { fits } = (data as { assessment: { fits: { program: { code: string }; barred: { zh: string } | null }[] } })
      .assessment;
    return new Map(fits.map(({ program, barred }) => [program.code, barred]));
  };
  expect((await fitting()).get('MIA-01')).toBeNull();
  await here.records.rows(
    `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source, plan_only)
     values ($1, $2, 'MIA-01', 'MIA', 17500, 'yearly', '2022-01-10', 'history', false)`,
    [file.householdId, file.personId],
  );
  expect((await fitting()).get('MIA-01')?.zh).toMatch(/^已有“资助参加城乡居民基本医疗保险”：/);
});
