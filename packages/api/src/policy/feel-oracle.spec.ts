import { describe, expect, it, jest } from '@jest/globals';
import { factByCode } from '@yimen/schema';
import { evaluate as feelin } from 'feelin';
import { DAY, FEEL_CASES, type FeelCase, household, parse, told, VOCABULARY } from './feel-cases.js';
import { Evaluation } from './feel-evaluate.js';
import { HOUSEHOLD, MEMBERS } from './feel-household.js';
import { namesIn } from './feel-trace.js';
import type { FactBag, KnownFact } from './types.js';

/** What rules mean otherwise than feelin does, on purpose, with what feelin says. */
const OTHERWISE: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  // Bounds in the wrong order hold nothing; feelin swaps them.
  ['年龄 between 3 and 1', true],
  // Lists and single numbers may be mixed in one call.
  ['max([年龄, 2], 家庭人口数)', null],
  ['sum(0, 家庭成员[年龄 >= 60].本人月收入)', null],
]);

/** Facts as a FEEL context: options by their label, days as dates, what is not known left out. */
function context(facts: Readonly<Record<string, KnownFact>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([code, { value }]) => {
      const fact = factByCode(code);
      const day = fact?.type === 'date' ? feelin(`date("${value}")`).value : undefined;
      return [fact?.nameZh, day ?? fact?.options?.find((option) => option.code === value)?.zh ?? value];
    }),
  );
}

function answerOfFeelin(text: string, bag: FactBag): unknown {
  const standards = [...VOCABULARY.standards].map(([name, { values }]) => [name, values[0]?.value]);
  const { value } = feelin(text, {
    ...context(bag),
    ...Object.fromEntries(standards),
    [HOUSEHOLD]: (bag[MEMBERS] ?? []).map(({ facts }) => context(facts ?? bag)),
  });
  return value;
}

/** A value of feelin's in the words of the table: days as ISO text, durations as whole days or months. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inWords).join(' ')}]`;
  const text = JSON.stringify(value).replaceAll('"', '');
  const [, minus = '', years = 0, months = 0, days] = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(text) ?? [];
  if (!/^-?P/.test(text)) return /^\d{4}-/.test(text) ? text.slice(0, 10) : text;
  return `${minus}${Number(years) * 12 + Number(months) || Number(days ?? 0)}`;
}

/** feelin works with binary fractions of about 16 digits. */
function agrees(ours: string, theirs: string): boolean {
  const [a, b] = [Number(ours), Number(theirs)];
  return ours === theirs || Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a));
}

const answerOf = (text: string, bag: FactBag) => told(new Evaluation(VOCABULARY, bag, DAY).evaluate(parse(text)).value);
/** feelin knows no terms, and says null of what is not known. */
const isForFeelin = ([text, , value]: FeelCase) =>
  value !== 'unknown' && !namesIn(parse(text)).some((name) => VOCABULARY.terms.has(name));

describe('the table of', () => {
  it.each(Object.keys(FEEL_CASES))('%s is what the interpreter says, and feelin', (construct) => {
    jest.useFakeTimers({ now: new Date(`${DAY}T04:00:00Z`) });
    const cases = FEEL_CASES[construct] ?? [];
    for (const [text, facts, value, others] of cases) {
      expect([text, answerOf(text, household(facts, others ?? []))]).toEqual([text, value]);
    }
    for (const [text, facts, value, others] of cases.filter(isForFeelin)) {
      const theirs = answerOfFeelin(text, household(facts, others ?? []));
      if (OTHERWISE.has(text)) expect([text, theirs]).toEqual([text, OTHERWISE.get(text)]);
      else if (!agrees(value, inWords(theirs))) expect([text, inWords(theirs)]).toEqual([text, value]);
    }
    jest.useRealTimers();
  });
});
