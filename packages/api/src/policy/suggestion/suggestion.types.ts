import type { Choice, Composition, PackageSituation } from '../compose-package.js';
import type { Bilingual } from '../types.js';

/** What a program's budget line has left for a family, and who else wants of it. */
export interface LineLeft {
  fen: number;
  /** null = without a quota. */
  places: number | null;
  /** Other families that wait for the program. */
  waiting: number;
  /** Those of them that have waited longer than this one. */
  waitingLonger: number;
}

export interface SuggestionInput {
  situation: PackageSituation;
  /** What people chose and want kept: in the package in any case, an amount that they set unchanged. */
  kept: readonly Choice[];
  /** Codes of the programs that people left out on purpose. */
  setAside: readonly string[];
  /** By program; a program without a line is not bounded. */
  lines: ReadonlyMap<string, LineLeft>;
  limitMs: number;
}

/** What a package reaches, and what it costs. Fen. */
export interface PackageValue {
  /** A month: basic living. */
  monthlyFen: number;
  /** Against the loss of the case. */
  coveredFen: number;
  /** Given once, apart from the loss. */
  onceFen: number;
  /** Help without money that is not to be paid back: services, loans, what others pay; places on a plan while a loss is left. */
  helps: number;
  /** Of programs that start only when all others have given. */
  lastResortFen: number;
  /** Of donations and other money that is not the state's. */
  socialFen: number;
  /** Departments that the family has to do with. */
  departments: number;
  /** Papers that it has to bring. */
  papers: number;
}

/**
 * best: by all objectives; suggested: the best with the amounts that the rules suggest instead of the highest; public:
 * with the least of donations; simple: with the fewest steps; next: the next best that differs.
 */
export type SuggestionKind = 'best' | 'suggested' | 'public' | 'simple' | 'next';

export interface Suggestion {
  kind: SuggestionKind;
  choices: Choice[];
  composition: Composition;
  value: PackageValue;
  /** What it reaches; beside the best what it gains and what it costs. */
  words: Bilingual;
}

/** What fits and is not suggested, as the line cannot pay it (R4) or others have waited longer (R28). */
export interface Shortage {
  programCode: string;
  why: 'money' | 'places' | 'others';
}

export interface Suggestions {
  /** The best first. */
  suggestions: Suggestion[];
  proof: {
    /** Whether every way was compared; otherwise time ended before. */
    isProven: boolean;
    /** Packages compared. */
    compared: number;
    /** What no way can exceed: equal to the best where that is proven. */
    mostMonthlyFen: number;
    mostCoveredFen: number;
  };
  short: Shortage[];
  /** Programs that a missing fact keeps out of the comparison. */
  needsFacts: number;
}
