import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { today } from '@yimen/api/platform/clock.js';
import { readXlsx } from 'hucre/xlsx';
import { attempt } from '../api/attempt.js';
import { Casework, DECISION_DATE } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

let here: TestOffice;
let casework: Casework;
let clerk: Client;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  clerk = await here.office.asUser('clerk-hall');
});
afterAll(() => here?.close());

/** A household of so many, of whom nothing is known. */
async function household(members = 1, township?: string): Promise<string> {
  const people = Array.from({ length: members }, (_none, index) => casework.newMember(index === 0 ? 'head' : 'spouse'));
  return act(clerk, 'registerHousehold', { ...casework.place(township), members: people });
}

interface Move {
  householdId: string;
  personId?: string;
  fromLevel: string;
  toLevel: string;
  onDay: string;
  reason: string;
  note?: string;
}

const record = (changes: Move[], client = clerk) =>
  attempt(client, 'recordRegisterChanges', { key: key(), source: 'by_hand', changes });

async function mustRecord(changes: Move[]): Promise<void> {
  const { __typename, problems } = await record(changes);
  expect([__typename, problems]).toEqual(['RegisterChange', undefined]);
}

const enter = (householdId: string, toLevel: string, onDay: string): Move => ({
  householdId,
  fromLevel: 'none',
  toLevel,
  onDay,
  reason: 'recognised',
});

async function facts(householdId: string): Promise<Record<string, unknown>> {
  const [row] = await here.records.rows<Record<string, unknown>>(
    `select hh_dibao_status as dibao, hh_low_income_edge as edge, hh_rigid_expense_family as rigid,
       hh_monitor_category as monitored, hh_monitor_risk_cleared as cleared from household_facts where household_id = $1`,
    [householdId],
  );
  return row ?? {};
}

const tekunOf = async (householdId: string) =>
  (
    await here.records.rows<{ tekun: string | null }>(
      `select f.tekun_status as tekun from person p left join person_facts f on f.person_id = p.id
       where p.household_id = $1 order by p.id`,
      [householdId],
    )
  ).map(({ tekun }) => tekun);

async function ask<Data>(query: string, client = clerk): Promise<Data> {
  const { data, errors } = await client.raw(query);
  if (errors) throw new Error(JSON.stringify(errors));
  return data as Data;
}

interface History {
  fromLevel: string;
  toLevel: string;
  onDay: string;
  reason: string;
}
const historyOf = async (householdId: string) =>
  (
    await ask<{ registerHistory: History[] }>(
      `{ registerHistory(householdId: "${householdId}") { fromLevel toLevel onDay reason } }`,
    )
  ).registerHistory;

describe('the low-income register', () => {
  it('keeps every move of a household with day and reason, and rules read where it stands', async () => {
    const id = await household();
    await mustRecord([enter(id, 'edge', '2026-01-05')]);
    expect(await facts(id)).toMatchObject({ edge: true });
    await mustRecord([{ ...enter(id, 'dibao', '2026-03-01'), fromLevel: 'edge', reason: 'need_grew' }]);
    expect(await facts(id)).toMatchObject({ edge: false, dibao: 'rural' });
    await mustRecord([{ ...enter(id, 'none', '2026-06-01'), fromLevel: 'dibao', reason: 'income_above' }]);
    expect(await facts(id)).toMatchObject({ edge: false, dibao: 'none' });
    expect(await historyOf(id)).toEqual([
      { fromLevel: 'dibao', toLevel: 'none', onDay: '2026-06-01', reason: 'income_above' },
      { fromLevel: 'edge', toLevel: 'dibao', onDay: '2026-03-01', reason: 'need_grew' },
      { fromLevel: 'none', toLevel: 'edge', onDay: '2026-01-05', reason: 'recognised' },
    ]);
  });

  it('tells of tekun by person: of all where the household is at it, else of the one', async () => {
    const couple = await household(2);
    await mustRecord([enter(couple, 'tekun', '2026-01-05')]);
    expect(await tekunOf(couple)).toEqual(['scattered', 'scattered']);
    const edge = await household(2);
    const [member] = await here.records.rows<{ id: string }>(
      'select id from person where household_id = $1 order by id',
      [edge],
    );
    await mustRecord([
      enter(edge, 'edge', '2026-01-05'),
      { ...enter(edge, 'tekun', '2026-02-05'), personId: member?.id as string },
    ]);
    expect(await tekunOf(edge)).toEqual(['scattered', null]);
    expect(await facts(edge)).toMatchObject({ edge: true });
  });

  it('clears the risk of the monitored when that is why they leave', async () => {
    const id = await household();
    await mustRecord([enter(id, 'sudden_severe', '2026-01-05')]);
    expect(await facts(id)).toMatchObject({ monitored: 'sudden_severe', cleared: false });
    await mustRecord([{ ...enter(id, 'none', '2026-05-05'), fromLevel: 'sudden_severe', reason: 'risk_cleared' }]);
    expect(await facts(id)).toMatchObject({ cleared: true });
  });

  it('lets one of two win who move a household at once, and tells the other', async () => {
    const id = await household();
    await mustRecord([enter(id, 'edge', '2026-01-05')]);
    const moves = ['dibao', 'tekun', 'dibao', 'tekun'].map((toLevel) =>
      record([{ ...enter(id, toLevel, '2026-03-01'), fromLevel: 'edge', reason: 'need_grew' }]),
    );
    const answers = await Promise.all(moves);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'InvalidInput',
      'InvalidInput',
      'InvalidInput',
      'RegisterChange',
    ]);
    const lost = answers.filter(({ __typename }) => __typename === 'InvalidInput');
    for (const { problems } of lost) expect(problems?.map(({ path }) => path)).toEqual(['changes.0.fromLevel']);
    expect(await historyOf(id)).toHaveLength(2);
  });

  it('records all changes or none, and tells each that does not fit', async () => {
    const [one, other] = [await household(), await household()];
    await mustRecord([enter(one, 'edge', '2026-04-01')]);
    const before = await here.records.everything();
    const wrong = await record([
      enter(other, 'edge', '2026-04-01'),
      { ...enter(one, 'dibao', '2026-03-31'), fromLevel: 'edge', reason: 'need_grew' },
      { ...enter(one, 'none', '2026-04-02'), fromLevel: 'dibao', reason: 'need_grew' },
      { ...enter(other, 'rich', '2026-04-02'), fromLevel: 'edge', reason: 'correction' },
      { ...enter(other, 'edge', '2099-04-02'), fromLevel: 'edge' },
    ]);
    expect(wrong.problems?.map(({ path }) => path)).toEqual([
      'changes.1.onDay',
      'changes.2.reason',
      'changes.3.toLevel',
      'changes.3.note',
      'changes.4.fromLevel',
      'changes.4.onDay',
    ]);
    expect(await here.records.everything()).toEqual(before);
  });

  it('is written once however often it is sent, and never rewritten', async () => {
    const id = await household();
    const input = { key: key(), source: 'by_hand', changes: [enter(id, 'edge', '2026-04-01')] };
    const [first, second] = [
      await attempt(clerk, 'recordRegisterChanges', input),
      await attempt(clerk, 'recordRegisterChanges', input),
    ];
    expect(second.id).toBe(first.id);
    const client = await here.api.database.pool.connect();
    for (const text of ['update register_change set reason = reason', 'delete from register_change'])
      await expect(client.query(text)).rejects.toThrow('permission denied');
    client.release();
  });

  it('follows a department that confirms dibao, with its decision as the source', async () => {
    const { itemId, itemVersion, caseId, householdId } = await casework.discuss(4, 'T01', [{ programCode: 'MCA-02' }]);
    await act(await here.office.as('chair'), 'adoptItem', { itemId, expectedVersion: itemVersion });
    const [item] = await here.records.rows<{ id: string }>(
      'select i.id from package_item i join aid_package p on p.id = i.package_id where p.case_id = $1',
      [caseId],
    );
    expect(await historyOf(householdId)).toEqual([]);
    await act(await here.office.as('manager', 'MCA'), 'decidePackageItem', {
      packageItemId: item?.id,
      outcome: 'confirmed',
    });
    expect(await historyOf(householdId)).toEqual([
      { fromLevel: 'none', toLevel: 'dibao', onDay: DECISION_DATE, reason: 'recognised' },
    ]);
    expect(await facts(householdId)).toMatchObject({ dibao: 'rural' });
    const [change] = await here.records.rows<{ source: string; item: string }>(
      'select source, package_item_id as item from register_change where household_id = $1',
      [householdId],
    );
    expect(change).toEqual({ source: 'decision', item: item?.id });
  });
});

describe('what the register tells', () => {
  interface Count {
    level: string;
    townshipCode: string;
    households: number;
    people: number;
  }
  const countOf = async (level: string, townshipCode: string, on = today(), client = clerk) =>
    (
      await ask<{ registerCounts: Count[] }>(
        `{ registerCounts(on: "${on}") { level townshipCode households people } }`,
        client,
      )
    ).registerCounts.find((count) => count.level === level && count.townshipCode === townshipCode);

  it('counts households and people of a day by level and township, and flows between days', async () => {
    const moved = await household(2, 'T05');
    const stayed = await household(1, 'T05');
    await mustRecord([
      enter(moved, 'rigid_expense', '2025-02-01'),
      enter(stayed, 'rigid_expense', '2025-02-10'),
      { ...enter(moved, 'dibao', '2025-07-01'), fromLevel: 'rigid_expense', reason: 'need_grew' },
    ]);
    expect(await countOf('rigid_expense', 'T05', '2025-06-30')).toMatchObject({ households: 2, people: 3 });
    expect(await countOf('rigid_expense', 'T05', '2025-07-01')).toMatchObject({ households: 1, people: 1 });
    expect(await countOf('dibao', 'T05', '2025-07-01')).toMatchObject({ households: 1, people: 2 });
    const flows = (from: string, to: string) =>
      ask<{ registerFlows: object[] }>(
        `{ registerFlows(from: "${from}", to: "${to}", township: "T05") { fromLevel toLevel changes reasons { reason changes } } }`,
      );
    expect((await flows('2025-01-01', '2025-06-30')).registerFlows).toEqual([
      { fromLevel: 'none', toLevel: 'rigid_expense', changes: 2, reasons: [{ reason: 'recognised', changes: 2 }] },
    ]);
    expect((await flows('2025-07-01', today())).registerFlows).toEqual([
      { fromLevel: 'rigid_expense', toLevel: 'dibao', changes: 1, reasons: [{ reason: 'need_grew', changes: 1 }] },
    ]);
    const { registerMonths } = await ask<{ registerMonths: { day: string; level: string; households: number }[] }>(
      '{ registerMonths(months: 60, township: "T05") { day level households } }',
    );
    expect(registerMonths.filter(({ day }) => day === '2025-06-30')).toEqual([
      { day: '2025-06-30', level: 'rigid_expense', households: 2 },
    ]);
  });

  it('shows where facts say something else than the register', async () => {
    const id = await household(1, 'T06');
    await act(clerk, 'recordFacts', { householdId: id, facts: [{ code: 'hh_low_income_edge', value: 'true' }] });
    const { registerDifferences } = await ask<{ registerDifferences: object[] }>(
      '{ registerDifferences { level registerOnly factsOnly } }',
      await here.office.asUser('clerk-t06'),
    );
    expect(registerDifferences).toContainEqual({ level: 'edge', registerOnly: 0, factsOnly: 1 });
  });

  it('is a workbook for whoever reads it, and is taken on record', async () => {
    const keeper = await here.office.as('manager', 'MCA');
    const answer = await keeper.get('/api/register/households.xlsx?level=rigid_expense&township=T05');
    expect(answer.status).toBe(200);
    const { sheets } = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
    const [head, ...lines] = sheets[0]?.rows ?? [];
    expect(head?.[0]).toBe('保障层级');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.slice(0, 2)).toEqual([
      '刚性支出困难',
      casework.county.townships.find(({ code }) => code === 'T05')?.name.zh,
    ]);
    expect(lines[0]?.[4]).toMatch(/^测\*+$/);
    for (const client of [await here.office.as('leader'), await here.office.as('manager', 'EDU')])
      expect([403, 200]).toContain((await client.get('/api/register/households.xlsx')).status);
    const outsider = await (await here.office.as('manager', 'EDU')).get('/api/register/households.xlsx');
    const { sheets: none } = await readXlsx(new Uint8Array(await outsider.arrayBuffer()));
    expect(none[0]?.rows).toHaveLength(1);
    expect(await here.records.count(`audit_event where command = 'exportRegister'`)).toBeGreaterThanOrEqual(2);
  });

  it('is counted by leaders, read by clerks of their area, and shown to other departments not at all', async () => {
    expect(await countOf('rigid_expense', 'T05', today(), await here.office.as('leader'))).toMatchObject({
      households: 1,
    });
    expect(await countOf('rigid_expense', 'T05', today(), await here.office.as('manager', 'EDU'))).toBeUndefined();
    const spells = async (client: Client) =>
      (await ask<{ registerSpells: { total: number } }>('{ registerSpells(filter: {}) { total } }', client))
        .registerSpells.total;
    expect(await spells(await here.office.as('leader'))).toBe(0);
    expect(await spells(await here.office.asUser('clerk-t05'))).toBe(2);
    const stranger = await here.office.asUser('clerk-t06');
    const foreign = await household(1, 'T05');
    expect((await record([enter(foreign, 'edge', '2026-01-01')], stranger)).__typename).toBe('NotFound');
    expect((await record([enter(foreign, 'edge', '2026-01-01')], await here.office.as('chair'))).__typename).toBe(
      'NotAllowed',
    );
  });
});
