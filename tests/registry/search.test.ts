import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from '@yimen/api/context.js';
import { makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { createHousehold } from '@yimen/api/features/registry/create-household.js';
import { type HouseholdRow, RegistryReader } from '@yimen/api/features/registry/registry.reader.js';
import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import { birthDateFor, syntheticIdNumber } from '../testkit/people.js';
import { openRegistry, type Registry } from './registry.js';

const PEOPLE = [
  { name: '郭志重', phone: '13800001111', village: '高湾村' },
  { name: '郭志众', phone: null, village: '高湾村' },
  { name: '郭治重', phone: null, village: '党湾村' },
  { name: '郭志', phone: null, village: '党湾村' },
  { name: '李郭志', phone: '09114622222', village: '高湾村' },
  { name: '欧阳修文', phone: null, village: '北窑村' },
  { name: '吕翠花', phone: null, village: '北窑村' },
  { name: '单明', phone: null, village: '北窑村' },
];

let registry: Registry;
const numbers = new Map<string, string>();
const codes = new Map<string, string>();
beforeAll(async () => {
  registry = await openRegistry(0);
  const { county, rows } = registry;
  const places = county.pack.townships.flatMap((township) =>
    township.villages.map((village) => ({ township: township.code, village })),
  );
  for (const [index, { name, phone, village: villageName }] of PEOPLE.entries()) {
    const place = places.find(({ village }) => village.name === villageName);
    const birthDate = birthDateFor(40 + index, '2026-11-23');
    const idNumber = syntheticIdNumber(birthDate, 'male', 400 + index);
    numbers.set(name, idNumber);
    const made = await registry.act((unit) =>
      createHousehold(unit, {
        townshipCode: place?.township as string,
        villageCode: place?.village.code as string,
        address: '一组',
        areaType: 'rural',
        members: [{ name, idNumber, birthDate, sex: 'male', phone, relation: 'head' }],
      }),
    );
    const [household] = await rows<{ code: string }>('select code from household where id = $1', [made.householdId]);
    codes.set(name, household?.code as string);
  }
  await rows(
    `insert into aid_record (household_id, program_code, department_code, amount_fen, period, granted_on, plan_only, source)
     select household_id, 'RC-01', 'RC', 100, 'monthly', '2026-01-05', false, '台账' from person where name = '单明'`,
  );
});
afterAll(() => registry?.close());

function readerFor(actor: Partial<Actor> = {}): RegistryReader {
  const { config, database, county } = registry;
  const clerk: Actor = { staffId: '', name: '某', role: 'clerk', departmentCode: null, townshipCode: null, ...actor };
  const ability = defineAbilitiesFor(clerk);
  const context: Context = { config, database, county, actor: clerk, ability, locale: 'zh-CN', instances: new Map() };
  return new RegistryReader(context);
}

async function namesOf(found: readonly HouseholdRow[]): Promise<string[]> {
  const names = await registry.rows<{ id: string; name: string }>('select household_id as id, name from person');
  return found.map(({ id }) => names.find((one) => one.id === id)?.name as string);
}

async function find(search: string, filter: object = {}): Promise<string[]> {
  const { nodes, count } = await readerFor().search({ search, ...filter });
  expect(await count()).toBe(nodes.length);
  return namesOf(nodes);
}

describe('people are found', () => {
  test.each([
    ['by name, the whole one first, then what sounds the same', '郭志重', ['郭志重', '郭志众', '郭治重']],
    ['by the beginning of a name, and by a part of it', '郭志', ['郭志', '郭志众', '郭志重', '李郭志']],
    ['by a given name', '修文', ['欧阳修文']],
    ['by a surname', '吕', ['吕翠花']],
    ['by full pinyin', 'guozhizhong', ['郭志众', '郭志重', '郭治重']],
    ['by initials', 'gzz', ['郭志众', '郭志重', '郭治重']],
    ['by initials typed large', 'OYXW', ['欧阳修文']],
    ['by the pinyin of a given name', 'cuihua', ['吕翠花']],
    ['by ü as v or ü', 'lüc', ['吕翠花']],
    ['by a reading of the surname', 'shan', ['单明']],
    ['with one letter of the pinyin wrong', 'guozizhong', ['郭志众', '郭志重', '郭治重']],
    ['with one letter missing', 'ouyanxiuwen', ['欧阳修文']],
    ['by a name written with other characters', '吕脆花', ['吕翠花']],
    ['by telephone', '138 0000 1111', ['郭志重']],
    ['by the last four of a telephone', '1111', ['郭志重']],
    ['by a landline with its area code', '0911-4622222', ['李郭志']],
    ['by village', '高湾村', ['李郭志', '郭志众', '郭志重']],
    ['by village and name', '高湾村 郭志', ['郭志众', '郭志重', '李郭志']],
    ['by program held', '红十字', ['单明']],
    ['by program and pinyin', 'RC-01 shanming', ['单明']],
  ])('%s: %s', async (_, search, expected) => {
    expect(await find(search)).toEqual(expected);
  });

  test('by identity number, its last four, and household code', async () => {
    for (const [name, idNumber] of numbers) {
      expect(await find(idNumber)).toEqual([name]);
      expect(await find(idNumber.slice(-4))).toContain(name);
      expect(await find(codes.get(name) as string)).toEqual([name]);
    }
  });

  test.each([['不存在的人'], ['xyzzy'], ['%'], ['_'], ["'; drop table person"], ['13900000000'], ['志']])(
    'and nobody else: %s',
    async (search) => {
      expect(await find(search)).toEqual([]);
    },
  );

  test('who holds a program, by the filter', async () => {
    expect(await find('', { program: 'RC-01' })).toEqual(['单明']);
    expect(await find('', { program: 'MCA-05' })).toEqual([]);
  });

  test('by the number of a record that was merged into another', async () => {
    const ids = await registry.rows<{ id: string; name: string }>(
      `select id, name from person where name in ('郭志', '单明') order by name`,
    );
    const [kept, dropped] = ids.map(({ id }) => id);
    await registry.rows(
      `update person set merged_into = $1, gone = 'mistaken', gone_on = '2026-11-23', last_household_id = household_id,
         household_id = null where id = $2`,
      [kept, dropped],
    );
    const [name] = ids.map((one) => one.name);
    expect(await find(numbers.get(ids[1]?.name as string) as string)).toEqual([name]);
    await registry.rows(
      `update person set merged_into = null, gone = null, gone_on = null, household_id = last_household_id,
         last_household_id = null where id = $1`,
      [dropped],
    );
  });

  test('page by page, each once', async () => {
    const reader = readerFor();
    const found: HouseholdRow[] = [];
    let after: string | null = null;
    do {
      const page: { nodes: HouseholdRow[]; nextCursor: string | null } = await reader.search({
        search: '郭志',
        first: 1,
        after,
      });
      found.push(...page.nodes);
      after = page.nextCursor;
    } while (after);
    expect(await namesOf(found)).toEqual(['郭志', '郭志众', '郭志重', '李郭志']);
  });

  test('no more than so many, and it is told that there are more', async () => {
    const few = await readerFor().search({ search: '郭志' });
    expect([await few.count(), few.isCut]).toEqual([4, false]);
    const households = makePeople({ households: 400, seed: 9, county: registry.county, today: '2026-11-23' });
    for (const [index, person] of households.flatMap(({ people }) => people).entries()) {
      person.name = `穆多${String.fromCodePoint(0x4e00 + index)}`;
    }
    await writePeople(registry.database, registry.county, households, () => undefined, { withObservations: false });
    for (const search of ['穆多', '穆']) {
      const many = await readerFor().search({ search, first: 5 });
      expect(many.isCut).toBe(true);
      expect(await many.count()).toBeLessThanOrEqual(300);
      const next = await readerFor().search({ search, first: 5, after: many.nextCursor as string });
      expect([await next.count(), next.isCut]).toEqual([await many.count(), true]);
    }
    const all = await readerFor().search({});
    expect([await all.count(), all.isCut]).toEqual([408, false]);
    const [village] = households.map(({ villageCode }) => villageCode);
    const there = await readerFor().search({ village: village as string, first: 1 });
    const [{ total } = { total: 0 }] = await registry.rows<{ total: number }>(
      'select count(*)::int as total from household where village_code = $1',
      [village],
    );
    expect([await there.count(), there.nodes.length, there.isCut]).toEqual([total, 1, false]);
  });

  test('within one’s own area, also by numbers and near names', async () => {
    const townships = await registry.rows<{ name: string; township: string }>(
      'select p.name, h.township_code as township from person p join household h on h.id = p.household_id',
    );
    const home = townships.find(({ name }) => name === '吕翠花')?.township;
    const elsewhere = registry.county.pack.townships.find(({ code }) => code !== home)?.code as string;
    for (const search of ['吕翠花', 'lch', 'lvcuihua', 'lvcuihuo', numbers.get('吕翠花') as string]) {
      const { nodes } = await readerFor({ townshipCode: elsewhere }).search({ search });
      expect(await namesOf(nodes)).not.toContain('吕翠花');
      const own = await readerFor({ townshipCode: home as string }).search({ search });
      expect(await namesOf(own.nodes)).toContain('吕翠花');
    }
  });
});
