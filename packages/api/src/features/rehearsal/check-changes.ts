import { factByName } from '@yimen/schema';
import type { InputCheck } from '../../platform/parse.js';
import { parseFeel } from '../../policy/feel-parse.js';
import { findSqlProblem } from '../../policy/feel-sql.js';
import { nearestName } from '../../policy/nearest-name.js';
import { namesOfPack, type ParsedPack } from '../../policy/parsed-pack.js';
import { standardOn } from '../../policy/standards.js';
import type { Bilingual, Program, Standard } from '../../policy/types.js';
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
  parsed: ParsedPack,
  inputs: readonly RehearsalChangeInput[],
  from: string,
): KeptChange[] {
  const { pack } = parsed;
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
    for (const message of textProblems(parsed, program, field, text, from)) check.add(`${path}.${field}`, message);
  }
  if (input.step != null && program.amount.kind === 'BAND') {
    const step = readNumber(check, `${path}.step`, input.step);
    if (step !== undefined && step !== program.amount.step) {
      change.step = step;
      change.before.step = String(program.amount.step ?? '');
      if (step < 0.01) check.add(`${path}.step`, { zh: '步长至少 0.01 元。', en: 'A step is at least 0.01 yuan.' });
    }
  }
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

function textProblems(
  { pack, vocabulary }: ParsedPack,
  program: Program,
  field: (typeof TEXTS)[number],
  text: string,
  from: string,
): Bilingual[] {
  if (textsOf(program)[field] === undefined) {
    return [{ zh: '该项目没有这一项。', en: 'The program has no such text.' }];
  }
  const names = namesOfPack(pack);
  const { ast, problems, enumComparisons } = parseFeel(text, names);
  const found = problems.map(({ from: place, to, message }) =>
    atPlace(text, place, message, nearestUnknown(text.slice(place, to), names)),
  );
  for (const { name, literal, from: place } of enumComparisons) {
    const labels = factByName(name)?.options?.map(({ zh }) => zh);
    if (!labels || labels.includes(literal)) continue;
    found.push(atPlace(text, place, `“${name}” is never "${literal}"`, nearestName(literal, labels)));
  }
  if (!ast || found.length > 0) return found;
  const holds = field === 'rule' ? 'truth' : 'number';
  const problem = findSqlProblem(ast, vocabulary, from, holds);
  return problem ? [atPlace(text, problem.from, problem.message, undefined)] : [];
}

function nearestUnknown(word: string, names: readonly string[]): string | undefined {
  return /^[\p{Script=Han}\w]+$/u.test(word) && !names.includes(word) ? nearestName(word, names) : undefined;
}

/** A problem of a text with the line and column of its place, both from 1. */
function atPlace(text: string, from: number, message: string, near: string | undefined): Bilingual {
  const before = text.slice(0, from).split('\n');
  const [line, column] = [before.length, [...(before.at(-1) ?? '')].length + 1];
  return {
    zh: `第 ${line} 行第 ${column} 字：${message}${near ? `；是否为“${near}”？` : ''}`,
    en: `Line ${line}, character ${column}: ${message}${near ? `; did you mean “${near}”?` : ''}`,
  };
}
