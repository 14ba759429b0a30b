import type { County } from '../../platform/county.js';
import type { Locale } from '../../platform/errors.js';
import type { InputCheck } from '../../platform/parse.js';
import { contentOf, type ProgramContent } from '../../policy/program-content.js';
import { checkContent, lineAndColumn, problemText, type RuleProblem, textAt } from '../../policy/rule-check.js';
import type { Bilingual, Program } from '../../policy/types.js';
import type { RuleContentInput, RulePartInput } from './rule-version.inputs.js';
import type { RuleProblem as ProblemAnswer } from './rule-version.types.js';

const LONGEST_SENTENCE = 500;

const orNull = (text: string | null | undefined) => text?.trim() || null;

/** The texts as typed, on the parts that the program has; a part that is not given stays as it is. */
export function typedContent(program: Program, input: RuleContentInput): ProgramContent {
  const now = contentOf(program);
  const given = (parts: RulePartInput[] | null | undefined, code: string) => parts?.find((part) => part.code === code);
  return {
    rule: input.rule.trim(),
    ruleInWords: { zh: input.ruleInWords.zh.trim(), en: input.ruleInWords.en.trim() },
    formula: orNull(input.formula),
    min: orNull(input.min),
    max: orNull(input.max),
    step: input.step ?? null,
    variants: now.variants.map((variant) => {
      const part = given(input.variants, variant.code);
      return part ? { code: variant.code, rule: (part.rule ?? '').trim(), formula: part.formula.trim() } : variant;
    }),
    subBenefits: now.subBenefits.map((benefit) => {
      const part = given(input.subBenefits, benefit.code);
      return part ? { code: benefit.code, rule: orNull(part.rule), formula: part.formula.trim() } : benefit;
    }),
  };
}

/** What keeps the texts from being judged on a day (YYYY-MM-DD); figures are those of that day. */
export function problemsOf(county: County, program: Program, content: ProgramContent, on: string): RuleProblem[] {
  return checkContent(county.on(on).parsed, program.amount.kind, content, on);
}

/** A problem as the API answers it, in the reader's language. */
export function problemAnswer(content: ProgramContent, problem: RuleProblem, locale: Locale): ProblemAnswer {
  const { message, ...rest } = problem;
  const place = lineAndColumn(textAt(content, problem.path), problem.from);
  return { ...rest, ...place, message: locale === 'en' ? message.en : message.zh };
}

const TEXT_NAMES: Record<string, Bilingual> = {
  rule: { zh: '条件', en: 'rule' },
  formula: { zh: '金额公式', en: 'amount' },
  min: { zh: '下限', en: 'least amount' },
  max: { zh: '上限', en: 'most' },
  step: { zh: '档差', en: 'step' },
};

/** Notes every problem of the texts, each with its line and column and the nearest name where one is unknown. */
export function noteProblems(
  check: InputCheck,
  county: County,
  program: Program,
  content: ProgramContent,
  on: string,
): void {
  for (const [locale, name] of [['zh', '中文公众说明'] as const, ['en', 'English sentence for the public'] as const]) {
    const other = locale === 'zh' ? 'Chinese sentence for the public' : '英文公众说明';
    const names = locale === 'zh' ? { zh: name, en: other } : { zh: other, en: name };
    check.text(`content.ruleInWords.${locale}`, content.ruleInWords[locale], names, LONGEST_SENTENCE);
  }
  if (content.step !== null && !(Number.isInteger(content.step) && content.step > 0)) {
    check.add('content.step', { zh: '档差应为正整数（元）。', en: 'The step is a whole number of yuan above 0.' });
  }
  for (const problem of problemsOf(county, program, content, on)) {
    const { path } = problem;
    const name = TEXT_NAMES[path.split('.').at(-1) ?? ''] ?? { zh: path, en: path };
    const { zh, en } = problemText(county.parsed, content, problem);
    check.add(`content.${path}`, { zh: `${name.zh}${zh}`, en: `${name.en}, ${en}` });
  }
}
