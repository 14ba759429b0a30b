import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linesForCase } from '@yimen/api/features/package-suggestion/lines-for-case.js';
import { getCounty } from '@yimen/api/platform/county.js';
import type { Sql } from '@yimen/api/platform/run-command.js';
import {
  type AidPackagePartsFragment,
  ComposePackageDocument,
  type PackageSuggestionPartsFragment,
  type SelectionInput,
  SuggestPackagesDocument,
} from '@yimen/schema/documents';
import { type Client, expectOk, key } from '../testkit/client.js';
import { attempt } from './attempt.js';
import { Casework, type Composed, DECISION_DATE } from './casework.js';
import { openTestOffice, type TestOffice } from './test-office.js';

let here: TestOffice;
let casework: Casework;
let chair: Client;
/** The cancer patient of S08: 14,000 yuan to pay; medical aid and 3,000 yuan of temporary aid set by hand, the Red Cross by plan. */
let file: Composed;
let version: number;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  file = await casework.compose();
  version = file.packageVersion;
  chair = await here.office.as('chair');
});

afterAll(() => here?.close());

const suggest = async (free: string[] = []) =>
  (await chair.run(SuggestPackagesDocument, { caseId: file.caseId, free })).suggestPackages;

async function compose(selections: SelectionInput[], setAside?: string[]): Promise<AidPackagePartsFragment> {
  const on = { decisionDate: DECISION_DATE, expectedVersion: version };
  const input = { key: key(), caseId: file.caseId, ...on, selections, setAside };
  const composed = expectOk((await chair.run(ComposePackageDocument, { input })).composePackage, 'AidPackage');
  version = composed.version;
  return composed;
}

const selectionsOf = ({ selections }: PackageSuggestionPartsFragment): SelectionInput[] =>
  selections.map(({ programCode, planOnly, setBy, amountFen }) => {
    const amount = amountFen === null ? undefined : (amountFen / 100).toFixed(2);
    return { programCode, planOnly, setBy, amount };
  });
const amountsOf = ({ items }: Pick<PackageSuggestionPartsFragment, 'items'>) =>
  Object.fromEntries(
    items.filter(({ change }) => change !== 'removed').map(({ program, amountFen }) => [program.code, amountFen]),
  );
const composedAmounts = ({ items }: AidPackagePartsFragment) =>
  Object.fromEntries(items.map(({ program, amountFen }) => [program.code, amountFen]));

describe('suggested packages of a case', () => {
  it('are proven, at least three, keep what was set by hand, and tell what each gains and costs', async () => {
    const { suggestions, proof, byHand, draftVersion } = await suggest();
    expect(proof.isProven).toBe(true);
    expect(draftVersion).toBe(version);
    expect(byHand.map(({ program, amountFen, planOnly }) => [program.code, amountFen, planOnly])).toEqual([
      ['MIA-02', null, false],
      ['MCA-05', 300_000, false],
      ['RC-01', null, true],
    ]);
    expect(suggestions.length).toBeGreaterThanOrEqual(3);
    for (const suggestion of suggestions) {
      expect(amountsOf(suggestion)).toMatchObject({ 'MIA-02': 700_000, 'MCA-05': 300_000, 'RC-01': null });
      expect(suggestion.words.en).not.toMatch(/\p{Script=Han}/u);
    }
    const [best, second] = suggestions;
    expect(best).toMatchObject({ kind: 'best', isDraft: false, coveredFen: 1_400_000, leftFen: 0 });
    expect(best?.words.zh).toMatch(/^每月.*解决负担 ¥14,000，不留缺口/);
    expect(second?.words.zh).toMatch(/比最优方案.*代价/);
  });

  it('come out of the composer to the fen, as one change of whoever takes one, and are then the draft', async () => {
    const [best] = (await suggest()).suggestions;
    const composed = await compose(selectionsOf(best as PackageSuggestionPartsFragment));
    expect(composedAmounts(composed)).toEqual(amountsOf(best as PackageSuggestionPartsFragment));
    expect(composed.coverage.leftFen).toBe(0);
    const again = await suggest();
    expect(again.byHand.map(({ program }) => program.code)).toEqual(['MIA-02', 'MCA-05', 'RC-01']);
    expect(again.suggestions.map(({ isDraft }) => isDraft)).toEqual([
      true,
      ...again.suggestions.slice(1).map(() => false),
    ]);
  });

  it('leave out what people left out, until they let it in again', async () => {
    const before = await suggest();
    const added = Object.keys(amountsOf(before.suggestions[0] as PackageSuggestionPartsFragment)).filter(
      (code) => !before.byHand.some(({ program }) => program.code === code),
    );
    expect(added).toContain('CHA-02');
    const draft = [{ programCode: 'MIA-02' }, { programCode: 'MCA-05', amount: '3000' }];
    const composed = await compose(draft, ['CHA-02']);
    expect(composed.setAside.map(({ code }) => code)).toEqual(['CHA-02']);
    const without = await suggest();
    expect(without.setAside.map(({ code }) => code)).toEqual(['CHA-02']);
    expect(without.suggestions.flatMap((one) => Object.keys(amountsOf(one)))).not.toContain('CHA-02');
    const [best] = (await suggest(['CHA-02', 'MCA-05'])).suggestions;
    const amounts = amountsOf(best as PackageSuggestionPartsFragment);
    expect(amounts).toHaveProperty('CHA-02');
    // Free to be changed: public money goes as far as it can before donations.
    expect(amounts['MCA-05']).toBe(470_000);
    // What is not said stays: those of before.
    expect((await compose(draft)).setAside.map(({ code }) => code)).toEqual(['CHA-02']);
    expect((await compose([...draft, { programCode: 'CHA-02' }])).setAside).toEqual([]);
  });

  it('count who else waits for a line: of other families, and who asked before', async () => {
    const sql: Sql = (text, values) => here.records.rows(text, values && [...values]);
    const ask = () =>
      linesForCase(
        sql,
        getCounty('yichuan'),
        { id: file.caseId, householdId: file.householdId },
        ['MCA-05', 'RC-01'],
        DECISION_DATE,
      );
    const before = await ask();
    expect(before.get('MCA-05')).toMatchObject({ waiting: 0, waitingLonger: 0 });
    const other = await casework.compose();
    expect((await ask()).get('MCA-05')).toMatchObject({ waiting: 1, waitingLonger: 0, places: null });
    expect((await ask()).get('RC-01')).toMatchObject({ waiting: 0 });
    await sql(`update case_file set requested_on = '2022-06-01' where id = $1`, [other.caseId]);
    expect((await ask()).get('MCA-05')).toMatchObject({ waiting: 1, waitingLonger: 1 });
  });

  it('are for those who compose; what they ask wrongly is told with its place', async () => {
    const query = 'query ($id: ID!, $free: [String!]) { suggestPackages(caseId: $id, free: $free) { draftVersion } }';
    const codeFor = async (client: Client, free: string[] = []) =>
      (await client.raw(query, { id: file.caseId, free })).errors?.[0]?.extensions?.code;
    expect(await codeFor(await here.office.as('manager', 'MIA'))).toBe('NOT_ALLOWED');
    expect(await codeFor(await here.office.as('manager', 'JUS'))).toBe('NOT_FOUND');
    expect(await codeFor(await here.office.asUser('leader'))).toBe('NOT_FOUND');
    expect(await codeFor(here.office.stranger())).toBe('SIGN_IN');
    const { errors } = await chair.raw(query, { id: file.caseId, free: ['MIA-02', 'XX-99'] });
    expect(errors?.map(({ message }) => message)).toEqual(['没有编号为“XX-99”的项目。']);
    const input = { key: key(), caseId: file.caseId, expectedVersion: version, setAside: ['XX-99'] };
    const refused = await attempt(chair, 'composePackage', {
      ...input,
      selections: [{ programCode: 'MIA-02', setBy: 'somebody' }],
    });
    expect(refused.problems?.map(({ path }) => path)).toEqual(['selections.0.setBy', 'setAside.0']);
  });
});
