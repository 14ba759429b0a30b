import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdNumbers } from '@yimen/api/demo/identity.js';
import { makePeople } from '@yimen/api/demo/people.js';
import { type Planted, plantTroubles } from '@yimen/api/demo/plant.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { peopleByIdNumber } from '@yimen/api/features/registry/people.js';
import type { NewObservation } from '@yimen/api/features/registry/read-observations.js';
import { recordObservations, voidObservations } from '@yimen/api/features/registry/record-observations.js';
import { openRegistry, type Registry } from '../registry/registry.js';

const TODAY = '2026-11-23';

interface Conflict {
  household: string;
  fact: string;
  status: string;
  value: unknown;
  sides: { value: unknown; source: string }[];
}

let registry: Registry;
let planted: Planted;
beforeAll(async () => {
  registry = await openRegistry(20);
  const { county, database } = registry;
  const ids = new IdNumbers(5);
  const households = makePeople({ households: 1200, seed: 11, county, today: TODAY, ids });
  planted = plantTroubles(households, ids, 11, TODAY);
  await writePeople(database, county, households, () => undefined);
});
afterAll(() => registry?.close());

const conflicts = (status: string, householdId?: string) =>
  registry.rows<Conflict>(
    `select household_id as household, fact, status, value, sides from fact_conflict
     where status = $1 and ($2::uuid is null or household_id = $2) order by opened_at, id`,
    [status, householdId ?? null],
  );

describe('a made-up county', () => {
  it('has a conflict for each one that was planted, and no other', async () => {
    expect(planted.conflicts.length).toBeGreaterThan(10);
    const heads = await peopleByIdNumber(
      { sql: registry.rows, vault: registry.database.vault },
      planted.conflicts.map(({ idNumber }) => idNumber),
    );
    const expected = planted.conflicts.map(({ idNumber, fact, declared, found, source }) => ({
      household: heads.get(idNumber)?.householdId,
      fact,
      sides: [
        [source, found],
        ['家庭申报', declared],
      ],
    }));
    const noted = (await conflicts('open')).map(({ household, fact, sides }) => ({
      household,
      fact,
      sides: sides.map(({ source, value }) => [source, value]),
    }));
    const inOrder = (list: object[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(inOrder(noted)).toEqual(inOrder(expected));
  });

  it('has a task for whoever corrects each of them', async () => {
    const [tasks] = await registry.rows<{ open: number }>(
      `select count(*)::int as open from task t join fact_conflict f on t.origin = 'fact_conflict:' || f.id
       where t.status = 'open' and f.status = 'open' and t.due_on = f.due_on and t.township_code = f.corrector_township`,
    );
    expect(tasks?.open).toBe(planted.conflicts.length);
  });
});

describe('facts that somebody records', () => {
  const HAND = { code: 'hh_vehicle_count', observedOn: '2026-11-20' };

  /** A household of which nobody has said anything about cars. */
  async function silent(): Promise<string> {
    const [row] = await registry.rows<{ id: string }>(
      `select h.id from household h where not exists (
         select from fact_conflict f where f.household_id = h.id) order by h.id limit 1`,
    );
    const id = row?.id as string;
    const said = await registry.rows<{ id: string }>(
      'select id from observation where household_id = $1 and fact = $2',
      [id, HAND.code],
    );
    await registry.act((unit) =>
      voidObservations(
        unit,
        said.map((one) => one.id),
        '另记',
      ),
    );
    return id;
  }
  const record = (householdId: string, ...facts: Omit<NewObservation, 'code'>[]) =>
    registry.act((unit) =>
      recordObservations(
        unit,
        { householdId },
        facts.map((fact) => ({ ...HAND, ...fact })),
      ),
    );

  it('open a conflict with what a register said, and close it when the family says the same', async () => {
    const id = await silent();
    await record(id, { value: 2, source: 'V02', verified: true });
    expect(await conflicts('open', id)).toEqual([]);
    await record(id, { value: 1 });
    expect((await conflicts('open', id))[0]?.sides.map(({ source, value }) => [source, value])).toEqual([
      ['V02', 2],
      ['家庭申报', 1],
    ]);
    // A third source takes its place among the sides.
    await record(id, { value: 1, source: '入户调查', verified: true });
    expect((await conflicts('open', id))[0]?.sides.map(({ source }) => source)).toEqual([
      'V02',
      '入户调查',
      '家庭申报',
    ]);
    await record(id, { value: 2 }, { value: 2, source: '入户调查', verified: true });
    expect(await conflicts('open', id)).toEqual([]);
    expect(await conflicts('resolved', id)).toMatchObject([{ value: 2 }]);
    // What was said before the sides agreed is not forgotten.
    await record(id, { value: 3, source: 'V02', verified: true });
    expect((await conflicts('open', id))[0]?.sides.map(({ value }) => value)).toEqual([3, 2, 2]);
  });

  it('that are taken back end what they began', async () => {
    const id = await silent();
    await record(id, { value: 0, source: 'V02', verified: true }, { value: 4 });
    expect(await conflicts('open', id)).toHaveLength(1);
    const [wrong] = await registry.rows<{ id: string }>(
      `select id from observation where household_id = $1 and fact = $2 and value = '4'`,
      [id, HAND.code],
    );
    await registry.act((unit) => voidObservations(unit, [wrong?.id as string], '录错户'));
    expect(await conflicts('open', id)).toEqual([]);
  });

  it('twice by the family itself are a correction, and no conflict', async () => {
    const id = await silent();
    await record(id, { value: 1 });
    await record(id, { value: 2 });
    expect(await conflicts('open', id)).toEqual([]);
  });

  it('by the register that this system keeps begin no conflict', async () => {
    const id = await silent();
    await record(id, { value: 1, source: '家庭申报' });
    await record(id, { value: 2, source: '低收入人口台账', verified: true });
    expect(await conflicts('open', id)).toEqual([]);
  });
});
