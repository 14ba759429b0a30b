import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { fillCounty } from './permission-world.js';
import { openTestOffice, type TestOffice } from './test-office.js';

/** Edges asked for outright are read with their parents; behind a condition that holds, level by level. */
const APART = '@include(if: $really)';

const person = '{ id name relation isHead idNumber phone birthDate age }';
const aid = (edge: string) =>
  `aidHistory ${edge} { id personName program { code } amountFen grantedOn endedOn caseId }`;
const aidPackage = (edge: string) => `package ${edge} { id version status decisionDate adoptedAt coverage { leftFen }
  items ${edge} { id position status amountFen planOnly deadline program { code } person ${edge} { id name }
    decision ${edge} { id outcome reason decidedBy decidedAt }
    commitment ${edge} { id amountFen places lineLabel { zh } committedAt planOnly } } }`;
const household = (edge: string) => `id code address registeredAt allowedActions { action allowed }
  head ${edge} ${person} members ${edge} ${person} ${aid(edge)}`;

const households = (edge: string) => `query ($first: Int, $really: Boolean = true) {
  households(first: $first) { nextCursor nodes { ${household(edge)}
    cases ${edge} { id number status requestedOn ${aidPackage(edge)} } } }
  wrongWay: __typename @skip(if: $really)
}`;
const dossier = (edge: string) => `query ($id: ID!, $really: Boolean = true) {
  case(id: $id) { id number status allowedActions { action allowed reason }
    household ${edge} { ${household(edge)} } beneficiary ${edge} ${person} ${aid(edge)} ${aidPackage(edge)}
    applications ${edge} { id number appliedOn status reason amountFen person ${edge} { id name } }
    timeline ${edge} { at kind text { zh } departmentCode actorName }
    tasks ${edge} { id kind title { zh } assignee dueOn workingDaysLeft status caseNumber doneAt }
    firstContactOwner ${edge} { id name title { zh } orgUnitName { en } } }
  wrongWay: __typename @skip(if: $really)
}`;

const LOOKERS = ['clerk-hall', 'clerk-t01', 'chair', 'member-mia', 'manager-mia', 'manager-rc', 'leader'];

let here: TestOffice;
let cases: { id: string }[];

beforeAll(async () => {
  here = await openTestOffice();
  await fillCounty(here);
  cases = await here.records.rows<{ id: string }>('select id from case_file order by number');
});

afterAll(() => here?.close());

interface Answer {
  data: unknown;
  errors: unknown;
  statements: number;
}

/** What the process asks every few seconds, whoever asks besides. */
const BY_THE_CLOCK = /from item_reservation where until|update meeting_connection set seen_at/;

async function askAs(username: string, query: string, variables: Record<string, unknown>): Promise<Answer> {
  const client = await here.office.asUser(username);
  const spy = jest.spyOn(here.api.database.pool, 'query');
  const { data, errors } = await client.raw(query, variables);
  const statements = spy.mock.calls.filter(([text]) => !BY_THE_CLOCK.test(String(text))).length;
  spy.mockRestore();
  // Where in the query an error stands differs between the two.
  const paths = (errors as { path?: unknown }[] | undefined)?.map(({ path }) => path);
  return { data, errors: paths, statements };
}

/** Compares both ways; answers how many statements each took. */
async function compare(username: string, query: (edge: string) => string, variables: Record<string, unknown>) {
  const together = await askAs(username, query(''), variables);
  const apart = await askAs(username, query(APART), variables);
  expect(together.data).toEqual(apart.data);
  expect(together.errors).toEqual(apart.errors);
  return { together: together.statements, apart: apart.statements, text: JSON.stringify(together.data) };
}

describe.each(LOOKERS)('what hangs on rows, as %s', (username) => {
  test.each([2, 100])('is the same in one statement as level by level: households, %i a page', async (first) => {
    // The session, and the page with all that hangs on it.
    expect((await compare(username, households, { first })).together).toBe(2);
  });

  test('is the same in one statement as level by level: cases', async () => {
    for (const { id } of cases) expect((await compare(username, dossier, { id })).together).toBe(2);
  });
});

test('there is something to compare', async () => {
  const page = await compare('clerk-hall', households, { first: 2 });
  expect(page.text).toMatch(/"nextCursor":"/);
  expect(page.apart).toBeGreaterThan(page.together + 3);
  const { text } = await compare('clerk-hall', households, { first: 100 });
  for (const moment of ['registeredAt', 'adoptedAt', 'decidedAt', 'committedAt']) {
    expect(text).toMatch(new RegExp(`"${moment}":"2\\d{3}-\\d\\d-\\d\\dT`));
  }
  let all = '';
  for (const { id } of cases) all += (await compare('clerk-hall', dossier, { id })).text;
  for (const list of ['applications', 'timeline', 'tasks', 'aidHistory', 'items'])
    expect(all).toMatch(new RegExp(`"${list}":\\[\\{`));
  expect(all).toMatch(/"doneAt":"2/);
});
