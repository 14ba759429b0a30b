import type { AidForm, AidPeriod, Bilingual, CountyPack, FactBag, Outcome, Verdict } from './types.js';

/** What people chose, in the order they chose it; the latest choice last. */
export interface Choice {
  programCode: string;
  /** For whom; omitted: the applicant. Says nothing for programs that aid a household. */
  personId?: string | null;
  /** Fen; omitted: the entitled or suggested amount. */
  amountFen?: number | null;
  /** Entered on the program's plan: a commitment without an amount. */
  planOnly?: boolean;
}

/** Aid that still counts: held monthly, of this year or once in a life, or given for this event. */
export interface GivenAid {
  programCode: string;
  personId?: string | null;
  /** Fen. */
  fen: number;
  againstLoss: boolean;
  /** Given for this very event; otherwise held or given before. */
  sameEvent: boolean;
}

/** A verdict in a package, and whether a status gained in the package changed it. */
export interface PackageVerdict extends Verdict {
  personId?: string | null;
  status?: {
    /** Chosen programs whose status counted. */
    grantedBy: string[];
    beforeOutcome: Outcome;
    /** Fen that it would have been without the status. */
    beforeFen: number | null;
  };
  /** Monthly aid of the package that was counted as income or support, and what the answer would be without it. */
  counted?: {
    by: string[];
    rule: Bilingual;
    beforeOutcome: Outcome;
    beforeFen: number | null;
  };
}

/** What a comparison of two packages needs of an item. */
export type ComparedItem = Pick<
  ComposedItem,
  'programCode' | 'personId' | 'amountFen' | 'chosenFen' | 'planOnly' | 'cappedBy'
>;

export interface ComposedItem {
  programCode: string;
  department: string;
  personId: string | null;
  variantCode: string | null;
  /** Fen that is paid; null for services, plan entries and amounts that others set. */
  amountFen: number | null;
  /** Fen that people chose; null when they left it to the rule. */
  chosenFen: number | null;
  entitledFen: number | null;
  minFen: number | null;
  maxFen: number | null;
  stepFen: number | null;
  planOnly: boolean;
  form: AidForm;
  period: AidPeriod;
  /** Place in the order of payment, from 1. */
  order: number;
  outcome: Outcome;
  /** The rule that reduced it. */
  cappedBy: Bilingual | null;
}

/**
 * What a rule did to a package, or what a change won or lost: `status` (a status gained in the package opened it or
 * changed its amount), `counted` (money of the package that counts did), `dropped`, `capped`; between two compositions also `added`, `removed`, `changed`, `restored`, and
 * `kept_out` for a choice that a rule kept out before and still does.
 */
export type EffectKind =
  | 'added'
  | 'removed'
  | 'changed'
  | 'dropped'
  | 'capped'
  | 'restored'
  | 'status'
  | 'counted'
  | 'kept_out';

export interface Effect {
  kind: EffectKind;
  programCode: string;
  personId: string | null;
  ruleCode: string;
  ruleWords: Bilingual;
  keptProgram: string | null;
  /** Fen; null = nothing, or no money. */
  beforeFen: number | null;
  afterFen: number | null;
  /** Fen won, negative when lost. */
  deltaFen: number;
  words: Bilingual;
}

export type ProblemCode =
  | 'UNKNOWN_PROGRAM'
  | 'DUPLICATE'
  | 'NOT_ELIGIBLE'
  | 'NEEDS_FACTS'
  | 'PLAN_NOT_ALLOWED'
  | 'NOT_MONEY'
  | 'OUT_OF_BAND'
  | 'NOTHING_TO_PAY';

export interface CompositionProblem {
  /** Place in the choices. */
  index: number;
  programCode: string;
  code: ProblemCode;
  words: Bilingual;
  minFen: number | null;
  maxFen: number | null;
  stepFen: number | null;
}

export interface Coverage {
  /** Fen; null = not known, then the loss does not bound the aid. */
  costFen: number | null;
  insurancePaidFen: number;
  /** Fen: the cost less insurance; null = not known. */
  needFen: number | null;
  /** Fen already given against this loss. */
  alreadyFen: number;
  /** Fen that the package gives against the loss. */
  coveredFen: number;
  leftFen: number | null;
  /** Fen a month in the package, apart from the loss. */
  monthlyFen: number;
  segments: { programCode: string; department: string; fen: number }[];
}

export interface Composition {
  /** In the order of payment. */
  items: ComposedItem[];
  /** What the rules opened, dropped or reduced. */
  effects: Effect[];
  /** Choices that cannot enter the package. */
  problems: CompositionProblem[];
  coverage: Coverage;
}

export interface CompositionInput {
  pack: CountyPack;
  /** Judged by `judgeForPackage`, so that statuses gained in the package count. */
  verdicts: readonly PackageVerdict[];
  choices: readonly Choice[];
  /** Fen. */
  need: { costFen: number | null; insurancePaidFen: number };
  alreadyGiven: readonly GivenAid[];
}

/** What a case is judged and composed on. */
export interface PackageSituation extends Pick<CompositionInput, 'need' | 'alreadyGiven'> {
  facts: FactBag;
  /** YYYY-MM-DD, Asia/Shanghai */
  on: string;
}
