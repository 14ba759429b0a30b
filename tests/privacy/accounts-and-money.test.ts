import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { today } from '@yimen/api/platform/clock.js';
import { attempt } from '../api/attempt.js';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

const NUMBER = '6230281000001234563';

let here: TestOffice;
let casework: Casework;
let clerk: Client;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  clerk = await here.office.asUser('clerk-hall');
});
afterAll(() => here?.close());

const REVEAL = `mutation ($input: RevealBankAccountInput!) { revealBankAccount(input: $input) {
  __typename ... on RevealedAccount { accountId number } ... on InvalidInput { problems { path } } } }`;

async function ask<Data>(client: Client, query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await client.raw(query, variables as Record<string, unknown>);
  if (errors) throw new Error(JSON.stringify(errors));
  return data as Data;
}

describe('an account for aid', () => {
  it('is read in full by clerks of its area and by departments that pay, for a purpose that is kept', async () => {
    const { householdId, personId, caseId } = await casework.openCase();
    await act(clerk, 'recordBankAccount', {
      personId,
      bank: '农村商业银行',
      holder: '本人',
      bankAccount: NUMBER,
      reason: '发放救助金',
    });
    const [account] = await here.records.rows<{ id: string }>('select id from person_account where person_id = $1', [
      personId,
    ]);
    const accountId = account?.id;
    const reveal = async (client: Client, more: object = {}) =>
      (
        await ask<{ revealBankAccount: object }>(client, REVEAL, {
          input: { key: key(), accountId, purpose: 'payment', ...more },
        })
      ).revealBankAccount;
    expect(await reveal(clerk)).toEqual({ __typename: 'RevealedAccount', accountId, number: NUMBER });
    expect(await reveal(clerk, { purpose: 'other' })).toEqual({
      __typename: 'InvalidInput',
      problems: [{ path: 'note' }],
    });
    const civil = await here.office.as('manager', 'MCA');
    for (const stranger of [civil, await here.office.as('leader'), await here.office.asUser('clerk-t02')])
      expect(await reveal(stranger)).toEqual({ __typename: 'NotFound' });
    await here.records.rows(
      `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen, period, granted_on, source)
       values ($1, $2, 'MCA-06', 'MCA', 5000, 'monthly', '2022-01-01', '导入')`,
      [householdId, personId],
    );
    expect(await reveal(civil)).toMatchObject({ number: NUMBER });
    expect(await reveal(await here.office.as('manager', 'EDU'))).toEqual({ __typename: 'NotFound' });
    const { identityReadings } = await ask<{ identityReadings: { nodes: object[] } }>(
      await here.office.as('chair'),
      `{ identityReadings(personId: "${personId}") { nodes { purpose ofAccount } } }`,
    );
    expect(identityReadings.nodes).toEqual([
      { purpose: 'payment', ofAccount: true },
      { purpose: 'payment', ofAccount: true },
    ]);
    const [open] = await here.records.rows<{ open: number }>(
      'select count(*)::int as open from audit_event where input::text like $1',
      [`%${NUMBER}%`],
    );
    expect(open).toEqual({ open: 0 });
    expect(caseId).toBeTruthy();
  });
});

describe('money of somebody whose record was merged', () => {
  it('is found with the one who is kept, in list and total, without a change of the ledger', async () => {
    const file = await casework.discuss(4, 'T01', [{ programCode: 'MIA-02' }]);
    const { itemId, itemVersion, caseId, householdId, personId } = file;
    await act(await here.office.as('chair'), 'adoptItem', { itemId, expectedVersion: itemVersion });
    const [item] = await here.records.rows<{ id: string }>(
      'select i.id from package_item i join aid_package p on p.id = i.package_id where p.case_id = $1',
      [caseId],
    );
    const paying = await here.office.as('manager', 'MIA');
    await act(paying, 'decidePackageItem', { packageItemId: item?.id, outcome: 'confirmed' });
    const entriesOf = async (id: string) =>
      (
        await ask<{ fundingEntries: { total: number; totalFen: number; nodes: { personName: string }[] } }>(
          await here.office.as('chair'),
          `{ fundingEntries(filter: { year: 2022, person: "${id}" }) { total totalFen nodes { personName } } }`,
        )
      ).fundingEntries;
    const before = await entriesOf(personId);
    expect(before.total).toBeGreaterThan(0);
    const ledger = () =>
      here.records.rows<{ line: string }>('select t::text as line from ledger_transfer t order by 1');
    const rowsBefore = await ledger();

    const [spouse] = await here.records.rows<{ id: string; version: number }>(
      `select p.id, h.version from person p join household h on h.id = p.household_id
       where h.id = $1 and p.id <> h.head_person_id`,
      [householdId],
    );
    await act(clerk, 'recordHouseholdChange', {
      kind: 'left',
      householdId,
      expectedVersion: spouse?.version,
      effectiveOn: today(),
      reason: '迁出',
      people: [{ personId: spouse?.id }],
    });
    const kept = await casework.register('T01');
    expect(await entriesOf(kept.personId)).toMatchObject({ total: 0, totalFen: 0 });
    const [pair] = await here.records.rows<{ id: string; version: number }>(
      `insert into duplicate_pair (person_a, person_b, signs, strength) values ($1, $2, '{same_phone}', 2) returning id, version`,
      [kept.personId, personId].sort(),
    );
    const input = { pairId: pair?.id, expectedVersion: pair?.version, keepPersonId: kept.personId, reason: '同一人' };
    expect((await attempt(clerk, 'mergePeople', { key: key(), ...input })).__typename).toBe('DuplicatePair');
    const after = await entriesOf(kept.personId);
    expect([after.total, after.totalFen]).toEqual([before.total, before.totalFen]);
    const [{ name } = { name: '' }] = await here.records.rows<{ name: string }>(
      'select name from person where id = $1',
      [kept.personId],
    );
    expect(new Set(after.nodes.map(({ personName }) => personName))).toEqual(new Set([name]));
    expect(await ledger()).toEqual(rowsBefore);
    expect(
      await here.records.rows('select from case_file where id = $1 and household_id = $2', [caseId, kept.householdId]),
    ).toHaveLength(1);
  });
});
