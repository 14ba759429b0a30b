import { factByName } from '@yimen/schema';
import { ruleEnglish } from './feel-english.js';
import { parseFeel } from './feel-parse.js';
import { type FeelResult, findSqlProblem } from './feel-sql.js';
import { nearestName } from './nearest-name.js';
import { namesOfPack, type ParsedPack } from './parsed-pack.js';
import type { ProgramContent } from './program-content.js';
import { inChinese, inEnglish } from './rule-words.js';
import type { AmountKind, Bilingual } from './types.js';

/** What is wrong with a text of a program, and where: 0-based places in the text. */
export interface RuleProblem {
  /** The text, as `rule` or `variants.0.formula`. */
  path: string;
  from: number;
  to: number;
  message: Bilingual;
  /** What may have been meant in its place. */
  suggestion: string | null;
}

interface RuleText {
  path: string;
  text: string;
  holds: FeelResult;
}

function textsOf(content: ProgramContent): RuleText[] {
  const text = (path: string, value: string | null, holds: FeelResult): RuleText[] =>
    value === null ? [] : [{ path, text: value, holds }];
  const parts = (name: string, list: readonly { rule: string | null; formula: string }[]) =>
    list.flatMap(({ rule, formula }, index) => [
      ...text(`${name}.${index}.rule`, rule, 'truth'),
      ...text(`${name}.${index}.formula`, formula, 'number'),
    ]);
  return [
    ...text('rule', content.rule, 'truth'),
    ...text('formula', content.formula, 'number'),
    ...text('min', content.min, 'number'),
    ...text('max', content.max, 'number'),
    ...parts('variants', content.variants),
    ...parts('subBenefits', content.subBenefits),
  ];
}

/**
 * Everything that keeps a program's texts from being judged, for one family or for the whole county, on a day
 * (YYYY-MM-DD). Bounded in time whatever the texts are.
 */
export function checkContent(parsed: ParsedPack, kind: AmountKind, content: ProgramContent, on: string): RuleProblem[] {
  const names = namesOfPack(parsed.pack);
  const amounts = missingAmounts(kind, content);
  return [...amounts, ...textsOf(content).flatMap((text) => checkText(parsed, names, text, on))];
}

function missingAmounts(kind: AmountKind, content: ProgramContent): RuleProblem[] {
  if (kind === 'SERVICE' || kind === 'EXTERNAL') return [];
  const needed = kind === 'BAND' ? (['formula', 'min', 'max', 'step'] as const) : (['formula'] as const);
  const message = { zh: '这类金额必须填写此项。', en: 'An amount of this kind needs it.' };
  return needed
    .filter((path) => content[path] === null)
    .map((path) => ({ path, from: 0, to: 0, message, suggestion: null }));
}

const EMPTY: Bilingual = { zh: '内容为空', en: 'is empty' };

function checkText(
  parsed: ParsedPack,
  names: readonly string[],
  { path, text, holds }: RuleText,
  on: string,
): RuleProblem[] {
  if (text === '') return [{ path, from: 0, to: 0, message: EMPTY, suggestion: null }];
  const { ast, problems, enumComparisons } = parseFeel(text, names);
  const found = problems.map(({ from, to, message }): RuleProblem => {
    const [words = message, suggestion = null] = message.split(/; did you mean `(.*)`\?$/s);
    return { path, from, to, message: { zh: inChinese(words), en: inEnglish(words) }, suggestion };
  });
  for (const { name, literal, from } of enumComparisons) {
    const { nameEn = name, options } = factByName(name) ?? {};
    const labels = options?.map(({ zh }) => zh);
    if (!options || !labels || labels.includes(literal)) continue;
    found.push({
      path,
      from,
      to: from + literal.length + 2,
      message: {
        zh: `“${name}”没有“${literal}”这一项，只能是：${labels.join('、')}`,
        en: `"${name}" (${nameEn}) is never "${literal}"; it is one of ${options.map(({ zh, en }) => `"${zh}" (${en})`).join(', ')}`,
      },
      suggestion: nearestName(literal, labels) ?? null,
    });
  }
  if (!ast || found.length > 0) return found;
  const problem = findSqlProblem(ast, parsed.vocabulary, on, holds);
  if (!problem) return [];
  const { from, to, message } = problem;
  return [{ path, from, to, message: { zh: inChinese(message), en: inEnglish(message) }, suggestion: null }];
}

/** A problem in a sentence, with its line and column and what may have been meant. */
export function problemText({ pack }: ParsedPack, content: ProgramContent, problem: RuleProblem): Bilingual {
  const { line, column } = lineAndColumn(textAt(content, problem.path), problem.from);
  const { message, suggestion } = problem;
  const english = suggestion && ruleEnglish(pack).text(suggestion);
  const meaning = english === suggestion ? '' : ` (${english})`;
  return {
    zh: `第 ${line} 行第 ${column} 列：${message.zh}${suggestion ? `，您是否要写“${suggestion}”？` : '。'}`,
    en: `line ${line}, column ${column}: ${message.en}${suggestion ? `; did you mean "${suggestion}"${meaning}?` : '.'}`,
  };
}

/** Where in a text a place is, as people count: line and column from 1. */
export function lineAndColumn(text: string, place: number): { line: number; column: number } {
  const before = text.slice(0, place).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The text of a content that a problem's path names; '' for what is not text. */
export function textAt(content: ProgramContent, path: string): string {
  return textsOf(content).find((text) => text.path === path)?.text ?? '';
}
