import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { loadFactBags } from '@yimen/api/features/registry/fact-bag.js';
import { type Change, changedPack } from '@yimen/api/features/rehearsal/changed-pack.js';
import type { FollowOn } from '@yimen/api/features/rehearsal/follow-on.js';
import { type Rehearsed, rehearse } from '@yimen/api/features/rehearsal/rehearse.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { createJudge } from '@yimen/api/policy/judge.js';
import type { FactBag, KnownFact, Verdict } from '@yimen/api/policy/types.js';
import { FACTS } from '@yimen/schema';
import type { TestDatabase } from '../testkit/database.js';
import { openCounty } from './county.js';

const ON = '2027-01-01';

interface Row {
  program: string;
  householdId: string;
  personId: string | null;
  direct: boolean;
  held: boolean;
  oldRank: number;
  oldFen: number | null;
  directRank: number;
  directFen: number | null;
  newRank: number;
  newFen: number | null;
}

let here: TestDatabase;
let people: { householdId: string; personId: string }[];
let bags: FactBag[];

beforeAll(async () => {
  here = await openCounty();
  const { database, county } = here;
  await writePeople(
    database,
    county,
    makePeople({ households: 300, seed: 5, county, today: '2026-11-23' }),
    () => undefined,
  );
  ({ rows: people } = await database.pool.query(
    'select household_id as "householdId", id as "personId" from person order by id',
  ));
  bags = await loadFactBags(poolSql(database.pool), people, ON);
});
afterAll(() => here.close());

const ROWS = `select program, household_id as "householdId", person_id as "personId", direct, held, old_rank as "oldRank",
  old_fen as "oldFen", direct_rank as "directRank", direct_fen as "directFen", new_rank as "newRank", new_fen as "newFen"
  from pg_temp.rehearsal_row`;

async function run(changes: Change[]): Promise<{ rows: Row[]; rehearsed: Rehearsed }> {
  const { parsed } = here.county;
  return rehearse(
    here.database.pool,
    { parsed, changes, from: ON },
    async () => undefined,
    async (client, rehearsed) => ({ rows: (await client.query<Row>(ROWS)).rows, rehearsed }),
  );
}

const RANKS = { NOT_ELIGIBLE: 0, NEEDS_FACTS: 1, ELIGIBLE: 2 } as const;

/** What the interpreter says of everybody: rank and fen by program (or sub-benefit) and household or person. */
function interpreted(pack: TestDatabase['county']['pack'], codes: readonly string[]): Map<string, string> {
  const judge = createJudge(pack);
  const found = new Map<string, { rank: number; fen: number | null }>();
  const put = (key: string, rank: number, fen: number | null) => {
    const best = found.get(key) ?? { rank: 0, fen: null };
    const paid = rank === 2 && fen !== null ? Math.max(best.fen ?? 0, fen) : best.fen;
    found.set(key, { rank: Math.max(best.rank, rank), fen: paid });
  };
  people.forEach(({ householdId, personId }, index) => {
    for (const verdict of judge.judgeAll(bags[index] ?? {}, ON, codes)) {
      const unit = pack.programs.find(({ code }) => code === verdict.programCode)?.unit;
      const subject = unit === 'person' ? personId : householdId;
      put(`${verdict.programCode} ${subject}`, RANKS[verdict.outcome], verdict.amount.fen);
      for (const [code, rank, fen] of benefitsOf(pack, verdict)) put(`${code} ${subject}`, rank, fen);
    }
  });
  const told = [...found].filter(([, { rank }]) => rank > 0);
  return new Map(told.map(([key, { rank, fen }]) => [key, `${rank} ${rank === 2 ? fen : null}`]));
}

/** A sub-benefit is given with its program; while that is open, it is open too. */
function benefitsOf(pack: TestDatabase['county']['pack'], verdict: Verdict): [string, number, number | null][] {
  const program = pack.programs.find(({ code }) => code === verdict.programCode);
  const rank = { true: 2, unknown: 1, false: 0 }[verdict.trace.truth];
  return (program?.subBenefits ?? []).map(({ code }) => [
    code,
    rank,
    rank === 2 ? (verdict.subBenefits.find((one) => one.code === code)?.fen ?? 0) : null,
  ]);
}

const told = (rows: readonly Row[], rank: 'oldRank' | 'directRank', fen: 'oldFen' | 'directFen') =>
  new Map(
    rows
      .filter((row) => row.direct && row[rank] > 0)
      .map((row) => [`${row.program} ${row.personId ?? row.householdId}`, `${row[rank]} ${row[fen]}`]),
  );

describe('the verdicts of a rehearsal', () => {
  it.each<[string, Change[]]>([
    ['a standard', [{ standardCode: 'dibao_rural_month', value: 700 }]],
    ['a rule', [{ programCode: 'MCA-08', rule: '本县户籍 and 残疾等级 <= 3', formula: '120' }]],
    ['a band', [{ programCode: 'MCA-05', rule: '家庭人口数 > 2', min: '100', max: '200', formula: '155', step: 10 }]],
    [
      'several changes at once',
      [
        { standardCode: 'dibao_rural_month', value: 300 },
        { programCode: 'EDU-01', rule: '年龄 < 20' },
      ],
    ],
  ])('of %s are those of the interpreter with both packs', async (_name, changes) => {
    const { rows, rehearsed } = await run(changes);
    const { pack } = here.county;
    const codes = rehearsed.direct.filter((code) => pack.programs.some((program) => program.code === code));
    expect(codes.length).toBeGreaterThan(0);
    expect(told(rows, 'oldRank', 'oldFen')).toEqual(interpreted(pack, codes));
    expect(told(rows, 'directRank', 'directFen')).toEqual(interpreted(changedPack(pack, changes, ON), codes));
    expect(rows.some((row) => row.oldRank !== row.directRank || row.oldFen !== row.directFen)).toBe(true);
  });
});

/** The facts of everybody as `follow` shifts them, worked out here from the direct verdicts. */
function shiftedBags(rows: readonly Row[], { income, support, statuses }: FollowOn): Map<string, FactBag> {
  const shifts = rows.flatMap((row) => {
    if (!row.direct || ![...income, ...support, ...statuses.map(({ source }) => source)].includes(row.program))
      return [];
    const [fits, fitted] = [row.directRank === 2, row.oldRank === 2];
    if (!row.held) return fits && !fitted ? [{ ...row, fen: row.directFen ?? 0, state: 'admitted' }] : [];
    if (!fitted || row.directRank === 1) return [];
    if (!fits) return [{ ...row, fen: -(row.oldFen ?? 0), state: 'ended' }];
    return row.directFen === row.oldFen
      ? []
      : [{ ...row, fen: (row.directFen ?? 0) - (row.oldFen ?? 0), state: 'paid' }];
  });
  const touched = new Map<string, FactBag>();
  people.forEach(({ householdId, personId }, index) => {
    const home = shifts.filter((one) => one.householdId === householdId);
    if (home.length === 0) return;
    const bag: Record<string, KnownFact> = { ...bags[index] };
    const heads = Number(bag.hh_size?.value);
    const sum = (sources: readonly string[], of: (one: (typeof shifts)[number]) => number) =>
      home.filter(({ program }) => sources.includes(program)).reduce((all, one) => all + of(one) / 100, 0);
    const own = (one: (typeof shifts)[number]) =>
      one.personId === null ? one.fen / heads : one.personId === personId ? one.fen : 0;
    const add = (code: string, yuan: number) => {
      const known = bag[code];
      if (known && yuan !== 0) bag[code] = { value: Math.max(0, Math.round((Number(known.value) + yuan) * 100) / 100) };
    };
    add(
      'hh_income_month',
      sum(income, (one) => one.fen),
    );
    add('hh_percap_income_month', sum(income, (one) => one.fen) / heads);
    add('personal_income_month', sum(income, own));
    add('existing_child_support_month', sum(support, own));
    for (const { source, fact, value, none } of statuses) {
      const isHome = FACTS.find(({ code }) => code === fact)?.scope === 'household';
      const own = home.filter(
        (one) => one.program === source && (isHome || !one.personId || one.personId === personId),
      );
      const now = bag[fact]?.value ?? none;
      if (own.some(({ state }) => state === 'admitted') && now === none) bag[fact] = { value };
      else if (own.some(({ state }) => state === 'ended')) bag[fact] = { value: none };
    }
    touched.set(personId, bag);
  });
  return touched;
}

describe('what follows on a change', () => {
  it.each<[string, Change[], string[]]>([
    ['admissions to dibao', [{ standardCode: 'dibao_rural_month', value: 900 }], ['EDU-01', 'MIA-02']],
    ['the end of dibao', [{ standardCode: 'dibao_rural_month', value: 100 }], ['EDU-01', 'MIA-02']],
    [
      'posts whose pay is income',
      [{ programCode: 'HRS-01', rule: '年龄 >= 30', formula: '800' }],
      ['MCA-01', 'MCA-02'],
    ],
    ['tekun', [{ programCode: 'MCA-03', rule: '年龄 >= 75 and 本县户籍', formula: '600' }], ['MCA-02', 'MCA-08']],
  ])('of %s is judged with the facts as they become', async (_name, changes, expected) => {
    const { rows, rehearsed } = await run(changes);
    const pack = changedPack(here.county.pack, changes, ON);
    const judge = createJudge(pack);
    expect(rehearsed.followOns.flatMap(({ programs }) => programs)).toEqual(expect.arrayContaining(expected));
    let moved = 0;
    for (const follow of rehearsed.followOns) {
      const touched = shiftedBags(rows, follow);
      const homes = new Set(people.filter(({ personId }) => touched.has(personId)).map((one) => one.householdId));
      for (const code of follow.programs) {
        const isPerson = pack.programs.find((program) => program.code === code)?.unit === 'person';
        const best = new Map<string, string>();
        for (const { householdId, personId } of people) {
          const bag = touched.get(personId);
          if (!bag) continue;
          const { outcome, amount } = judge.judge(code, bag, ON);
          const verdict = `${RANKS[outcome]} ${String(outcome === 'ELIGIBLE' ? (amount.fen ?? 'null') : 'null').padStart(12)}`;
          const subject = isPerson ? personId : householdId;
          if (RANKS[outcome] > 0 && verdict > (best.get(subject) ?? '')) best.set(subject, verdict);
        }
        const own = rows.filter((row) => row.program === code && homes.has(row.householdId));
        moved += own.filter((row) => row.newRank !== row.directRank || row.newFen !== row.directFen).length;
        const found = own
          .filter(({ newRank }) => newRank > 0)
          .map(
            (row) => [row.personId ?? row.householdId, `${row.newRank} ${String(row.newFen).padStart(12)}`] as const,
          );
        expect([code, new Map(found)]).toEqual([code, best]);
      }
    }
    expect(moved).toBeGreaterThan(0);
  });
});
