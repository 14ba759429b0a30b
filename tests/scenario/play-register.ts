import type { Database } from '@yimen/api/platform/database.js';
import {
  CaseworkFundingDocument,
  CompareSourcesDocument,
  type MatchSourceInput,
  RecordRegisterChangesDocument,
  RegisterOverviewDocument,
} from '@yimen/schema/documents';
import { type Client, expectOk, key, type Office } from '../testkit/client.js';
import type { CountyView } from './county-view.js';
import { handIn } from './list-desk.js';
import { makeMany, type Person, registerMany } from './many-people.js';
import type { Report } from './report.js';
import type { Scenario } from './scenario-file.js';

const SLICE = 2000;
const ENTERED = '2022-01-10';
const SAFETY_NET = ['dibao', 'tekun'];

interface Change {
  householdId: string;
  fromLevel: string;
  toLevel: string;
  onDay: string;
  reason: string;
}

/**
 * Fills the low-income register with the scenario's edge households and safety net, moves some of the edge up, and
 * compares the register with the lists of those out of poverty and of the monitored.
 */
export async function playRegister(
  office: Office,
  database: Database,
  county: CountyView,
  scenario: Scenario,
  report: Report,
): Promise<void> {
  const { edge_population: edge, moved_to_dibao_or_tekun: moved, also } = scenario.facts as unknown as Figures;
  const keeper = await office.as('manager', 'MCA');
  const outOfPoverty = also.out_of_poverty_total;
  const people = makeMany(county, edge + outOfPoverty);
  const listed = people.slice(edge);
  const net = listed.slice(0, also.out_of_poverty_in_safety_net);
  const households = await registerMany(database, [...people.slice(0, edge), ...net]);
  const onEdge = households.slice(0, edge);
  await record(keeper, [
    ...onEdge.map((id) => enter(id, 'edge')),
    ...households.slice(edge).map((id, index) => enter(id, SAFETY_NET[index % 10 === 0 ? 1 : 0] as string)),
  ]);
  report.check('edge records', edge, await standing(keeper, 'edge'));
  const ups = onEdge.slice(0, moved).map((id, index) => ({
    ...enter(id, SAFETY_NET[index % 2] as string),
    fromLevel: 'edge',
    onDay: scenario.decisionDate,
    reason: 'need_grew',
  }));
  await record(keeper, ups);
  await checkFlows(keeper, scenario, moved, report);
  report.check('edge records left', edge - moved, await standing(keeper, 'edge'));
  const { fundingSummary } = await (await office.as('leader')).run(CaseworkFundingDocument, { year: 2022 });
  report.check('fen committed by all that', 0, fundingSummary.totals.committedFen);

  const monitored = [
    ...listed.slice(0, also.monitored_in_safety_net),
    ...listed.slice(-(also.monitored_total - also.monitored_in_safety_net)),
  ];
  await compare(office, report, 'out_of_poverty', listed, also.out_of_poverty_in_safety_net);
  await compare(office, report, 'monitored', monitored, also.monitored_in_safety_net);
}

interface Figures {
  edge_population: number;
  moved_to_dibao_or_tekun: number;
  also: {
    out_of_poverty_total: number;
    out_of_poverty_in_safety_net: number;
    monitored_total: number;
    monitored_in_safety_net: number;
  };
}

function enter(householdId: string, toLevel: string): Change {
  return { householdId, fromLevel: 'none', toLevel, onDay: ENTERED, reason: 'recognised' };
}

async function record(keeper: Client, changes: readonly Change[]): Promise<void> {
  for (let start = 0; start < changes.length; start += SLICE) {
    const input = { key: key(), source: 'monthly_update', changes: changes.slice(start, start + SLICE) };
    const recorded = await keeper.run(RecordRegisterChangesDocument, { input });
    expectOk(recorded.recordRegisterChanges, 'RegisterChange');
  }
}

async function standing(keeper: Client, level: string): Promise<number> {
  const { registerCounts } = await keeper.run(RegisterOverviewDocument, { from: ENTERED, to: ENTERED });
  return registerCounts.filter((one) => one.level === level).reduce((sum, one) => sum + one.households, 0);
}

async function checkFlows(keeper: Client, scenario: Scenario, moved: number, report: Report): Promise<void> {
  const days = { from: '2022-02-01', to: scenario.decisionDate };
  const { registerFlows } = await keeper.run(RegisterOverviewDocument, days);
  const ups = registerFlows.filter(({ fromLevel, toLevel }) => fromLevel === 'edge' && SAFETY_NET.includes(toLevel));
  const sum = (rows: readonly { changes: number }[]) => rows.reduce((all, { changes }) => all + changes, 0);
  report.check('moved from edge to dibao or tekun, by day', moved, sum(ups));
  report.check('of these with a reason', moved, sum(ups.flatMap(({ reasons }) => reasons)));
}

/** Hands a list in and asks how many of it stand in the safety net of the register. */
async function compare(
  office: Office,
  report: Report,
  code: string,
  people: readonly Person[],
  inNet: number,
): Promise<void> {
  const says = {};
  const list = { code, title: code, departmentCode: 'RRB', sharedWith: ['MCA'], columns: [] };
  await handIn(await office.as('manager', 'RRB'), { ...list, people: people.map((person) => ({ ...person, says })) });
  const sources: MatchSourceInput[] = [
    { kind: 'list', list: code },
    { kind: 'level', codes: SAFETY_NET },
  ];
  const { compareSources } = await (await office.as('manager', 'MCA')).run(CompareSourcesDocument, {
    unit: 'person',
    sources,
  });
  const names = (inside: boolean[]) => compareSources.find((one) => one.inside.join() === inside.join())?.names ?? 0;
  report.check(`${code}: on the list`, people.length, names([true, true]) + names([true, false]));
  report.check(`${code}: of these in the safety net`, inNet, names([true, true]));
}
