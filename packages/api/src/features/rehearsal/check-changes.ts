import type { County } from '../../platform/county.js';
import type { InputCheck } from '../../platform/parse.js';
import type { ParsedPack } from '../../policy/parsed-pack.js';
import { contentOf } from '../../policy/program-content.js';
import { checkContent, problemText } from '../../policy/rule-check.js';
import { standardOn } from '../../policy/standards.js';
import type { Program, Standard } from '../../policy/types.js';
import type { Change, ProgramChange, StandardChange } from './changed-pack.js';
import type { RehearsalChangeInput } from './rehearsal.inputs.js';

const TEXTS = ['rule', 'formula', 'min', 'max'] as const;

/** A change with what holds without it, in the words that a list of changes shows. */
export type KeptChange = Change & { before: Partial<Record<(typeof TEXTS)[number] | 'step' | 'value', string>> };

/**
 * Reads the changes of an input against the pack in force on `from` (YYYY-MM-DD), noting every problem with its place:
 * texts that do not parse, unknown names with the nearest one, comparisons with labels that a fact does not have, what
 * cannot be run over the county, and changes that change nothing.
 */
export function readChanges(
  check: InputCheck,
  county: County,
  inputs: readonly RehearsalChangeInput[],
  from: string,
): KeptChange[] {
  const { pack, parsed } = county.on(from);
  if (inputs.length === 0) check.add('changes', { zh: '请至少填写一处改动。', en: 'Enter at least one change.' });
  if (inputs.length > 10) {
    check.add('changes', { zh: '一次试算最多 10 处改动。', en: 'One rehearsal holds at most 10 changes.' });
    return [];
  }
  const seen = new Set<string>();
  return inputs.flatMap((input, index) => {
    const path = `changes.${index}`;
    const code = input.programCode ?? input.standardCode ?? '';
    if (seen.has(code)) {
      check.add(path, {
        zh: '同一项目或标准只能改动一处，请合并。',
        en: 'One program or standard is changed once; put the changes together.',
      });
      return [];
    }
    seen.add(code);
    const program = pack.programs.find((one) => one.code === input.programCode);
    if (program) return readProgram(check, parsed, program, input, path, from) ?? [];
    const standard = pack.standards.find((one) => one.code === input.standardCode);
    if (standard) return readStandard(check, standard, input, path, from) ?? [];
    check.add(path, { zh: '请选择一个项目或一项标准。', en: 'Choose a program or a standard.' });
    return [];
  });
}

function readStandard(
  check: InputCheck,
  standard: Standard,
  { value }: RehearsalChangeInput,
  path: string,
  from: string,
): (StandardChange & KeptChange) | undefined {
  const number = readNumber(check, `${path}.value`, value ?? '');
  const before = standardOn(standard, from)?.value;
  if (number === undefined) return undefined;
  if (number === before) {
    check.add(`${path}.value`, { zh: '与现行数值相同。', en: 'This is the figure that holds already.' });
  }
  return { standardCode: standard.code, value: number, before: { value: String(before ?? '') } };
}

/** A figure of a standard or a step: not negative, at most ten digits with six decimals. */
function readNumber(check: InputCheck, path: string, text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '');
  if (/^\d{1,10}(\.\d{1,6})?$/.test(plain)) return Number(plain);
  check.add(path, {
    zh: `“${text}”不是有效数值，请填写不小于 0 的数字，如 520 或 0.35。`,
    en: `"${text}" is not a figure; write a number of 0 or more, such as 520 or 0.35.`,
  });
  return undefined;
}

function readProgram(
  check: InputCheck,
  parsed: ParsedPack,
  program: Program,
  input: RehearsalChangeInput,
  path: string,
  from: string,
): (ProgramChange & KeptChange) | undefined {
  const now = textsOf(program);
  const change: ProgramChange & KeptChange = { programCode: program.code, before: {} };
  for (const field of TEXTS) {
    const text = input[field]?.trim();
    if (text === undefined || text === (now[field] ?? '').trim()) continue;
    change[field] = text;
    change.before[field] = now[field] ?? '';
    if (now[field] === undefined) {
      check.add(`${path}.${field}`, { zh: '该项目没有这一项。', en: 'The program has no such text.' });
    }
  }
  if (input.step != null && program.amount.kind === 'BAND') {
    const step = readNumber(check, `${path}.step`, input.step);
    if (step !== undefined && step !== program.amount.step) {
      change.step = step;
      change.before.step = String(program.amount.step ?? '');
      if (step < 0.01) check.add(`${path}.step`, { zh: '步长至少 0.01 元。', en: 'A step is at least 0.01 yuan.' });
    }
  }
  noteProblems(check, parsed, program, change, path, from);
  if (Object.keys(change.before).length > 0) return change;
  check.add(path, {
    zh: `“${program.name.zh}”没有任何改动。`,
    en: `Nothing is changed in "${program.name.en}".`,
  });
  return undefined;
}

function textsOf({ rule, amount }: Program): Partial<Record<(typeof TEXTS)[number], string>> {
  return { rule, formula: amount.formula, min: amount.min, max: amount.max };
}

/** Notes every problem of the texts that change, each with its line and column and the nearest name. */
function noteProblems(
  check: InputCheck,
  parsed: ParsedPack,
  program: Program,
  { programCode: _, before, ...texts }: ProgramChange & KeptChange,
  path: string,
  from: string,
): void {
  const content = { ...contentOf(program), ...texts };
  for (const problem of checkContent(parsed, program.amount.kind, content, from)) {
    if (!(problem.path in before)) continue;
    const { zh, en } = problemText(parsed, content, problem);
    check.add(`${path}.${problem.path}`, { zh, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}` });
  }
}
