import type { Bilingual, FactBag, FactValue, Outcome } from './types.js';

/** A household whose income might rise. */
export interface CliffHousehold {
  /** What is known of each member, facts of the household included. */
  members: readonly { personId: string; facts: FactBag }[];
  /** Support that runs now. Fen a month, or a year in a yearly program. */
  held: readonly { programCode: string; personId: string | null; fen: number }[];
  /** Whose own income rises. */
  earnerId: string;
  /** YYYY-MM-DD, Asia/Shanghai. */
  on: string;
}

/** Support that comes back every month or every year. */
export interface SupportLine {
  programCode: string;
  /** Code of a part of the program that is paid beside its main amount. */
  partCode: string | null;
  name: Bilingual;
  /** null: the household. */
  personId: string | null;
  period: 'monthly' | 'yearly';
  /** Fen a period, by the rule; as recorded where the rule cannot say. */
  fen: number;
  /** Fen that the household is recorded to receive now; null where it is only entitled. */
  heldFen: number | null;
  /** Whether the rule supports it; what is held without that support stays as it is and is due for a review. */
  outcome: Outcome;
}

export interface Support {
  lines: SupportLine[];
  /** Fen of all monthly lines, a month. */
  monthlyFen: number;
  /** Fen of all yearly lines, a year. */
  yearlyFen: number;
}

export interface LineChange extends Omit<SupportLine, 'fen' | 'outcome'> {
  beforeFen: number;
  afterFen: number;
}

/** What a status (dibao, say) would become: a fact that a program grants. */
export interface StatusLoss {
  code: string;
  personId: string | null;
  from: FactValue;
  to: FactValue;
  /** The program that no longer grants it. */
  programCode: string;
}

/** What would follow from a rise of the household's income. */
export interface CliffStep {
  /** Fen a month. */
  riseFen: number;
  support: Support;
  changes: LineChange[];
  statusLost: StatusLoss[];
  /** Programs that would be closed, money or not, besides those in `changes`. */
  closed: { programCode: string; personId: string | null }[];
  /** The rise less the support lost: fen a month, monthly lines only. */
  netMonthFen: number;
  /** The same over a year, yearly lines included. */
  netYearFen: number;
}

export interface Cliff {
  /** Whether the income that would rise is known; without it no step can be worked out. */
  incomeKnown: boolean;
  now: Support;
  steps: CliffStep[];
}
