import type { County } from '../../platform/county.js';
import { standardOn } from '../../policy/standards.js';
import type { ReserveRules } from '../../policy/types.js';

/** The county's rules of the townships' reserve; undefined where it has none. */
export function reserveRules({ pack }: Pick<County, 'pack'>): ReserveRules | undefined {
  return pack.reserves[0];
}

/** How much a township holds at most, and a household receives at most, on a day (YYYY-MM-DD), fen. */
export function reserveFigures(
  county: County,
  rules: ReserveRules,
  on: string,
): { floatFen: number; ceilingFen: number } {
  return { floatFen: fenOf(county, rules.float, on), ceilingFen: fenOf(county, rules.ceiling, on) };
}

function fenOf(county: County, code: string, on: string): number {
  const standard = county.on(on).pack.standards.find((one) => one.code === code);
  const value = standard && standardOn(standard, on);
  if (!value) throw new Error(`The county pack has no value of ${code} on ${on}`);
  return Math.round(value.value * 100);
}

/** What papers a use for a reason needs: codes of evidence; undefined for a reason that the pack does not know. */
export function papersFor(rules: ReserveRules, reason: string): string[] | undefined {
  const known = rules.reasons.find(({ code }) => code === reason);
  return known && [...rules.papers, ...known.papers];
}
