import type { FactSource } from '@yimen/api/policy/county-rows.js';
import { household } from '@yimen/api/policy/feel-cases.js';
import { MEMBERS } from '@yimen/api/policy/feel-household.js';
import type { FactBag, FactValue } from '@yimen/api/policy/types.js';
import { FACTS, type FactDefinition } from '@yimen/schema';
import fc from 'fast-check';
import type pg from 'pg';

const PG_TYPES: Record<FactDefinition['type'], string> = {
  integer: 'integer',
  number: 'numeric(16,2)',
  boolean: 'boolean',
  enum: 'text',
  date: 'date',
  list: 'text[]',
};

/** A value of a fact; small figures mostly, so that rules meet both sides of their limits. */
function anyValue(fact: FactDefinition): fc.Arbitrary<FactValue> {
  switch (fact.type) {
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...(fact.options ?? []).map(({ code }) => code));
    case 'date':
      return fc.constantFrom('2020-02-29', '2021-12-31', '2022-01-01', '2022-01-31', '2022-06-23', '2023-03-30');
    case 'list':
      return fc.subarray(['MCA-01', 'MCA-02', 'MIA-02', 'EDU-03']);
    case 'integer': {
      const whole = fc.integer({ min: 0, max: 120 });
      return fc.oneof(whole, fc.integer({ min: 0, max: 4 }), whole);
    }
    case 'number':
      return fc.oneof(
        fc.integer({ min: 0, max: 3_000_000 }).map((fen) => fen / 100),
        fc.integer({ min: 0, max: 40 }).map((hundreds) => hundreds * 50),
        fc.constantFrom(0, 0.01, 1e9, 123_456_789.01),
      );
  }
}

const somebody = (facts: readonly FactDefinition[]) =>
  fc.record(
    Object.fromEntries(facts.map((fact) => [fact.code, fc.option(anyValue(fact), { nil: undefined, freq: 3 })])),
  );

/** Everything a family may have told, of one to four members, each fact unknown now and then. */
export const bags: fc.Arbitrary<FactBag> = fc
  .tuple(somebody(FACTS), fc.array(somebody(FACTS.filter(({ scope }) => scope === 'person')), { maxLength: 3 }))
  .map(([values, others]) => household(knownOf(values), others.map(knownOf)));

function knownOf(values: Record<string, FactValue | undefined>): Record<string, FactValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([code, value]) => (value === undefined ? [] : [[code, value]])),
  );
}

/**
 * Puts bags into a table `told` of this connection, one typed column a fact: a row for each member of the household
 * numbered `place`, the person judged as member 0.
 */
export async function tell(client: pg.ClientBase, all: readonly FactBag[]): Promise<void> {
  const columns = FACTS.map((fact) => `${fact.code} ${PG_TYPES[fact.type]}`).join(', ');
  await client.query(`create temp table if not exists told (household_id int, person_id int, ${columns})`);
  await client.query('truncate told');
  const rows = all.flatMap((bag, place) =>
    [bag, ...(bag[MEMBERS] ?? []).flatMap(({ facts }) => (facts ? [facts] : []))].map((facts, person) => ({
      household_id: place,
      person_id: person,
      ...Object.fromEntries(Object.entries(facts).map(([code, { value }]) => [code, value])),
    })),
  );
  await client.query('insert into told select * from jsonb_populate_recordset(null::told, $1::jsonb)', [
    JSON.stringify(rows),
  ]);
}

const PERSON = ['household_id', 'person_id'];

/** The table `told` as a source of the persons judged, with everybody in their households. */
export const told: FactSource = {
  has: () => true,
  isWhole: true,
  people: (codes) => `select ${[...PERSON, ...codes].join(', ')} from told where person_id = 0`,
  households: (codes) => `select ${['household_id', ...codes].join(', ')} from told where person_id = 0`,
  members: (codes) => `select ${[...PERSON, ...codes].join(', ')} from told`,
};
