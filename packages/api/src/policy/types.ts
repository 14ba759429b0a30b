import type { BudgetRequestKind } from '@yimen/schema';
import type { MEMBERS, Member, MissingFact } from './feel-household.js';

/**
 * The shapes of the policy room: what a county pack holds and what a judgement says.
 * Money is integer fen everywhere except inside FEEL text, where amounts are yuan.
 * Dates are ISO `YYYY-MM-DD` in Asia/Shanghai.
 */

/** Where a figure comes from. `assumed` figures are shown with a mark in the console. */
export type FigureKind = 'seed' | 'page' | 'page_other' | 'doc' | 'general_knowledge' | 'assumed';

export interface Bilingual {
  zh: string;
  en: string;
}

export interface Department {
  code: string;
  name: Bilingual;
  role: string;
  roleEn: string;
  inCivilAffairsCommittee: boolean;
}

export interface OrgUnit {
  code: string;
  name: Bilingual;
  kind: string;
  parent?: string;
}

export interface Village {
  code: string;
  name: string;
  kind: 'urban' | 'rural';
}

export interface Township {
  /** Org unit code, `T01`–`T07`. */
  code: string;
  divisionCode: string;
  name: Bilingual;
  villages: Village[];
}

export interface StandardValue {
  from: string;
  to: string | null;
  value: number;
  kind: FigureKind;
  source: string;
}

/** A named figure with effective dates; `name` is what FEEL text calls it. */
export interface Standard {
  code: string;
  name: string;
  nameEn: string;
  unit: string;
  unitEn: string;
  /** Code of the department that sets it. */
  department: string;
  values: StandardValue[];
}

/** A named FEEL expression used by several rules (a macro or a derived figure). */
export interface Term {
  code: string;
  name: string;
  nameEn: string;
  type: 'boolean' | 'number' | 'string';
  /** FEEL text. */
  expression: string;
  source: string;
  /** Set when the term stands for a fact of that code that may also be observed; an observed value wins. */
  factCode?: string;
}

export type AmountKind = 'FORMULA' | 'FIXED' | 'BAND' | 'SERVICE' | 'EXTERNAL' | 'LOAN';
export type AidForm =
  | 'cash_monthly'
  | 'cash_one_off'
  | 'reimbursement'
  | 'in_kind'
  | 'service'
  | 'referral'
  | 'loan'
  | 'tuition'
  | 'premium_subsidy'
  | 'insurance_payout';
export type AidPeriod = 'monthly' | 'yearly' | 'per_event' | 'once' | 'ongoing';

export interface ProgramAmount {
  kind: AmountKind;
  unit: Bilingual;
  /** FEEL, yuan. For BAND the suggested amount. */
  formula?: string;
  /** FEEL, yuan. */
  min?: string;
  /** FEEL, yuan. */
  max?: string;
  /** Rounding step of a band, yuan. */
  step?: number;
}

export interface ProgramVariant {
  code: string;
  name: Bilingual;
  rule: string;
  formula: string;
  /** Whose it is, where that differs from the program: one person of a household (单人保). */
  unit?: Program['unit'];
  source: string;
}

export interface SubBenefit {
  code: string;
  name: Bilingual;
  rule?: string;
  formula: string;
  period: AidPeriod;
  source: string;
}

export interface Program {
  code: string;
  /** Number of the rule version in force; 1 is the county pack's own text. */
  version: number;
  name: Bilingual;
  /** What people call it besides, in any language. */
  alsoCalled?: string[];
  department: string;
  coDepartments: string[];
  category: string;
  legalBasis: string[];
  /** Fund codes, the first one pays. */
  funds: string[];
  form: AidForm;
  unit: 'household' | 'person';
  period: AidPeriod;
  /** FEEL text, boolean. */
  rule: string;
  /** The rule as one plain sentence for the public. */
  ruleInWords: Bilingual;
  amount: ProgramAmount;
  variants: ProgramVariant[];
  subBenefits: SubBenefit[];
  groups: string[];
  concurrency: {
    excludes: string[];
    topUpAgainst: string[];
    countsAsIncomeIn: string[];
    notIncomeIn: string[];
    applyAfter: string[];
    compatibleWith: string[];
    words: Bilingual;
  };
  /** True when the money pays for the loss of the case, so that "never more than the actual loss" binds it. */
  againstLoss: boolean;
  /** True when the meeting may enter the family on the program's plan without an amount: a commitment, not money. */
  planAllowed: boolean;
  /** Facts that become true once this program is in the package, e.g. `{hh_dibao_status: 'rural'}`. */
  grantsFacts: Record<string, string | number | boolean>;
  /** Code of the standard that says for how many months the program goes on after the income has risen above its line. */
  fadeOut?: string;
  /** What is paid in equal parts of those months, in percent; in full without it. */
  fadeOutPercents?: number[];
  /** Place in the order of payment; lower pays first. */
  order: number;
  evidence: string[];
  route: string;
  escalation?: Record<string, string>;
  discretionary: boolean;
  deadline: string;
  disclosure: string;
  verificationSources: string[];
  source: string;
  note?: string;
}

export type GroupMode =
  | 'highest_single_award'
  | 'only_one'
  | 'only_one_with_top_up'
  | 'once_per_event'
  | 'sequence'
  | 'compatibility_table'
  | 'additive_by_item'
  | 'county_option';

export interface ExclusivityGroup {
  code: string;
  name: Bilingual;
  mode: GroupMode;
  scope: string;
  members: string[];
  words: Bilingual;
  tieBreak: ('earliest_application' | 'member_order')[];
  /** compatibility_table only: the pairs of members that may stand together; any other two may not. */
  together?: string[][];
  /** county_option only: is the option on? */
  enabled: boolean;
  /** county_option only: the group its members join when the option is on. */
  joins?: string;
  source: string;
}

export interface Deadline {
  code: string;
  name: Bilingual;
  value: number;
  unit: 'working_days' | 'days' | 'hours';
  kind: FigureKind;
  source: string;
}

export interface Fund {
  code: string;
  name: Bilingual;
  /** `statutory` money goes before `social` money. */
  nature: 'statutory' | 'social';
  /** Money moves between funds of one pool; without one it stays in its fund. */
  pool?: string;
  /** MM-DD of the next year from which what is left is carried into it; without one it lapses. */
  carriesOverFrom?: string;
  /** Whether what no donor bound is spent before what is bound to a wish that fits, or after; after it unless told. */
  freeMoney?: 'first' | 'last';
}

/** Up to which amount the finance bureau approves a kind of change of a budget; above it the county's leaders do. */
export interface BudgetApproval {
  kind: BudgetRequestKind;
  financeUpToYuan: number;
  figureKind: FigureKind;
  source: string;
}

/** A yearly budget line of one program from one fund. Money in fen. */
export interface BudgetSeed {
  program: string;
  fund: string;
  amountFen: number;
  /** Places in a year; null = no quota. */
  places: number | null;
  kind: FigureKind;
  source: string;
}

/** A task that a refusal or decision must trigger when its FEEL condition holds. */
export interface FollowUpRule {
  code: string;
  name: Bilingual;
  on: 'refused' | 'adopted';
  /** FEEL over the case's facts. */
  when: string;
  department: string;
  deadline: string;
  /** What the department is told. */
  words: Bilingual;
  source: string;
}

export interface NamedItem {
  code: string;
  name: Bilingual;
  [key: string]: unknown;
}

/** The steps of a decision. `decider` is a unit or department code, or `township`, `department`, `upper`, `bank`. */
export interface Route extends NamedItem {
  steps: string[];
  decider: string;
  words: Bilingual;
}

/** What a posting may show, and when; `never` publishes nothing. */
export interface DisclosureProfile extends NamedItem {
  publish: boolean;
  /** Calendar days of posting. */
  days: number;
  when: 'before_confirmation' | 'after_payment' | 'never';
  shows: string[];
  words: Bilingual;
  source: string;
}

/** A field of the records that a register answers with. */
export interface RegisterField {
  code: string;
  name: Bilingual;
  /** `yuan` with at most two decimals, `day` as YYYY-MM-DD. */
  type: 'text' | 'number' | 'yuan' | 'day';
  /** The words that the field may hold; empty: any. */
  choices: string[];
}

/**
 * How the records of a register tell a fact. Of a household's fact the records of all its members count together; only
 * records whose fields hold one of the words of `only`, none of `except`, and whose `filled` is not empty are looked at.
 */
export interface RegisterAnswer {
  /** Code of the dictionary. */
  fact: string;
  take: 'count' | 'exists' | 'none' | 'at_most_one' | 'sum' | 'value';
  /** What `sum` and `value` take. */
  field?: string;
  filled?: string;
  only?: Record<string, string[]>;
  except?: Record<string, string[]>;
  /** The words of the fact for those of the register. */
  words?: Record<string, string>;
  /** What `value` is without a record. */
  otherwise?: string | number | boolean;
  /** No record tells nothing: the fact may hold for another reason. */
  onlyTrue?: boolean;
  dividedBy?: number;
  /** One part of a sum that is compared with what was declared; of parts of one name the larger counts. */
  part?: string;
}

/** An item that another register answers. */
export interface VerificationSource extends NamedItem {
  provider: Bilingual;
  /** Code of who answers; none outside the county's exchange. */
  verifier?: string;
  fields: RegisterField[];
  refresh?: string;
  mode: 'batch' | 'on_request' | 'discovery' | 'visit';
  /** Calendar days for which an answer may be relied on. */
  validDays?: number;
  answers: RegisterAnswer[];
  note?: string;
}

/** Who answers verification, and how it is reached. */
export interface Verifier extends NamedItem {
  channel: 'http' | 'file' | 'manual';
  /** Code of the department whose officers answer what waits. */
  desk: string;
  /** Codes of deadlines: to answer, and to correct what disagrees. */
  deadline: string;
  correction: string;
}

/** Whose word weighs more about a fact: codes of verification sources, the weightiest first. */
export interface Authority {
  fact: string;
  order: string[];
}

/** What every adult signs before registers are asked. */
export interface AuthorisationText {
  /** Names the version. */
  code: string;
  /** YYYY-MM-DD from which it is signed. */
  from: string;
  validDays: number;
  title: Bilingual;
  words: Bilingual;
  source: string;
}

/** Days off and make-up workdays of a year that the national calendar in the software does not hold yet. */
export interface CalendarPlan {
  kind: FigureKind;
  source: string;
  holidays: string[];
  workdays: string[];
}

/** How an adopted package is looked at again, and what it proposes where it differs (R19, R51, R53). */
export interface SecondRoundRules {
  /** Months after the decision. */
  afterMonths: number;
  answersWithinWorkingDays: number;
  waivesUpToYuan: number;
  /** Of a month of aid so much is kept back at most. */
  setsOffPercent: number;
  /** Codes of programs on which a family lives: nothing of them is kept back. */
  leavesWhole: string[];
  instalments: number;
}

/** How a county asks one question of the nightly self-audit. A question without a rule is not asked. */
export interface AuditRule {
  /** A code of AUDIT_QUESTIONS. */
  code: string;
  severity: 'high' | 'medium' | 'low';
  /** Working days that the owner of a finding has to answer it. */
  answersWithinWorkingDays: number;
  /** Thresholds by name, as the question reads them. */
  figures: Record<string, number>;
  /** The standard that limits an amount. */
  standard?: string;
  kind: FigureKind;
  source: string;
}

/** How departments are assessed every year, and what families are asked after aid (R15–R17). */
export interface AppraisalRules {
  code: string;
  name: Bilingual;
  satisfaction: SatisfactionRules;
  measures: MeasureRule[];
  kind: FigureKind;
  source: string;
}

export interface SatisfactionRules {
  /** Calendar days after the last part was paid or handed out. */
  asksAfterDays: number;
  answersWithinWorkingDays: number;
  /** Sums of fewer answers are shown to nobody. */
  leastAnswers: number;
  complaintWithinWorkingDays: number;
  questions: { code: string; name: Bilingual; asks: Bilingual }[];
}

/** Points of a measure, 0 to 100, run in a straight line from `zeroAt` to `fullAt`. */
export interface MeasureRule {
  /** A code of APPRAISAL_MEASURES. */
  code: string;
  weight: number;
  zeroAt: number;
  fullAt: number;
  reason: Bilingual;
}

/** How much of its new revenue a county means to spend on livelihood (R87). */
export interface LivelihoodRules {
  code: string;
  targetPercent: number;
  /** The first year that is kept. */
  since: number;
  kind: FigureKind;
  source: string;
}

/** What townships hold in advance for urgent aid (R100, R101). Standards in yuan. */
export interface ReserveRules {
  code: string;
  name: Bilingual;
  /** The program whose budget line advances it, and as whose aid its uses count. */
  program: string;
  /** The standard that says how much a township holds at most. */
  float: string;
  /** The standard that says how much a household receives at most within `ceilingDays`. */
  ceiling: string;
  ceilingDays: number;
  /** The deadline of a use's papers. */
  papersWithin: string;
  checkedWithinWorkingDays: number;
  /** Evidence of every use. */
  papers: string[];
  /** Why it may be used, and what evidence that needs besides. */
  reasons: { code: string; name: Bilingual; papers: string[] }[];
  kind: FigureKind;
  source: string;
}

/** Who waits in which order, and from which burden left a household is still in difficulty (R4, R28). */
export interface UnmetNeedRules {
  /** What decides the place in line, the first thing first; the day on which one was found entitled. */
  order: ('urgent' | 'day')[];
  stillInDifficultyAboveYuan: number;
  /** Code of the department that looks at such a household again. */
  department: string;
  answersWithinWorkingDays: number;
}

/** A committee's rule of procedure. */
export interface Committee {
  code: string;
  name: Bilingual;
  /** More than this share of the members who do not stand aside must have voted. */
  quorumOverPercent: number;
  /** It meets within so many working days of a request (R12). */
  meetsWithinWorkingDays: number;
  minutesPerCase: number;
  minutesPerBatch: number;
  /** How long a meeting lasts unless the chair says otherwise. */
  meetingMinutes: number;
  emergency: {
    /** A session begins within so many minutes of being called. */
    withinMinutes: number;
    quorumOverPercent: number;
    /** Votes that must be cast, however small the session is. */
    quorumAtLeast: number;
  };
  /** Minutes for which an item under discussion keeps what its package takes from the budget, from the last change on. */
  reservesMinutes: number;
  secondRound: SecondRoundRules;
  unmetNeed: UnmetNeedRules;
  /** Why the software proposes that a member stands aside. */
  recusalGrounds: ('kin' | 'same_village' | 'own_recommendation')[];
  /** When a substitute of a member's own department needs no acceptance by the chair. */
  acceptsSubstitutes: 'always' | 'before_opening' | 'never';
  /** Departments whose member presides where the chair stands aside, in this order. */
  deputies: string[];
  kind: FigureKind;
  source: string;
}

/** What a column of the bank's file holds. */
export type BankFileField =
  | 'key'
  | 'holder'
  | 'account'
  | 'bank'
  | 'amount'
  | 'program'
  | 'month'
  | 'township'
  | 'department';

/** How the county's bank takes payments, and how it tells what became of them. */
export interface BankFile {
  code: string;
  name: Bilingual;
  sheet: string;
  encoding: 'utf-8' | 'gb18030';
  /** Programs that are paid to the one-card (一卡通) alone. */
  oneCard: string[];
  columns: { field: BankFileField; heading: string }[];
  result: {
    /** Headings of the columns in the bank's answer. */
    key: string;
    amount: string;
    outcome: string;
    reason: string;
    day: string;
    /** What stands in the outcome when it was paid, and when it came back. */
    paid: string[];
    returned: string[];
  };
  kind: FigureKind;
  source: string;
}

export interface CountyPack {
  code: string;
  /** National division code of the county. */
  divisionCode: string;
  name: Bilingual;
  /** From this date on every standard must have a value on every day. */
  validFrom: string;
  departments: Department[];
  orgUnits: OrgUnit[];
  committees: Committee[];
  townships: Township[];
  programs: Program[];
  standards: Standard[];
  terms: Term[];
  groups: ExclusivityGroup[];
  funds: Fund[];
  budgets: BudgetSeed[];
  budgetApprovals: BudgetApproval[];
  /** The first one is used. */
  reserves: ReserveRules[];
  /** The first one is used. */
  livelihoods: LivelihoodRules[];
  deadlines: Deadline[];
  routes: Route[];
  disclosureProfiles: DisclosureProfile[];
  evidenceTypes: NamedItem[];
  verificationSources: VerificationSource[];
  verifiers: Verifier[];
  authorities: Authority[];
  authorisationTexts: AuthorisationText[];
  categories: NamedItem[];
  documents: NamedItem[];
  followUps: FollowUpRule[];
  /** The first one is used. */
  bankFiles: BankFile[];
  auditRules: AuditRule[];
  /** The first one is used. */
  appraisals: AppraisalRules[];
  /** By year. */
  calendar: Record<string, CalendarPlan>;
}

/** A mistake in a county pack; line and column are 1-based. */
export interface PackProblem {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** A fact value as stored: enum codes, ISO dates, yuan for money, arrays of codes. */
export type FactValue = string | number | boolean | readonly string[];

export interface KnownFact {
  value: FactValue;
  source?: string;
  observedOn?: string;
  verified?: boolean;
}

/**
 * Facts by code (English code of the dictionary), and the household's members with their facts. A missing code is
 * unknown, never false.
 */
export type FactBag = Readonly<Record<string, KnownFact>> & { readonly [MEMBERS]?: readonly Member[] };

export type Outcome = 'ELIGIBLE' | 'NOT_ELIGIBLE' | 'NEEDS_FACTS';
export type Truth = 'true' | 'false' | 'unknown';

/** One compared value, ready to be shown: zh label of the enum, number as text. */
export interface TraceValue {
  /** Chinese name as the rule writes it (fact, term or standard). */
  name: string;
  kind: 'fact' | 'standard' | 'term';
  /** Fact or standard code. */
  code: string;
  /** null = unknown. */
  value: FactValue | null;
  text: string;
  unit?: string;
  source?: string;
  observedOn?: string;
  verified?: boolean;
  /** For a standard: the kind of its figure. */
  figureKind?: FigureKind;
  /** For a term that is worked out: its FEEL text. */
  formula?: string;
  /** For a fact of another member of the household: its plain name, and whose it is; `name` tells both. */
  of?: { name: string; member: Bilingual };
}

export interface TraceNode {
  op: 'all' | 'any' | 'not' | 'if' | 'term' | 'clause';
  /** The FEEL text of this node. */
  text: string;
  truth: Truth;
  values: TraceValue[];
  children: TraceNode[];
  /** For `term`: its name. */
  label?: string;
}

export interface AmountVerdict {
  kind: AmountKind;
  unit: Bilingual;
  /** The entitled amount (FORMULA, FIXED) or the suggested one (BAND, LOAN); null when unknown or not money. */
  fen: number | null;
  /** Bounds within which the meeting may choose; equal to `fen` for FORMULA and FIXED. */
  minFen: number | null;
  maxFen: number | null;
  stepFen: number | null;
  /** FEEL text of the formula, and its values. */
  formula: string | null;
  values: TraceValue[];
  missingFacts: string[];
}

export interface Verdict {
  programCode: string;
  /** Number of the rule version that judged. */
  ruleVersion: number;
  /** The variant that applies, e.g. `MCA-02-S`; null = the program itself. */
  variantCode: string | null;
  outcome: Outcome;
  trace: TraceNode;
  /** The clauses that decided: the failing ones of a refusal, the holding ones of an entitlement, the unknown ones otherwise. */
  reasons: TraceNode[];
  /** Codes of facts that are unknown and still matter, for the rule and for the amount. */
  missingFacts: string[];
  /** The same facts with whose they are. */
  missing: MissingFact[];
  amount: AmountVerdict;
  subBenefits: { code: string; name: Bilingual; fen: number | null; period: AidPeriod }[];
  /** Codes of the standards used whose figure is assumed. */
  assumedStandards: string[];
}
