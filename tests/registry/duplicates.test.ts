import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { IdNumbers } from '@yimen/api/demo/identity.js';
import { makePeople } from '@yimen/api/demo/people.js';
import { type Planted, plantTroubles } from '@yimen/api/demo/plant.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { duplicateJobs } from '@yimen/api/features/duplicate/duplicate.jobs.js';
import { keepApart } from '@yimen/api/features/duplicate/keep-apart.js';
import { mergePeople } from '@yimen/api/features/duplicate/merge-people.js';
import { undoMerge } from '@yimen/api/features/duplicate/undo-merge.js';
import type { JobRun } from '@yimen/api/features/job/job-run.js';
import { peopleByIdNumber } from '@yimen/api/features/registry/people.js';
import { Failure } from '@yimen/api/platform/errors.js';
import { openRegistry, type Registry } from './registry.js';

const TODAY = '2026-11-23';

let registry: Registry;
let planted: Planted;
beforeAll(async () => {
  registry = await openRegistry(1);
  const { county, database } = registry;
  const ids = new IdNumbers(0, takenNumbers());
  const households = makePeople({ households: 800, seed: 9, county, today: TODAY, ids });
  planted = plantTroubles(households, ids, 9, TODAY);
  await writePeople(database, county, households, () => undefined);
});
afterAll(() => registry?.close());

function takenNumbers(): string[] {
  const { county } = registry;
  const known = makePeople({ households: 1, seed: 3, county, today: TODAY });
  return known.flatMap(({ people }) => people.map(({ idNumber }) => idNumber));
}

/** Runs the search for duplicates; a process that dies after `slices` leaves its checkpoint. */
async function search(checkpoint: unknown = null, slices = Number.POSITIVE_INFINITY) {
  const { database, county } = registry;
  let left: unknown = checkpoint;
  let done = 0;
  const progress: JobRun['progress'] = async (step) => {
    left = step.checkpoint;
    done += 1;
    if (done >= slices) throw new Error('killed');
  };
  const run: JobRun = { id: randomUUID(), input: {}, checkpoint, database, county, actor: null, progress };
  const result = await duplicateJobs.duplicates?.(run).catch(() => undefined);
  return { result, left };
}

interface PairRow {
  id: string;
  one: string;
  other: string;
  status: string;
  version: number;
  signs: string[];
}
const pairs = () =>
  registry.rows<PairRow>(
    'select id, person_a as one, person_b as other, status, version, signs from duplicate_pair order by id',
  );

describe('the search for people registered twice', () => {
  test('finds everybody who was planted, goes on after a crash, and asks no two times', async () => {
    expect(planted.duplicates.length).toBeGreaterThan(2);
    const { left } = await search(null, 3);
    await search(left);
    const found = await pairs();
    const keys = new Set(found.map(({ one, other }) => `${one} ${other}`));
    const numbers = planted.duplicates.flatMap(({ idNumber, twinIdNumber }) => [idNumber, twinIdNumber]);
    const people = await peopleByIdNumber({ sql: registry.rows, vault: registry.database.vault }, numbers);
    const idOf = (number: string) => people.get(number)?.personId as string;
    const missed = planted.duplicates.filter(
      ({ idNumber, twinIdNumber }) => !keys.has([idOf(idNumber), idOf(twinIdNumber)].sort().join(' ')),
    );
    expect(missed).toEqual([]);
    const { result } = await search();
    expect(result).toEqual({ found: 0 });
    expect(await pairs()).toEqual(found);
    // Made-up names are few, so chance adds pairs; still they are few of all that there could be.
    const [{ people: all } = { people: 0 }] = await registry.rows<{ people: number }>(
      'select count(*)::int as people from person',
    );
    expect(found.length).toBeLessThan(all / 10);
  });

  test('leaves alone whom somebody said to be two people', async () => {
    const [pair] = await pairs();
    if (!pair) throw new Error('no pair');
    const decision = { key: randomUUID(), pairId: pair.id, expectedVersion: pair.version, reason: '双胞胎' };
    await registry.act((unit) => keepApart(unit, decision));
    await search();
    expect((await pairs()).find(({ id }) => id === pair.id)).toMatchObject({ status: 'different', version: 2 });
    await expect(registry.act((unit) => keepApart(unit, decision))).rejects.toMatchObject({ kind: 'StaleVersion' });
  });
});

/** What is on record of two people: every row that names one of them, and what is projected. */
async function recordsOf(ids: readonly string[]): Promise<Record<string, string[]>> {
  const tables = ['observation', 'aid_record', 'application', 'case_file', 'person_facts', 'person'];
  const columns: Record<string, string> = { case_file: 'beneficiary_id', person: 'id' };
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await registry.rows<{ line: string }>(
      `select t::text as line from ${table} t where ${columns[table] ?? 'person_id'} = any($1) order by 1`,
      [ids],
    );
    found[table] = rows.map(({ line }) => line);
  }
  return found;
}

describe('merging two records', () => {
  let pair: PairRow;
  let kept = '';
  let dropped = '';
  const decide = (reason = '核对过户口簿') => ({
    key: randomUUID(),
    pairId: pair.id,
    expectedVersion: pair.version,
    reason,
  });
  const reload = async () => {
    pair = (await pairs()).find(({ id }) => id === pair.id) as PairRow;
  };

  beforeAll(async () => {
    const twin = planted.duplicates.find(({ kind }) => kind === 'one_digit_off') ?? planted.duplicates[0];
    const numbers = [twin?.idNumber as string, twin?.twinIdNumber as string];
    const people = await peopleByIdNumber({ sql: registry.rows, vault: registry.database.vault }, numbers);
    [kept, dropped] = numbers.map((number) => people.get(number)?.personId as string) as [string, string];
    pair = (await pairs()).find(({ one, other }) => [kept, dropped].sort().join() === [one, other].join()) as PairRow;
    // Something that only the second record has.
    await registry.rows(
      `insert into observation (household_id, person_id, fact, value, source, observed_on, verified, recorded_by)
       select household_id, id, 'med_total_12m', '123400', '核对报告', '2026-11-20', true, (select id from staff limit 1)
       from person where id = $1`,
      [dropped],
    );
    await registry.rows(
      `insert into person_facts (person_id, med_total_12m) values ($1, 123400)
       on conflict (person_id) do update set med_total_12m = 123400`,
      [dropped],
    );
  });

  test('makes one person of all that is known of both, and undoing makes two again, each as before', async () => {
    const before = await recordsOf([kept, dropped]);
    await registry.act((unit) => mergePeople(unit, { ...decide(), keepPersonId: kept }));
    await reload();
    expect(pair.status).toBe('merged');
    const merged = await recordsOf([kept]);
    expect(merged.observation).toHaveLength(before.observation?.length as number);
    const other = await recordsOf([dropped]);
    expect([other.observation, other.aid_record, other.person_facts]).toEqual([[], [], []]);
    const [facts] = await registry.rows<{ cost: number }>(
      'select med_total_12m::float as cost from person_facts where person_id = $1',
      [kept],
    );
    expect(facts?.cost).toBe(123_400);
    const [person] = await registry.rows<{ into: string; household: string | null }>(
      'select merged_into as into, household_id as household from person where id = $1',
      [dropped],
    );
    expect(person).toEqual({ into: kept, household: null });

    await registry.act((unit) => undoMerge(unit, decide('合并有误')));
    await reload();
    expect(pair.status).toBe('open');
    expect(await recordsOf([kept, dropped])).toEqual(before);
    const [dissolved] = await registry.rows<{ on: string | null }>(
      'select h.dissolved_on as on from household h join person p on p.household_id = h.id where p.id = $1',
      [dropped],
    );
    expect(dissolved).toEqual({ on: null });
  });

  test('leads the number of the other record to the one that was kept', async () => {
    await registry.act((unit) => mergePeople(unit, { ...decide(), keepPersonId: kept }));
    await reload();
    const twin = planted.duplicates.find(({ kind }) => kind === 'one_digit_off') ?? planted.duplicates[0];
    const number = twin?.twinIdNumber as string;
    const people = await peopleByIdNumber({ sql: registry.rows, vault: registry.database.vault }, [number]);
    expect(people.get(number)).toMatchObject({ personId: kept, gone: null });
  });

  test('is refused of records that are merged already, and without a reason or a choice', async () => {
    const again = registry.act((unit) => mergePeople(unit, { ...decide(), keepPersonId: kept }));
    await expect(again).rejects.toMatchObject({ kind: 'WrongState' });
    const open = (await pairs()).find(({ status }) => status === 'open') as PairRow;
    const input = { key: randomUUID(), pairId: open.id, expectedVersion: open.version, keepPersonId: open.one };
    const refusals = [
      { ...input, reason: ' ' },
      { ...input, reason: '一人', keepPersonId: randomUUID() },
    ];
    for (const refused of refusals) {
      const outcome = await registry.act((unit) => mergePeople(unit, refused)).catch((error: unknown) => error);
      expect((outcome as Failure).kind).toBe('InvalidInput');
    }
  });

  test('keeps a head in the household that he heads', async () => {
    const [family] = await registry.rows<{ id: string; head: string; other: string }>(
      `select h.id, h.head_person_id as head, (select p.id from person p where p.household_id = h.id and p.id <> h.head_person_id limit 1) as other
       from household h where (select count(*) from person p where p.household_id = h.id) > 1 limit 1`,
    );
    const [one, other] = [family?.head as string, family?.other as string].sort();
    await registry.rows(
      `insert into duplicate_pair (person_a, person_b, signs, strength) values ($1, $2, '{same_phone}', 2)
       on conflict do nothing`,
      [one, other],
    );
    const made = (await pairs()).find((each) => each.one === one && each.other === other) as PairRow;
    const input = { key: randomUUID(), pairId: made.id, expectedVersion: made.version, reason: '一人' };
    const refused = registry.act((unit) => mergePeople(unit, { ...input, keepPersonId: family?.other as string }));
    await expect(refused).rejects.toMatchObject({ kind: 'WrongState', extra: { status: 'head' } });
  });
});
