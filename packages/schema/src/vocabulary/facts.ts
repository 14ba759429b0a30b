import { FACT_DATA } from './facts-data.js';

export type FactScope = 'household' | 'person' | 'case';
export type FactType = 'integer' | 'number' | 'boolean' | 'enum' | 'date' | 'list';

export interface FactOption {
  code: string;
  zh: string;
  en: string;
}

/** One value that may be known about a household, a person or a case. */
export interface FactDefinition {
  code: string;
  /** What rules call it; unique, and one FEEL name. */
  nameZh: string;
  nameEn: string;
  scope: FactScope;
  type: FactType;
  unit?: { zh: string; en: string };
  /** The value is an amount in yuan. */
  money?: boolean;
  /** The values of an `enum`; facts store the code, rules write the Chinese label. */
  options?: readonly FactOption[];
  /** Verification sources that hold this fact. */
  verifiedBy: readonly string[];
  note?: string;
  min?: number;
  max?: number;
  /** What 0 is called where it is no count. */
  zero?: { zh: string; en: string };
  /** The value that calls for no attention, where it is not `false`, 0 or `none`. */
  usual?: boolean | string;
  /**
   * `never`: who one is, what has happened. `with_time`: comes by itself. `by_degree`: may be graded otherwise where
   * there is any. Otherwise people or offices may change it, and an explanation may say what would follow.
   */
  changes?: 'never' | 'with_time' | 'by_degree';
  /** Worked out, unless observed: from other facts, or from what a package leaves of the loss. */
  derived?: true | 'in_package';
}

export const FACTS: readonly FactDefinition[] = FACT_DATA;

const BY_CODE = new Map(FACTS.map((fact) => [fact.code, fact]));
const BY_NAME = new Map(FACTS.map((fact) => [fact.nameZh, fact]));

export function factByCode(code: string): FactDefinition | undefined {
  return BY_CODE.get(code);
}

/** Finds a fact by the Chinese name that rules use. */
export function factByName(nameZh: string): FactDefinition | undefined {
  return BY_NAME.get(nameZh);
}

const USUAL: ReadonlySet<unknown> = new Set([false, 0, 'none']);

/** Whether a value calls for no attention: no, none, 0, or what the dictionary names as usual. */
export function isUsual(code: string, value: unknown): boolean {
  const usual = factByCode(code)?.usual;
  return usual === undefined ? USUAL.has(value) || (Array.isArray(value) && value.length === 0) : value === usual;
}
