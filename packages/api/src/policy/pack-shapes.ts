import { APPRAISAL_MEASURES, AUDIT_QUESTIONS, BUDGET_REQUEST_KINDS } from '@yimen/schema';
import {
  bilingual,
  count,
  date,
  dayOfYear,
  defines,
  feel,
  feelAmount,
  feelCondition,
  feelName,
  flag,
  list,
  listIfAny,
  number,
  object,
  oneOf,
  optional,
  orNull,
  otherwise,
  record,
  refersTo,
  required,
  share,
  text,
  value,
  yuan,
} from './pack-reader.js';
import type {
  AppraisalRules,
  AuditRule,
  BankFile,
  BudgetApproval,
  BudgetSeed,
  CalendarPlan,
  Committee,
  CountyPack,
  Deadline,
  Department,
  DisclosureProfile,
  ExclusivityGroup,
  FollowUpRule,
  Fund,
  LivelihoodRules,
  MeasureRule,
  NamedItem,
  OrgUnit,
  Program,
  ProgramAmount,
  ProgramVariant,
  ReserveRules,
  Route,
  SatisfactionRules,
  SecondRoundRules,
  Standard,
  StandardValue,
  SubBenefit,
  Term,
  Township,
  UnmetNeedRules,
  Village,
} from './types.js';
import { authorisationText, authority, verificationSource, verifier } from './verification-shapes.js';

/** What each file of a county pack looks like. */

const figureKind = oneOf('seed', 'page', 'page_other', 'doc', 'general_knowledge', 'assumed');
const somePrograms = listIfAny(refersTo('program'));

type PackSection = Exclude<keyof CountyPack, 'code' | 'divisionCode' | 'name' | 'validFrom'>;

export interface PackIndex extends Pick<CountyPack, 'code' | 'divisionCode' | 'name' | 'validFrom'> {
  files: Record<PackSection, string>;
}

export const packIndex = object<PackIndex>('a county', {
  code: required(text),
  divisionCode: required(text),
  name: required(bilingual),
  validFrom: required(date),
  files: required(
    object<PackIndex['files']>('the list of files', {
      departments: required(text),
      orgUnits: required(text),
      committees: required(text),
      townships: required(text),
      programs: required(text),
      standards: required(text),
      terms: required(text),
      groups: required(text),
      funds: required(text),
      budgets: required(text),
      budgetApprovals: required(text),
      reserves: required(text),
      livelihoods: required(text),
      deadlines: required(text),
      routes: required(text),
      disclosureProfiles: required(text),
      evidenceTypes: required(text),
      verificationSources: required(text),
      verifiers: required(text),
      authorities: required(text),
      authorisationTexts: required(text),
      categories: required(text),
      documents: required(text),
      followUps: required(text),
      bankFiles: required(text),
      auditRules: required(text),
      appraisals: required(text),
      calendar: required(text),
    }),
  ),
});

const department = object<Department>('a department', {
  code: required(defines('department')),
  name: required(bilingual),
  role: required(text),
  roleEn: required(text),
  inCivilAffairsCommittee: required(flag),
});

const orgUnit = object<OrgUnit>('an organisation unit', {
  code: required(defines('unit')),
  name: required(bilingual),
  kind: required(text),
  parent: optional(refersTo('unit', 'department')),
});

const village = object<Village>('a village', {
  code: required(defines('village')),
  name: required(text),
  kind: required(oneOf('urban', 'rural')),
});

const township = object<Township>('a township', {
  code: required(refersTo('unit')),
  divisionCode: required(defines('township')),
  name: required(bilingual),
  villages: required(list(village)),
});

const standardValue = object<StandardValue>('a value of a standard', {
  from: required(date),
  to: required(orNull(date)),
  value: required(number),
  kind: required(figureKind),
  source: required(text),
});

const standard = object<Standard>('a standard', {
  code: required(defines('standard')),
  name: required(feelName),
  nameEn: required(text),
  unit: required(text),
  unitEn: required(text),
  department: required(refersTo('department')),
  values: required(list(standardValue)),
});

const term = object<Term>('a term', {
  code: required(defines('term')),
  name: required(feelName),
  nameEn: required(text),
  type: required(oneOf('boolean', 'number', 'string')),
  expression: required(feel),
  source: required(text),
  factCode: optional(text),
});

const benefitUnit = oneOf('household', 'person');
const period = oneOf('monthly', 'yearly', 'per_event', 'once', 'ongoing');

const amount = object<ProgramAmount>('an amount', {
  kind: required(oneOf('FORMULA', 'FIXED', 'BAND', 'SERVICE', 'EXTERNAL', 'LOAN')),
  unit: required(bilingual),
  formula: optional(feelAmount),
  min: optional(feelAmount),
  max: optional(feelAmount),
  step: optional(count),
});

const variant = object<ProgramVariant>('a variant', {
  code: required(defines('part of a program')),
  name: required(bilingual),
  rule: required(feelCondition),
  formula: required(feelAmount),
  unit: optional(benefitUnit),
  source: required(text),
});

const subBenefit = object<SubBenefit>('a sub-benefit', {
  code: required(defines('part of a program')),
  name: required(bilingual),
  rule: optional(feelCondition),
  formula: required(feelAmount),
  period: required(period),
  source: required(text),
});

const concurrency = object<Program['concurrency']>('the concurrency', {
  excludes: somePrograms,
  topUpAgainst: somePrograms,
  countsAsIncomeIn: somePrograms,
  notIncomeIn: somePrograms,
  applyAfter: somePrograms,
  compatibleWith: somePrograms,
  words: required(bilingual),
});

export const program = object<Omit<Program, 'version'>>('a program', {
  code: required(defines('program')),
  name: required(bilingual),
  alsoCalled: optional(list(text)),
  department: required(refersTo('department')),
  coDepartments: listIfAny(refersTo('department')),
  category: required(refersTo('category')),
  legalBasis: required(list(refersTo('document'))),
  funds: required(list(refersTo('fund'))),
  form: required(
    oneOf(
      'cash_monthly',
      'cash_one_off',
      'reimbursement',
      'in_kind',
      'service',
      'referral',
      'loan',
      'tuition',
      'premium_subsidy',
      'insurance_payout',
    ),
  ),
  unit: required(benefitUnit),
  period: required(period),
  rule: required(feelCondition),
  ruleInWords: required(bilingual),
  amount: required(amount),
  variants: listIfAny(variant),
  subBenefits: listIfAny(subBenefit),
  groups: listIfAny(refersTo('group')),
  concurrency: required(concurrency),
  againstLoss: required(flag),
  planAllowed: required(flag),
  grantsFacts: otherwise(record(value), () => ({})),
  fadeOut: optional(refersTo('standard')),
  fadeOutPercents: optional(list(count)),
  order: required(count),
  evidence: required(list(refersTo('evidence type'))),
  route: required(refersTo('route')),
  escalation: optional(record(refersTo('route'))),
  discretionary: required(flag),
  deadline: required(refersTo('deadline')),
  disclosure: required(refersTo('disclosure profile')),
  verificationSources: required(list(refersTo('verification source'))),
  source: required(text),
  note: optional(text),
});

const group = object<ExclusivityGroup>('a group', {
  code: required(defines('group')),
  name: required(bilingual),
  mode: required(
    oneOf(
      'highest_single_award',
      'only_one',
      'only_one_with_top_up',
      'once_per_event',
      'sequence',
      'compatibility_table',
      'additive_by_item',
      'county_option',
    ),
  ),
  scope: required(text),
  members: required(list(refersTo('program'))),
  words: required(bilingual),
  tieBreak: required(list(oneOf('earliest_application', 'member_order'))),
  together: optional(list(list(refersTo('program')))),
  enabled: required(flag),
  joins: optional(refersTo('group')),
  source: required(text),
});

const fund = object<Fund>('a fund', {
  code: required(defines('fund')),
  name: required(bilingual),
  nature: required(oneOf('statutory', 'social')),
  pool: optional(text),
  carriesOverFrom: optional(dayOfYear),
  freeMoney: optional(oneOf('first', 'last')),
});

const budgetApproval = object<BudgetApproval>('an approval of budgets', {
  kind: required(oneOf(...BUDGET_REQUEST_KINDS)),
  financeUpToYuan: required(yuan),
  figureKind: required(figureKind),
  source: required(text),
});

const livelihoodRules = object<LivelihoodRules>('a share of new revenue', {
  code: required(text),
  targetPercent: required(share),
  since: required(count),
  kind: required(figureKind),
  source: required(text),
});

const reserveRules = object<ReserveRules>('a reserve', {
  code: required(text),
  name: required(bilingual),
  program: required(refersTo('program')),
  float: required(refersTo('standard')),
  ceiling: required(refersTo('standard')),
  ceilingDays: required(count),
  papersWithin: required(refersTo('deadline')),
  checkedWithinWorkingDays: required(count),
  papers: required(list(refersTo('evidence type'))),
  reasons: required(
    list(
      object<ReserveRules['reasons'][number]>('a reason', {
        code: required(text),
        name: required(bilingual),
        papers: required(list(refersTo('evidence type'))),
      }),
    ),
  ),
  kind: required(figureKind),
  source: required(text),
});

/** As the file writes it. */
export interface BudgetInYuan extends Omit<BudgetSeed, 'amountFen'> {
  amountYuan: number;
}

const budgetInYuan = object<BudgetInYuan>('a budget line', {
  program: required(refersTo('program')),
  fund: required(refersTo('fund')),
  amountYuan: required(yuan),
  places: required(orNull(count)),
  kind: required(figureKind),
  source: required(text),
});

const deadline = object<Deadline>('a deadline', {
  code: required(defines('deadline')),
  name: required(bilingual),
  value: required(count),
  unit: required(oneOf('working_days', 'days', 'hours')),
  kind: required(figureKind),
  source: required(text),
});

const route = object<Route>('a route', {
  code: required(defines('route')),
  name: required(bilingual),
  steps: required(list(text)),
  decider: required(text),
  words: required(bilingual),
});

const disclosureProfile = object<DisclosureProfile>('a disclosure profile', {
  code: required(defines('disclosure profile')),
  name: required(bilingual),
  publish: required(flag),
  days: required(count),
  when: required(oneOf('before_confirmation', 'after_payment', 'never')),
  shows: required(list(text)),
  words: required(bilingual),
  source: required(text),
});

const secondRound = object<SecondRoundRules>('the rules of second rounds', {
  afterMonths: required(count),
  answersWithinWorkingDays: required(count),
  waivesUpToYuan: required(count),
  setsOffPercent: required(share),
  leavesWhole: somePrograms,
  instalments: required(count),
});

const unmetNeed = object<UnmetNeedRules>('the rules of unmet need', {
  order: required(list(oneOf('urgent', 'day'))),
  stillInDifficultyAboveYuan: required(count),
  department: required(refersTo('department')),
  answersWithinWorkingDays: required(count),
});

const committee = object<Committee>('a committee', {
  code: required(defines('committee')),
  name: required(bilingual),
  quorumOverPercent: required(count),
  meetsWithinWorkingDays: required(count),
  minutesPerCase: required(count),
  minutesPerBatch: required(count),
  meetingMinutes: required(count),
  emergency: required(
    object<Committee['emergency']>('the emergency session', {
      withinMinutes: required(count),
      quorumOverPercent: required(count),
      quorumAtLeast: required(count),
    }),
  ),
  reservesMinutes: required(count),
  secondRound: required(secondRound),
  unmetNeed: required(unmetNeed),
  recusalGrounds: required(list(oneOf('kin', 'same_village', 'own_recommendation'))),
  acceptsSubstitutes: required(oneOf('always', 'before_opening', 'never')),
  deputies: required(list(refersTo('department'))),
  kind: required(figureKind),
  source: required(text),
});

const evidenceType = object<NamedItem>('an evidence type', {
  code: required(defines('evidence type')),
  name: required(bilingual),
});

const category = object<NamedItem & { number: number; source: string }>('a category', {
  code: required(defines('category')),
  number: required(count),
  name: required(bilingual),
  source: required(text),
});

const document = object<NamedItem & { number?: string; source: string }>('a document', {
  code: required(defines('document')),
  name: required(bilingual),
  number: optional(text),
  source: required(text),
});

const followUp = object<FollowUpRule>('a follow-up', {
  code: required(defines('follow-up')),
  name: required(bilingual),
  on: required(oneOf('refused', 'adopted')),
  when: required(feelCondition),
  department: required(refersTo('department')),
  deadline: required(refersTo('deadline')),
  words: required(bilingual),
  source: required(text),
});

const bankFile = object<BankFile>('a bank file', {
  code: required(defines('bank file')),
  name: required(bilingual),
  sheet: required(text),
  encoding: required(oneOf('utf-8', 'gb18030')),
  oneCard: somePrograms,
  columns: required(
    list(
      object<BankFile['columns'][number]>('a column', {
        field: required(
          oneOf('key', 'holder', 'account', 'bank', 'amount', 'program', 'month', 'township', 'department'),
        ),
        heading: required(text),
      }),
    ),
  ),
  result: required(
    object<BankFile['result']>("the bank's answer", {
      key: required(text),
      amount: required(text),
      outcome: required(text),
      reason: required(text),
      day: required(text),
      paid: required(list(text)),
      returned: required(list(text)),
    }),
  ),
  kind: required(figureKind),
  source: required(text),
});

const auditRule = object<AuditRule>('a question of the self-audit', {
  code: required(oneOf(...Object.keys(AUDIT_QUESTIONS))),
  severity: required(oneOf('high', 'medium', 'low')),
  answersWithinWorkingDays: required(count),
  figures: otherwise(record(count), () => ({})),
  standard: optional(refersTo('standard')),
  kind: required(figureKind),
  source: required(text),
});

const satisfactionRules = object<SatisfactionRules>('what families are asked', {
  asksAfterDays: required(count),
  answersWithinWorkingDays: required(count),
  leastAnswers: required(count),
  complaintWithinWorkingDays: required(count),
  questions: required(
    list(
      object<SatisfactionRules['questions'][number]>('a question to a family', {
        code: required(text),
        name: required(bilingual),
        asks: required(bilingual),
      }),
    ),
  ),
});

const measureRule = object<MeasureRule>('a measure', {
  code: required(oneOf(...Object.keys(APPRAISAL_MEASURES))),
  weight: required(count),
  zeroAt: required(count),
  fullAt: required(count),
  reason: required(bilingual),
});

const appraisal = object<AppraisalRules>('an appraisal', {
  code: required(text),
  name: required(bilingual),
  satisfaction: required(satisfactionRules),
  measures: required(list(measureRule)),
  kind: required(figureKind),
  source: required(text),
});

export const calendar = record(
  object<CalendarPlan>('a calendar year', {
    kind: required(figureKind),
    source: required(text),
    holidays: required(list(date)),
    workdays: required(list(date)),
  }),
);

/** The files that hold one list each; the programs have a folder of their own. */
export const packFiles = {
  departments: list(department),
  orgUnits: list(orgUnit),
  committees: list(committee),
  townships: list(township),
  standards: list(standard),
  terms: list(term),
  groups: list(group),
  funds: list(fund),
  budgets: list(budgetInYuan),
  budgetApprovals: list(budgetApproval),
  reserves: list(reserveRules),
  livelihoods: list(livelihoodRules),
  deadlines: list(deadline),
  routes: list(route),
  disclosureProfiles: list(disclosureProfile),
  evidenceTypes: list(evidenceType),
  verificationSources: list(verificationSource),
  verifiers: list(verifier),
  authorities: list(authority),
  authorisationTexts: list(authorisationText),
  categories: list(category),
  documents: list(document),
  followUps: list(followUp),
  bankFiles: list(bankFile),
  auditRules: list(auditRule),
  appraisals: list(appraisal),
};
