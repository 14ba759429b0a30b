import type { Choices } from './kinds';

/** One change as the form holds it: a program's texts, or a standard's figure. */
export interface ChangeValues {
  programCode?: string;
  standardCode?: string;
  rule?: string | null;
  formula?: string | null;
  min?: string | null;
  max?: string | null;
  step?: string | null;
  value?: string;
}

const TEXTS = ['rule', 'formula', 'min', 'max', 'step', 'value'] as const;

/** A change that begins with what holds on the day of the choices; undefined for what may not be chosen. */
export function changeOf(choices: Choices, code: string): ChangeValues | undefined {
  const program = choices.programs.find((one) => one.code === code);
  if (program) {
    const { rule, formula, min, max, step } = program;
    return { programCode: code, rule, formula, min, max, step };
  }
  const standard = choices.standards.find((one) => one.code === code);
  return standard && { standardCode: code, value: String(standard.value ?? '') };
}

const codeOf = ({ programCode, standardCode }: ChangeValues) => programCode ?? standardCode ?? '';

/** The change without the texts that stay as they are. */
export function onlyChanged(choices: Choices, change: ChangeValues): ChangeValues {
  if (change.standardCode) return change;
  const now = changeOf(choices, codeOf(change));
  return Object.fromEntries(
    Object.entries(change).filter(
      ([field, text]) => field === 'programCode' || text !== now?.[field as keyof ChangeValues],
    ),
  );
}

/** The change for another day: what was left as it stood `before` is as it stands `now`; what was written stays. */
export function onOtherDay(change: ChangeValues, before: Choices, now: Choices): ChangeValues {
  const [was, is] = [changeOf(before, codeOf(change)), changeOf(now, codeOf(change))];
  if (!was || !is) return change;
  const untouched = TEXTS.filter((field) => field in is && change[field] === was[field]);
  return { ...change, ...Object.fromEntries(untouched.map((field) => [field, is[field]])) };
}
