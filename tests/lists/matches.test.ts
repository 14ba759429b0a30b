import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poolSql } from '@yimen/api/platform/read.js';
import { readXlsx } from 'hucre/xlsx';
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
let matcher: Client;
const families: Family[] = [];
const stranger = (sequence: number) => syntheticIdNumber('1962-05-18', 'male', sequence);
const numberOf = (index: number) => families[index]?.idNumbers[0] as string;
const householdOf = (index: number) => families[index]?.householdId as string;

const AT_RISK = { risk_cleared: '否', has_disabled: '是' };
const ON_LIST = {
  kind: 'list',
  list: monitored.code,
  conditions: Object.entries(AT_RISK).map(([column, value]) => ({ column, operator: 'is', value })),
};

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  keeper = await here.office.as('manager', 'RRB');
  matcher = await here.office.as('manager', 'MCA');
  for (const township of ['T01', 'T01', 'T02', 'T02']) families.push(await casework.register(township));
  await act(keeper, 'keepList', { ...monitored, entries: linesNow() });
});
afterAll(() => here?.close());

/** Two at risk and one cleared whom the registry knows, one of whom nothing is filled in, and two at risk it does not know. */
function linesNow() {
  return [
    line(numberOf(0), AT_RISK),
    line(numberOf(1), AT_RISK),
    line(numberOf(2), { ...AT_RISK, risk_cleared: '是' }),
    line(numberOf(3)),
    line(stranger(1), AT_RISK, 'T02'),
    line(stranger(2), AT_RISK),
  ];
}

async function save(definition: object, client = matcher): Promise<string> {
  const input = { title: '比对', unit: 'person', repeats: 'none', all: [ON_LIST], none: [], ...definition };
  return act(client, 'saveMatch', input);
}

interface Name {
  personName: string;
  registered: boolean;
  householdCode: string | null;
  change: string;
  discovery: string | null;
}

async function run(matchId: string, client = matcher): Promise<string> {
  const runId = await act(client, 'startMatch', { matchId });
  await here.work();
  return runId;
}

async function names(runId: string, filter: object = {}, client = matcher): Promise<Name[]> {
  const { data, errors } = await client.raw(
    `query ($filter: MatchNameFilter!) { listMatchNames(filter: $filter, first: 100) { total
       nodes { personName registered householdCode change discovery } } }`,
    { filter: { run: runId, ...filter } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const { total, nodes } = (data as { listMatchNames: { total: number; nodes: Name[] } }).listMatchNames;
  expect(nodes).toHaveLength(total);
  return nodes;
}

const give = (programCode: string, householdId: string) =>
  here.records.rows(
    `insert into aid_record (household_id, program_code, department_code, amount_fen, period, granted_on, source)
     values ($1, $2, split_part($2, '-', 1), 10000, 'monthly', '2022-01-01', 'test')`,
    [householdId, programCode],
  );

describe('a match', () => {
  it('finds those on a list by what it says of them, also whom the registry does not know', async () => {
    const found = await names(await run(await save({})));
    expect(found.filter(({ registered }) => registered)).toHaveLength(2);
    expect(found.filter(({ registered }) => !registered).map(({ personName }) => personName)).toEqual(['王**', '王**']);
    expect(found.every(({ change }) => change === 'fresh')).toBe(true);
  });

  it.each([
    ['is_not', '是', 4],
    ['is_unknown', null, 1],
  ])('reads %s %s: what is not filled in is neither yes nor no', async (operator, value, count) => {
    const conditions = [{ column: 'risk_cleared', operator, value }];
    expect(await names(await run(await save({ all: [{ ...ON_LIST, conditions }] })))).toHaveLength(count);
  });

  it('leaves out who holds a program, stands at a level, is on another list or fits a rule', async () => {
    await give('MCA-02', householdOf(0));
    const change = {
      householdId: householdOf(1),
      fromLevel: 'none',
      toLevel: 'dibao',
      onDay: '2026-01-01',
      reason: 'recognised',
    };
    await act(await here.office.as('clerk'), 'recordRegisterChanges', { source: 'by_hand', changes: [change] });
    const without = async (...none: object[]) => names(await run(await save({ none })));
    const program = { kind: 'program', codes: ['MCA-01', 'MCA-02'] };
    expect(await without(program)).toHaveLength(3);
    expect(await without({ kind: 'level', codes: ['dibao', 'tekun'] })).toHaveLength(3);
    expect(await without(program, { kind: 'level', codes: ['dibao', 'tekun'] })).toHaveLength(2);
    await act(matcher, 'keepList', {
      ...monitored,
      code: 'other',
      departmentCode: 'MCA',
      entries: [line(numberOf(0)), line(stranger(1))],
    });
    expect(await without({ kind: 'list', list: 'other' })).toHaveLength(2);
    const known = await without({ kind: 'rule', rule: '家庭人口数 >= 2' });
    expect(known.every(({ registered }) => !registered)).toBe(true);
    const both = await names(await run(await save({ all: [ON_LIST, { kind: 'rule', rule: '年龄 >= 18' }] })));
    expect(both).toHaveLength(2);
  });

  it('finds households as well, one for all their members', async () => {
    const all = [{ kind: 'rule', rule: '年龄 >= 18' }];
    const people = await names(await run(await save({ all })));
    const households = await names(await run(await save({ all, unit: 'household' })));
    expect(people.length).toBeGreaterThan(households.length);
    expect(households).toHaveLength(await here.records.count('household'));
  });

  it('tells what is wrong with a question, by its place', async () => {
    const wrong = await attempt(matcher, 'saveMatch', {
      key: key(),
      title: '',
      unit: 'village',
      repeats: 'hourly',
      all: [
        { kind: 'list', list: 'none such' },
        { ...ON_LIST, conditions: [{ column: 'colour', operator: 'is', value: '红' }] },
        { ...ON_LIST, conditions: [{ column: 'risk_cleared', operator: 'is', value: '也许' }] },
        { kind: 'rule', rule: '年龄 >=' },
        { kind: 'rule', rule: '没有的信息项 > 1' },
        { kind: 'level', codes: ['rich'] },
      ],
      none: [],
    });
    expect([...new Set(wrong.problems?.map(({ path }) => path))]).toEqual([
      'title',
      'unit',
      'repeats',
      'all.0.list',
      'all.1.conditions.0.column',
      'all.2.conditions.0.value',
      'all.3.rule',
      'all.4.rule',
      'all.5.codes',
    ]);
  });

  it('ties a name to the registry once it is registered there', async () => {
    const matchId = await save({});
    const before = await names(await run(matchId));
    const head = { ...casework.newMember(), idNumber: stranger(2) };
    await act(await here.office.as('clerk'), 'registerHousehold', { ...casework.place('T03'), members: [head] });
    const after = await names(await run(matchId));
    const count = (found: Name[]) => found.filter(({ registered }) => registered).length;
    expect([after.length, count(after)]).toEqual([before.length, count(before) + 1]);
  });

  it('is asked again by the clock, once a day, weekly ones on Mondays', async () => {
    const { startRegularMatches } = await import('@yimen/api/features/list-match/start-match.js');
    const [nightly, weekly] = [await save({ repeats: 'nightly' }), await save({ repeats: 'weekly' })];
    const asked = async (day: string) => {
      await startRegularMatches(poolSql(here.api.database.pool), day);
      await startRegularMatches(poolSql(here.api.database.pool), day);
      return (
        await here.records.rows<{ id: string }>(
          `select input ->> 'matchId' as id from job where kind = 'list_match' and input ->> 'on' = $1 and requested_by is null order by 1`,
          [day],
        )
      ).map(({ id }) => id);
    };
    expect(await asked('2026-11-24')).toEqual([nightly]);
    expect(await asked('2026-11-23')).toEqual([nightly, weekly].sort());
    await here.work();
  });
});

describe('names that are sent to townships', () => {
  let matchId = '';
  let runId = '';

  interface Row {
    id: string;
    version: number;
    personName: string;
    registered: boolean;
    status: string;
    dueOn: string;
    householdId: string | null;
  }
  async function discoveries(client: Client, filter: object = {}): Promise<Row[]> {
    const { data, errors } = await client.raw(
      `query ($filter: DiscoveryFilter!) { discoveries(filter: $filter, first: 100) {
         nodes { id version personName registered status dueOn householdId } } }`,
      { filter: { match: matchId, ...filter } },
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return (data as { discoveries: { nodes: Row[] } }).discoveries.nodes;
  }
  const enter = (client: Client, { id, version }: Row, result: object) =>
    attempt(client, 'enterDiscoveryResult', { key: key(), discoveryId: id, expectedVersion: version, ...result });

  beforeAll(async () => {
    matchId = await save({});
    runId = await run(matchId);
    await act(matcher, 'sendNames', { runId });
  });

  it('reach their townships with a day, masked', async () => {
    const clerk = await here.office.asUser('clerk-t02');
    const [unknown] = await discoveries(clerk);
    expect(unknown).toMatchObject({ personName: '王**', registered: false, status: 'open' });
    expect(await discoveries(await here.office.asUser('clerk-t04'))).toEqual([]);
    const shown = (await discoveries(matcher)).map(({ personName }) => personName);
    expect(shown.every((name) => /^.\*+$/.test(name))).toBe(true);
    const { data } = await clerk.raw('{ tasks { kind dueOn listMatchId allowedActions { action } } }');
    const tasks = (data as { tasks: { kind: string }[] }).tasks.filter(({ kind }) => kind === 'discovery');
    expect(tasks).toEqual([{ kind: 'discovery', dueOn: unknown?.dueOn, listMatchId: matchId, allowedActions: [] }]);
  });

  it('are read in full by whoever has to find them, who says what for, and it is kept', async () => {
    const clerk = await here.office.asUser('clerk-t02');
    const [unknown] = await discoveries(clerk);
    const input = { discoveryId: unknown?.id, purpose: 'contact', note: null };
    const reveal = async (given: object) => {
      const { data } = await clerk.raw(
        `mutation ($input: RevealDiscoveryInput!) { revealDiscovery(input: $input) {
           __typename ... on RevealedDiscovery { id name idNumber } ... on InvalidInput { problems { path } } } }`,
        { input: { key: key(), ...input, ...given } },
      );
      return (data as { revealDiscovery: { __typename: string; id: string; name: string; idNumber: string } })
        .revealDiscovery;
    };
    expect(await reveal({ purpose: 'curiosity' })).toMatchObject({ problems: [{ path: 'purpose' }] });
    expect(await reveal({ purpose: 'other' })).toMatchObject({ problems: [{ path: 'note' }] });
    const before = await here.records.count('identity_reading');
    expect(before).toBe(0);
    const same = key();
    const first = await reveal({ key: same });
    expect(first).toMatchObject({ __typename: 'RevealedDiscovery', name: '王某芳' });
    expect(first.idNumber).toMatch(/^610699/);
    expect(await reveal({ key: same })).toEqual(first);
    const { data } = await (await here.office.as('chair')).raw(
      '{ identityReadings { total nodes { id personId householdId personName purpose } } }',
    );
    expect(data).toEqual({
      identityReadings: {
        total: 1,
        nodes: [{ id: first.id, personId: null, householdId: null, personName: '王**', purpose: 'contact' }],
      },
    });
    await here.records.rows(`update identity_reading set read_at = read_at - interval '16 minutes'`);
    expect(await reveal({ key: same })).toEqual({ __typename: 'NotFound' });
  });

  it('are not sent twice', async () => {
    const { __typename } = await attempt(matcher, 'sendNames', { key: key(), runId });
    expect(__typename).toBe('WrongState');
    const later = await run(matchId);
    expect((await attempt(matcher, 'sendNames', { key: key(), runId })).__typename).toBe('WrongState');
    expect((await attempt(matcher, 'sendNames', { key: key(), runId: later })).__typename).toBe('WrongState');
  });

  it('need a result, with a reason where it says no; the last one of a township ends its task', async () => {
    const clerk = await here.office.asUser('clerk-t01');
    const [first, second] = await discoveries(clerk);
    if (!first || !second) throw new Error('Two names of T01 were sent');
    const without = await enter(clerk, first, { result: 'not_eligible' });
    expect(without.problems?.map(({ path }) => path)).toEqual(['reason']);
    expect((await enter(clerk, first, { result: 'gone fishing' })).problems?.map(({ path }) => path)).toEqual([
      'result',
    ]);
    const both = await Promise.all([
      enter(clerk, first, { result: 'not_eligible', reason: '收入超过标准' }),
      enter(await here.office.asUser('clerk-hall'), first, { result: 'applied' }),
    ]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['Discovery', 'StaleVersion']);
    const open = `task where kind = 'discovery' and township_code = 'T01' and status = 'open'`;
    expect(await here.records.count(open)).toBe(1);
    expect((await enter(clerk, second, { result: 'receiving' })).__typename).toBe('Discovery');
    expect(await here.records.count(open)).toBe(0);
  });

  it('may be put right, and every result stays on record', async () => {
    const clerk = await here.office.asUser('clerk-t01');
    const [done] = await discoveries(clerk, { status: 'done' });
    if (!done) throw new Error('A result was entered');
    expect((await enter(clerk, done, { result: 'declined', reason: '本人不愿申请' })).__typename).toBe('Discovery');
    expect(await here.records.count('discovery_result where discovery_id = $1', [done.id])).toBe(2);
  });

  it('show how far each township is, and what is late', async () => {
    await here.records.rows(
      `update discovery set due_on = '2022-01-01' where match_id = $1 and township_code = 'T02'`,
      [matchId],
    );
    const { data } = await (await here.office.as('leader')).raw(
      '{ discoveryProgress { matchId townshipCode sent open overdue results { result count } } }',
    );
    const rows = (data as { discoveryProgress: { matchId: string; townshipCode: string }[] }).discoveryProgress;
    const of = (township: string) => rows.find((row) => row.matchId === matchId && row.townshipCode === township);
    expect(of('T01')).toMatchObject({ sent: 2, open: 0, overdue: 0 });
    expect(of('T02')).toMatchObject({ sent: 1, open: 1, overdue: 1, results: [] });
    expect(await discoveries(await here.office.as('chair'), { status: 'overdue' })).toHaveLength(1);
  });

  it('are a workbook for whoever may see them', async () => {
    const answer = await matcher.get(`/api/matches/names.xlsx?run=${runId}&lang=en`);
    const { sheets } = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
    expect(sheets[0]?.rows[0]?.[0]).toBe('Township');
    expect(sheets[0]?.rows).toHaveLength(1 + (await names(runId)).length);
    expect((await (await here.office.as('leader')).get(`/api/matches/names.xlsx?run=${runId}`)).status).toBe(404);
  });
});

describe('comparing', () => {
  it('counts every part of circles that overlap', async () => {
    const ask = async (sources: object[]) => {
      const { data, errors } = await matcher.raw(
        `query ($sources: [MatchSourceInput!]!) { compareSources(unit: "person", sources: $sources) { inside names } }`,
        { sources },
      );
      if (errors) throw new Error(JSON.stringify(errors.map(({ extensions }) => extensions?.code)));
      return (data as { compareSources: { inside: boolean[]; names: number }[] }).compareSources;
    };
    const list = (code: string) => ({ kind: 'list', list: code });
    expect(await ask([list(monitored.code), list('other')])).toEqual([
      { inside: [true, false], names: 4 },
      { inside: [true, true], names: 2 },
    ]);
    const [, inBoth] = (await ask([list('other'), { kind: 'level', codes: ['dibao'] }])).filter(
      ({ inside }) => inside[1],
    );
    expect(inBoth).toBeUndefined();
    await expect(ask([list(monitored.code)])).rejects.toThrow('INVALID_INPUT');
  });
});
