import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordObservationsOfMany } from '@yimen/api/features/registry/record-observations.js';
import { Failure } from '@yimen/api/platform/errors.js';
import { openRegistry, type Registry } from './registry.js';

let registry: Registry;
let people: { personId: string; householdId: string }[];
beforeAll(async () => {
  registry = await openRegistry(400);
  people = await registry.rows(
    'select id as "personId", household_id as "householdId" from person where household_id is not null order by id',
  );
});
afterAll(() => registry.close());

describe('observations of many households', () => {
  it('are projected as if each were recorded by itself', async () => {
    const batches = people.map(({ personId, householdId }, place) => ({
      householdId,
      facts: [
        { code: 'personal_income_month', personId, value: place + 0.5, observedOn: '2026-11-20', verified: true },
        { code: 'personal_income_month', personId, value: 1, observedOn: '2026-11-20' },
        { code: 'insured_medical', personId, value: place % 2 === 0, observedOn: '2026-11-20' },
        ...(place % 3 === 0 ? [{ code: 'hh_vehicle_count', value: place % 5, observedOn: '2026-11-21' }] : []),
        ...(place % 4 === 0 ? [{ code: 'student_stage', personId, value: '小学', observedOn: '2026-11-22' }] : []),
      ],
    }));
    const before = await registry.rows<{ id: string; stage: string | null }>(
      'select person_id as id, student_stage as stage from person_facts',
    );
    await registry.act((unit) => recordObservationsOfMany(unit, batches));

    const stages = new Map(before.map(({ id, stage }) => [id, stage]));
    const facts = await registry.rows<{ id: string; income: string; insured: boolean; stage: string | null }>(
      `select person_id as id, personal_income_month as income, insured_medical as insured, student_stage as stage
       from person_facts`,
    );
    const found = new Map(facts.map((row) => [row.id, row]));
    for (const [place, { personId }] of people.entries()) {
      expect(found.get(personId)).toEqual({
        id: personId,
        income: (place + 0.5).toFixed(2),
        insured: place % 2 === 0,
        stage: place % 4 === 0 ? 'primary' : (stages.get(personId) ?? null),
      });
    }
    const vehicles = await registry.rows<{ id: string; vehicles: number }>(
      'select household_id as id, hh_vehicle_count as vehicles from household_facts',
    );
    // Of one day the one given last.
    const last = new Map(
      people.flatMap(({ householdId }, place) => (place % 3 === 0 ? [[householdId, place % 5] as const] : [])),
    );
    for (const { id, vehicles: known } of vehicles.filter((row) => last.has(row.id))) expect(known).toBe(last.get(id));
  });

  it('are refused together, each problem at its own path', async () => {
    const [one, other] = [people[0], people.find(({ householdId }) => householdId !== people[0]?.householdId)];
    if (!one || !other) throw new Error('Too few people');
    const before = await registry.rows('select count(*)::int as n from observation');
    const attempt = registry.act((unit) =>
      recordObservationsOfMany(unit, [
        { householdId: one.householdId, facts: [{ code: 'no_such_fact', value: 1 }], path: 'rows.0.facts' },
        {
          householdId: other.householdId,
          facts: [{ code: 'insured_medical', personId: one.personId, value: true }],
          path: 'rows.1.facts',
        },
      ]),
    );
    const failure = await attempt.catch((error: unknown) => error);
    if (!(failure instanceof Failure)) throw failure;
    const problems = failure.extra.problems as { path: string }[];
    expect(problems.map(({ path }) => path)).toEqual(['rows.0.facts.0.code', 'rows.1.facts.0.personId']);
    expect(await registry.rows('select count(*)::int as n from observation')).toEqual(before);
  });

  it('of writers that name the same households in another order all arrive', async () => {
    const ids = [...new Set(people.map(({ householdId }) => householdId))].slice(0, 40);
    const write = (order: string[], value: number) =>
      registry.act((unit) =>
        recordObservationsOfMany(
          unit,
          order.map((householdId) => ({ householdId, facts: [{ code: 'hh_property_count', value }] })),
        ),
      );
    await Promise.all([1, 2, 3, 4].map((value) => write(value % 2 === 0 ? ids : ids.toReversed(), value)));
    const [found] = await registry.rows<{ same: boolean; all: number }>(
      `select bool_and(f.hh_property_count = w.value::int) as same, count(*)::int as all from household_facts f
       join lateral (select value from observation o where o.household_id = f.household_id and o.fact = 'hh_property_count'
         order by recorded_at desc limit 1) w on true where f.household_id = any($1)`,
      [ids],
    );
    expect(found).toEqual({ same: true, all: 40 });
  });

  it('may not be changed or deleted, not even by the application', async () => {
    await expect(registry.rows(`update observation set value = '1'`)).rejects.toThrow(/permission denied/);
    await expect(registry.rows('delete from observation')).rejects.toThrow(/permission denied/);
  });
});
