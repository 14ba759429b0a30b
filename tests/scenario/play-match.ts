import type { Database } from '@yimen/api/platform/database.js';
import {
  DiscoveriesDocument,
  EnterDiscoveryResultDocument,
  ListMatchDocument,
  SendNamesDocument,
} from '@yimen/schema/documents';
import { expectOk, key, type Office } from '../testkit/client.js';
import type { CountyView } from './county-view.js';
import { handIn, runMatch } from './list-desk.js';
import { makeMany, registerMany } from './many-people.js';
import type { Report } from './report.js';
import type { Scenario } from './scenario-file.js';

/** Of each sort of people whom the match must not find. */
const OTHERS = 20;

/** Matches two lists as the scenario's rule says, sends the names to the townships, and enters what they found out. */
export async function playMatch(
  office: Office,
  database: Database,
  county: CountyView,
  scenario: Scenario,
  report: Report,
): Promise<void> {
  const { list, conditions, against } = readRule(String(scenario.facts.rule));
  const wanted = Number(scenario.facts.result_count);
  const people = makeMany(county, wanted + OTHERS * (conditions.length + 1));
  await registerMany(database, people);
  const listed = people.map((person, index) => {
    const sort = Math.floor((index - wanted) / OTHERS);
    const says = conditions.map(({ column, value }, place) => [
      column,
      index >= wanted && sort === place ? !value : value,
    ]);
    return { ...person, says: Object.fromEntries(says) as Record<string, boolean> };
  });
  const columns = conditions.map(({ column }) => column);
  const common = { sharedWith: ['MCA'], columns };
  await handIn(await office.as('manager', 'RRB'), {
    ...common,
    code: list,
    title: list,
    departmentCode: 'RRB',
    people: listed,
  });
  // The last sort is as the rule wants it, and already receives it.
  const receiving = listed.slice(-OTHERS).map((person) => ({ ...person, says: {} }));
  const mca = await office.as('manager', 'MCA');
  await handIn(mca, {
    ...common,
    columns: [],
    code: against,
    title: against,
    departmentCode: 'MCA',
    people: receiving,
  });
  const { matchId, runId, names } = await runMatch(mca, {
    title: scenario.title,
    all: [
      {
        kind: 'list',
        list,
        conditions: conditions.map(({ column, value }) => ({ column, operator: 'is', value: value ? '是' : '否' })),
      },
    ],
    none: [{ kind: 'list', list: against }],
  });
  report.check('people found', wanted, names);
  expectOk((await mca.run(SendNamesDocument, { input: { key: key(), runId } })).sendNames, 'ListMatch');
  await lookInto(office, matchId, wanted, report);
}

async function lookInto(office: Office, matchId: string, wanted: number, report: Report): Promise<void> {
  const clerk = await office.asUser('clerk-hall');
  const page = async () =>
    (await clerk.run(DiscoveriesDocument, { filter: { match: matchId }, first: 100 })).discoveries;
  const { nodes } = await page();
  const sent = nodes.filter(({ townshipName, dueOn, status }) => townshipName.zh && dueOn && status === 'open');
  report.check('discovery tasks with a township and a deadline', wanted, sent.length);
  for (const [index, { id, version }] of sent.entries()) {
    const result = index % 2 === 0 ? { result: 'applied' } : { result: 'not_eligible', reason: '收入超过标准' };
    const input = { key: key(), discoveryId: id, expectedVersion: version, ...result };
    const entered = await clerk.run(EnterDiscoveryResultDocument, { input });
    expectOk(entered.enterDiscoveryResult, 'Discovery');
  }
  const mca = await office.as('manager', 'MCA');
  const { listMatch } = await mca.run(ListMatchDocument, { id: matchId });
  const outcomes = (listMatch?.progress ?? []).flatMap(({ results }) => results);
  report.check(
    'names with an outcome',
    wanted,
    outcomes.reduce((sum, { count }) => sum + count, 0),
  );
  report.check(
    'names still open in the townships',
    0,
    (listMatch?.progress ?? []).reduce((sum, { open }) => sum + open, 0),
  );
}

interface Rule {
  list: string;
  conditions: { column: string; value: boolean }[];
  against: string;
}

/** Reads `join LIST(column=true, …) with OTHER by id; keep NOT in …`. Throws for another rule. */
function readRule(text: string): Rule {
  const [, list, conditions, against] = /^join (\w+)\(([^)]*)\) with (\w+) by id; keep NOT in/.exec(text) ?? [];
  if (!list || !against || conditions === undefined) throw new Error(`No rule of two lists: ${text}`);
  return {
    list,
    against,
    conditions: conditions.split(',').map((one) => {
      const [column = '', value] = one.trim().split('=');
      return { column, value: value === 'true' };
    }),
  };
}
