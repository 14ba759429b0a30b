import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decideBatch } from '@yimen/api/features/department-decision/decide-batch.js';
import { decidePackageItem } from '@yimen/api/features/department-decision/decide-package-item.js';
import { insertPeople } from '@yimen/api/features/registry/people.js';
import { balances, createBudgetLine, findLine, holdFunds } from '@yimen/api/ledger/ledger.js';
import { Failure } from '@yimen/api/platform/errors.js';
import { type CommandResult, runCommand, type Sql } from '@yimen/api/platform/run-command.js';
import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import { createTestDatabase, type TestDatabase } from '../testkit/database.js';
import { newPerson } from '../testkit/people.js';
import { inTransaction, sqlOfClient } from './lines.js';

/** Real programs of four departments; each test takes a year of its own, so no test meets another's money. */
const MEDICAL = { code: 'MIA-02', department: 'MIA' };
const UNION = { code: 'FTU-01', department: 'FTU' };
const CHARITY = { code: 'CHA-01', department: 'CHA' };

let testDatabase: TestDatabase;
let clerkId: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  clerkId = (await staffOf('clerk', null)).staffId;
});
afterAll(() => testDatabase.close());

const query: Sql = (text, values) => sqlOfClient(testDatabase.database.pool)(text, values);
const one = async <Row>(text: string, values: unknown[] = []) => (await query<Row>(text, values))[0] as Row;

async function staffOf(role: Actor['role'], departmentCode: string | null): Promise<Actor> {
  const { id } = await one<{ id: string }>(
    `insert into staff (name, title_zh, title_en, role, department_code, org_unit_code)
     values ('某', '某', 'Some', $1, $2, 'W') returning id`,
    [role, departmentCode],
  );
  return { staffId: id, name: '某', role, departmentCode, townshipCode: null };
}

let year = 2099;
/** A year of its own with one line a program. */
async function createYear(lines: { program: typeof MEDICAL; fen: number; places?: number }[]): Promise<number> {
  year -= 1;
  await inTransaction(testDatabase.database.pool, async (sql) => {
    for (const { program, fen, places } of lines) {
      const { code: programCode, department: departmentCode } = program;
      const label = { zh: programCode, en: programCode };
      await createBudgetLine(sql, {
        year,
        fundCode: 'f',
        programCode,
        departmentCode,
        figureKind: 'assumed',
        label,
        fen,
        places: places ?? null,
      });
    }
  });
  return year;
}

const balanceOf = async (program: typeof MEDICAL, of: number) => {
  const line = await findLine(query, program.code, of);
  return (await balances(query, [line?.id ?? ''])).get(line?.id ?? '');
};

let sequence = 0;
async function createPerson(): Promise<{ householdId: string; personId: string }> {
  sequence += 1;
  const household = await one<{ id: string }>(
    `insert into household (code, township_code, village_code, address, registered_by) values ($1, 'T01', 'V', 'A', $2) returning id`,
    [`H${sequence}`, clerkId],
  );
  const store = { sql: query, vault: testDatabase.database.vault };
  const [personId] = await insertPeople(store, [newPerson(household.id, '郭某', sequence)]);
  return { householdId: household.id, personId: personId as string };
}

interface NewItem {
  program: typeof MEDICAL;
  fen?: number;
  planOnly?: boolean;
  hold?: boolean;
}

/** An adopted package whose items wait for their departments. */
async function createAdopted(of: number, items: NewItem[]): Promise<{ caseId: string; itemIds: string[] }> {
  const { householdId, personId } = await createPerson();
  const file = await one<{ id: string }>(
    `insert into case_file (number, household_id, beneficiary_id, township_code, channel, difficulty, what_happened, since,
       requested_on, status, owner_id) values ($1, $2, $3, 'T01', 'window', 'medical', '大病', '2020-01-01', '2020-01-01', 'adopted', $4)
     returning id`,
    [`AJ-${sequence}`, householdId, personId, clerkId],
  );
  const pack = await one<{ id: string }>(
    `insert into aid_package (case_id, status, decision_date) values ($1, 'adopted', $2) returning id`,
    [file.id, `${of}-06-23`],
  );
  const itemIds: string[] = [];
  for (const [position, { program, fen, planOnly, hold }] of items.entries()) {
    const line = await findLine(query, program.code, of);
    const key = randomUUID();
    const held =
      hold && line && fen
        ? await inTransaction(testDatabase.database.pool, (sql) =>
            holdFunds(sql, {
              key,
              lineId: line.id,
              fen,
              places: 1,
              reason: 'off_package',
              refs: { caseId: file.id },
              on: `${of}-06-23`,
              actorId: clerkId,
            }),
          )
        : { moneyHoldId: null, placeHoldId: null };
    if ('short' in held) throw new Error('short');
    const item = await one<{ id: string }>(
      `insert into package_item (package_id, program_code, department_code, person_id, amount_fen, plan_only, form, period,
         position, status, verdict, money_hold_id, place_hold_id)
       values ($1, $2, $3, $4, $5, $6, 'cash_one_off', 'once', $7, 'awaiting_decision', '{}', $8, $9) returning id`,
      [
        pack.id,
        program.code,
        program.department,
        personId,
        fen ?? null,
        planOnly ?? false,
        position,
        held.moneyHoldId,
        held.placeHoldId,
      ],
    );
    itemIds.push(item.id);
    await query(
      `insert into task (kind, title_zh, title_en, case_id, package_item_id, department_code, due_on, status, origin)
       values ('department_decision', '确认', 'Decide', $1, $2, $3, '2030-01-01', 'open', $4)`,
      [file.id, item.id, program.department, randomUUID()],
    );
  }
  return { caseId: file.id, itemIds };
}

interface Said {
  outcome: string;
  reason?: string;
  key?: string;
}

function run<Input extends { key: string }>(
  actor: Actor,
  name: string,
  input: Input,
  work: Parameters<typeof runCommand<Input>>[3],
) {
  const { database, county } = testDatabase;
  return runCommand({ database, county, actor, ability: defineAbilitiesFor(actor) }, name, input, work);
}

const decide = (actor: Actor, packageItemId: string, said: Said): Promise<CommandResult | Failure> =>
  run(actor, 'decidePackageItem', { key: randomUUID(), packageItemId, ...said }, decidePackageItem);
const decideAll = (actor: Actor, batchId: string, said: Said): Promise<CommandResult | Failure> =>
  run(actor, 'decideBatch', { key: randomUUID(), batchId, ...said }, decideBatch);
const statusOf = async (table: 'case_file' | 'package_item' | 'batch', id: string) =>
  (await one<{ status: string }>(`select status from ${table} where id = $1`, [id])).status;

describe('a department decides its own item', () => {
  test('confirming posts the hold, records the aid, does the task, and the last decision settles the case', async () => {
    const of = await createYear([
      { program: MEDICAL, fen: 1000_00 },
      { program: UNION, fen: 500_00 },
    ]);
    const { caseId, itemIds } = await createAdopted(of, [
      { program: MEDICAL, fen: 300_00, hold: true },
      { program: UNION, fen: 200_00 },
    ]);
    const [medicalItem = '', unionItem = ''] = itemIds;
    const [medical, union] = [await staffOf('manager', 'MIA'), await staffOf('member', 'FTU')];
    expect(await decide(medical, medicalItem, { outcome: 'confirmed' })).toEqual({
      type: 'PackageItem',
      id: medicalItem,
    });
    expect(await statusOf('case_file', caseId)).toBe('adopted');
    expect(await balanceOf(MEDICAL, of)).toMatchObject({ heldFen: 0, committedFen: 300_00, leftFen: 700_00 });
    expect(await decide(union, unionItem, { outcome: 'confirmed' })).toMatchObject({ type: 'PackageItem' });
    expect(await statusOf('case_file', caseId)).toBe('settled');
    expect(
      await query('select amount_fen, plan_only, granted_on from aid_record where case_id = $1 order by amount_fen', [
        caseId,
      ]),
    ).toEqual([
      { amount_fen: 200_00, plan_only: false, granted_on: `${of}-06-23` },
      { amount_fen: 300_00, plan_only: false, granted_on: `${of}-06-23` },
    ]);
    expect(
      await query('select status, done_by from task where case_id = $1 order by department_code', [caseId]),
    ).toEqual([
      { status: 'done', done_by: union.staffId },
      { status: 'done', done_by: medical.staffId },
    ]);
    expect(await query('select kind from case_event where case_id = $1', [caseId])).toHaveLength(2);
  });

  test('two that decide the last two items at once settle the case', async () => {
    const of = await createYear([
      { program: MEDICAL, fen: 1000_00 },
      { program: UNION, fen: 500_00 },
    ]);
    const [medical, union] = [await staffOf('member', 'MIA'), await staffOf('member', 'FTU')];
    for (let round = 0; round < 10; round += 1) {
      const { caseId, itemIds } = await createAdopted(of, [
        { program: MEDICAL, fen: 1_00 },
        { program: UNION, fen: 1_00 },
      ]);
      await Promise.all([
        decide(medical, itemIds[0] as string, { outcome: 'confirmed' }),
        decide(union, itemIds[1] as string, { outcome: 'declined', reason: '工会另有安排' }),
      ]);
      expect(await statusOf('case_file', caseId)).toBe('settled');
    }
  });

  test('declining gives everything back and needs a reason', async () => {
    const of = await createYear([{ program: CHARITY, fen: 100_00, places: 1 }]);
    const { itemIds } = await createAdopted(of, [{ program: CHARITY, fen: 100_00, hold: true }]);
    const charity = await staffOf('member', 'CHA');
    expect(await decide(charity, itemIds[0] as string, { outcome: 'declined', reason: '不行' })).toMatchObject({
      kind: 'InvalidInput',
    });
    expect(await balanceOf(CHARITY, of)).toMatchObject({ heldFen: 100_00, placesLeft: 0 });
    await decide(charity, itemIds[0] as string, { outcome: 'declined', reason: '已由其他项目解决' });
    expect(await balanceOf(CHARITY, of)).toMatchObject({ heldFen: 0, leftFen: 100_00, placesLeft: 1 });
    expect(await query('select 1 from aid_record where package_item_id = $1', [itemIds[0]])).toEqual([]);
  });

  test('an entry on a plan and a service commit no money', async () => {
    const of = await createYear([
      { program: CHARITY, fen: 0, places: 1 },
      { program: MEDICAL, fen: 0 },
    ]);
    const { caseId, itemIds } = await createAdopted(of, [
      { program: CHARITY, fen: 900_00, planOnly: true },
      { program: MEDICAL },
    ]);
    expect(await decide(await staffOf('member', 'CHA'), itemIds[0] as string, { outcome: 'confirmed' })).toMatchObject({
      type: 'PackageItem',
    });
    expect(await decide(await staffOf('member', 'MIA'), itemIds[1] as string, { outcome: 'confirmed' })).toMatchObject({
      type: 'PackageItem',
    });
    expect(await balanceOf(CHARITY, of)).toMatchObject({ committedFen: 0, placesLeft: 1 });
    expect(
      await query('select amount_fen, plan_only from aid_record where case_id = $1 order by plan_only', [caseId]),
    ).toEqual([
      { amount_fen: null, plan_only: false },
      { amount_fen: null, plan_only: true },
    ]);
  });

  test('without money: BudgetExceeded names the line and what is left, and nothing at all is recorded', async () => {
    const of = await createYear([{ program: MEDICAL, fen: 100_00 }]);
    const { itemIds } = await createAdopted(of, [{ program: MEDICAL, fen: 100_01 }]);
    const failure = await decide(await staffOf('member', 'MIA'), itemIds[0] as string, { outcome: 'confirmed' });
    expect((failure as Failure).toResult('zh-CN')).toMatchObject({
      __typename: 'BudgetExceeded',
      lines: [{ unit: 'fen', needed: 100_01, left: 100_00 }],
    });
    expect(await statusOf('package_item', itemIds[0] as string)).toBe('awaiting_decision');
    expect(await query('select 1 from department_decision where package_item_id = $1', [itemIds[0]])).toEqual([]);
  });

  test('in a year without a budget nothing can be committed', async () => {
    const { itemIds } = await createAdopted(1999, [{ program: MEDICAL, fen: 1 }]);
    const failure = await decide(await staffOf('member', 'MIA'), itemIds[0] as string, { outcome: 'confirmed' });
    expect(failure).toMatchObject({ kind: 'BudgetExceeded', code: 'NO_BUDGET_LINE' });
  });

  test('two cases race for the last yuan: one is committed, the other told what is left', async () => {
    const medical = await Promise.all([staffOf('member', 'MIA'), staffOf('manager', 'MIA')]);
    for (let round = 0; round < 10; round += 1) {
      const of = await createYear([{ program: MEDICAL, fen: 100_00 }]);
      const cases = [
        await createAdopted(of, [{ program: MEDICAL, fen: 100_00 }]),
        await createAdopted(of, [{ program: MEDICAL, fen: 100_00 }]),
      ];
      const results = await Promise.all(
        cases.map(({ itemIds }, index) =>
          decide(medical[index] as Actor, itemIds[0] as string, { outcome: 'confirmed' }),
        ),
      );
      const failures = results.filter((result) => result instanceof Failure);
      expect(failures).toMatchObject([{ kind: 'BudgetExceeded', extra: { lines: [{ needed: 100_00, left: 0 }] } }]);
      expect(await balanceOf(MEDICAL, of)).toMatchObject({ committedFen: 100_00, leftFen: 0 });
    }
  });

  test('a second decision is refused; the same request again answers the same and moves nothing', async () => {
    const of = await createYear([{ program: MEDICAL, fen: 100_00 }]);
    const { itemIds } = await createAdopted(of, [{ program: MEDICAL, fen: 10_00 }]);
    const medical = await staffOf('member', 'MIA');
    const said = { outcome: 'confirmed', key: randomUUID() };
    const both = await Promise.all([
      decide(medical, itemIds[0] as string, said),
      decide(medical, itemIds[0] as string, said),
    ]);
    expect(both[0]).toEqual({ type: 'PackageItem', id: itemIds[0] });
    expect(both[1]).toEqual(both[0]);
    const again = await decide(medical, itemIds[0] as string, { outcome: 'declined', reason: '改变主意了' });
    expect(again).toMatchObject({ kind: 'WrongState' });
    expect(await balanceOf(MEDICAL, of)).toMatchObject({ committedFen: 10_00 });
  });

  test.each([
    ['member', 'FTU', 'NotAllowed'],
    ['chair', null, 'NotAllowed'],
    ['clerk', null, 'NotAllowed'],
    ['manager', 'FTU', 'NotFound'],
    ['leader', null, 'NotFound'],
  ] as const)('nobody else: a %s of %s gets %s', async (role, department, kind) => {
    const of = await createYear([{ program: MEDICAL, fen: 100_00 }]);
    const { itemIds } = await createAdopted(of, [{ program: MEDICAL, fen: 1_00 }]);
    expect(await decide(await staffOf(role, department), itemIds[0] as string, { outcome: 'confirmed' })).toMatchObject(
      { kind },
    );
    expect(await statusOf('package_item', itemIds[0] as string)).toBe('awaiting_decision');
  });

  test.each(['not-an-id', randomUUID()])('an item that does not exist (%s) is not found', async (id) => {
    expect(await decide(await staffOf('member', 'MIA'), id, { outcome: 'confirmed' })).toMatchObject({
      kind: 'NotFound',
    });
  });
});

describe('a department decides its part of a batch', () => {
  async function createBatch(
    of: number,
    kept: { program: typeof MEDICAL; fen: number; hold?: boolean }[],
  ): Promise<string> {
    sequence += 1;
    const batch = await one<{ id: string }>(
      `insert into batch (number, title, group_code, decision_date, status, created_by)
       values ($1, '助学', 'G', $2, 'adopted', $3) returning id`,
      [`PC-${sequence}`, `${of}-08-01`, clerkId],
    );
    for (const { program, fen, hold } of kept) {
      const { householdId, personId } = await createPerson();
      const line = await findLine(query, program.code, of);
      const held =
        hold && line
          ? await inTransaction(testDatabase.database.pool, (sql) =>
              holdFunds(sql, {
                key: randomUUID(),
                lineId: line.id,
                places: 1,
                reason: 'off_package',
                refs: {},
                on: `${of}-08-01`,
                actorId: clerkId,
              }),
            )
          : { placeHoldId: null };
      if ('short' in held) throw new Error('short');
      await query(
        `insert into application (number, batch_id, household_id, person_id, program_code, department_code, applied_on, amount_fen,
           status, outcome, place_hold_id, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, 'granted', 'ELIGIBLE', $9, $10)`,
        [
          `SQ-${sequence}`,
          batch.id,
          householdId,
          personId,
          program.code,
          program.department,
          `${of}-07-01`,
          fen,
          held.placeHoldId,
          clerkId,
        ],
      );
    }
    return batch.id;
  }

  test('all at once; the last department settles the batch', async () => {
    const of = await createYear([
      { program: CHARITY, fen: 100_00, places: 3 },
      { program: UNION, fen: 100_00 },
    ]);
    const batchId = await createBatch(of, [
      { program: CHARITY, fen: 30_00, hold: true },
      { program: CHARITY, fen: 30_00, hold: true },
      { program: CHARITY, fen: 30_00 },
      { program: UNION, fen: 10_00 },
    ]);
    expect(await decideAll(await staffOf('member', 'CHA'), batchId, { outcome: 'confirmed' })).toEqual({
      type: 'Batch',
      id: batchId,
    });
    expect(await balanceOf(CHARITY, of)).toMatchObject({ committedFen: 90_00, leftFen: 10_00, placesLeft: 0 });
    expect(await statusOf('batch', batchId)).toBe('adopted');
    const declined = await decideAll(await staffOf('member', 'FTU'), batchId, {
      outcome: 'declined',
      reason: '本年度资金另有安排',
    });
    expect(declined).toMatchObject({ type: 'Batch' });
    expect(await statusOf('batch', batchId)).toBe('settled');
    const applications = await query(
      'select status, reason_zh from application where batch_id = $1 order by amount_fen, id',
      [batchId],
    );
    expect(applications).toEqual([
      { status: 'declined', reason_zh: '本年度资金另有安排' },
      ...Array.from({ length: 3 }, () => ({ status: 'committed', reason_zh: null })),
    ]);
    expect(
      await query("select 1 from aid_record where source like '批次%' and granted_on = $1", [`${of}-08-01`]),
    ).toHaveLength(3);
  });

  test('all or nothing: the whole need is named, nothing is committed', async () => {
    const of = await createYear([{ program: CHARITY, fen: 50_00, places: 1 }]);
    const batchId = await createBatch(of, [
      { program: CHARITY, fen: 30_00, hold: true },
      { program: CHARITY, fen: 30_00 },
    ]);
    const failure = await decideAll(await staffOf('member', 'CHA'), batchId, { outcome: 'confirmed' });
    expect(failure).toMatchObject({
      kind: 'BudgetExceeded',
      extra: {
        lines: [
          { unit: 'fen', needed: 60_00, left: 50_00 },
          { unit: 'place', needed: 2, left: 1 },
        ],
      },
    });
    expect(await balanceOf(CHARITY, of)).toMatchObject({ committedFen: 0, placesLeft: 0 });
    expect(await query('select 1 from department_decision where batch_id = $1', [batchId])).toEqual([]);
  });

  test('once a department, whoever of it comes second', async () => {
    const of = await createYear([
      { program: CHARITY, fen: 100_00 },
      { program: UNION, fen: 100_00 },
    ]);
    const batchId = await createBatch(of, [
      { program: CHARITY, fen: 30_00 },
      { program: UNION, fen: 30_00 },
    ]);
    const charity = await Promise.all([staffOf('member', 'CHA'), staffOf('manager', 'CHA')]);
    const results = await Promise.all(charity.map((actor) => decideAll(actor, batchId, { outcome: 'confirmed' })));
    expect(results.filter((result) => result instanceof Failure)).toMatchObject([{ kind: 'WrongState' }]);
    expect(await balanceOf(CHARITY, of)).toMatchObject({ committedFen: 30_00 });
  });

  test.each([
    ['member', 'MIA', 'NotAllowed'],
    ['chair', null, 'NotAllowed'],
    ['clerk', null, 'NotFound'],
    ['leader', null, 'NotFound'],
  ] as const)('not by a %s of %s: %s', async (role, department, kind) => {
    const of = await createYear([{ program: CHARITY, fen: 100_00 }]);
    const batchId = await createBatch(of, [{ program: CHARITY, fen: 30_00 }]);
    expect(await decideAll(await staffOf(role, department), batchId, { outcome: 'confirmed' })).toMatchObject({ kind });
  });
});
