import { describe, expect, it } from '@jest/globals';
import { parseFeel } from './feel-parse.js';

const NAMES = ['年龄', '城乡属性', '低保户', '家庭月收入', '家庭人口数', '现享受项目'];
const parse = (text: string) => parseFeel(text, NAMES);
const problemOf = (text: string) => {
  const { ast, problems } = parse(text);
  expect(ast).toBeUndefined();
  return problems[0];
};

describe('parseFeel', () => {
  it('turns a rule over Chinese names into a typed tree with places', () => {
    const { ast, names, problems } = parse('年龄 >= 60 and 城乡属性 = "农村" and not(低保户)');
    expect(problems).toEqual([]);
    expect([...names]).toEqual(['年龄', '城乡属性', '低保户']);
    expect(ast).toMatchObject({
      kind: 'and',
      items: [
        { kind: 'compare', op: '>=', left: { kind: 'name', name: '年龄' }, right: { kind: 'number', value: '60' } },
        { kind: 'compare', op: '=', right: { kind: 'string', value: '农村' }, from: 13, to: 24 },
        { kind: 'not', item: { kind: 'name', name: '低保户' } },
      ],
    });
  });

  it('reads everything that rules are written in', () => {
    for (const text of [
      'if 低保户 then 1 else if 年龄 > 3 then 2.50 else -1',
      'round up(max(0, 家庭月收入 / 家庭人口数), 0) + round down(1.5, 1) - floor(2.5) * ceiling(2.1) / abs(-3)',
      'min(1, 2) < sum([1, 2]) or count(现享受项目) = 0',
      '城乡属性 in ("城市", "农村")',
      '(年龄 in [16..60)) or 年龄 in (< 3, > 99) or 年龄 between 3 and 6 or (年龄 in (> 3)) or (年龄 in (7))',
      'list contains(现享受项目, "MCA-01")',
      'some 项 in 现享受项目 satisfies 项 = "MCA-01"',
      'every 项 in 现享受项目 satisfies 项 != "MCA-01"',
      'count(现享受项目[item = "MCA-01"]) > 0',
      'date("2022-01-01") < date("2022-02-28") and true and null = null',
    ]) {
      expect([text, parse(text).problems]).toEqual([text, []]);
    }
  });

  it('tells which text literals are compared with which names', () => {
    const found = parse('城乡属性 = "城市" or "农村" = 城乡属性 or 城乡属性 in ("甲", "乙")').enumComparisons;
    expect(found.map(({ name, literal }) => [name, literal])).toEqual([
      ['城乡属性', '城市'],
      ['城乡属性', '农村'],
      ['城乡属性', '甲'],
      ['城乡属性', '乙'],
    ]);
  });

  it('names an unknown name where it stands', () => {
    expect(problemOf('年龄 > 3 and 身高 > 3')).toEqual({ from: 11, to: 13, message: 'unknown name “身高”' });
  });

  it('suggests the nearest name, of facts of one person where a member is asked', () => {
    expect(problemOf('年岭 > 3')?.message).toBe('unknown name “年岭”; did you mean `年龄`?');
    expect(problemOf('城乡性属 = "城市"')?.message).toContain('did you mean `城乡属性`');
    expect(problemOf('some 人 in 家庭成员 satisfies 人.年岭 > 3')).toMatchObject({
      from: 27,
      message: 'unknown name “年岭”; did you mean `年龄`?',
    });
  });

  it('lets members of the household be asked for what belongs to one person', () => {
    const { ast, names } = parse('count(家庭成员[年龄 > 3].城乡属性) > 0');
    expect(ast).toBeUndefined();
    expect(problemOf('some 人 in 家庭成员 satisfies 人.城乡属性 = "城市"')?.message).toContain(
      'write “城乡属性” alone',
    );
    expect(names.has('年龄')).toBe(true);
    expect([...parse('max(家庭成员.年龄) > 60').names]).toEqual(['家庭成员', '年龄']);
    expect(parse('some 人 in 家庭成员 satisfies 人.残疾类别 = "智利"').problems).toHaveLength(1);
  });

  it.each([
    ['年龄 >', 4],
    ['城乡属性 in ("城市") and 年龄 > 3', 8],
    ['年龄 in [1..3] or 低保户', 6],
    ['年龄 in < 3 and 低保户', 6],
    ['年龄 > 3)', 6],
    ['', 0],
    ['年龄 ** 2', 0],
    ['a.b', 0],
    ['string(年龄)', 0],
    ['function(x) x', 0],
    ['for x in [1] return x', 0],
    ['1 < 年龄 < 3', 0],
    ['date("2022-02-31") = date("2022-03-03")', 0],
    ['1.5e3 > 年龄', 0],
    ['城乡属性 = "\\U01F40E"', 7],
    ['some 年龄 in [1] satisfies 年龄 > 0', 0],
    ['[1, 2][1]', 0],
    ['round up(1.5)', 0],
    ['年龄 /* note */ > 3', 3],
  ])('refuses %s', (text, from) => {
    expect(problemOf(text)?.from).toBe(from);
  });

  it('is bounded in length and depth, but not in the number of clauses', () => {
    expect(problemOf(`${'年龄 > 3 and '.repeat(1000)}true`)?.message).toContain('longer than 10000');
    expect(problemOf(`${'('.repeat(101)}1${')'.repeat(101)}`)?.message).toContain('deeper than 100');
    expect(problemOf(`${'if 低保户 then 1 else '.repeat(101)}1`)?.message).toContain('deeper than 100');
    expect(problemOf(`1${' + 1'.repeat(300)}`)?.message).toContain('deeper than 100');
    expect(parse(`城乡属性 = "${'('.repeat(200)}"`).problems).toEqual([]);
    expect(parse(`${'年龄 > 3 or '.repeat(200)}true`).ast).toMatchObject({ kind: 'or', items: { length: 201 } });
  });
});
