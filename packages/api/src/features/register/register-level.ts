import { REGISTER_LEVELS, type RegisterLevel } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import { dibaoDepartment } from '../../platform/deadlines.js';
import type { Program } from '../../policy/types.js';

/** Levels that a single person may have apart from his household. */
export const PERSONAL_LEVELS: readonly string[] = ['tekun', 'dibao'] satisfies RegisterLevel[];

/** Levels of rural families that are watched; they are the codes of the monitoring class. */
export const MONITORED_LEVELS: readonly string[] = [
  'unstable_out_of_poverty',
  'marginal_at_risk',
  'sudden_severe',
] satisfies RegisterLevel[];

/** Whether a text names a level of the register. */
export function isLevel(code: string): code is RegisterLevel {
  return Object.hasOwn(REGISTER_LEVELS, code);
}

const ORDER = Object.keys(REGISTER_LEVELS) as RegisterLevel[];
const BY_NAME = new Map<string, RegisterLevel>(
  ORDER.flatMap((level) => {
    const { zh, en } = REGISTER_LEVELS[level];
    return [level, zh, `${zh}户`, en].map((name) => [name, level] as const);
  }),
);

/** The level that a list calls so: by code or name, with or without 户. */
export function levelNamed(text: string): RegisterLevel | undefined {
  return BY_NAME.get(text.trim());
}

/** The most protected of some levels; undefined of none. */
export function highestLevel(levels: Iterable<RegisterLevel>): RegisterLevel | undefined {
  const given = new Set(levels);
  return ORDER.find((level) => given.has(level));
}

/** The level that a program gives, by the status that it grants; undefined when it gives none. */
export function levelOfProgram({ grantsFacts }: Pick<Program, 'grantsFacts'>): RegisterLevel | undefined {
  if ((grantsFacts.hh_dibao_status ?? 'none') !== 'none') return 'dibao';
  if ((grantsFacts.tekun_status ?? 'none') !== 'none') return 'tekun';
  if (grantsFacts.hh_low_income_edge === true) return 'edge';
  return grantsFacts.hh_rigid_expense_family === true ? 'rigid_expense' : undefined;
}

/** Code of the department that keeps the register. */
export function registerKeeper(county: County): string {
  return dibaoDepartment(county);
}
