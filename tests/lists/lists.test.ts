import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { today } from '@yimen/api/platform/clock.js';
import { attempt } from '../api/attempt.js';
import { Casework, type Family } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { line, monitored } from './lists.js';

let here: TestOffice;
let casework: Casework;
let keeper: Client;
const families: Family[] = [];

/** Somebody whom the registry does not know. */
const stranger = (sequence: number) => syntheticIdNumber('1961-03-08', 'female', sequence);

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  keeper = await here.office.as('manager', 'RRB');
  for (const township of ['T01', 'T02']) families.push(await casework.register(township));
});
afterAll(() => here?.close());

const numberOf = (index: number) => families[index]?.idNumbers[0] as string;

interface Entries {
  total: number;
  nodes: {
    id: string;
    personName: string;
    registered: boolean;
    maskedNumber: string | null;
    attributes: { column: string; value: string }[];
  }[];
}

async function entriesOf(list: string, client = keeper, number?: number): Promise<Entries> {
  const { data, errors } = await client.raw(
    `query ($filter: ListEntryFilter!) { keptListEntries(filter: $filter, first: 100) { total
       nodes { id personName registered maskedNumber attributes { column value } } } }`,
    { filter: { list, number } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as { keptListEntries: Entries }).keptListEntries;
}

describe('a list that a department keeps', () => {
  let listId = '';

  it('knows whom the registry knows, and keeps the others masked and sealed', async () => {
    listId = await act(keeper, 'keepList', {
      ...monitored,
      entries: [line(numberOf(0), { risk_cleared: '否', has_disabled: '是' }), line(stranger(1)), line(stranger(2))],
    });
    const { total, nodes } = await entriesOf(listId);
    expect(total).toBe(3);
    const shown = nodes.map(({ personName, registered, maskedNumber }) => [personName, registered, maskedNumber]);
    expect(shown.sort(([, one], [, other]) => Number(other) - Number(one))).toEqual([
      [expect.stringMatching(/^测\*+$/), true, null],
      ['王**', false, expect.stringMatching(/^6106\*{13}[\dX]$/)],
      ['王**', false, expect.stringMatching(/^6106\*{13}[\dX]$/)],
    ]);
    const [kept] = await here.records.rows<{ text: string }>(
      `select string_agg(e::text || coalesce(encode(sealed, 'escape'), ''), ' ') as text from kept_list_entry e`,
    );
    for (const secret of [stranger(1), stranger(2), '王某芳']) expect(kept?.text).not.toContain(secret);
  });

  it('adds and corrects in part, and keeps what was before', async () => {
    await act(keeper, 'keepList', {
      ...monitored,
      whole: false,
      entries: [line(numberOf(0), { risk_cleared: '是', has_disabled: '是' }), line(numberOf(1))],
    });
    const now = await entriesOf(listId);
    expect(now.total).toBe(4);
    const risk = (page: Entries) =>
      page.nodes.find(({ attributes }) => attributes.some(({ value }) => value === 'true'))?.attributes;
    expect(risk(now)).toContainEqual({ column: 'risk_cleared', value: 'true' });
    const before = await entriesOf(listId, keeper, 1);
    expect(before.total).toBe(3);
    expect(risk(before)).toContainEqual({ column: 'risk_cleared', value: 'false' });
  });

  it('ends with a whole list for those whom it does not name', async () => {
    await act(keeper, 'keepList', { ...monitored, entries: [line(numberOf(1)), line(stranger(3))] });
    expect((await entriesOf(listId)).total).toBe(2);
    expect((await entriesOf(listId, keeper, 2)).total).toBe(4);
    const { data } = await keeper.raw(
      'query ($id: ID!) { keptList(id: $id) { versions { number entries added changed ended } } }',
      {
        id: listId,
      },
    );
    expect((data as { keptList: object }).keptList).toEqual({
      versions: [
        { number: 3, entries: 2, added: 1, changed: 0, ended: 3 },
        { number: 2, entries: 4, added: 1, changed: 1, ended: 0 },
        { number: 1, entries: 3, added: 3, changed: 0, ended: 0 },
      ],
    });
  });

  it('tells every mistake with its line, and keeps nothing of it', async () => {
    const before = await here.records.everything();
    const answer = await attempt(keeper, 'keepList', {
      ...monitored,
      key: key(),
      asOf: '2999-01-01',
      entries: [line(stranger(4))],
    });
    expect(answer.__typename).toBe('InvalidInput');
    expect(answer.problems?.map(({ path }) => path)).toEqual(['asOf']);
    const lines = await attempt(keeper, 'keepList', {
      ...monitored,
      key: key(),
      entries: [
        line('123'),
        line(stranger(4), { risk_cleared: '也许' }),
        line(stranger(4), { colour: '红' }),
        { ...line(stranger(5)), townshipCode: 'T99' },
      ],
    });
    expect(lines.problems?.map(({ path }) => path)).toEqual([
      'entries.0.idNumber',
      'entries.1.attributes.0.value',
      'entries.2.attributes.0.column',
      'entries.2.idNumber',
      'entries.3.townshipCode',
    ]);
    expect(await here.records.everything()).toEqual(before);
  });

  it('refuses an older day than that of the list in force, and a list that names nobody', async () => {
    const older = await attempt(keeper, 'keepList', {
      ...monitored,
      key: key(),
      asOf: '2020-01-01',
      entries: [line(stranger(6))],
    });
    expect(older.problems?.map(({ path }) => path)).toEqual(['asOf']);
    const empty = await attempt(keeper, 'keepList', { ...monitored, key: key(), asOf: today(), entries: [] });
    expect(empty.problems?.map(({ path }) => path)).toEqual(['entries']);
  });

  it('is read by its department and those it is shared with, masked; by nobody else', async () => {
    const { data } = await (await here.office.as('manager', 'MCA')).raw('{ keptLists { title } }');
    expect(data).toEqual({ keptLists: [{ title: monitored.title }] });
    expect((await entriesOf(listId, await here.office.as('chair'))).total).toBe(2);
    for (const [role, department] of [
      ['manager', 'EDU'],
      ['clerk', null],
    ] as const) {
      const outsider = await here.office.as(role, department);
      expect((await outsider.raw('{ keptLists { id } }')).data).toEqual({ keptLists: [] });
      await expect(entriesOf(listId, outsider)).rejects.toThrow('NOT_FOUND');
    }
    const leader = await here.office.as('leader');
    expect((await leader.raw('{ keptLists { entries } }')).data).toEqual({ keptLists: [{ entries: 2 }] });
    await expect(entriesOf(listId, leader)).rejects.toThrow('NOT_FOUND');
  });

  it('comes in slices too: nobody sees an open version, a slice sent twice counts once, a new one takes its place', async () => {
    const { addListEntries } = await import('@yimen/api/features/list/list-entries.js');
    const { closeListVersion, getOpenListVersion, openListVersion } = await import(
      '@yimen/api/features/list/keep-list.js'
    );
    const { runCommand } = await import('@yimen/api/platform/run-command.js');
    const { getCounty } = await import('@yimen/api/platform/county.js');
    const { defineAbilitiesFor } = await import('@yimen/schema');
    const actor = {
      staffId: keeper.staffId,
      name: '',
      role: 'manager' as const,
      departmentCode: 'RRB',
      townshipCode: null,
    };
    const context = {
      database: here.api.database,
      county: getCounty(here.config.county),
      actor,
      ability: defineAbilitiesFor(actor),
    };
    const command = async (work: Parameters<typeof runCommand>[3]) => {
      const result = await runCommand(context, 'slice', { key: key() }, work);
      if ('kind' in result) throw result;
      return (result as { id: string }).id;
    };
    const open = () => command(async (unit) => ({ type: 'KeptList', id: (await openListVersion(unit, monitored)).id }));
    const slice = (version: string, sequences: number[]) =>
      command(async (unit) => {
        const opened = await getOpenListVersion(unit, version);
        await addListEntries(
          unit,
          opened,
          sequences.map((sequence) => line(stranger(sequence))),
        );
        return { type: 'KeptList', id: version };
      });
    const abandoned = await open();
    await slice(abandoned, [20, 21]);
    const version = await open();
    await expect(slice(abandoned, [22])).rejects.toThrow('does not exist');
    await slice(version, [3, 30]);
    await slice(version, [3, 30]);
    await slice(version, [31]);
    expect((await entriesOf(listId)).total).toBe(2);
    await command(async (unit) => {
      await closeListVersion(unit, version);
      return { type: 'KeptList', id: version };
    });
    expect((await entriesOf(listId)).total).toBe(3);
    await expect(slice(version, [32])).rejects.toThrow('kept already');
  });
});
