import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from '@yimen/api/context.js';
import { makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { countyFacts } from '@yimen/api/features/registry/county-facts.js';
import { loadFactBags } from '@yimen/api/features/registry/fact-bag.js';
import type { FitRow } from '@yimen/api/features/screening/count-county.js';
import { fitOf, ScreeningReader } from '@yimen/api/features/screening/screening.reader.js';
import { type County, getCounty } from '@yimen/api/platform/county.js';
import { countyStatement, readCounty } from '@yimen/api/platform/county-statement.js';
import { type Database, openDatabase } from '@yimen/api/platform/database.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { buildPack, buildProgram } from '@yimen/api/policy/build-pack.js';
import { countCountySql } from '@yimen/api/policy/county-count.js';
import type { CountySource } from '@yimen/api/policy/county-rows.js';
import { judgeCountySql, OUTCOME_SIGN, storeCountySql } from '@yimen/api/policy/county-sql.js';
import { MEMBERS } from '@yimen/api/policy/feel-household.js';
import { createJudge } from '@yimen/api/policy/judge.js';
import { parsePack } from '@yimen/api/policy/parsed-pack.js';
import { SqlParams } from '@yimen/api/policy/sql-expression.js';
import type { FactBag, FactValue, Verdict } from '@yimen/api/policy/types.js';
import { type Actor, defineAbilitiesFor, FACTS, type Role } from '@yimen/schema';
import { emptyCounty } from '../testkit/empty-county.js';

/** Birthdays before, on and after this day, and a leap day in between. */
const ON = '2026-03-01';

let database: Database;
let county: County;
let close: () => Promise<void>;
let people: { householdId: string; personId: string; townshipCode: string }[];
let bags: FactBag[];
let verdicts: Map<string, Verdict[]>;
beforeAll(async () => {
  const { YIMEN_TEST_OWNER_URL: ownerUrl = '', YIMEN_TEST_APP_URL: appUrl = '' } = process.env;
  const { config, drop } = await emptyCounty(ownerUrl, appUrl);
  database = await openDatabase(config);
  county = getCounty(config.county);
  close = async () => {
    await database.close();
    await drop();
  };
  await writePeople(
    database,
    county,
    makePeople({ households: 200, seed: 3, county, today: '2026-11-23' }),
    () => undefined,
  );
  // Ages are observed for some, and fall on the very day for others.
  await database.pool.query(
    `update person set birth_date = '2008-02-29' where id in (select id from person order by id limit 20)`,
  );
  await database.pool.query(
    `update person set birth_date = '1956-03-01' where id in (select id from person order by id offset 20 limit 20)`,
  );
  await database.pool.query(
    `update person set birth_date = '1956-03-02' where id in (select id from person order by id offset 40 limit 20)`,
  );
  ({ rows: people } = await database.pool.query(
    `select p.household_id as "householdId", p.id as "personId", h.township_code as "townshipCode"
       from person p join household h on h.id = p.household_id order by p.id`,
  ));
  bags = await loadFactBags(poolSql(database.pool), people, ON);
  verdicts = new Map(people.map(({ personId }, index) => [personId, county.judge.judgeAll(bags[index] ?? {}, ON)]));
});
afterAll(() => close());

function readerFor(role: Role, departmentCode: string | null = null): ScreeningReader {
  const actor: Actor = { staffId: '', name: '', role, departmentCode, townshipCode: null };
  const ability = defineAbilitiesFor(actor);
  return new ScreeningReader({ database, county, actor, ability } as Context);
}

describe('the county’s facts', () => {
  it('are what is known of each person, every fact of them', async () => {
    const source = countyFacts(ON);
    const facts = FACTS.filter((fact) => source.has(fact));
    const params = new SqlParams();
    const [ofHousehold, ofPerson] = [true, false].map((shared) =>
      facts.filter(({ scope }) => (scope === 'household') === shared).map(({ code }) => code),
    ) as [string[], string[]];
    const { text, values } = params.statement(
      `select * from (${source.people(ofPerson, params)}) p join (${source.households(ofHousehold, params)}) h using (household_id)`,
    );
    const { rows } = await database.pool.query<Record<string, FactValue | null>>(text, values);
    const found = new Map(rows.map((row) => [row.person_id, row]));
    expect(found.size).toBe(people.length);
    const plain = (code: string, value: FactValue | null | undefined) =>
      FACTS.find((fact) => fact.code === code)?.type === 'number' && value != null ? Number(value) : (value ?? null);
    people.forEach(({ personId }, index) => {
      const told = facts.map(({ code }) => [code, plain(code, bags[index]?.[code]?.value)]);
      expect(facts.map(({ code }) => [code, plain(code, found.get(personId)?.[code])])).toEqual(told);
    });
    expect(bags.some(({ existing_benefits: held }) => String(held?.value).includes(','))).toBe(true);
  });

  it('are those of each person’s own judgement', async () => {
    const codes = county.pack.programs.map(({ code }) => code);
    const { text, values } = judgeCountySql(county.parsed, codes, ON, countyFacts(ON));
    const { rows } = await database.pool.query(text, values);
    const found = rows.map((row) => `${row.person_id} ${row.program} ${row.variant} ${row.outcome} ${row.fen}`).sort();
    const expected = [...verdicts].flatMap(([personId, all]) =>
      all
        .filter(({ outcome }) => outcome !== 'NOT_ELIGIBLE')
        .map(
          ({ programCode, variantCode, outcome, amount }) =>
            `${personId} ${programCode} ${variantCode} ${outcome} ${amount.fen}`,
        ),
    );
    expect(found).toEqual(expected.sort());
    expect(found.length).toBeGreaterThan(1000);
  });
});

describe('the stored verdicts of a run', () => {
  it('are those of each person’s own judgement, what is refused among them', async () => {
    const codes = county.pack.programs.map(({ code }) => code);
    const runId = randomUUID();
    const client = await database.pool.connect();
    await client.query('begin');
    await countyStatement(client, storeCountySql(county.parsed, codes, ON, countyFacts(ON), runId));
    await client.query('commit');
    client.release();
    const { rows } = await database.pool.query(
      `select v.person_id, v.household_id = p.household_id and v.township_code = h.township_code and v.village_code = h.village_code as placed,
         array(select o::text from unnest(v.outcomes) o) as outcomes, to_jsonb(v.fen) as fen, v.variants
       from screening_verdict v join person p on p.id = v.person_id join household h on h.id = p.household_id where v.run_id = $1`,
      [runId],
    );
    expect(rows.length).toBe(people.length);
    expect(rows.every(({ placed }) => placed)).toBe(true);
    const found = new Map(rows.map((row) => [row.person_id, row]));
    let variants = 0;
    for (const [personId, all] of verdicts) {
      const byCode = new Map(all.map((verdict) => [verdict.programCode, verdict]));
      const inOrder = codes.map((code) => byCode.get(code) as Verdict);
      const fitting = inOrder.filter(({ outcome }) => outcome !== 'NOT_ELIGIBLE');
      const named = fitting.flatMap(({ variantCode }) => variantCode ?? []);
      variants += named.length;
      expect(found.get(personId)).toMatchObject({
        outcomes: inOrder.map(({ outcome }) => OUTCOME_SIGN[outcome]),
        fen: inOrder.map(({ outcome, amount }) => (outcome === 'ELIGIBLE' ? amount.fen : null)),
        variants: named.length > 0 ? named : null,
      });
    }
    expect(variants).toBeGreaterThan(0);
  });
});

describe('rules about the members of the household', () => {
  it('say of everybody in the county what each one’s own judgement says', async () => {
    const programs = [
      ['OLD', 'count(家庭成员[年龄 >= 60]) >= 1 and 年龄 < 60'],
      ['CARE', 'some 人 in 家庭成员 satisfies (人.残疾等级 in [1..2]) or 人.重特大疾病'],
      ['EARN', 'sum(家庭成员[年龄 >= 16].本人月收入) < 2000'],
      ['HELD', 'some 人 in 家庭成员 satisfies list contains(人.现享受项目, "MCA-08")'],
      ['YOUNG', 'every 人 in 家庭成员 satisfies 人.年龄 >= 年龄'],
    ].map(([code = '', rule]) => buildProgram(code, { rule }));
    const pack = buildPack({ programs });
    const judge = createJudge(pack);
    const codes = programs.map(({ code }) => code);
    const { text, values } = judgeCountySql(parsePack(pack), codes, ON, countyFacts(ON));
    const { rows } = await database.pool.query(text, values);
    const found = rows.map((row) => `${row.person_id} ${row.program} ${row.outcome}`).sort();
    const expected = people.flatMap(({ personId }, index) =>
      judge
        .judgeAll(bags[index] ?? {}, ON)
        .filter(({ outcome }) => outcome !== 'NOT_ELIGIBLE')
        .map(({ programCode, outcome }) => `${personId} ${programCode} ${outcome}`),
    );
    expect(found).toEqual(expected.sort());
    for (const code of codes)
      expect([code, found.filter((row) => row.includes(` ${code} `)).length > 3]).toEqual([code, true]);
  });

  it('say so of a term about members only, in a program of some of the townships only', async () => {
    const programs = [buildProgram('OLD', { rule: '家有老人 and 年龄 < 60' })];
    const term = { code: 'old_at_home', name: '家有老人', nameEn: '', type: 'boolean' as const, source: '' };
    const pack = buildPack({
      programs,
      terms: [{ ...term, expression: 'some 人 in 家庭成员 satisfies 人.年龄 >= 60' }],
    });
    const judge = createJudge(pack);
    const codesOf = async (source: CountySource) => {
      const { text, values } = judgeCountySql(parsePack(pack), ['OLD'], ON, source);
      const { rows } = await database.pool.query(text, values);
      return rows.map((row) => `${row.person_id} ${row.outcome}`).sort();
    };
    const expected = people.flatMap(({ personId, townshipCode }, index) => {
      const { outcome } = judge.judge('OLD', bags[index] ?? {}, ON);
      return outcome === 'NOT_ELIGIBLE' ? [] : [{ line: `${personId} ${outcome}`, townshipCode }];
    });
    const lines = (list: typeof expected) => list.map(({ line }) => line).sort();
    expect(await codesOf(countyFacts(ON))).toEqual(lines(expected));
    const inTownship = expected.filter(({ townshipCode }) => townshipCode === 'T01');
    expect(inTownship.length).toBeGreaterThan(3);
    const source = countyFacts(ON, (params) => `h.township_code = ${params.add('T01', 'text')}`);
    expect(await codesOf(source)).toEqual(lines(inTownship));
  });

  it('ask for the facts of the member who has not told them', () => {
    const pack = buildPack({ programs: [buildProgram('OLD', { rule: 'count(家庭成员[重特大疾病]) >= 1' })] });
    const index = bags.findIndex((bag) => bag[MEMBERS]?.some(({ facts }) => facts && !facts.serious_illness));
    const { missing } = createJudge(pack).judge('OLD', bags[index] ?? {}, ON);
    const asked = missing.flatMap(({ member }) => member?.personId ?? []);
    expect(asked.length).toBeGreaterThan(0);
    expect(
      people.filter(({ householdId }) => householdId === people[index]?.householdId).map(({ personId }) => personId),
    ).toEqual(expect.arrayContaining(asked));
  });
});

describe('how much of the county a program fits', () => {
  it('counts people, or households by the best verdict among their members', async () => {
    const reader = readerFor('leader');
    const fits = await Promise.all(county.pack.programs.map(({ code }) => reader.countyFit(code, ON)));
    const { rows: aid } = await database.pool.query<{ holder: string; code: string }>(
      `select coalesce(person_id, household_id) as holder, program_code as code from aid_record
        where not plan_only and granted_on <= $1 and coalesce(ended_on, 'infinity') >= $1
          and (period in ('monthly', 'ongoing') or (period = 'yearly' and date_part('year', granted_on) = date_part('year', $1::date)))`,
      [ON],
    );
    const held = new Set(aid.map(({ holder, code }) => `${holder} ${code}`));
    const expected = county.pack.programs.map(({ code, unit }) => {
      const households = Map.groupBy(people, ({ householdId }) => householdId);
      const fit = {
        on: ON,
        people: 0,
        households: 0,
        askingPeople: 0,
        askingHouseholds: 0,
        holdingPeople: 0,
        holdingHouseholds: 0,
        fen: 0,
      };
      for (const members of households.values()) {
        const all = members.map(
          ({ personId }) => verdicts.get(personId)?.find(({ programCode }) => programCode === code) as Verdict,
        );
        const eligible = all.filter(({ outcome }) => outcome === 'ELIGIBLE');
        const asking = all.filter(({ outcome }) => outcome === 'NEEDS_FACTS');
        const fens = eligible.map(({ amount }) => amount.fen ?? 0);
        if (eligible.length > 0) {
          fit.households += 1;
          fit.people += unit === 'household' ? members.length : eligible.length;
          const holds = members.map(
            ({ householdId, personId }) => held.has(`${householdId} ${code}`) || held.has(`${personId} ${code}`),
          );
          const holding =
            unit === 'household'
              ? holds.some(Boolean)
                ? members.length
                : 0
              : holds.filter((one, index) => one && all[index]?.outcome === 'ELIGIBLE').length;
          fit.holdingPeople += holding;
          fit.holdingHouseholds += holding > 0 ? 1 : 0;
          fit.fen += unit === 'household' ? Math.max(...fens) : fens.reduce((sum, fen) => sum + fen, 0);
        }
        if (asking.length > 0 && (unit === 'person' || eligible.length === 0)) {
          fit.askingHouseholds += 1;
          fit.askingPeople += unit === 'household' ? members.length : asking.length;
        }
      }
      return fit;
    });
    expect(fits).toEqual(expected);
    const codes = county.pack.programs.map(({ code }) => code);
    const inOnePiece = await readCounty<FitRow>(database.pool, [
      countCountySql(county.parsed, codes, ON, countyFacts(ON)),
    ]);
    expect(inOnePiece.map((row) => fitOf(row, ON))).toEqual(expected);
    expect(expected.filter((fit) => fit.people > 0).length).toBeGreaterThan(10);
    expect(expected.filter((fit) => fit.holdingPeople > 0 && fit.holdingPeople < fit.people).length).toBeGreaterThan(2);
  });

  it('is open to the lead for every program, to a department for its own, to nobody else', async () => {
    expect(await readerFor('chair').countyFit('RC-01', ON)).not.toBeNull();
    expect(await readerFor('manager', 'RC').countyFit('RC-01', ON)).not.toBeNull();
    expect(await readerFor('manager', 'MCA').countyFit('RC-01', ON)).toBeNull();
    expect(await readerFor('member', 'MCA').countyFit('RC-01', ON)).toBeNull();
    expect(await readerFor('clerk').countyFit('RC-01', ON)).toBeNull();
    expect(await readerFor('leader').countyFit('XX-99', ON)).toBeNull();
    expect(await readerFor('leader').countyFit('RC-01', '1999-01-01')).toBeNull();
  });
});
