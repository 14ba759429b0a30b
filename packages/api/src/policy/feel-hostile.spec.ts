import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildTerm } from './build-pack.js';
import { DAY, household, LARGE_RULES, many, NAMES, VOCABULARY } from './feel-cases.js';
import { Evaluation, type Vocabulary } from './feel-evaluate.js';
import { parseFeel } from './feel-parse.js';
import { findSqlProblem } from './feel-sql.js';

const FAMILY = household({ age: 30, hukou_in_county: true, hh_size: 20 }, Array(19).fill({ age: 9 }));

/** Reads a text as a rule is read when it is saved, and works it out for a large family. */
function read(text: string, vocabulary: Vocabulary = VOCABULARY, names: readonly string[] = NAMES): string | undefined {
  const { ast, problems } = parseFeel(text, names);
  if (!ast) return problems[0]?.message ?? 'refused without a word';
  const problem = findSqlProblem(ast, vocabulary, DAY);
  if (!problem) new Evaluation(vocabulary, FAMILY, DAY).evaluate(ast);
  return problem?.message;
}

describe('a hostile text is refused', () => {
  it.each<[string, string, string]>([
    ['a hundred thousand brackets', many(100_000, '('), 'longer than 10000'],
    ['brackets that never close', many(5_000, '('), 'deeper than 100'],
    ['lists in lists', many(2_000, '[1, '), 'deeper than 100'],
    ['contexts in contexts', many(3_000, '{a:'), 'deeper than 100'],
    ['contexts one after the other', many(2_500, '{a} '), 'does not parse'],
    ['not of not', many(2_000, 'not('), 'deeper than 100'],
    ['minus upon minus', many(5_000, '-'), 'does not parse'],
    ['minus upon minus of a number', `${many(1_000, '-')}1`, 'deeper than 100'],
    ['a sum of thousands', `1${many(4_990, '+1')}`, 'does not parse'],
    ['powers of powers', `2${many(3_000, '**2')}`, 'does not parse'],
    ['if in if', `${many(400, 'if 本县户籍 then ')}1${many(400, ' else 2')}`, 'deeper than 100'],
    ['if without an end', many(3_000, 'if '), 'does not parse'],
    ['chained comparisons', `1${many(4_000, '<1')}`, 'does not parse'],
    ['in upon in', `年龄${many(800, ' in (1)')}`, 'deeper than 100'],
    ['parts of parts', `家庭成员${many(1_500, '.年龄')}`, 'does not parse'],
    ['filters of filters', `家庭成员${many(1_000, '[年龄 > 1]')}`, 'does not parse'],
    ['some of some', `${many(20, 'some 甲 in 家庭成员 satisfies ')}true`, 'too many times'],
    [
      'lists against lists',
      `some 甲 in [${many(1_500, '1,')}1] satisfies some 乙 in [${many(1_500, '2,')}2] satisfies 甲 = 乙`,
      'too many times',
    ],
    ['quotes', many(5_000, '"'), 'does not parse'],
    ['escapes without an end', `"${many(4_990, '\\"')}`, 'does not parse'],
    ['comments', many(3_000, '/*'), 'does not parse'],
    ['a name of ten thousand signs', many(10_000, '年'), 'unknown name'],
    ['names in a row', many(2_500, '年龄 '), 'unknown name'],
    ['a duration of ages', `duration("P${many(9_000, '1')}Y")`, 'neither a date'],
    ['operators only', many(900, '+ - >= >= '), 'does not parse'],
    ['words out of place', many(900, ']\nsome1'), 'does not parse'],
    ['words without an order', many(400, 'returnreturnin/every '), 'does not parse'],
  ])('%s', (_what, text, message) => {
    expect(read(text)).toContain(message);
  });

  it('any sequence of the grammar’s words', () => {
    const words =
      '( ) [ ] { } , . .. : @ ? + - * / < >= = != and or not( if then else in between some every satisfies for return count( 家庭成员 年龄 本县户籍 x 1 2.5 "a" " null true date("2022-01-01") // \\ instance of function(';
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words.split(' ')), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('', ' ', '\n'),
        (part, between) => {
          const once = part.join(between) + between;
          const message = read(many(Math.max(1, Math.floor(9_900 / once.length)), once));
          expect(['string', 'undefined']).toContain(typeof message);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a large rule is read and worked out', () => {
  it.each(LARGE_RULES)('%s', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });

  it('terms that each use another twice', () => {
    const terms = Array.from({ length: 40 }, (_none, index) =>
      buildTerm(`词${index}`, 'number', index === 0 ? '年龄' : `词${index - 1} + 词${index - 1}`),
    );
    const names = [...NAMES, ...terms.map(({ name }) => name)];
    const vocabulary: Vocabulary = {
      standards: new Map(),
      terms: new Map(terms.map((term) => [term.name, { term, ast: parseFeel(term.expression, names).ast as never }])),
    };
    const evaluate = (text: string) =>
      new Evaluation(vocabulary, FAMILY, DAY).evaluate(parseFeel(text, names).ast as never).value;
    expect(String(evaluate('词39'))).toBe(String(30 * 2 ** 39));
    expect(String(evaluate('some 甲 in 家庭成员 satisfies 甲.词39 > 词39'))).toBe('false');
    expect(read('词39 > 1', vocabulary, names)).toContain('too long');
    expect(read('some 甲 in 家庭成员 satisfies 甲.词39 > 1', vocabulary, names)).toContain('too long');
  });
});
