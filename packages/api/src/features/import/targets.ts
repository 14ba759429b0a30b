import { FACTS, type FactDefinition, type ImportKind, LIST_COLUMN_TYPES } from '@yimen/schema';
import type { Bilingual } from '../../policy/types.js';
import type { ListColumn } from '../list/entry-values.js';
import { compact } from './sheet.js';

/** What a column of a file may be for. */
export interface Target {
  /** Of a fact `fact:` and its code, of a list's column `column:` and its code, of a new one `new:` and its type. */
  code: string;
  name: Bilingual;
  /** Headings that people use for it, besides its names. */
  synonyms: readonly string[];
  required: boolean;
  /** It holds amounts, in yuan or in ten thousand yuan. */
  isAmount: boolean;
  /** Several columns may be for it. */
  repeats: boolean;
  fact?: FactDefinition;
}

type Plain = [code: string, zh: string, en: string, synonyms: readonly string[], required?: 'required'];

const NAME = [
  'name',
  '姓名',
  'Name',
  ['家庭成员', '成员姓名', '学生姓名', '对象姓名', '户主姓名', '残疾人姓名', '申请人'],
] as const;
const ID_NUMBER = [
  'id_number',
  '身份证号',
  'Identity number',
  ['身份证号码', '身份证', '公民身份号码', '证件号码', '证件号', '居民身份证号', '成员身份证号'],
] as const;

const TOWNSHIP = [
  'township',
  '乡镇（街道）',
  'Township',
  ['乡镇', '街道', '镇', '所属乡镇', '乡镇街道', '乡(镇)'],
] as const;
const VILLAGE = [
  'village',
  '村（社区）',
  'Village',
  ['村', '社区', '行政村', '村委会', '所属村', '村社区', '村(居)委会', '村组'],
] as const;

const FIELDS: Record<ImportKind, readonly Plain[]> = {
  people: [
    ['household_key', '户编号', 'Household number', ['户号', '家庭编号', '户序号', '户籍号']],
    ['head_id_number', '户主身份证号', 'Identity number of the head', ['户主证件号码', '户主身份证号码', '户主身份证']],
    [...NAME, 'required'],
    [...ID_NUMBER, 'required'],
    ['relation', '与户主关系', 'Relation to the head', ['关系', '家庭关系', '与户主的关系', '户主关系']],
    ['sex', '性别', 'Sex', []],
    ['birth_date', '出生日期', 'Birth date', ['出生年月日', '生日']],
    ['phone', '联系电话', 'Telephone', ['电话', '手机', '手机号', '手机号码', '联系方式', '电话号码']],
    [...TOWNSHIP],
    [...VILLAGE],
    ['address', '住址', 'Address', ['家庭住址', '地址', '详细地址', '居住地址', '现住址', '户籍地址']],
    ['area_type', '城乡属性', 'Urban or rural', ['城乡', '城乡类别', '户口性质']],
  ],
  facts: [
    [...NAME],
    [...ID_NUMBER, 'required'],
    ['observed_on', '信息日期', 'Date of the facts', ['采集日期', '核对日期', '数据日期', '统计日期', '填表日期']],
  ],
  awards: [
    [...NAME],
    [...ID_NUMBER, 'required'],
    ['program', '救助项目', 'Program', ['项目', '项目名称', '救助类型', '救助类别', '补助项目']],
    [
      'amount',
      '金额',
      'Amount',
      ['救助金额', '发放金额', '补助金额', '资助金额', '补贴金额', '金额(元)', '金额(万元)', '标准'],
    ],
    [
      'granted_on',
      '救助日期',
      'Granted on',
      ['发放日期', '发放时间', '批准日期', '救助时间', '享受起始', '开始日期', '起始日期', '日期'],
      'required',
    ],
    ['ended_on', '终止日期', 'Ended on', ['结束日期', '停发日期', '截止日期']],
  ],
  lists: [[...NAME, 'required'], [...ID_NUMBER, 'required'], [...TOWNSHIP], [...VILLAGE]],
};

const NEVER_IMPORTED = new Set(['age', 'sex', 'existing_benefits', 'hh_size']);

/** Facts that a file may bring: of households and people, not worked out from others or from the registry. */
export function importableFacts(): FactDefinition[] {
  return FACTS.filter(({ scope, code, derived }) => scope !== 'case' && !derived && !NEVER_IMPORTED.has(code));
}

/** What the columns of a file of a kind may be for; of facts only those given, of a list those columns or new ones. */
export function targetsOf(
  kind: ImportKind,
  { facts, columns }: { facts: readonly FactDefinition[]; columns: readonly ListColumn[] },
): Target[] {
  const plain = FIELDS[kind].map(([code, zh, en, synonyms, required]) => ({
    code,
    name: { zh, en },
    synonyms,
    required: required !== undefined,
    isAmount: code === 'amount',
    repeats: false,
  }));
  if (kind === 'facts') return [...plain, ...facts.map(factTarget)];
  if (kind !== 'lists') return plain;
  return [...plain, ...columns.map(columnTarget), ...Object.keys(LIST_COLUMN_TYPES).map(newColumnTarget)];
}

const OPTIONAL = { required: false, isAmount: false, repeats: false };

function factTarget(fact: FactDefinition): Target {
  const name = { zh: fact.nameZh, en: fact.nameEn };
  return { ...OPTIONAL, code: `fact:${fact.code}`, name, synonyms: [fact.code], isAmount: fact.money ?? false, fact };
}

function columnTarget({ code, name }: ListColumn): Target {
  return { ...OPTIONAL, code: `column:${code}`, name: { zh: name, en: name }, synonyms: [] };
}

function newColumnTarget(type: string): Target {
  const { zh, en } = LIST_COLUMN_TYPES[type as keyof typeof LIST_COLUMN_TYPES];
  const name = { zh: `新列：${zh}`, en: `New column: ${en.toLowerCase()}` };
  return { ...OPTIONAL, code: `new:${type}`, name, synonyms: [], repeats: true };
}

/** A heading as it is compared: without spaces, marks of what must be filled in, and remarks in brackets. */
export function headingKey(heading: string): string {
  return compact(heading)
    .replace(/^[*＊]+|[*＊:：]+$/g, '')
    .toLowerCase();
}

const withoutRemark = (key: string) => key.replace(/[（(［[].*?[)）\]］]/g, '');

/** The target of each heading, or null; each target at most once, the best fit first. */
export function guessTargets(headings: readonly string[], targets: readonly Target[]): (string | null)[] {
  const guessed: (string | null)[] = headings.map(() => null);
  const fits: [fit: (key: string, words: readonly string[]) => boolean][] = [
    [(key, words) => words.includes(key)],
    [(key, words) => words.some((word) => withoutRemark(word) === withoutRemark(key))],
    [(key, words) => words.some((word) => word.length >= 3 && key.includes(word))],
  ];
  const taken = new Set<string>();
  for (const [fit] of fits) {
    for (const [index, heading] of headings.entries()) {
      const key = headingKey(heading);
      if (guessed[index] !== null || key === '') continue;
      const target = targets.find(({ code, name, synonyms, repeats }) => {
        if (taken.has(code) || repeats) return false;
        return fit(key, [name.zh, name.en, code, ...synonyms].map(headingKey));
      });
      if (!target) continue;
      guessed[index] = target.code;
      taken.add(target.code);
    }
  }
  return guessed;
}

/** Whether a heading says that its amounts are in ten thousand yuan. */
export function isInWan(heading: string): boolean {
  return /万元/.test(compact(heading));
}
