import { describe, expect, it } from '@jest/globals';
import { getCounty } from '../platform/county.js';
import { contentOf } from './program-content.js';
import { checkContent, lineAndColumn, problemText, type RuleProblem } from './rule-check.js';
import type { AmountKind, Program } from './types.js';

const { parsed, program } = getCounty('yichuan');
const content = contentOf(program('RC-01') as Program);
const ON = '2026-01-01';

function problemsOf(rule: string, parts: Partial<typeof content> = {}, kind: AmountKind = 'BAND'): RuleProblem[] {
  return checkContent(parsed, kind, { ...content, rule, ...parts }, ON);
}

describe('the check of a program’s texts', () => {
  it('lets the county pack’s own texts pass', () => {
    for (const one of parsed.pack.programs) {
      expect([one.code, checkContent(parsed, one.amount.kind, contentOf(one), ON)]).toEqual([one.code, []]);
    }
  });

  it('tells an unknown name with its place and the nearest one', () => {
    expect(problemsOf('重特大疾病 and 残疾登级 < 3')).toEqual([
      {
        path: 'rule',
        from: 10,
        to: 14,
        message: { zh: '没有“残疾登级”这个信息项、标准或术语', en: 'no fact, standard or term is called "残疾登级"' },
        suggestion: '残疾等级',
      },
    ]);
  });

  it('says in English what Chinese names mean', () => {
    const written = { ...content, rule: '本县户籍或居住地申办\nand 残疾登级 < 3' };
    const [problem] = checkContent(parsed, 'BAND', written, ON);
    expect(problem && problemText(parsed, written, problem).en).toBe(
      'line 2, column 5: no fact, standard or term is called "残疾登级"; did you mean "残疾等级" (Disability level)?',
    );
    const [never] = problemsOf('城乡属性 = "乡下"');
    expect(never?.message.en).toMatch(/^"城乡属性" \(.+\) is never "乡下"; it is one of "城市" \(.+\), "农村" \(.+\)$/);
  });

  it('tells what an amount of its kind lacks', () => {
    const paths = problemsOf('true', { formula: null, step: null }).map(({ path }) => path);
    expect(paths).toEqual(['formula', 'step']);
    expect(problemsOf('true', { formula: null }, 'SERVICE')).toEqual([]);
  });

  it.each([
    '年龄',
    '年龄 +',
    '年龄 = "农村"',
    '(年龄 > 3',
    '年龄 > 3 and 年龄',
    '1 < 年龄 < 3',
    '城乡属性 in ("城市") and 年龄 > 3',
    'date("2022-02-30") < today()',
    '年龄 ** 2 > 3',
    'substring("a", 1) = "a"',
    'round up(年龄) > 1',
    'round up(年龄, 99) > 1',
    'for x in [1, 2] return x',
    '[1, 2][1] = 1',
    'some 年龄 in [1] satisfies true',
    'some x in 家庭成员 satisfies x.家庭月收入 > 1',
    '家庭成员',
    'if 年龄 > 3 then 1 else "a"',
    '{a: 1}',
    '年龄 in (1, "a")',
    '"\\d" = "a"',
    '',
  ])('tells in Chinese what is wrong with %s', (rule) => {
    const problems = problemsOf(rule);
    expect(problems.length).toBeGreaterThan(0);
    for (const { message, from, to } of problems) {
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(message.zh).not.toMatch(/^这里不能用/);
      expect(message.en).not.toMatch(/\p{Script=Han}.*\p{Script=Han}.*did you mean/u);
      expect(to).toBeGreaterThanOrEqual(from);
    }
  });

  it('counts lines and columns from one', () => {
    expect(lineAndColumn('本县户籍\nand 年龄', 9)).toEqual({ line: 2, column: 5 });
    expect(lineAndColumn('年龄', 0)).toEqual({ line: 1, column: 1 });
  });
});
