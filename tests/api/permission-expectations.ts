import type { CaseRecord, CountyRecords, HouseholdRecord } from './permission-world.js';

/** Who looks: written down by hand, not read from the product. */
export interface Looker {
  username: string;
  role: 'chair' | 'clerk' | 'member' | 'manager' | 'leader' | 'data_officer' | 'finance' | 'nobody';
  staffId: string;
  /** A clerk's township; none for the clerk of the county's own window. */
  township?: string;
  department?: string;
  /** Cases before a meeting where he sits in a member's place. */
  sitsOn?: string[];
}

/** Handed to the joint review: from here on the committee sees the case. */
const HANDED_OVER = ['awaiting_review', 'on_agenda', 'in_review', 'adopted', 'settled', 'refused'];

const isHanded = (one: CaseRecord) => HANDED_OVER.includes(one.status);
const concerns = (looker: Looker) => (one: CaseRecord) => one.departments.includes(looker.department ?? '-');
const sitsOn = (looker: Looker, caseId: string | null | undefined) => looker.sitsOn?.includes(caseId ?? '-') ?? false;
const inArea = (looker: Looker, one: { township: string | null }) =>
  looker.township === undefined || looker.township === one.township;
const isOwn = (looker: Looker, one: { department: string | null }) => looker.department === one.department;

/** Whom leaders and the finance bureau only count, these see by name. */
const isServing = ({ role }: Looker) => ['chair', 'member', 'manager'].includes(role);
const seesLate = (looker: Looker, one: { department: string | null }) =>
  ['leader', 'chair'].includes(looker.role) || (['member', 'manager'].includes(looker.role) && isOwn(looker, one));

const ofOwn = (looker: Looker, one: { departments: string[] }) => one.departments.includes(looker.department ?? '-');

/**
 * What each role may see, in one table: leaders see money and nobody's name; clerks their area; the chair and the
 * members what was handed to the review; members and managers besides what concerns their department, managers of the
 * records of other departments nothing but the case they stand in. A data officer sees what waits at his desk, the finance bureau
 * all money and nobody's name.
 */
const MAY: Record<
  Looker['role'],
  {
    case(looker: Looker, one: CaseRecord): boolean;
    household(looker: Looker, one: HouseholdRecord): boolean;
    /** Items, applications and decisions on what may be seen. */
    department(looker: Looker, one: { department: string; caseId?: string | null }): boolean;
    /** Applications that belong to a batch. */
    batch(looker: Looker): boolean;
    aid(looker: Looker, one: { department: string }, household: HouseholdRecord): boolean;
    money(looker: Looker, one: { department: string }): boolean;
    meeting(looker: Looker, one: { staffIds: string[]; substituteIds: string[] }): boolean;
    task(looker: Looker, one: { department: string | null; township: string | null }): boolean;
    /** Open tasks that are his own duty. */
    duty(looker: Looker, one: { department: string | null; township: string | null }): boolean;
    /** Numbers of people in full, by a reading that is kept. */
    identity(looker: Looker, one: { township: string }): boolean;
    /** Two records that may be of one person. */
    pair(looker: Looker, one: { townships: string[] }): boolean;
    /** Who read numbers in full. */
    reading(looker: Looker, one: { township: string }): boolean;
    /** Long work that somebody else asked for; everybody sees his own. */
    job(looker: Looker, one: { kind: string; department: string | null; township: string | null }): boolean;
    /** Rehearsals of somebody else; everybody sees his own. */
    rehearsal(looker: Looker, one: { department: string | null; sharedWith: string }): boolean;
    authorisation(looker: Looker, one: { township: string }): boolean;
    /** Verifications that somebody else asked for; the chair sees his own. */
    verification(looker: Looker, one: { townships: string[] }, households: HouseholdRecord[]): boolean;
    question(looker: Looker, one: { desk: string }): boolean;
    conflict(
      looker: Looker,
      one: { township: string; corrector: string | null },
      household: HouseholdRecord | undefined,
    ): boolean;
    screening: boolean;
    finding(looker: Looker, one: { township: string; departments: string[] }): boolean;
    /** Findings of the self-audit. */
    audit(looker: Looker, one: { department: string | null }): boolean;
    /** That there is a list, and how many are on it. */
    list(looker: Looker, one: { department: string; sharedWith: string[] }): boolean;
    match(looker: Looker, one: { department: string | null }): boolean;
    /** Who is on those lists, and whom those matches found. */
    listed: boolean;
    discovery(looker: Looker, one: { department: string | null; township: string }): boolean;
    /** Who is on the low-income register, which the civil affairs keep. */
    register(looker: Looker, one: { township: string }): boolean;
  }
> = {
  chair: {
    case: (_, one) => isHanded(one),
    household: (_, one) => one.cases.some(isHanded),
    department: () => true,
    batch: () => true,
    aid: (_, __, household) => household.cases.some(isHanded),
    money: () => true,
    meeting: () => true,
    task: () => true,
    duty: () => false,
    identity: () => false,
    pair: () => false,
    reading: () => true,
    job: (_, one) => one.kind === 'list_match' || (one.department === null && one.township === null),
    rehearsal: (_, one) => one.sharedWith === 'leadership',
    authorisation: () => false,
    verification: (_, __, households) => households.some(({ cases }) => cases.some(isHanded)),
    question: () => false,
    conflict: (_, __, household) => household?.cases.some(isHanded) ?? false,
    screening: true,
    finding: () => true,
    audit: () => true,
    list: () => true,
    match: () => true,
    listed: true,
    discovery: () => true,
    register: () => true,
  },
  clerk: {
    case: inArea,
    household: inArea,
    department: () => true,
    batch: () => false,
    aid: (looker, _, household) => inArea(looker, household),
    money: () => false,
    meeting: () => false,
    task: inArea,
    duty: (looker, one) => one.department === null && one.township !== null && inArea(looker, one),
    identity: inArea,
    pair: (looker, one) => one.townships.every((township) => inArea(looker, { township })),
    reading: inArea,
    job: () => false,
    rehearsal: () => false,
    authorisation: inArea,
    verification: ({ township }, one) => township === undefined || one.townships.includes(township),
    question: () => false,
    conflict: inArea,
    screening: true,
    finding: inArea,
    audit: () => false,
    list: () => false,
    match: () => false,
    listed: false,
    discovery: inArea,
    register: inArea,
  },
  member: {
    case: (looker, one) => isHanded(one) || concerns(looker)(one),
    household: (looker, one) => one.cases.some((file) => isHanded(file) || concerns(looker)(file)),
    department: () => true,
    batch: () => true,
    aid: (looker, one, household) => isOwn(looker, one) || household.cases.some(isHanded),
    money: isOwn,
    meeting: (looker, one) => one.staffIds.includes(looker.staffId),
    task: isOwn,
    duty: isOwn,
    identity: () => false,
    pair: () => false,
    reading: () => false,
    job: (looker, one) => one.kind === 'screening' || (one.kind === 'list_match' && isOwn(looker, one)),
    rehearsal: (looker, one) => isOwn(looker, one) && one.sharedWith !== 'private',
    authorisation: () => false,
    verification: (_, __, households) => households.some(({ cases }) => cases.some(isHanded)),
    question: () => false,
    conflict: (_, __, household) => household?.cases.some(isHanded) ?? false,
    screening: true,
    finding: ofOwn,
    audit: isOwn,
    list: (looker, one) => isOwn(looker, one) || one.sharedWith.includes(looker.department ?? '-'),
    match: isOwn,
    listed: true,
    discovery: isOwn,
    register: (looker) => looker.department === 'MCA',
  },
  manager: {
    case: (looker, one) => concerns(looker)(one) || sitsOn(looker, one.id),
    household: (looker, one) => one.cases.some((file) => concerns(looker)(file) || sitsOn(looker, file.id)),
    department: (looker, one) => isOwn(looker, one) || sitsOn(looker, one.caseId),
    batch: () => true,
    aid: (looker, one, household) =>
      isOwn(looker, one) || household.cases.some((file) => concerns(looker)(file) || sitsOn(looker, file.id)),
    money: isOwn,
    meeting: (looker, one) => one.substituteIds.includes(looker.staffId),
    task: isOwn,
    duty: isOwn,
    identity: () => false,
    pair: () => false,
    reading: () => false,
    job: (looker, one) => one.kind === 'screening' || isOwn(looker, one),
    rehearsal: (looker, one) => isOwn(looker, one) && one.sharedWith !== 'private',
    authorisation: () => false,
    verification: () => false,
    question: ({ department }, one) => department === one.desk,
    conflict: ({ department }, one) => department === one.corrector,
    screening: true,
    finding: ofOwn,
    audit: isOwn,
    list: (looker, one) => isOwn(looker, one) || one.sharedWith.includes(looker.department ?? '-'),
    match: isOwn,
    listed: true,
    discovery: isOwn,
    register: (looker) => looker.department === 'MCA',
  },
  leader: {
    case: () => false,
    household: () => false,
    department: () => false,
    batch: () => false,
    aid: () => false,
    money: () => true,
    meeting: () => false,
    task: () => false,
    duty: () => false,
    identity: () => false,
    pair: () => false,
    reading: () => false,
    job: (_, one) => one.kind === 'self_audit',
    rehearsal: (_, one) => one.sharedWith === 'leadership',
    authorisation: () => false,
    verification: () => false,
    question: () => false,
    conflict: () => false,
    screening: true,
    finding: () => false,
    audit: () => true,
    list: () => true,
    match: () => true,
    listed: false,
    discovery: () => false,
    register: () => false,
  },
  data_officer: {
    case: () => false,
    household: () => false,
    department: () => false,
    batch: () => false,
    aid: () => false,
    money: () => false,
    meeting: () => false,
    task: isOwn,
    duty: isOwn,
    identity: () => false,
    pair: () => false,
    reading: () => false,
    job: () => false,
    rehearsal: () => false,
    authorisation: () => false,
    verification: () => false,
    question: ({ department }, one) => department === one.desk,
    conflict: ({ department }, one) => department === one.corrector,
    screening: false,
    finding: () => false,
    audit: () => false,
    list: () => false,
    match: () => false,
    listed: false,
    discovery: () => false,
    register: () => false,
  },
  finance: {
    case: () => false,
    household: () => false,
    department: () => false,
    batch: () => false,
    aid: () => false,
    money: () => true,
    meeting: () => false,
    task: isOwn,
    duty: isOwn,
    identity: () => false,
    pair: () => false,
    reading: () => false,
    job: (_, one) => one.kind === 'self_audit',
    rehearsal: () => false,
    authorisation: () => false,
    verification: () => false,
    question: () => false,
    conflict: () => false,
    screening: false,
    finding: () => false,
    audit: () => true,
    list: () => false,
    match: () => false,
    listed: false,
    discovery: () => false,
    register: () => false,
  },
  nobody: {
    case: () => false,
    household: () => false,
    department: () => false,
    batch: () => false,
    aid: () => false,
    money: () => false,
    meeting: () => false,
    task: () => false,
    duty: () => false,
    identity: () => false,
    pair: () => false,
    reading: () => false,
    job: () => false,
    rehearsal: () => false,
    authorisation: () => false,
    verification: () => false,
    question: () => false,
    conflict: () => false,
    screening: false,
    finding: () => false,
    audit: () => false,
    list: () => false,
    match: () => false,
    listed: false,
    discovery: () => false,
    register: () => false,
  },
};

/** The types of records that not everybody sees; the test finds them in the schema by their ids. */
export const GUARDED = [
  'Household',
  'HouseholdEvent',
  'Observation',
  'Care',
  'BankAccount',
  'Person',
  'Case',
  'AidPackage',
  'PackageItem',
  'PackageReview',
  'Commitment',
  'DepartmentDecision',
  'Application',
  'AidRecord',
  'Task',
  'Meeting',
  'MeetingRequest',
  'AgendaItem',
  'Subgroup',
  'Opinion',
  'ItemQuestion',
  'ItemAnswer',
  'StaffTie',
  'Batch',
  'BatchRow',
  'BudgetLine',
  'FundingEntry',
  'WaitingEntry',
  'WaitingCall',
  'HardshipCase',
  'LateTask',
  'FundingLink',
  'RuleVersion',
  'Job',
  'ScreeningRun',
  'ScreeningFinding',
  'AuditFinding',
  'AuditFindingEvent',
  'AppraisalReport',
  'AppraisalAnnex',
  'AppraisalObjection',
  'AppraisalReading',
  'SatisfactionAsking',
  'SatisfactionAnswer',
  'Rehearsal',
  'IdentityReading',
  'DuplicatePair',
  'RevealedAccount',
  'RevealedIdentity',
  'RevealedRecipient',
  'RevealedDiscovery',
  'Authorisation',
  'VerificationRequest',
  'VerificationQuestion',
  'FactConflict',
  'Import',
  'KeptList',
  'KeptListEntry',
  'ListMatch',
  'ListMatchRun',
  'ListMatchName',
  'Discovery',
  'RegisterSpell',
  'RegisterChange',
  'PaymentSchedule',
  'PaymentDue',
  'Delivery',
  'PaymentBatch',
  'PaymentLine',
  'PaymentResult',
  'Recalculation',
  'RecalculationRow',
  'RemedyChoice',
  'Recovery',
  'RecoveryPlan',
  'RecoveryEntry',
  'BudgetRequest',
  'BudgetPlan',
  'BudgetMovement',
  'Donation',
  'StockItem',
  'StockMovement',
  'StockCount',
  'ReserveUse',
  'LivelihoodFigure',
] as const;
export type Guarded = (typeof GUARDED)[number];

export interface Sight {
  /** Ids of the records that may be seen. */
  ids: Record<Guarded, string[]>;
  /** Ids of the cases whose package he may compose: of what he sees, for members of the review what was handed to it. */
  composes: string[];
  /** Ids of lists and of runs whose names may be read, by the query that reads them. */
  names: Record<'keptListEntries' | 'listMatchNames', string[]>;
  /** Ids of the claims that he looks over; with a case he sees those of the case. */
  recoveries: string[];
  /** Ids of his own open tasks. */
  duties: string[];
  /** Whether full identity and telephone numbers of a household's people may be seen. */
  identity(household: HouseholdRecord): boolean;
  money: CountyRecords['entries'];
}

/** Who pays, of his own department; who sees the sums of all. */
const DEPARTMENT_ROLES = ['member', 'manager'];
const SUMS_ROLES = ['chair', 'leader', 'finance'];

/** What somebody may see of a county, no less and no more. */
export function sightOf(who: Looker, county: CountyRecords): Sight {
  const sits = county.meetings.filter(({ substituteIds }) => substituteIds.includes(who.staffId)).map(({ id }) => id);
  const sitsOn = county.agenda.flatMap(({ meetingId, caseId }) => (caseId && sits.includes(meetingId) ? caseId : []));
  const looker = { ...who, sitsOn };
  const may = MAY[looker.role];
  const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id).sort();
  const cases = county.cases.filter((one) => may.case(looker, one));
  const caseIds = new Set(idsOf(cases));
  const households = county.households.filter((one) => may.household(looker, one));
  const items = county.items.filter((one) => caseIds.has(one.caseId) && may.department(looker, one));
  const itemIds = new Set(idsOf(items));
  const meetings = county.meetings.filter((one) => may.meeting(looker, one));
  const meetingIds = new Set(idsOf(meetings));
  const batches = county.batches.filter(() => may.batch(looker));
  const money = county.entries.filter((one) => may.money(looker, one));
  const applications = county.applications.filter((one) => may.department(looker, one));
  const audits = county.audits.filter((one) => may.audit(looker, one));
  const isAppraising = [...SUMS_ROLES, ...DEPARTMENT_ROLES].includes(looker.role);
  // Families are asked by clerks alone.
  const askings = county.askings.filter((one) => looker.role === 'clerk' && may.reading(looker, one));
  const lists = idsOf(county.lists.filter((one) => may.list(looker, one)));
  const matches = idsOf(county.matches.filter((one) => may.match(looker, one)));
  const runs = idsOf(county.matchRuns.filter(({ matchId }) => matches.includes(matchId)));
  const aid = county.aid.filter((one) => {
    const household = households.find(({ id }) => id === one.householdId);
    return household && may.aid(looker, one, household);
  });
  const aidIds = new Set(idsOf(aid));
  const paysItself = (one: { department: string }) => DEPARTMENT_ROLES.includes(looker.role) && isOwn(looker, one);
  // What is due is seen with the aid, or with the item of the package, that it comes from; what waits by who pays it.
  const schedules = county.schedules.filter(
    (one) => aidIds.has(one.aidId) || (one.itemId && itemIds.has(one.itemId)) || (one.waits && paysItself(one)),
  );
  const scheduleIds = new Set(idsOf(schedules));
  const dues = county.dues.filter(({ scheduleId }) => scheduleIds.has(scheduleId));
  const looksOver = county.recoveries.filter(
    (one) => SUMS_ROLES.includes(looker.role) || paysItself(one) || (looker.role === 'clerk' && inArea(looker, one)),
  );
  const recoveries = county.recoveries.filter((one) => looksOver.includes(one) || caseIds.has(one.caseId));
  const recalculations = county.recalculations.filter((one) => SUMS_ROLES.includes(looker.role) || paysItself(one));
  const payments = county.paymentBatches.filter((one) => SUMS_ROLES.includes(looker.role) || paysItself(one));
  return {
    ids: {
      PaymentSchedule: [...scheduleIds].sort(),
      PaymentDue: idsOf(dues),
      Delivery: dues.flatMap(({ deliveries }) => deliveries).sort(),
      PaymentBatch: idsOf(payments),
      PaymentLine: payments
        .filter(paysItself)
        .flatMap(({ lines }) => lines)
        .sort(),
      Recalculation: idsOf(recalculations),
      RecalculationRow: recalculations
        .filter(paysItself)
        .flatMap(({ rows }) => rows)
        .sort(),
      PaymentResult: payments.flatMap(({ results }) => results).sort(),
      Household: idsOf(households),
      HouseholdEvent: [...new Set(households.flatMap(({ events }) => events))].sort(),
      Observation: households.flatMap(({ sizes }) => sizes).sort(),
      Care: households.flatMap(({ cares }) => cares).sort(),
      BankAccount: households
        .filter((one) => may.identity(looker, one))
        .flatMap(({ accounts }) => accounts)
        .sort(),
      Person: idsOf(households.flatMap(({ people }) => people)),
      Case: idsOf(cases),
      AidPackage: idsOf(county.packages.filter(({ caseId }) => caseIds.has(caseId))),
      PackageItem: idsOf(items),
      RemedyChoice: idsOf(county.remedies.filter(({ caseId }) => caseIds.has(caseId))),
      Recovery: idsOf(recoveries),
      RecoveryPlan: recoveries.flatMap(({ plans }) => plans).sort(),
      RecoveryEntry: recoveries.flatMap(({ entries }) => entries).sort(),
      PackageReview: idsOf(county.reviews.filter(({ caseId }) => caseIds.has(caseId))),
      Commitment: idsOf(county.commitments.filter(({ itemId }) => itemIds.has(itemId))),
      DepartmentDecision: idsOf(
        county.decisions.filter((one) =>
          one.itemId ? itemIds.has(one.itemId) : batches.length > 0 && may.department(looker, one),
        ),
      ),
      Application: idsOf(applications.filter(({ caseId }) => caseId && caseIds.has(caseId))),
      AidRecord: [...aidIds].sort(),
      Task: idsOf(county.tasks.filter((one) => one.assignee === looker.staffId || may.task(looker, one))),
      Meeting: idsOf(meetings),
      MeetingRequest: idsOf(county.meetingRequests.filter(({ caseId }) => caseIds.has(caseId))),
      AgendaItem: idsOf(county.agenda.filter(({ meetingId }) => meetingIds.has(meetingId))),
      Subgroup: idsOf(
        county.subgroups.filter(
          ({ caseId }) =>
            caseIds.has(caseId) && (['chair', 'member'].includes(looker.role) || looker.sitsOn.length > 0),
        ),
      ),
      Opinion: idsOf(county.opinions.filter(({ meetingId }) => meetingIds.has(meetingId))),
      ItemQuestion: idsOf(county.itemQuestions.filter(({ meetingId }) => meetingIds.has(meetingId))),
      StaffTie: idsOf(county.ties.filter(({ staffId }) => staffId === looker.staffId)),
      ItemAnswer: idsOf(county.itemAnswers.filter(({ meetingId }) => meetingIds.has(meetingId))),
      Batch: idsOf(batches),
      BatchRow: idsOf(applications.filter(({ batchId }) => batchId && batches.some(({ id }) => id === batchId))),
      BudgetPlan: ['leader', 'finance'].includes(looker.role) ? idsOf(county.budgetPlans) : [],
      BudgetRequest: idsOf(county.budgetRequests.filter((one) => may.money(looker, one))),
      BudgetMovement: idsOf(county.budgetMovements.filter((one) => may.money(looker, one))),
      Donation: idsOf(county.donations.filter((one) => may.money(looker, one))),
      StockItem: idsOf(county.stockItems.filter((one) => may.money(looker, one))),
      StockMovement: idsOf(county.stockMovements.filter((one) => may.money(looker, one))),
      LivelihoodFigure: SUMS_ROLES.includes(looker.role) ? idsOf(county.livelihoodFigures) : [],
      ReserveUse: idsOf(
        county.reserveUses.filter((one) => may.money(looker, one) || (looker.role === 'clerk' && inArea(looker, one))),
      ),
      StockCount: idsOf(county.stockCounts.filter((one) => may.money(looker, one))),
      BudgetLine: idsOf(county.lines.filter((one) => may.money(looker, one))),
      FundingEntry: idsOf(money),
      WaitingEntry: idsOf(county.waiting.filter((one) => isServing(looker) && may.money(looker, one))),
      WaitingCall: idsOf(county.waitingCalls.filter((one) => isServing(looker) && may.money(looker, one))),
      HardshipCase: idsOf(
        county.hardships.filter((one) => isServing(looker) && (looker.role === 'chair' || ofOwn(looker, one))),
      ),
      LateTask: idsOf(county.late.filter((one) => seesLate(looker, one))),
      FundingLink: idsOf(county.links.filter(() => ['leader', 'chair'].includes(looker.role))),
      RuleVersion: idsOf(
        county.rules.filter((one) => looker.role !== 'nobody' && (one.status === 'published' || isOwn(looker, one))),
      ),
      ScreeningRun: may.screening ? idsOf(county.screenings) : [],
      ScreeningFinding: idsOf(county.findings.filter((one) => may.finding(looker, one))),
      AuditFinding: idsOf(audits),
      AuditFindingEvent: audits.flatMap(({ events }) => events).sort(),
      AppraisalReport: isAppraising ? idsOf(county.appraisals) : [],
      AppraisalAnnex: isAppraising ? county.appraisals.flatMap(({ annexes }) => annexes).sort() : [],
      AppraisalObjection: idsOf(county.appraisalObjections.filter((one) => isAppraising && may.money(looker, one))),
      AppraisalReading: idsOf(
        county.appraisalReadings.filter(
          ({ department }) => isAppraising && may.money(looker, { department: department ?? '' }),
        ),
      ),
      SatisfactionAsking: idsOf(askings),
      SatisfactionAnswer: askings.flatMap(({ answers }) => answers).sort(),
      Authorisation: idsOf(county.authorisations.filter((one) => may.authorisation(looker, one))),
      VerificationRequest: idsOf(
        county.verifications.filter((one) => {
          const asked = county.households.filter(({ id }) => one.households.includes(id));
          const own = looker.role === 'chair' && one.requestedBy === looker.staffId;
          return own || may.verification(looker, one, asked);
        }),
      ),
      VerificationQuestion: idsOf(county.questions.filter((one) => may.question(looker, one))),
      FactConflict: idsOf(
        county.conflicts.filter((one) =>
          may.conflict(
            looker,
            one,
            county.households.find(({ id }) => id === one.householdId),
          ),
        ),
      ),
      Import: idsOf(county.imports.filter(({ author }) => looker.role !== 'nobody' && author === looker.staffId)),
      Rehearsal: idsOf(
        county.rehearsals.filter(
          (one) => one.author === looker.staffId || (!one.archived && may.rehearsal(looker, one)),
        ),
      ),
      KeptList: lists,
      KeptListEntry: may.listed ? idsOf(county.listEntries.filter(({ listId }) => lists.includes(listId))) : [],
      ListMatch: matches,
      ListMatchRun: runs,
      ListMatchName: [
        ...new Set(may.listed ? idsOf(county.matchNames.filter(({ matchId }) => matches.includes(matchId))) : []),
      ],
      RegisterSpell: idsOf(county.registerChanges.filter((one) => one.current && may.register(looker, one))),
      RegisterChange: idsOf(county.registerChanges.filter((one) => may.register(looker, one))),
      Discovery: idsOf(county.discoveries.filter((one) => may.discovery(looker, one))),
      DuplicatePair: idsOf(county.pairs.filter((one) => may.pair(looker, one))),
      IdentityReading: idsOf(county.readings.filter((one) => may.reading(looker, one))),
      // No query answers with one.
      RevealedAccount: [],
      RevealedIdentity: [],
      RevealedRecipient: [],
      RevealedDiscovery: [],
      Job: idsOf(
        county.jobs.filter(
          (one) => looker.role !== 'nobody' && (one.requestedBy === looker.staffId || may.job(looker, one)),
        ),
      ),
    },
    composes: idsOf(cases.filter((one) => looker.role !== 'manager' && (looker.role === 'clerk' || isHanded(one)))),
    names: { keptListEntries: may.listed ? lists : [], listMatchNames: may.listed ? runs : [] },
    recoveries: idsOf(looksOver),
    duties: idsOf(
      county.tasks.filter((one) => one.status === 'open' && (one.assignee === looker.staffId || may.duty(looker, one))),
    ),
    identity: (household) => may.identity(looker, household),
    money,
  };
}
