import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FINDING_KINDS } from '@yimen/schema';
import { MeetingRoomDocument, MeetingWallChangesDocument } from '@yimen/schema/documents';
import { getNamedType, isObjectType, isUnionType } from 'graphql';
import { type Client, key } from '../testkit/client.js';
import { syntheticIdNumber } from '../testkit/people.js';
import { schema } from './attempt.js';
import { GUARDED, type Guarded, type Looker, type Sight, sightOf } from './permission-expectations.js';
import { type CountyRecords, fillCounty, readCounty } from './permission-world.js';
import { everythingOf, type Met, recordsIn, typesWithId } from './schema-walk.js';
import { openTestOffice, type TestOffice } from './test-office.js';

/** Everybody, by the name he signs in with. One head of a department has left the service; one is not signed in. */
const LOOKERS: Omit<Looker, 'staffId'>[] = [
  { username: 'chair', role: 'chair' },
  { username: 'clerk-hall', role: 'clerk' },
  ...['T01', 'T02', 'T03'].map((township) => ({
    username: `clerk-${township.toLowerCase()}`,
    role: 'clerk' as const,
    township,
  })),
  ...['MIA', 'MCA', 'RC', 'CYL', 'EDU', 'JUS'].flatMap((department) =>
    (['member', 'manager'] as const).map((role) => ({
      username: `${role}-${department.toLowerCase()}`,
      role,
      department,
    })),
  ),
  { username: 'leader', role: 'leader' },
  ...['PSB', 'TAX'].map((department) => ({
    username: `data-${department.toLowerCase()}`,
    role: 'data_officer' as const,
    department,
  })),
  { username: 'finance', role: 'finance', department: 'FIN' },
  { username: 'member-vet', role: 'nobody' },
  { username: 'stranger', role: 'nobody' },
];
const YEAR = 2022;

let here: TestOffice;
let county: CountyRecords;
const clients = new Map<string, Client>();
const sights = new Map<string, Sight>();
const told = new Map<string, Told>();

beforeAll(async () => {
  here = await openTestOffice();
  await fillCounty(here);
  county = await readCounty(here.records, here.api.database.vault);
  for (const looker of LOOKERS) {
    const { username } = looker;
    const client = username === 'stranger' ? here.office.stranger() : await here.office.asUser(username);
    clients.set(username, client);
    sights.set(username, sightOf({ ...looker, staffId: client.staffId }, county));
  }
  await here.records.rows(
    `update staff set active = false where user_id = (select id from "user" where username = 'member-vet')`,
  );
  await askEverything();
  // Some thousand questions: they take longer than a hook may without being told.
}, 600_000);

afterAll(() => here?.close());

const clientOf = (username: string) => clients.get(username) as Client;
const toldTo = (username: string) => told.get(username) as Told;
const sightBy = (username: string) => sights.get(username) as Sight;
const inService = LOOKERS.filter(({ role }) => role !== 'nobody').map(({ username }) => username);
const outside = LOOKERS.filter(({ role }) => role === 'nobody').map(({ username }) => username);

interface Root {
  /** Its arguments, as they stand in a query. */
  args: string;
  /** Values of the variables, by name with type; one query for each. */
  variables: { types: string; values: () => Record<string, unknown>[] };
}

const once = { types: '', values: () => [{}] };
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => ({ id }));
const byId = (list: () => readonly { id: string }[]): Root => ({
  args: '(id: $id)',
  variables: { types: '($id: ID!)', values: () => idsOf(list()) },
});

const LIST = '{ kind: "list", list: "monitored" }';
const RULE = '{ rule: "true", formula: "1", ruleInWords: { zh: "人人", en: "all" } }';

/** Every query of the schema, with arguments that ask for all there is. A new query must be added here. */
const ROOTS: Record<string, Root> = {
  appraisal: { args: '(year: 2022)', variables: once },
  appraisalReadings: { args: '(year: 2022)', variables: once },
  appraisalSources: {
    args: '(readingId: $id)',
    variables: { types: '($id: ID!)', values: () => idsOf(county.appraisalReadings) },
  },
  appraisalYears: { args: '', variables: once },
  assessment: {
    args: '(caseId: $id, decisionDate: "2022-06-25")',
    variables: { types: '($id: ID!)', values: () => idsOf(county.cases) },
  },
  auditFinding: byId(() => county.audits),
  auditFindings: { args: '(filter: {}, first: 100)', variables: once },
  auditSummary: { args: '', variables: once },
  batch: byId(() => county.batches),
  batches: { args: '', variables: once },
  batchGroups: { args: '', variables: once },
  budgetLine: byId(() =>
    county.lines.filter(({ year, department }) => year === YEAR && ['MIA', 'RC'].includes(department)),
  ),
  budgetPlan: { args: `(year: ${new Date().getFullYear() + 1})`, variables: once },
  budgetRequests: { args: '(filter: {})', variables: once },
  budgetLines: { args: `(year: ${YEAR})`, variables: once },
  case: byId(() => county.cases),
  cases: { args: '(first: 100)', variables: once },
  committee: { args: '', variables: once },
  checkRule: { args: `(programCode: "MIA-02", content: ${RULE})`, variables: once },
  compareSources: {
    args: `(unit: "person", sources: [${LIST}, ${LIST}])`,
    variables: once,
  },
  decisionsDue: { args: '', variables: once },
  departments: { args: '', variables: once },
  desk: { args: '', variables: once },
  difficulties: { args: '', variables: once },
  discoveries: { args: '(filter: {}, first: 100)', variables: once },
  discoveryProgress: { args: '', variables: once },
  explanation: {
    args: '(householdId: $id, personId: $person, programCode: "MIA-02", on: "2022-06-25")',
    variables: {
      types: '($id: ID!, $person: ID!)',
      values: () => county.households.flatMap(({ id, people }) => people.map((one) => ({ id, person: one.id }))),
    },
  },
  donation: byId(() => county.donations),
  donations: { args: '(filter: {})', variables: once },
  linesForDonations: { args: '', variables: once },
  linesForGoods: { args: '', variables: once },
  stock: { args: '', variables: once },
  reserve: { args: `(year: ${new Date().getFullYear()})`, variables: once },
  livelihood: { args: '', variables: once },
  reserveUses: { args: `(filter: { year: ${new Date().getFullYear()} })`, variables: once },
  stockActions: { args: '', variables: once },
  stockCounts: { args: '', variables: once },
  stockItem: byId(() => county.stockItems),
  duplicatePair: byId(() => county.pairs),
  duplicatePairs: { args: '(status: "different", first: 100)', variables: once },
  factCheck: { args: '', variables: once },
  ledgerCheck: { args: '', variables: once },
  factDefinitions: { args: '', variables: once },
  factConflict: byId(() => county.conflicts),
  factConflicts: { args: '(first: 100)', variables: once },
  fundingEntries: { args: `(filter: { year: ${YEAR} }, first: 100)`, variables: once },
  fundingKinds: { args: `(year: ${YEAR})`, variables: once },
  fundingLinks: { args: '', variables: once },
  fundingOutlook: { args: `(year: ${YEAR})`, variables: once },
  fundingTiles: { args: `(year: ${YEAR})`, variables: once },
  fundingTrail: { args: '(entryId: $id)', variables: { types: '($id: ID!)', values: () => idsOf(county.entries) } },
  fundingYears: { args: `(year: ${YEAR})`, variables: once },
  hardship: { args: '', variables: once },
  lateTasks: { args: '', variables: once },
  lateWork: { args: '', variables: once },
  sharedFunding: { args: '(token: "nothing")', variables: once },
  waitingEntries: { args: `(filter: { year: ${YEAR} }, first: 100)`, variables: once },
  nextInLine: { args: `(year: ${YEAR})`, variables: once },
  waitingCalls: { args: `(year: ${YEAR})`, variables: once },
  waitingPrograms: { args: `(year: ${YEAR})`, variables: once },
  fundingSummary: { args: `(year: ${YEAR})`, variables: once },
  household: byId(() => county.households),
  householdCliff: {
    args: '(householdId: $id, on: "2022-06-25")',
    variables: { types: '($id: ID!)', values: () => idsOf(county.households) },
  },
  householdPrograms: {
    args: '(householdId: $id, on: "2022-06-25")',
    variables: { types: '($id: ID!)', values: () => idsOf(county.households) },
  },
  householdVerification: {
    args: '(householdId: $id)',
    variables: { types: '($id: ID!)', values: () => idsOf(county.households) },
  },
  households: { args: '(first: 100)', variables: once },
  identityReadings: { args: '(first: 100)', variables: once },
  import: byId(() => county.imports),
  imports: { args: '', variables: once },
  job: byId(() => county.jobs),
  jobs: { args: '', variables: once },
  keptList: byId(() => county.lists),
  keptListActions: { args: '', variables: once },
  keptListEntries: {
    args: '(filter: { list: $id }, first: 100)',
    variables: { types: '($id: ID!)', values: () => idsOf(county.lists) },
  },
  keptLists: { args: '', variables: once },
  listMatch: byId(() => county.matches),
  listMatchActions: { args: '', variables: once },
  listMatches: { args: '', variables: once },
  listMatchNames: {
    args: '(filter: { run: $id }, first: 100)',
    variables: { types: '($id: ID!)', values: () => idsOf(county.matchRuns) },
  },
  meeting: byId(() => county.meetings),
  meetings: { args: '', variables: once },
  meetingWall: byId(() => county.meetings),
  ownTies: { args: '', variables: once },
  packageReviews: { args: '(first: 100)', variables: once },
  paymentBatch: byId(() => county.paymentBatches),
  paymentBatches: { args: '(first: 100)', variables: once },
  aidNotice: {
    args: '(scheduleId: $id)',
    variables: { types: '($id: ID!)', values: () => idsOf(county.schedules) },
  },
  recalculation: byId(() => county.recalculations),
  recalculations: { args: '(first: 100)', variables: once },
  recoveries: { args: '(first: 100)', variables: once },
  recovery: byId(() => county.recoveries),
  paymentsToDecide: { args: '', variables: once },
  previewHouseholdChange: {
    args: `(input: { key: "a-preview", householdId: $id, expectedVersion: 1, kind: "died", effectiveOn: "2022-06-25",
      reason: "病故", people: [{ personId: $person }] })`,
    variables: {
      types: '($id: ID!, $person: ID!)',
      values: () => county.households.map(({ id, people }) => ({ id, person: people[0]?.id })),
    },
  },
  previewPackage: {
    args: '(caseId: $id, decisionDate: "2022-06-25", selections: [{ programCode: "MIA-02" }, { programCode: "MCA-05", amount: "3000" }])',
    variables: {
      types: '($id: ID!)',
      values: () => idsOf(county.cases.filter(({ difficulty }) => difficulty === 'medical')),
    },
  },
  program: { args: '(code: "MIA-02")', variables: once },
  programs: { args: '', variables: once },
  proposedAgenda: { args: '(minutes: 600)', variables: once },
  proposedMeetingTime: { args: '', variables: once },
  registerActions: { args: '', variables: once },
  registerCounts: { args: '', variables: once },
  registerDifferences: { args: '', variables: once },
  registerFlows: { args: '(from: "2020-01-01", to: "2030-01-01")', variables: once },
  registerHistory: {
    args: '(householdId: $id)',
    variables: { types: '($id: ID!)', values: () => idsOf(county.households) },
  },
  registerMonths: { args: '', variables: once },
  registerSpells: { args: '(filter: {}, first: 100)', variables: once },
  rehearsal: byId(() => county.rehearsals),
  rehearsalChoices: { args: '(from: "2022-06-25")', variables: once },
  rehearsals: { args: '', variables: once },
  rehearsedPeople: {
    args: '(filter: { rehearsalId: $id }, first: 100)',
    variables: { types: '($id: ID!)', values: () => idsOf(county.rehearsals) },
  },
  roleCards: { args: '', variables: once },
  ruleReach: { args: `(programCode: "MIA-02", content: ${RULE})`, variables: once },
  ruleVersion: byId(() => county.rules),
  ruleVocabulary: { args: '', variables: once },
  standard: { args: '(code: "dibao_rural_month")', variables: once },
  standards: { args: '', variables: once },
  suggestPackages: {
    args: '(caseId: $id, decisionDate: "2022-06-25")',
    variables: {
      types: '($id: ID!)',
      values: () => idsOf(county.cases.filter(({ difficulty }) => difficulty === 'medical')),
    },
  },
  satisfactionAsking: byId(() => county.askings),
  satisfactionAskings: { args: '(answered: true, first: 100)', variables: once },
  screeningActions: { args: '', variables: once },
  screeningFindings: {
    args: '(filter: { run: $run, kind: $kind, township: $township }, first: 100)',
    variables: {
      types: '($run: ID!, $kind: String!, $township: String!)',
      values: () =>
        county.screenings.flatMap(({ id: run }) =>
          Object.keys(FINDING_KINDS).flatMap((kind) =>
            [...new Set(county.findings.map((one) => one.township))].map((township) => ({ run, kind, township })),
          ),
        ),
    },
  },
  screeningRun: { args: '(id: $id)', variables: { types: '($id: ID)', values: () => idsOf(county.screenings) } },
  screeningRuns: { args: '', variables: once },
  tasks: { args: '', variables: once },
  townships: { args: '', variables: once },
  verificationDesk: { args: '', variables: once },
  verificationReport: {
    args: '(requestId: $id, householdId: $person)',
    variables: {
      types: '($id: ID!, $person: ID!)',
      values: () =>
        county.verifications
          .filter(({ households }) => households.length === 1)
          .map(({ id, households }) => ({ id, person: households[0] })),
    },
  },
  verificationRequest: byId(() => county.verifications),
  verificationRequests: { args: '(first: 100)', variables: once },
  verificationSummary: { args: '', variables: once },
  verificationItems: { args: '', variables: once },
  viewer: { args: '', variables: once },
  wantedFacts: {
    args: '(householdId: $id, personId: $person, difficulty: "medical", decisionDate: "2022-06-25")',
    variables: {
      types: '($id: ID!, $person: ID!)',
      values: () => county.households.map(({ id, people }) => ({ id, person: people[0]?.id })),
    },
  },
};

/** Whoever is not signed in learns who he is not, in a demo which cards there are, and what a link shows. */
const OPEN_TO_ALL = ['viewer', 'roleCards', 'sharedFunding'];

function queryOf(name: string): string {
  const { args, variables } = ROOTS[name] as Root;
  const type = getNamedType(schema.getQueryType()?.getFields()[name]?.type);
  const success = isUnionType(type) ? type.getTypes()[0] : undefined;
  const fields = isObjectType(type) ? `{ ${everythingOf(type)} }` : '';
  return `query${variables.types ? ` ${variables.types}` : ''} { ${name}${args} ${success ? `{ __typename ... on ${success.name} { ${everythingOf(success)} } }` : fields} }`;
}

interface Answer {
  root: string;
  variables: Record<string, unknown>;
  data: Record<string, unknown> | null;
  errors: { message: string; extensions?: Record<string, unknown> }[];
}

/** What somebody is answered: of all there is, and of ids that nobody has. */
interface Told {
  answers: Answer[];
  nobodys: Map<string, Answer>;
}

async function ask(username: string, root: string, text: string, variables: Record<string, unknown>): Promise<Answer> {
  const { data, errors } = await clientOf(username).raw(text, variables);
  return { root, variables, data: (data as Answer['data']) ?? null, errors: errors ?? [] };
}

/** Asks everything for everybody. One query after the other, so that the API reads and compiles each once. */
async function askEverything(): Promise<void> {
  for (const { username } of LOOKERS) told.set(username, { answers: [], nobodys: new Map() });
  for (const [root, { variables }] of Object.entries(ROOTS)) {
    const text = queryOf(root);
    const asked = variables.values();
    await Promise.all(
      [...told].map(async ([username, { answers, nobodys }]) => {
        for (const values of asked) answers.push(await ask(username, root, text, values));
        if (!variables.types.startsWith('($id: ID')) return;
        nobodys.set(root, await ask(username, root, text, { id: randomUUID(), person: randomUUID() }));
      }),
    );
  }
}

test('every query of the schema is asked here', () => {
  expect(Object.keys(ROOTS).sort()).toEqual(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort());
});

test('every subscription of the schema is tried here', () => {
  expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual(['meetingRoom', 'meetingWallChanges']);
});

test('every type whose records have an id has its rule here, but for the staff', () => {
  expect(typesWithId().sort()).toEqual([...GUARDED, 'Staff'].sort());
});

describe.each(inService)('%s', (username) => {
  let answers: Answer[];
  let records: Met[];
  const of = (root: string) => answers.filter((one) => one.root === root);
  const nodes = (root: string, list: (data: never) => { id: string }[]) =>
    list(of(root)[0]?.data?.[root] as never)
      .map(({ id }) => id)
      .sort();

  beforeAll(() => {
    answers = toldTo(username).answers;
    records = answers.flatMap(({ data }) => recordsIn(data));
  });

  test('meets on no way a record that he may not see, and on some way each that he may', () => {
    const met = new Map<string, Set<string>>(GUARDED.map((type) => [type, new Set()]));
    for (const { type, id } of records) {
      // What is only drafted, or stands in the county pack, is no record.
      if (!/^(preview-|pack:)/.test(id)) met.get(type)?.add(id);
    }
    const { ids } = sightBy(username);
    const seen = Object.fromEntries([...met].map(([type, found]) => [type, [...found].sort()])) as Sight['ids'];
    // Tasks of a batch are met by their owner only, and budget lines with their movements of the years asked for.
    expect(ids.Task).toEqual(expect.arrayContaining(seen.Task));
    const ofYears = { BudgetLine: [], BudgetMovement: [] };
    expect(ids.BudgetLine).toEqual(expect.arrayContaining(seen.BudgetLine));
    expect(ids.BudgetMovement).toEqual(expect.arrayContaining(seen.BudgetMovement));
    expect(seen.BudgetMovement.length > 0).toBe(ids.BudgetLine.length > 0);
    expect({ ...seen, Task: [], ...ofYears }).toEqual({ ...ids, Task: [], ...ofYears });
  });

  test('gets records by id if he may see them, else the answer of an id that nobody has', () => {
    const { ids, composes, names, recoveries } = sightBy(username);
    const guards: Record<string, Guarded> = {
      household: 'Household',
      budgetLine: 'BudgetLine',
      donation: 'Donation',
      stockItem: 'StockItem',
      fundingTrail: 'FundingEntry',
      duplicatePair: 'DuplicatePair',
      case: 'Case',
      meeting: 'Meeting',
      meetingWall: 'Meeting',
      batch: 'Batch',
      paymentBatch: 'PaymentBatch',
      recalculation: 'Recalculation',
      rehearsal: 'Rehearsal',
      rehearsedPeople: 'Rehearsal',
      import: 'Import',
      job: 'Job',
      screeningRun: 'ScreeningRun',
      // Of cases, before there is a package too.
      assessment: 'Case',
      previewPackage: 'Case',
      suggestPackages: 'Case',
      wantedFacts: 'Household',
      explanation: 'Household',
      householdCliff: 'Household',
      householdPrograms: 'Household',
      ruleVersion: 'RuleVersion',
      householdVerification: 'Household',
      verificationRequest: 'VerificationRequest',
      verificationReport: 'VerificationRequest',
      factConflict: 'FactConflict',
      keptList: 'KeptList',
      keptListEntries: 'KeptListEntry',
      listMatch: 'ListMatch',
      auditFinding: 'AuditFinding',
      recovery: 'Recovery',
      satisfactionAsking: 'SatisfactionAsking',
      listMatchNames: 'ListMatchName',
    };
    for (const [root, type] of Object.entries(guards)) {
      const nobodys = toldTo(username).nobodys.get(root);
      for (const { variables, data, errors } of of(root)) {
        const id = String(variables.id);
        const overLooked = root === 'recovery' ? recoveries : undefined;
        const may = (names[root as keyof typeof names] ?? overLooked ?? ids[type]).includes(id);
        if (may && ['previewPackage', 'suggestPackages'].includes(root) && !composes.includes(id)) {
          expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['NOT_ALLOWED']);
        } else if (may) {
          expect([root, id, data?.[root] != null, errors]).toEqual([root, id, true, []]);
        } else {
          expect([root, id, data, errors]).toEqual([root, id, nobodys?.data, nobodys?.errors]);
        }
      }
    }
    const others = answers.filter(({ root }) => !(root in guards));
    for (const { root, errors } of others) {
      const codes = errors.map(({ extensions }) => extensions?.code);
      const readsFindings = username !== 'leader' && ids.ScreeningRun.length > 0;
      const refused = root === 'screeningFindings' && !readsFindings;
      const readsNone = root === 'compareSources' && names.keptListEntries.length === 0;
      expect([root, codes]).toEqual([root, refused ? ['NOT_ALLOWED'] : readsNone ? ['INVALID_INPUT'] : []]);
    }
  });

  test('hears the meetings that he may see, and no others', async () => {
    const { ids } = sightBy(username);
    for (const { id } of county.meetings) {
      const variables = { meetingId: id, after: 0 };
      const client = clientOf(username);
      for (const following of [
        client.follow(MeetingRoomDocument, variables),
        client.follow(MeetingWallChangesDocument, variables),
      ]) {
        await Promise.race([following.ended, following.until(() => true)]);
        following.close();
        const hears = ids.Meeting.includes(id);
        expect([id, following.heard.length > 0, following.refused]).toEqual([id, hears, hears ? [] : ['NOT_FOUND']]);
      }
    }
  });

  test('has in each list what he may see, and it is counted so', async () => {
    const { ids, duties } = sightBy(username);
    const list = (data: { nodes: { id: string }[] }) => data.nodes;
    expect(nodes('households', list)).toEqual(ids.Household);
    expect(nodes('cases', list)).toEqual(ids.Case);
    expect(nodes('fundingEntries', list)).toEqual(ids.FundingEntry);
    expect(nodes('waitingEntries', list)).toEqual(ids.WaitingEntry);
    expect(nodes('waitingCalls', (data) => data)).toEqual(ids.WaitingCall);
    expect(nodes('hardship', ({ cases }: { cases: { id: string }[] }) => cases)).toEqual(ids.HardshipCase);
    expect(nodes('lateTasks', (data) => data)).toEqual(ids.LateTask);
    expect(nodes('meetings', (data) => data)).toEqual(ids.Meeting);
    expect(nodes('batches', (data) => data)).toEqual(ids.Batch);
    expect(nodes('duplicatePairs', list)).toEqual(ids.DuplicatePair);
    expect(nodes('packageReviews', list)).toEqual(ids.PackageReview);
    expect(nodes('recoveries', list)).toEqual(sightBy(username).recoveries);
    expect(nodes('paymentBatches', list)).toEqual(ids.PaymentBatch);
    expect(nodes('recalculations', list)).toEqual(ids.Recalculation);
    expect(nodes('identityReadings', list)).toEqual(ids.IdentityReading);
    expect(nodes('auditFindings', list)).toEqual(ids.AuditFinding);
    expect(nodes('satisfactionAskings', list)).toEqual(ids.SatisfactionAsking);
    expect(nodes('appraisalReadings', (data) => data)).toEqual(ids.AppraisalReading);
    expect(nodes('imports', (data) => data)).toEqual(ids.Import);
    const archived = county.rehearsals.filter((one) => one.archived).map(({ id }) => id);
    expect(nodes('rehearsals', (data) => data)).toEqual(ids.Rehearsal.filter((id) => !archived.includes(id)));
    expect(nodes('jobs', (data) => data)).toEqual(ids.Job);
    expect(nodes('verificationRequests', list)).toEqual(ids.VerificationRequest);
    expect(nodes('factConflicts', list)).toEqual(ids.FactConflict);
    expect(nodes('verificationDesk', ({ questions }: { questions: { id: string }[] }) => questions)).toEqual(
      ids.VerificationQuestion,
    );
    expect(nodes('keptLists', (data) => data)).toEqual(ids.KeptList);
    expect(nodes('listMatches', (data) => data)).toEqual(ids.ListMatch);
    expect(nodes('discoveries', list)).toEqual(ids.Discovery);
    expect(nodes('registerSpells', list)).toEqual(ids.RegisterSpell);
    expect(nodes('screeningRuns', (data) => data)).toEqual(ids.ScreeningRun);
    const lines = county.lines.filter(({ id, year }) => year === YEAR && ids.BudgetLine.includes(id));
    expect(nodes('budgetLines', (data) => data)).toEqual(lines.map(({ id }) => id).sort());
    expect(nodes('tasks', (data) => data)).toEqual(duties);
    const { data } = await clientOf(username).raw(
      `{ households(first: 1) { total } cases(first: 1) { total } verificationRequests(first: 1) { total }
         factConflicts(first: 1) { total } verificationDesk { total }
         fundingEntries(filter: { year: ${YEAR} }, first: 1) { total } }`,
    );
    expect(data).toEqual({
      households: { total: ids.Household.length },
      cases: { total: ids.Case.length },
      verificationRequests: { total: ids.VerificationRequest.length },
      factConflicts: { total: ids.FactConflict.length },
      verificationDesk: { total: ids.VerificationQuestion.length },
      fundingEntries: { total: ids.FundingEntry.length },
    });
  });

  test('finds by search whom he may see, and nobody else', async () => {
    const { ids } = sightBy(username);
    const asked: { text: string; root: 'households' | 'cases'; expected: string[] }[] = [];
    for (const { id, code, cases, people } of county.households) {
      const household = ids.Household.includes(id) ? [id] : [];
      for (const text of [code, ...people.map(({ idNumber }) => idNumber)]) {
        asked.push({ text, root: 'households', expected: household });
      }
      for (const { name } of people) {
        // Some have namesakes.
        const named = county.households.filter((one) => one.people.some((person) => person.name === name));
        const expected = idsOf(named).map((one) => one.id);
        asked.push({
          text: name,
          root: 'households',
          expected: expected.filter((one) => ids.Household.includes(one)).sort(),
        });
      }
      for (const one of cases) {
        asked.push({ text: one.number, root: 'cases', expected: ids.Case.includes(one.id) ? [one.id] : [] });
      }
      for (const { id: person, idNumber, name } of people) {
        const expected = cases
          .filter((one) => one.beneficiaryId === person && ids.Case.includes(one.id))
          .map((one) => one.id)
          .sort();
        for (const text of [idNumber, name]) asked.push({ text, root: 'cases', expected });
      }
    }
    const aliases = asked.map(
      ({ text, root }, index) => `q${index}: ${root}(search: ${JSON.stringify(text)}) { total nodes { id } }`,
    );
    const { data, errors } = await clientOf(username).raw(`{ ${aliases.join('\n')} }`);
    expect(errors).toBeUndefined();
    const found = data as Record<string, { total: number; nodes: { id: string }[] }>;
    const got = asked.map(({ text, root }, index) => {
      const page = found[`q${index}`];
      return { text, root, expected: page?.nodes.map(({ id }) => id).sort(), total: page?.total };
    });
    expect(got).toEqual(asked.map((one) => ({ ...one, total: one.expected.length })));
  });

  test('sees the sums of the money that he may see, by every dimension, and the list behind each', async () => {
    const { money } = sightBy(username);
    const row = '{ key entries heldFen committedFen paidFen }';
    const { data } = await clientOf(username).raw(
      `{ fundingSummary(year: ${YEAR}) { totals { heldFen committedFen paidFen }
         byFund ${row} byDepartment ${row} byProgram ${row} byTownship ${row} byMonth ${row} } }`,
    );
    type Row = { key: string; entries: number; heldFen: number; committedFen: number; paidFen: number };
    type Summary = Record<string, Row[]> & { totals: Row };
    const { totals, ...dimensions } = (data as { fundingSummary: Summary }).fundingSummary;
    const sum = (rows: readonly { fen: number }[]) => rows.reduce((total, { fen }) => total + fen, 0);
    const all = (one: Row) => one.heldFen + one.committedFen + one.paidFen;
    expect(all(totals)).toBe(sum(money));
    for (const [dimension, rows] of Object.entries(dimensions)) {
      expect([dimension, rows.reduce((total, one) => total + all(one), 0)]).toEqual([dimension, sum(money)]);
      expect([dimension, rows.reduce((total, one) => total + one.entries, 0)]).toEqual([dimension, money.length]);
    }
    for (const { key, ...one } of dimensions.byDepartment ?? []) {
      expect([key, all({ key, ...one })]).toEqual([key, sum(money.filter(({ department }) => department === key))]);
    }
    const filters = Object.entries(dimensions).flatMap(([dimension, rows]) => {
      const name = dimension.slice(2).toLowerCase();
      return rows.map(({ key, ...one }) => ({
        filter: `${name}: ${name === 'month' ? key : JSON.stringify(key)}`,
        total: one.entries,
        totalFen: all({ key, ...one }),
      }));
    });
    const lists = filters.map(
      ({ filter }, index) => `q${index}: fundingEntries(filter: { year: ${YEAR}, ${filter} }) { total totalFen }`,
    );
    if (lists.length === 0) return;
    const behind = (await clientOf(username).raw(`{ ${lists.join('\n')} }`)).data as Record<string, object>;
    expect(filters.map(({ filter }, index) => ({ filter, ...behind[`q${index}`] }))).toEqual(filters);
  });

  test('meets identity and telephone numbers masked only', () => {
    const people = records.filter(({ type }) => type === 'Person');
    for (const { id, record } of people) {
      const household = county.households.find((one) => one.people.some((person) => person.id === id));
      const person = household?.people.find((one) => one.id === id);
      if (!household || !person) throw new Error(`Nobody is ${id}`);
      const { idNumber, phone } = record as { idNumber: string; phone: string | null };
      expect([id, idNumber]).toEqual([
        id,
        `${person.idNumber.slice(0, 4)}${'*'.repeat(13)}${person.idNumber.slice(-1)}`,
      ]);
      if (person.phone) expect([id, phone]).toEqual([id, `${person.phone.slice(0, 3)}****${person.phone.slice(-4)}`]);
    }
  });

  test('meets no whole identity number, telephone or account in anything that any type answers', () => {
    const words = answers.map(({ root, data, errors }) => ({ root, text: JSON.stringify([data, errors]) }));
    const numbers = county.households.flatMap(({ people }) =>
      people.flatMap(({ idNumber, phone }) => [idNumber, phone]),
    );
    const open = words.flatMap(({ root, text }) => [
      ...numbers.filter((number) => number && text.includes(number)).map((number) => `${root} ${number}`),
      // Longer than any amount, day or code: an identity number or a bank account of whomever.
      ...(text.match(/(?<![\w-])\d{15,19}[Xx]?(?![\w-])/g) ?? []).map((number) => `${root} ${number}`),
    ]);
    expect(open).toEqual([]);
  });

  test('counts the findings that he may count, in all and along each dimension', async () => {
    const { ids } = sightBy(username);
    const counted =
      username === 'leader' ? county.findings : county.findings.filter(({ id }) => ids.ScreeningFinding.includes(id));
    for (const kind of Object.keys(FINDING_KINDS)) {
      const along = ['township', 'village', ...(kind === 'BLOCKING_FACT' ? ['fact'] : [])];
      const rows = along.map((by) => `${by}: rows(kind: "${kind}", by: "${by}") { findings }`);
      const { data } = await clientOf(username).raw(`{ screeningRun { counts { kind findings } ${rows.join(' ')} } }`);
      const { screeningRun } = data as { screeningRun: Record<string, { kind: string; findings: number }[]> | null };
      if (!screeningRun) {
        expect(ids.ScreeningRun).toEqual([]);
        continue;
      }
      const expected = counted.filter((one) => one.kind === kind).length;
      expect([kind, screeningRun.counts?.find((one) => one.kind === kind)?.findings]).toEqual([kind, expected]);
      for (const by of along) {
        const sum = (screeningRun[by] ?? []).reduce((total, { findings }) => total + findings, 0);
        expect([kind, by, sum]).toEqual([kind, by, expected]);
      }
    }
  });

  test('reads the names of findings in his own area only, and has no way to other households', () => {
    const { ids, identity } = sightBy(username);
    const findings = records.filter(({ type }) => type === 'ScreeningFinding');
    const names = new Set(county.households.flatMap(({ people }) => people.map(({ name }) => name)));
    for (const { id, record } of findings) {
      const { personName, householdId, caseId } = record as Record<string, string | null>;
      const found = county.findings.find((one) => one.id === id);
      const household = county.households.find((one) => one.id === found?.householdId);
      if (!household || !personName) throw new Error(`No household of ${id}`);
      expect([id, names.has(personName)]).toEqual([id, identity(household)]);
      expect([id, householdId]).toEqual([id, ids.Household.includes(household.id) ? household.id : null]);
      if (caseId) expect(ids.Case).toContain(caseId);
    }
  });

  test('reads the names of lists in his own area only, and has no way to other households', () => {
    const { ids, identity } = sightBy(username);
    const onRecord = {
      KeptListEntry: county.listEntries,
      ListMatchName: county.matchNames,
      Discovery: county.discoveries,
      RegisterSpell: county.registerChanges,
    };
    const names = new Set(county.households.flatMap(({ people }) => people.map(({ name }) => name)));
    for (const { type, id, record } of records) {
      const kept = onRecord[type as keyof typeof onRecord]?.find((one) => one.id === id);
      if (!kept) continue;
      const { personName, householdId } = record as { personName: string; householdId: string | null };
      const household = county.households.find((one) => one.id === kept.householdId);
      if (household) expect([type, id, names.has(personName)]).toEqual([type, id, identity(household)]);
      else expect([type, personName]).toEqual([type, '王**']);
      const opens = household && ids.Household.includes(household.id);
      expect([type, id, householdId]).toEqual([type, id, opens ? household.id : null]);
    }
  });

  test('reads names in the money lists only where he may see whose they are, and has no way to other cases', () => {
    const { ids } = sightBy(username);
    const entries = records.filter(({ type }) => type === 'FundingEntry');
    const names = new Set(county.households.flatMap(({ people }) => people.map(({ name }) => name)));
    const isLeader = username === 'leader' || username === 'finance';
    for (const { record } of entries) {
      const { personName, caseId } = record as { personName: string | null; caseId: string | null };
      if (personName) expect([personName, names.has(personName)]).toEqual([personName, !isLeader]);
      if (caseId) expect(ids.Case).toContain(caseId);
    }
  });
});

test('the desk of a department holds its own items, those of others on no desk of it', async () => {
  for (const { username, role, department } of LOOKERS) {
    const { data } = await clientOf(username).raw(
      '{ desk { department { code } waiting { packageItem { id } } decided { packageItem { id } } } }',
    );
    const desk = (data as { desk: Record<string, { packageItem: { id: string } }[]> } | null)?.desk ?? null;
    const on = (list: string) => (desk?.[list] ?? []).map(({ packageItem }) => packageItem.id).sort();
    const own = (status: string[]) =>
      county.items
        .filter((one) => one.department === department && status.includes(one.status))
        .map(({ id }) => id)
        .sort();
    const decides = role === 'member' || role === 'manager';
    expect([username, desk !== null]).toEqual([username, decides]);
    expect([username, on('waiting')]).toEqual([username, own(['awaiting_decision'])]);
    expect([username, on('decided')]).toEqual([username, own(['committed', 'declined'])]);
  }
});

describe.each(outside)('%s, who is nobody here', (username) => {
  test('is told to sign in, whatever he asks', () => {
    const answers = toldTo(username).answers;
    expect(new Set(answers.map(({ root }) => root)).size).toBeGreaterThan(100);
    for (const { root, data, errors } of answers) {
      if (OPEN_TO_ALL.includes(root)) {
        expect([root, errors]).toEqual([root, []]);
        if (root === 'viewer') expect(data).toEqual({ viewer: null });
        continue;
      }
      expect([root, data?.[root] ?? null]).toEqual([root, null]);
      expect([root, errors.map(({ extensions }) => extensions?.code)]).toEqual([root, ['SIGN_IN']]);
    }
  });
});

// After everything has been looked at: each reading is a record more.
test.each(inService)('%s reads numbers in full in his own area only', async (username) => {
  const { ids, identity } = sightBy(username);
  for (const household of county.households) {
    const [person] = household.people;
    const input = { key: key(), personId: person?.id, purpose: 'contact' };
    const answer = await clientOf(username).raw(
      `mutation ($input: RevealIdentityInput!) { revealIdentity(input: $input) {
         __typename ... on RevealedIdentity { personId idNumber phone } } }`,
      { input },
    );
    const outcome = (answer.data as { revealIdentity: object } | null)?.revealIdentity;
    if (identity(household)) {
      const { id: personId, idNumber, phone } = person ?? {};
      expect(outcome).toEqual({ __typename: 'RevealedIdentity', personId, idNumber, phone });
    } else expect(outcome).toEqual({ __typename: ids.Household.includes(household.id) ? 'NotAllowed' : 'NotFound' });
  }
});

test.each(inService)('%s reads who only a list knows in his own area only', async (username) => {
  const { ids } = sightBy(username);
  for (const { id: discoveryId } of county.discoveries.filter(({ householdId }) => householdId === null)) {
    const { data } = await clientOf(username).raw(
      `mutation ($input: RevealDiscoveryInput!) { revealDiscovery(input: $input) {
         __typename ... on RevealedDiscovery { discoveryId name idNumber } } }`,
      { input: { key: key(), discoveryId, purpose: 'contact' } },
    );
    const outcome = (data as { revealDiscovery: object } | null)?.revealDiscovery;
    if (!ids.Discovery.includes(discoveryId)) expect(outcome).toEqual({ __typename: 'NotFound' });
    else if (!/^clerk/.test(username)) expect(outcome).toEqual({ __typename: 'NotAllowed' });
    else {
      const idNumber = syntheticIdNumber('1961-03-08', 'female', 1);
      expect(outcome).toEqual({ __typename: 'RevealedDiscovery', discoveryId, name: '王某芳', idNumber });
    }
  }
});
