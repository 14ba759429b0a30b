import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { fillCounty } from './permission-world.js';
import { openTestOffice, type TestOffice } from './test-office.js';

/** A query whose edges are asked for outright, or each behind a condition that holds: then they are read level by level. */
const households = (edge: string) => /* GraphQL */ `query ($first: Int, $really: Boolean = true) {
  households(first: $first) { nextCursor nodes { id code address registeredAt
    members ${edge} { id name relation isHead idNumber birthDate age }
    cases ${edge} { id number status requestedOn
      package ${edge} { id status decisionDate adoptedAt
        items ${edge} { id position status amountFen planOnly program { code }
          commitment ${edge} { id amountFen places lineLabel { zh } committedAt planOnly } } } } } }
  wrongWay: __typename @skip(if: $really)
}`;
const APART = '@include(if: $really)';

const LOOKERS = ['clerk-hall', 'clerk-t01', 'chair', 'member-mia', 'manager-mia', 'manager-rc', 'leader'];

let here: TestOffice;

beforeAll(async () => {
  here = await openTestOffice();
  await fillCounty(here);
});

afterAll(() => here?.close());

async function askAs(username: string, query: string, first = 100): Promise<{ data: unknown; statements: number }> {
  const client = await here.office.asUser(username);
  const spy = jest.spyOn(here.api.database.pool, 'query');
  const { data, errors } = await client.raw(query, { first });
  const statements = spy.mock.calls.length;
  spy.mockRestore();
  expect(errors).toBeUndefined();
  return { data, statements };
}

describe.each(LOOKERS)('what hangs on a page of households, as %s', (username) => {
  test.each([2, 100])('is the same in one statement as level by level, %i a page', async (first) => {
    const together = await askAs(username, households(''), first);
    const apart = await askAs(username, households(APART), first);
    expect(together.data).toEqual(apart.data);
    // The session, and the page with all that hangs on it.
    expect(together.statements).toBe(2);
  });
});

test('there is something to compare: commitments, and pages that go on', async () => {
  const { data, statements } = await askAs('clerk-hall', households(APART));
  expect(JSON.stringify(data)).toMatch(/"committedAt":"2/);
  expect(statements).toBeGreaterThan(5);
  const { data: page } = await askAs('clerk-hall', households(''), 2);
  expect(JSON.stringify(page)).toMatch(/"nextCursor":"/);
});
