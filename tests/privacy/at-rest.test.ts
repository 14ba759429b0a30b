import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '@yimen/api/platform/database.js';
import { newKey } from '@yimen/api/platform/vault.js';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { key } from '../testkit/client.js';

let here: TestOffice;
let casework: Casework;
const NUMBERS: string[] = [];
let personId = '';

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  const clerk = await here.office.as('clerk');
  const members = [casework.newMember(), casework.newMember('spouse')];
  NUMBERS.push(...members.flatMap(({ idNumber, phone }) => [idNumber, phone]));
  const householdId = await act(clerk, 'registerHousehold', { ...casework.place(), members });
  const [head] = await here.records.rows<{ id: string }>('select head_person_id as id from household where id = $1', [
    householdId,
  ]);
  personId = head?.id ?? '';
});
afterAll(() => here?.close());

describe('numbers of people', () => {
  test('stand in no table in plain text, whatever was done with them', async () => {
    const clerk = await here.office.as('clerk');
    const [idNumber, phone] = NUMBERS;
    // Refused, repeated, read in full, searched for, typed into a note.
    await clerk.raw('mutation ($input: RegisterHouseholdInput!) { registerHousehold(input: $input) { __typename } }', {
      input: { key: key(), ...casework.place(), members: [{ ...casework.newMember(), idNumber }] },
    });
    await act(clerk, 'revealIdentity', { personId, purpose: 'other', note: `核对 ${idNumber}` });
    await clerk.raw('query ($text: String) { households(search: $text) { total } }', { text: phone });
    await here.work();
    const tables = await here.records.rows<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ($1, 'graphile_worker') and table_type = 'BASE TABLE'`,
      [here.config.county],
    );
    const open: string[] = [];
    for (const { name } of tables) {
      const held = await here.records.rows<{ line: string }>(`select t::text as line from ${name} t`);
      for (const { line } of held) {
        const bytes = [...line.matchAll(/\\+x([0-9a-f]+)/g)].map(([, hex]) => Buffer.from(hex ?? '', 'hex'));
        for (const number of NUMBERS) {
          if (line.includes(number) || bytes.some((one) => one.includes(number))) open.push(`${name}: ${number}`);
        }
      }
    }
    expect(tables.length).toBeGreaterThan(30);
    expect(open).toEqual([]);
  });

  test('of one person do not open in the row of another', async () => {
    const { vault } = here.api.database;
    const rows = await here.records.rows<{ id: string; sealed: Buffer }>(
      'select id, id_number_sealed as sealed from person order by id limit 2',
    );
    const [one, two] = rows as [(typeof rows)[0], (typeof rows)[0]];
    const place = (rowId: string) => ({ table: 'person', column: 'id_number_sealed', rowId });
    expect(NUMBERS).toContain(vault.open(one.sealed, place(one.id)));
    expect(() => vault.open(one.sealed, place(two.id))).toThrow();
  });
});

describe('reading numbers in full', () => {
  const REVEAL = `mutation ($input: RevealIdentityInput!) { revealIdentity(input: $input) {
    __typename ... on RevealedIdentity { id idNumber phone } ... on InvalidInput { problems { path } } } }`;
  const reveal = async (input: object) => {
    const { data } = await (await here.office.as('clerk')).raw(REVEAL, { input: { key: key(), personId, ...input } });
    return (data as { revealIdentity: { __typename: string; id?: string; problems?: { path: string }[] } })
      .revealIdentity;
  };

  test.each([
    [{ purpose: 'because' }, 'purpose'],
    [{ purpose: 'other' }, 'note'],
    [{ purpose: 'other', note: ' ' }, 'note'],
    [{ purpose: 'contact', note: '长'.repeat(201) }, 'note'],
  ])('asks what for: %o', async (input, path) => {
    const before = await here.records.count('identity_reading');
    expect(await reveal(input)).toMatchObject({ __typename: 'InvalidInput', problems: [{ path }] });
    expect(await here.records.count('identity_reading')).toBe(before);
  });

  test('is kept once, also when the answer got lost, and answered again for a quarter of an hour', async () => {
    const [idNumber, phone] = NUMBERS;
    const before = await here.records.count('identity_reading');
    const again = { key: key(), purpose: 'contact' };
    const first = await reveal(again);
    expect(first).toMatchObject({ __typename: 'RevealedIdentity', idNumber, phone });
    expect(await reveal(again)).toEqual(first);
    expect(await here.records.count('identity_reading')).toBe(before + 1);
    await here.records.rows(`update identity_reading set read_at = read_at - interval '16 minutes' where id = $1`, [
      first.id,
    ]);
    expect(await reveal(again)).toMatchObject({ __typename: 'NotFound' });
  });

  test('is told to the chair, with who, when and what for', async () => {
    const { data } = await (await here.office.as('chair')).raw(
      'query ($id: ID) { identityReadings(personId: $id) { total nodes { personId readBy purpose readAt } } }',
      { id: personId },
    );
    const { identityReadings: found } = data as { identityReadings: { total: number; nodes: object[] } };
    expect(found.total).toBe(await here.records.count('identity_reading'));
    expect(found.nodes[0]).toMatchObject({ personId, purpose: 'contact', readBy: expect.any(String) });
  });

  test('cannot be taken back by the application', async () => {
    for (const change of ['delete from identity_reading', `update identity_reading set purpose = 'other'`]) {
      await expect(here.api.database.pool.query(change)).rejects.toThrow('permission denied');
    }
  });
});

describe('a database does not open', () => {
  const other = newKey();
  test.each([
    ['with another data key under the same name', { dataKeys: `test:${other}` }, 'is not the one that sealed'],
    [
      'without the key that sealed',
      { dataKeys: `k9:${other}` },
      'sealed with the key test, which YIMEN_DATA_KEYS lacks',
    ],
    ['with another index key', { indexKey: other }, 'YIMEN_INDEX_KEY is not'],
    ['with a key cut short', { dataKeys: 'test:c2hvcnQ=' }, '32 bytes'],
  ])('%s', async (_, change, words) => {
    await expect(openDatabase({ ...here.config, ...change })).rejects.toThrow(words);
  });
});
