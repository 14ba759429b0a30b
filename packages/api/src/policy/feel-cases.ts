import { FACTS } from '@yimen/schema';
import { buildStandard, buildTerm } from './build-pack.js';
import type { FeelNode } from './feel-ast.js';
import { Duration } from './feel-date.js';
import type { Vocabulary } from './feel-evaluate.js';
import { MEMBERS, Member } from './feel-household.js';
import { parseFeel } from './feel-parse.js';
import { Decimal, type FeelValue, isDecimal, UNKNOWN } from './feel-value.js';
import type { FactBag, FactValue } from './types.js';

/** The day of the cases. */
export const DAY = '2022-06-23';
const STANDARDS = [buildStandard('低保线', 670), buildStandard('倍数', 1.5), buildStandard('零标准', 0)];
const TERMS = [
  buildTerm('持证', 'boolean', '残疾等级 >= 1'),
  buildTerm('家庭月人均收入', 'number', '家庭月收入 / 家庭人口数', 'hh_percap_income_month'),
  buildTerm('收入线', 'number', '倍数 * 低保线'),
  buildTerm('有未成年人', 'boolean', 'some 成员 in 家庭成员 satisfies 成员.年龄 < 18'),
];
export const NAMES = [
  ...FACTS,
  ...STANDARDS.map(({ name }) => ({ nameZh: name })),
  ...TERMS.map(({ name }) => ({ nameZh: name })),
].map(({ nameZh }) => nameZh);
/** Parses a text with the names of the cases. Throws Error when it does not parse. */
export const parse = (text: string): FeelNode => {
  const { ast, problems } = parseFeel(text, NAMES);
  if (!ast) throw new Error(`${text}: ${problems[0]?.message}`);
  return ast;
};
export const VOCABULARY: Vocabulary = {
  standards: new Map(STANDARDS.map((one) => [one.name, one])),
  terms: new Map(TERMS.map((one) => [one.name, { term: one, ast: parse(one.expression) }])),
};

/** A bag of facts with the household's members: the person told first, then the others. */
export function household(facts: Record<string, FactValue>, others?: readonly Record<string, FactValue>[]): FactBag {
  const bag = (values: Record<string, FactValue>) =>
    Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));
  if (!others) return bag(facts);
  const members = [undefined, ...others].map((values, index) => {
    const label = { zh: `成员${index + 1}`, en: `member ${index + 1}` };
    return new Member(String(index), label, values && bag(values));
  });
  return { ...bag(facts), [MEMBERS]: members };
}

/** A value in words that the readers share. */
export function told(value: FeelValue): string {
  if (value === UNKNOWN || value === null) return 'unknown';
  if (isDecimal(value)) return new Decimal(value.toFixed()).toFixed();
  if (value instanceof Duration) return String(value.amount);
  if (Array.isArray(value)) return `[${value.map(told).join(' ')}]`;
  return String(value);
}

/**
 * A row of the table: an expression, the facts told, what it is worth, and what is told of the other members of the
 * household, where the household is known.
 */
export type FeelCase = [
  text: string,
  facts: Record<string, FactValue>,
  value: string,
  others?: Record<string, FactValue>[],
];

/** What each construct of the rule language is worth, by construct: the three readers of a rule agree on every row. */
export const FEEL_CASES: Record<string, FeelCase[]> = {
  comparisons: [
    ['年龄 >= 60', { age: 60 }, 'true'],
    ['年龄 >= 60', {}, 'unknown'],
    ['年龄 != 60', { age: 60 }, 'false'],
    ['家庭月收入 = 年龄', { age: 3, hh_income_month: 3 }, 'true'],
    ['城乡属性 = "城市"', { hh_area_type: 'urban' }, 'true'],
    ['城乡属性 != "城市"', { hh_area_type: 'rural' }, 'true'],
    ['城乡属性 = "乡镇"', { hh_area_type: 'rural' }, 'false'],
    ['城乡属性 = "乡镇"', {}, 'unknown'],
    ['城乡属性 != "乡镇"', {}, 'unknown'],
    ['父亲状态 = 母亲状态', { father_status: 'dead', mother_status: 'dead' }, 'true'],
    ['城乡属性 = 低保状态', { hh_area_type: 'urban', hh_dibao_status: 'none' }, 'false'],
    ['本县户籍 = 持有居住证', { hukou_in_county: false, residence_permit: false }, 'true'],
    ['现享受项目 = ["MCA-01"]', { existing_benefits: ['MCA-01'] }, 'true'],
  ],
  'and, or, not': [
    ['本县户籍 and 年龄 > 3', { age: 2 }, 'false'],
    ['本县户籍 and 年龄 > 3', { age: 4 }, 'unknown'],
    ['本县户籍 or 年龄 > 3', { age: 4 }, 'true'],
    ['本县户籍 or 年龄 > 3', { age: 2 }, 'unknown'],
    ['not(本县户籍)', {}, 'unknown'],
    ['not(本县户籍)', { hukou_in_county: false }, 'true'],
  ],
  null: [
    ['年龄 = null', {}, 'unknown'],
    ['年龄 = null', { age: 3 }, 'false'],
    ['年龄 != null', { age: 3 }, 'true'],
    ['城乡属性 in ("城市", null)', { hh_area_type: 'rural' }, 'false'],
    ['(if 本县户籍 then null else 3) = null', { hukou_in_county: true }, 'true'],
    ['(if 本县户籍 then null else 3) = null', { hukou_in_county: false }, 'false'],
    ['(if 本县户籍 then null else 3) = null', {}, 'unknown'],
    ['(if 本县户籍 then null else 年龄) + 1', { hukou_in_county: true, age: 3 }, 'unknown'],
  ],
  'in, between and ranges': [
    ['年龄 in (1, 2, 3)', { age: 2 }, 'true'],
    ['年龄 in (1, 2.5)', { age: 2 }, 'false'],
    ['年龄 in (1, 2)', {}, 'unknown'],
    ['年龄 in [1..3]', { age: 3 }, 'true'],
    ['年龄 in (1..3)', { age: 3 }, 'false'],
    ['年龄 in [1..3)', { age: 1 }, 'true'],
    ['年龄 in (< 3, > 60)', { age: 70 }, 'true'],
    ['年龄 in (家庭人口数, 5)', { age: 5 }, 'true'],
    ['年龄 in (家庭人口数, 5)', { age: 6 }, 'unknown'],
    ['年龄 in (家庭人口数, 5)', { hh_size: 5 }, 'unknown'],
    ['年龄 in (家庭人口数, 5)', { age: 6, hh_size: 1 }, 'false'],
    ['年龄 between 1 and 家庭人口数', { age: 0 }, 'unknown'],
    ['年龄 between 1 and 家庭人口数', { age: 0, hh_size: 3 }, 'false'],
    ['年龄 between 3 and 1', { age: 2 }, 'false'],
    ['"MCA-01" in (现享受项目)', { existing_benefits: ['MIA-02', 'MCA-01'] }, 'true'],
    ['城乡属性 in (现享受项目)', { existing_benefits: [] }, 'unknown'],
    ['城乡属性 in (现享受项目)', { existing_benefits: [], hh_area_type: 'urban' }, 'false'],
    ['城乡属性 in ("乡镇", "街道")', {}, 'unknown'],
  ],
  if: [
    ['if 本县户籍 then 2 else 1', {}, 'unknown'],
    ['if 本县户籍 then 2 else 1 + 1', {}, '2'],
    ['if 本县户籍 then 年龄 else 家庭人口数', { age: 3, hh_size: 3 }, '3'],
    ['if 本县户籍 then 年龄 else 家庭人口数', { age: 3 }, 'unknown'],
    ['if 本县户籍 then 年龄 else 家庭人口数', { age: 3, hukou_in_county: true }, '3'],
    ['if 年龄 > 3 then "甲" else if 年龄 > 2 then "乙" else "甲"', {}, 'unknown'],
    ['if 本县户籍 then 城乡属性 else "城市"', { hh_area_type: 'urban' }, '城市'],
    ['if 本县户籍 then (if 年龄 > 3 then 1 else 2) else 1', { age: 5 }, '1'],
  ],
  arithmetic: [
    ['家庭月收入 / 家庭人口数', { hh_income_month: 1000, hh_size: 3 }, '333.3333333333333333333333333333333'],
    ['家庭月收入 / 家庭人口数 * 3', { hh_income_month: 1000, hh_size: 3 }, '999.9999999999999999999999999999999'],
    ['家庭月收入 / 家庭人口数 * 3', { hh_income_month: 2000, hh_size: 3 }, '2000'],
    ['家庭月收入 / 家庭人口数 - 333', { hh_income_month: 1000, hh_size: 3 }, '0.3333333333333333333333333333333'],
    ['家庭月收入 / 家庭人口数', { hh_income_month: 1000, hh_size: 0 }, 'unknown'],
    ['家庭月收入 / 零标准', { hh_income_month: 1000 }, 'unknown'],
    ['家庭月收入 / 4', { hh_income_month: 1000.1 }, '250.025'],
    ['年龄 / 7 / 7 / 7', { age: 1 }, '0.002915451895043731778425655976676386'],
    ['-年龄', { age: 3 }, '-3'],
    ['年龄 * 0', {}, 'unknown'],
    ['年龄 * 年龄 * 年龄 * 年龄 * 年龄', { age: 999_999_999 }, '999999995000000009999999990000000000000000000'],
  ],
  functions: [
    ['min(年龄, 3)', { age: 5 }, '3'],
    ['max(0, 年龄)', {}, 'unknown'],
    ['max(年龄, 家庭人口数, 4)', { age: 5, hh_size: 6 }, '6'],
    ['sum(年龄, 家庭人口数, 1)', { age: 5, hh_size: 6 }, '12'],
    ['sum([年龄, 家庭人口数])', { age: 5, hh_size: 6 }, '11'],
    ['sum([年龄, 家庭人口数])', { age: 5 }, 'unknown'],
    ['max([年龄, 2], 家庭人口数)', { age: 5, hh_size: 6 }, '6'],
    ['min([年龄][item > 3])', { age: 2 }, 'unknown'],
    ['abs(年龄 - 5)', { age: 2 }, '3'],
    ['floor(年龄 / 2)', { age: 5 }, '2'],
    ['ceiling(-年龄 / 2)', { age: 5 }, '-2'],
    ['round up(家庭月收入, 0)', { hh_income_month: 1.01 }, '2'],
    ['round up(-家庭月收入, 0)', { hh_income_month: 1.01 }, '-2'],
    ['round up(家庭月收入, -2)', { hh_income_month: 123.4 }, '200'],
    ['round down(-家庭月收入, 1)', { hh_income_month: 1.99 }, '-1.9'],
    ['round down(家庭月收入, -1)', { hh_income_month: 19.99 }, '10'],
    ['round half up(家庭月收入, 0)', { hh_income_month: 2.5 }, '3'],
    ['round half up(-家庭月收入, 0)', { hh_income_month: 1.5 }, '-2'],
    ['round half down(家庭月收入, 0)', { hh_income_month: 2.5 }, '2'],
    ['round half down(-家庭月收入, 1)', { hh_income_month: 1.26 }, '-1.3'],
    ['round up(家庭月收入 / 家庭人口数 * 3, 0)', { hh_income_month: 2000, hh_size: 3 }, '2000'],
    ['count(现享受项目)', { existing_benefits: [] }, '0'],
    ['list contains(现享受项目, "MCA-01")', { existing_benefits: [] }, 'false'],
    ['list contains(现享受项目, 城乡属性)', { existing_benefits: [] }, 'unknown'],
  ],
  'some, every and filters': [
    ['some 项 in 现享受项目 satisfies 项 = "MCA-01"', { existing_benefits: [] }, 'false'],
    ['every 项 in 现享受项目 satisfies 项 = "MCA-01"', { existing_benefits: [] }, 'true'],
    ['some 项 in 现享受项目 satisfies 项 = "MCA-01"', {}, 'unknown'],
    ['some 项 in [1, 2] satisfies 项 > 年龄', {}, 'unknown'],
    ['some 项 in [1, 2] satisfies 项 > 年龄', { age: 1 }, 'true'],
    ['some 项 in [1, 2] satisfies 项 > 1 or 年龄 > 3', {}, 'true'],
    ['every 项 in [1, 2] satisfies 项 > 1 and 年龄 > 3', {}, 'false'],
    ['every 项 in [1, 2] satisfies 项 > 年龄', { age: 0 }, 'true'],
    ['count(现享受项目[item != "MCA-01"])', { existing_benefits: ['MCA-01', 'MIA-02'] }, '1'],
    ['现享受项目[item != "MCA-01"]', { existing_benefits: ['MCA-01', 'MIA-02', 'EDU-03'] }, '[MIA-02 EDU-03]'],
    ['现享受项目[年龄 > 3]', { existing_benefits: ['MCA-01'] }, 'unknown'],
    ['现享受项目[年龄 > 3]', { existing_benefits: [] }, '[]'],
    ['some 项 in [1, 2] satisfies some 数 in [2, 3] satisfies 项 = 数 and 年龄 = 数', { age: 2 }, 'true'],
  ],
  'members of the household': [
    ['count(家庭成员)', { age: 30 }, '3', [{}, { age: 5 }]],
    ['count(家庭成员) = 家庭人口数', { hh_size: 2 }, 'true', [{}]],
    ['count(家庭成员[年龄 >= 60])', { age: 70 }, '2', [{ age: 60 }, { age: 59 }]],
    ['count(家庭成员[年龄 >= 60])', { age: 70 }, 'unknown', [{ age: 60 }, {}]],
    ['count(家庭成员[年龄 >= 60]) >= 1 or 年龄 >= 60', { age: 70 }, 'true', [{}]],
    ['count(家庭成员[年龄 >= 60 and 残疾等级 in [1..2]])', { age: 70, disability_level: 0 }, '0', [{ age: 3 }]],
    ['count(家庭成员[年龄 >= 60][残疾等级 >= 1])', { age: 70, disability_level: 2 }, '1', [{ age: 3 }]],
    [
      'count(家庭成员[年龄 >= 60][残疾等级 >= 1])',
      { age: 70, disability_level: 2 },
      'unknown',
      [{ disability_level: 0 }],
    ],
    ['some 成员 in 家庭成员 satisfies 成员.年龄 < 18', { age: 30 }, 'true', [{}, { age: 17 }]],
    ['some 成员 in 家庭成员 satisfies 成员.年龄 < 18', { age: 30 }, 'unknown', [{}, { age: 18 }]],
    ['some 成员 in 家庭成员 satisfies 成员.年龄 < 18', { age: 30 }, 'false', [{ age: 31 }, { age: 18 }]],
    [
      'some 成员 in 家庭成员 satisfies 成员.年龄 < 18 and 成员.残疾类别 in ("智力", "精神")',
      { age: 30 },
      'true',
      [{ age: 3, disability_category: 'mental' }],
    ],
    ['some 成员 in 家庭成员 satisfies 成员.年龄 < 年龄', { age: 30 }, 'true', [{ age: 29 }]],
    ['some 成员 in 家庭成员 satisfies 成员.年龄 < 年龄', {}, 'unknown', [{ age: 29 }]],
    ['every 成员 in 家庭成员 satisfies 成员.本县户籍', { hukou_in_county: true }, 'true', [{ hukou_in_county: true }]],
    [
      'every 成员 in 家庭成员 satisfies 成员.本县户籍',
      { hukou_in_county: true },
      'false',
      [{ hukou_in_county: false }, {}],
    ],
    ['every 成员 in 家庭成员 satisfies 成员.本县户籍', { hukou_in_county: true }, 'unknown', [{}]],
    ['every 成员 in 家庭成员[年龄 < 18] satisfies 成员.本县户籍', { age: 30 }, 'true', [{ age: 40 }]],
    ['every 成员 in 家庭成员[年龄 < 18] satisfies 成员.本县户籍', { age: 30 }, 'unknown', [{ hukou_in_county: true }]],
    [
      'every 成员 in 家庭成员[年龄 < 18] satisfies 成员.本县户籍',
      { age: 30 },
      'false',
      [{ age: 3, hukou_in_county: false }],
    ],
    ['every 成员 in 家庭成员[年龄 < 18] satisfies 成员.本县户籍', {}, 'unknown', [{ age: 3, hukou_in_county: false }]],
    [
      'sum(家庭成员.本人月收入)',
      { personal_income_month: 0.1 },
      '0.6',
      [{ personal_income_month: 0.2 }, { personal_income_month: 0.3 }],
    ],
    ['sum(家庭成员.本人月收入)', { personal_income_month: 0.1 }, 'unknown', [{}]],
    ['max(家庭成员.年龄)', { age: 3 }, '61', [{ age: 61 }]],
    ['sum(家庭成员[年龄 >= 18].本人月收入)', { age: 30, personal_income_month: 900 }, '900', [{ age: 3 }]],
    ['sum(0, 家庭成员[年龄 >= 60].本人月收入)', { age: 30 }, '0', [{ age: 3 }]],
    ['sum(家庭成员[年龄 >= 60].本人月收入)', { age: 30 }, 'unknown', [{ age: 3 }]],
    ['家庭成员.残疾类别', { disability_category: 'limb' }, '[肢体 智力]', [{ disability_category: 'intellectual' }]],
    [
      'list contains(家庭成员.残疾类别, "智力")',
      { disability_category: 'limb' },
      'true',
      [{ disability_category: 'intellectual' }],
    ],
    ['家庭成员[年龄 > 99].年龄', { age: 30 }, '[]', [{ age: 3 }]],
    ['count(家庭成员[持证])', { disability_level: 2 }, '2', [{ disability_level: 1 }, { disability_level: 0 }]],
    ['some 成员 in 家庭成员 satisfies 成员.持证', { disability_level: 0 }, 'unknown', [{}]],
    [
      'count(家庭成员[家庭月收入 / 家庭人口数 < 低保线 and 年龄 < 18])',
      { age: 30, hh_income_month: 900, hh_size: 2 },
      '1',
      [{ age: 3 }],
    ],
    [
      'some 甲 in 家庭成员 satisfies count(家庭成员[年龄 > 甲.年龄]) = 2',
      { age: 30 },
      'true',
      [{ age: 3 }, { age: 9 }],
    ],
    [
      'some 甲 in 家庭成员 satisfies some 乙 in 家庭成员 satisfies 甲.年龄 - 乙.年龄 > 60',
      { age: 30 },
      'false',
      [{ age: 3 }, { age: 63 }],
    ],
    ['count(家庭成员[count(家庭成员[年龄 > 40]) = 1 and 年龄 < 40])', { age: 30 }, '2', [{ age: 3 }, { age: 63 }]],
    ['some 项 in 家庭成员[年龄 > 40].年龄 satisfies 项 > 60', { age: 30 }, 'true', [{ age: 63 }]],
    ['有未成年人', { age: 30 }, 'true', [{ age: 3 }]],
    ['count(家庭成员[有未成年人])', { age: 30 }, '2', [{ age: 3 }]],
    ['if count(家庭成员[年龄 < 18]) > 1 then 2 else 1', { age: 30 }, '1', [{ age: 3 }]],
  ],
  'days and durations': [
    ['低保起始日期 >= date("2022-01-01")', { hh_dibao_start: '2022-01-01' }, 'true'],
    ['低保起始日期 + duration("P1M")', { hh_dibao_start: '2022-01-31' }, '2022-02-28'],
    ['低保起始日期 - duration("P1Y")', { hh_dibao_start: '2020-02-29' }, '2019-02-28'],
    ['低保起始日期 + duration("P1Y6M") > today()', { hh_dibao_start: '2021-01-31' }, 'true'],
    ['duration("P30D") + 低保起始日期', { hh_dibao_start: '2022-01-31' }, '2022-03-02'],
    ['today() - 低保起始日期', { hh_dibao_start: '2022-06-20' }, '3'],
    ['(today() - 低保起始日期).days', { hh_dibao_start: '2022-06-20' }, '3'],
    ['today() - 低保起始日期 > duration("P2D")', { hh_dibao_start: '2022-06-20' }, 'true'],
    ['today() - 低保起始日期 > duration("P2D")', {}, 'unknown'],
    ['years and months duration(低保起始日期, today())', { hh_dibao_start: '2022-01-31' }, '4'],
    ['years and months duration(today(), 低保起始日期)', { hh_dibao_start: '2022-01-31' }, '-4'],
    ['years and months duration(低保起始日期, today()).years', { hh_dibao_start: '2020-06-23' }, '2'],
    ['years and months duration(低保起始日期, today()) >= duration("P1Y")', { hh_dibao_start: '2021-06-24' }, 'false'],
    ['低保起始日期.year', { hh_dibao_start: '2022-01-31' }, '2022'],
    ['低保起始日期.month = today().month', { hh_dibao_start: '2022-06-30' }, 'true'],
    ['低保起始日期 - duration("P9000Y")', { hh_dibao_start: '2022-06-30' }, 'unknown'],
    ['低保起始日期 + duration("P7999Y")', { hh_dibao_start: '2022-06-30' }, 'unknown'],
    ['低保起始日期 + duration("P9999999D")', { hh_dibao_start: '2022-06-30' }, 'unknown'],
    ['低保起始日期 in [date("2022-01-01")..date("2022-12-31")]', { hh_dibao_start: '2022-12-31' }, 'true'],
  ],
  'terms and standards': [
    ['家庭月人均收入', { hh_income_month: 900, hh_size: 3 }, '300'],
    ['家庭月人均收入', { hh_income_month: 900, hh_size: 3, hh_percap_income_month: 310 }, '310'],
    ['家庭月人均收入 < 收入线', { hh_income_month: 3015, hh_size: 3 }, 'false'],
    ['持证 and 低保线 = 670', { disability_level: 2 }, 'true'],
  ],
};

export const many = (count: number, text: string): string => text.repeat(count);

/** The largest texts of their kind that a rule may be. */
export const LARGE_RULES: [what: string, text: string][] = [
  ['a hundred brackets', `${many(100, '(')}1${many(100, ')')}`],
  ['ninety nots', `${many(90, 'not(')}本县户籍${many(90, ')')}`],
  ['ninety ifs', `${many(90, 'if 本县户籍 then ')}1${many(90, ' else 2')}`],
  ['two hundred clauses', `${many(200, '年龄 > 3 and ')}true`],
  ['a list of five thousand', `年龄 in (${many(4_900, '1,')}1)`],
  ['six hundred intervals', `年龄 in (${many(600, '[1..2],')}[1..2])`],
  ['products of ninety', `年龄${many(90, '*年龄')} > 1`],
  ['quotients of ninety', `年龄${many(90, '/年龄')} > 1`],
  ['filters of ninety', `count(家庭成员${many(90, '[年龄 > 1]')})`],
  ['everybody against everybody', 'every 甲 in 家庭成员 satisfies some 乙 in 家庭成员 satisfies 甲.年龄 <= 乙.年龄'],
];
