import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from '@yimen/api/context.js';
import { FundingReader } from '@yimen/api/features/funding/funding.reader.js';
import type { FundingRow } from '@yimen/api/features/funding/funding.types.js';
import { fundingSummary } from '@yimen/api/features/funding/funding-summary.js';
import { loadBudgets } from '@yimen/api/features/funding/load-budgets.js';
import { compareYears, townshipTiles } from '@yimen/api/features/leadership/compare-years.js';
import { LeadershipReader } from '@yimen/api/features/leadership/leadership.reader.js';
import { insertPeople } from '@yimen/api/features/registry/people.js';
import { checkBalances } from '@yimen/api/ledger/check-ledger.js';
import {
  commitFunds,
  findLine,
  holdFunds,
  moveBudget,
  payFunds,
  recoverFunds,
  releaseHold,
  reserveFunds,
  undoRecovery,
} from '@yimen/api/ledger/ledger.js';
import type { Sql } from '@yimen/api/platform/run-command.js';
import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../testkit/database.js';
import { newPerson } from '../testkit/people.js';
import { inTransaction } from './lines.js';

const YEAR = 2025;
const STATES = ['frozen', 'reserved', 'held', 'committed', 'paid'] as const;
const FEN = {
  frozen: 'frozenFen',
  reserved: 'reservedFen',
  held: 'heldFen',
  committed: 'committedFen',
  paid: 'paidFen',
} as const;
const LEADER: Actor = { staffId: '', name: '领导', role: 'leader', departmentCode: null, townshipCode: null };

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await inTransaction(testDatabase.database.pool, async (sql) => {
    expect(await loadBudgets(sql, testDatabase.county, [YEAR, YEAR + 1])).toBe(
      2 * testDatabase.county.pack.budgets.length,
    );
    expect(await loadBudgets(sql, testDatabase.county, [YEAR, YEAR + 1])).toBe(0);
    await createHistory(sql);
  });
});
afterAll(() => testDatabase.close());

function contextOf(actor: Actor): Context {
  const { config, database, county } = testDatabase;
  return { config, database, county, actor, ability: defineAbilitiesFor(actor), locale: 'zh-CN', instances: new Map() };
}

const readerOf = (actor: Actor) => new FundingReader(contextOf(actor));
const summaryOf = (actor: Actor) => fundingSummary(contextOf(actor), readerOf(actor), YEAR);

async function listOf(actor: Actor, filter: Omit<Parameters<FundingReader['entries']>[0], 'year'>, page = 100) {
  const reader = readerOf(actor);
  const nodes = [];
  let cursor: string | null = null;
  do {
    const found = await reader.entries({ year: YEAR, ...filter }, page, cursor);
    nodes.push(...found.nodes);
    cursor = found.nextCursor;
    if (!cursor) {
      expect(nodes).toHaveLength(found.total);
      expect(nodes.reduce((sum, node) => sum + node.amountFen, 0)).toBe(found.totalFen);
    }
  } while (cursor);
  return nodes;
}

/** 300 random movements on ten lines: two households of two townships, every month, every fate of a hold. */
async function createHistory(sql: Sql): Promise<void> {
  const people = await createPeople(sql);
  const programs = testDatabase.county.pack.budgets.slice(0, 40).filter((_, index) => index % 4 === 0);
  const movements = fc.sample(
    fc.record({
      fate: fc.constantFrom(
        'frozen',
        'unfrozen',
        'reserved',
        'held',
        'committed',
        'paid',
        'partly paid',
        'recovered',
        'released',
      ),
      program: fc.nat(programs.length - 1),
      person: fc.nat(people.length),
      fen: fc.integer({ min: 2, max: 200_00 }),
      month: fc.integer({ min: 1, max: 12 }),
    }),
    { numRuns: 300, seed: 7 },
  );
  for (const [index, { fate, program, person, fen, month }] of movements.entries()) {
    const line = await findLine(sql, programs[program]?.program ?? '', YEAR);
    if (!line) throw new Error('No line');
    const movement = {
      lineId: line.id,
      fen,
      reason: 'off_package' as const,
      refs: people[person] ?? {},
      on: `${YEAR}-${String(month).padStart(2, '0')}-15`,
      actorId: null,
    };
    if (fate === 'frozen' || fate === 'unfrozen') {
      const { refs: _, ...order } = movement;
      await moveBudget(sql, { ...order, key: `f${index}`, move: 'freeze' });
      if (fate === 'unfrozen') await moveBudget(sql, { ...order, key: `u${index}`, move: 'unfreeze', fen: fen - 1 });
      continue;
    }
    if (fate === 'reserved') {
      await reserveFunds(sql, { ...movement, key: `s${index}` });
      continue;
    }
    const held = await holdFunds(sql, { ...movement, key: `h${index}` });
    if ('short' in held) throw new Error('The budgets are larger than this');
    if (fate === 'held') continue;
    if (fate === 'released') {
      await releaseHold(sql, { ...movement, key: `r${index}`, holdId: held.moneyHoldId as string });
      continue;
    }
    await commitFunds(sql, { ...movement, key: `c${index}`, ...held });
    if (fate === 'paid') await payFunds(sql, { ...movement, key: `p${index}` });
    if (fate === 'recovered') {
      // Part of it comes back, and of that a fen by mistake.
      await payFunds(sql, { ...movement, key: `p${index}` });
      await recoverFunds(sql, { ...movement, key: `b${index}`, to: 'available' });
      await undoRecovery(sql, { ...movement, key: `w${index}`, to: 'available', fen: fen - 1 });
    }
    if (fate === 'partly paid') await payFunds(sql, { ...movement, key: `p${index}`, fen: fen - 1 });
  }
}

async function createPeople(sql: Sql): Promise<{ householdId: string; personId: string; townshipCode: string }[]> {
  const [staff] = await sql<{ id: string }>(
    `insert into staff (name, title_zh, title_en, role, org_unit_code) values ('窗口', '窗口', 'Window', 'clerk', 'T01') returning id`,
  );
  const people = [];
  for (const [index, townshipCode] of ['T01', 'T02'].entries()) {
    const [household] = await sql<{ id: string }>(
      `insert into household (code, township_code, village_code, address, registered_by) values ($1, $2, 'V', 'A', $3) returning id`,
      [`H${index}`, townshipCode, staff?.id],
    );
    const householdId = household?.id as string;
    const store = { sql, vault: testDatabase.database.vault };
    const [personId] = await insertPeople(store, [
      newPerson(householdId, ['郭某重', '欧阳某'][index] as string, index),
    ]);
    people.push({ householdId, personId: personId as string, townshipCode });
  }
  await sql(
    `insert into register_change (household_id, number, from_level, to_level, on_day, reason, source, recorded_by, township_code, village_code)
     values ($1, 1, 'none', 'dibao', '2025-01-01', 'recognised', 'by_hand', $2, 'T01', 'V')`,
    [people[0]?.householdId, staff?.id],
  );
  return people;
}

describe('the list behind a number', () => {
  test.each([
    ['byFund', 'fund'],
    ['byDepartment', 'department'],
    ['byProgram', 'program'],
    ['byTownship', 'township'],
    ['byMonth', 'month'],
  ] as const)('%s: every sum equals its list, and its rows add up to the totals', async (dimension, name) => {
    const summary = await summaryOf(LEADER);
    const rows: FundingRow[] = summary[dimension];
    expect(rows.some((row) => row.entries > 0)).toBe(true);
    for (const row of rows) {
      const key = name === 'month' ? Number(row.key) : row.key;
      const list = await listOf(LEADER, { [name]: key });
      expect(list).toHaveLength(row.entries);
      for (const state of STATES) {
        const own = list.filter((entry) => entry.state === state);
        expect(own.reduce((sum, entry) => sum + entry.amountFen, 0)).toBe(row[FEN[state]]);
      }
    }
    for (const state of STATES) {
      expect(rows.reduce((sum, row) => sum + row[FEN[state]], 0)).toBe(summary.totals[FEN[state]]);
    }
  });

  test('totals equal the lists by state, and left is what the rest leaves', async () => {
    const { totals } = await summaryOf(LEADER);
    for (const state of STATES) {
      const list = await listOf(LEADER, { state }, 17);
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
      expect(list.reduce((sum, entry) => sum + entry.amountFen, 0)).toBe(totals[FEN[state]]);
    }
    expect(totals.paidFen).toBeGreaterThan(0);
    expect(totals.leftFen).toBe(
      totals.budgetFen - totals.frozenFen - totals.reservedFen - totals.heldFen - totals.committedFen - totals.paidFen,
    );
    expect(totals.households).toBe(2);
  });

  test('each line says the same as its list', async () => {
    for (const line of await readerOf(LEADER).lines([YEAR])) {
      const list = await listOf(LEADER, { program: line.programCode });
      for (const state of STATES) {
        const sum = list.filter((entry) => entry.state === state).reduce((total, entry) => total + entry.amountFen, 0);
        expect(sum).toBe(line[FEN[state]]);
      }
    }
  });
});

describe('numbers beside the summary', () => {
  const SPENT = ['held', 'committed', 'paid'];
  const spentOf = (list: readonly { state: string; amountFen: number }[]) =>
    list.filter(({ state }) => SPENT.includes(state)).reduce((sum, { amountFen }) => sum + amountFen, 0);

  test('each kind of household equals its list; with what is for no household they are all there is', async () => {
    const kinds = await new LeadershipReader(contextOf(LEADER)).kinds(YEAR);
    expect(kinds.map(({ key }) => key).sort()).toEqual(['dibao', 'none']);
    for (const { key, spentFen, entries } of kinds) {
      const list = await listOf(LEADER, { kind: key });
      expect(spentOf(list)).toBe(spentFen);
      expect(list.filter(({ state }) => SPENT.includes(state))).toHaveLength(entries);
    }
    const unassigned = await listOf(LEADER, { kind: 'unassigned' });
    const spent = kinds.reduce((sum, { spentFen }) => sum + spentFen, 0) + spentOf(unassigned);
    expect(spent).toBe(spentOf(await listOf(LEADER, {})));
  });

  test('months and townships of a year equal their lists', async () => {
    const [year] = await compareYears(contextOf(LEADER), YEAR);
    expect(year?.year).toBe(YEAR);
    for (const [index, fen] of (year?.monthsFen ?? []).entries()) {
      expect(spentOf(await listOf(LEADER, { month: index + 1 }))).toBe(fen);
    }
    for (const { key, spentFen } of year?.townships ?? []) {
      expect(spentOf(await listOf(LEADER, { township: key }))).toBe(spentFen);
    }
    expect(year?.monthsFen.reduce((sum, fen) => sum + fen, 0)).toBe(year?.spentFen);
  });

  test('each tile of the map equals its list, also of one program and kind', async () => {
    const { byProgram } = await summaryOf(LEADER);
    const program = byProgram.find((row) => row.entries > 0)?.key;
    for (const filter of [{}, { program }, { kind: 'dibao' }, { program, kind: 'none' }]) {
      for (const { key, spentFen, households } of await townshipTiles(contextOf(LEADER), YEAR, filter)) {
        const list = await listOf(LEADER, { ...filter, township: key });
        expect(spentOf(list.filter(({ personName }) => personName !== null))).toBe(spentFen);
        expect(households).toBe(spentFen > 0 ? 1 : 0);
      }
    }
  });

  test('what is kept of the entries is what they add up to', async () => {
    expect((await checkBalances(testDatabase.database.pool)).unbalanced).toEqual([]);
  });
});

describe('who sees what', () => {
  test('a leader sees family names only, and no way to a case', async () => {
    const list = await listOf(LEADER, {});
    expect(new Set(list.map(({ personName }) => personName))).toEqual(new Set(['郭**', '欧**', null]));
    expect(list.every(({ caseId }) => caseId === null)).toBe(true);
    expect(JSON.stringify(list)).not.toMatch(/\d{17}[\dX]/);
  });

  test.each(['member', 'manager'] as const)(
    'a %s sees the own department only, in lines, lists and sums',
    async (role) => {
      const whole = await summaryOf(LEADER);
      const department = whole.byDepartment.find((row) => row.entries > 0) as FundingRow;
      const actor: Actor = { ...LEADER, role, departmentCode: department.key };
      const own = await summaryOf(actor);
      expect(own.byDepartment).toEqual([department]);
      expect(own.totals).toMatchObject({
        budgetFen: department.budgetFen,
        heldFen: department.heldFen,
        leftFen: department.leftFen,
      });
      expect((await readerOf(actor).lines([YEAR])).every((line) => line.departmentCode === department.key)).toBe(true);
      const other = whole.byDepartment.find((row) => row.entries > 0 && row.key !== department.key) as FundingRow;
      expect(await listOf(actor, { department: other.key })).toEqual([]);
      expect((await listOf(actor, {})).map(({ personName }) => personName)).toContain('郭某重');
    },
  );

  test('a clerk sees no money', async () => {
    const clerk: Actor = { ...LEADER, role: 'clerk', townshipCode: 'T01' };
    expect(await readerOf(clerk).lines([YEAR])).toEqual([]);
    expect(await listOf(clerk, {})).toEqual([]);
    expect((await summaryOf(clerk)).totals).toMatchObject({ budgetFen: 0, households: 0, plans: 0, waiting: 0 });
  });
});

describe('a filter that makes no sense', () => {
  test.each([{ state: 'spent' }, { month: 13 }, { month: 0 }])('%j is refused in words', async (filter) => {
    await expect(readerOf(LEADER).entries({ year: YEAR, ...filter })).rejects.toMatchObject({ kind: 'InvalidInput' });
  });
});
