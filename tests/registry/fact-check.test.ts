import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeHousehold } from '@yimen/api/features/household-change/change-household.js';
import { undoHouseholdChange } from '@yimen/api/features/household-change/undo-change.js';
import { checkFacts, findMisplaced } from '@yimen/api/features/registry/check-facts.js';
import { correctObservation, retractObservation } from '@yimen/api/features/registry/correct-observation.js';
import { recordObservations } from '@yimen/api/features/registry/record-observations.js';
import { Failure } from '@yimen/api/platform/errors.js';
import fc from 'fast-check';
import { openRegistry, type Registry } from './registry.js';

let registry: Registry;
beforeAll(async () => {
  registry = await openRegistry(40, 5);
});
afterAll(() => registry.close());

async function differences(): Promise<unknown[]> {
  const { pool } = registry.database;
  const checks = [
    await checkFacts(pool, 'household'),
    await checkFacts(pool, 'person'),
    await checkFacts(pool, 'case'),
  ];
  return [...checks.flatMap((check) => check.differences), ...(await findMisplaced(pool))];
}

/** What may be done, each with numbers that choose whom and what. */
const DEEDS = ['observe', 'correct', 'retract', 'move', 'leave', 'split', 'head', 'undo'] as const;
const deed = fc.record({
  kind: fc.constantFrom(...DEEDS),
  whom: fc.nat(200),
  other: fc.nat(200),
  value: fc.nat(5000),
  day: fc.integer({ min: 10, max: 28 }),
  verified: fc.boolean(),
});
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

interface Member {
  id: string;
  householdId: string;
  version: number;
  mates: { id: string; relation: string }[];
}

const at = <Item>(list: readonly Item[], place: number) => list[place % list.length];

/** Does one thing, which may be refused. */
async function perform({ kind, whom, other, value, day, verified }: Deed): Promise<void> {
  const people = await registry.rows<Member>(
    `select p.id, p.household_id as "householdId", h.version,
       (select json_agg(json_build_object('id', q.id, 'relation', q.relation) order by q.id) from person q
        where q.household_id = h.id and q.id <> p.id) as mates
     from person p join household h on h.id = p.household_id order by p.id`,
  );
  const person = at(people, whom) as Member;
  const target = at(people, other) as Member;
  const observedOn = `2026-11-${day}`;
  const basics = {
    key: randomUUID(),
    householdId: person.householdId,
    expectedVersion: person.version,
    effectiveOn: observedOn,
    reason: '变动',
  };
  const mates = person.mates ?? [];
  const hasHead = mates.some(({ relation }) => relation === 'head');
  const staying = hasHead
    ? []
    : mates.map(({ id }, index) => ({ personId: id, relation: index === 0 ? 'head' : 'other' }));
  const [observation] = await registry.rows<{ id: string }>(
    `select id from observation where value <> 'null' and fact in ('personal_income_month', 'hh_vehicle_count') order by md5(id::text || $1) limit 1`,
    [String(value)],
  );
  const [event] = await registry.rows<{ id: string; householdId: string }>(
    `select e.id, o.household_id as "householdId" from household_event e join household_event_household o on o.event_id = e.id
     order by md5(e.id::text || $1) limit 1`,
    [String(value)],
  );
  const observationId = observation?.id as string;
  const deeds: Record<Deed['kind'], () => Promise<unknown>> = {
    observe: () =>
      registry.act((unit) =>
        recordObservations(unit, { householdId: person.householdId }, [
          { code: 'personal_income_month', personId: person.id, value, observedOn, verified },
          { code: 'hh_vehicle_count', value: value % 5, observedOn, verified },
        ]),
      ),
    correct: () =>
      registry.act((unit) =>
        correctObservation(unit, {
          key: randomUUID(),
          observationId,
          value: value % 50,
          observedOn,
          verified,
          reason: '误',
        }),
      ),
    retract: () => registry.act((unit) => retractObservation(unit, { key: randomUUID(), observationId, reason: '误' })),
    move: () =>
      registry.act((unit) =>
        changeHousehold(unit, {
          ...basics,
          kind: 'moved',
          otherHouseholdId: target.householdId,
          people: [{ personId: person.id, relation: 'other' }],
          staying,
        }),
      ),
    leave: () =>
      registry.act((unit) =>
        changeHousehold(unit, {
          ...basics,
          kind: verified ? 'left' : 'died',
          people: [{ personId: person.id }],
          staying,
        }),
      ),
    split: () =>
      registry.act((unit) =>
        changeHousehold(unit, {
          ...basics,
          kind: 'split',
          people: [{ personId: person.id, relation: 'head' }],
          staying,
          place: { townshipCode: 'T01', villageCode: villages[value % villages.length] as string, address: '新居' },
        }),
      ),
    head: () =>
      registry.act((unit) =>
        changeHousehold(unit, {
          ...basics,
          kind: 'head_changed',
          people: [
            { personId: person.id, relation: 'head' },
            ...mates.map(({ id }) => ({ personId: id, relation: 'other' })),
          ],
        }),
      ),
    undo: async () =>
      event &&
      registry.act((unit) =>
        undoHouseholdChange(unit, {
          key: randomUUID(),
          householdId: event.householdId,
          eventId: event.id,
          reason: '误',
        }),
      ),
  };
  await deeds[kind]().catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
  });
}

let villages: string[] = [];

describe('the typed facts', () => {
  beforeAll(() => {
    villages = registry.county.township('T01')?.villages.map(({ code }) => code) ?? [];
  });

  it('are what the observations say, and everybody where his history says, whatever was done, by several at once', async () => {
    expect(await differences()).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 12 }), async (deeds) => {
        await Promise.all(
          [0, 1, 2].map(async (lane) => {
            for (const [place, one] of deeds.entries()) if (place % 3 === lane) await perform(one);
          }),
        );
        expect(await differences()).toEqual([]);
      }),
      { numRuns: 25, seed: 20261126 },
    );
    const [done] = await registry.rows<{ changes: number; undone: number; corrected: number }>(
      `select count(*)::int as changes, count(undoes_id)::int as undone,
         (select count(*)::int from observation where replaces_id is not null) as corrected from household_event`,
    );
    // The sequences did something of everything.
    for (const count of Object.values(done ?? {})) expect(count).toBeGreaterThan(3);
  });

  it('are told from what they should be when somebody changed them past the application', async () => {
    const [one] = await registry.rows<{ id: string }>(
      `update person_facts set personal_income_month = 987654 where person_id = (select id from person where household_id is not null limit 1) returning person_id as id`,
    );
    expect(await differences()).toEqual([
      expect.objectContaining({ scope: 'person', id: one?.id, fact: 'personal_income_month', kept: 987654 }),
    ]);
    await registry.rows(
      `update person_facts set personal_income_month = (select (value #>> '{}')::numeric from observation o where o.person_id = $1 and o.fact = 'personal_income_month'
         and value <> 'null' and not exists (select from observation r where r.replaces_id = o.id)
         order by observed_on desc, verified desc, recorded_at desc, id desc limit 1) where person_id = $1`,
      [one?.id],
    );
    expect(await differences()).toEqual([]);
  });
});
