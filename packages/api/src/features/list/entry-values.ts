import { LIST_COLUMN_TYPES, type ListColumnType } from '@yimen/schema';
import { type InputCheck, parseDay } from '../../platform/parse.js';
import type { Bilingual } from '../../policy/types.js';

/** A column of a kept list; its code is what conditions and entries name. */
export interface ListColumn {
  code: string;
  name: string;
  type: ListColumnType;
}

/** What an entry says in its columns; null: not filled in. */
export type Attributes = Record<string, string | number | boolean | null>;

const MOST_COLUMNS = 40;
const LONGEST = 500;
export const YES = new Set(['true', '是', '有', '已', 'y', 'yes', '1', '√']);
export const NO = new Set(['false', '否', '无', '未', 'n', 'no', '0', '×']);

/** Notes every problem of a list's columns below `columns`. */
export function checkColumns(
  check: InputCheck,
  columns: readonly { code: string; name: string; type: string }[],
): void {
  if (columns.length > MOST_COLUMNS)
    check.add('columns', {
      zh: `名单最多 ${MOST_COLUMNS} 列。`,
      en: `A list has at most ${MOST_COLUMNS} columns.`,
    });
  const seen = new Set<string>();
  for (const [index, { code, name, type }] of columns.entries()) {
    const path = `columns.${index}`;
    if (!/^[a-z][a-z0-9_]{0,49}$/.test(code))
      check.add(`${path}.code`, {
        zh: `列代码“${code}”应为小写字母、数字和下划线，以字母开头。`,
        en: `The code "${code}" should be lower-case letters, digits and underscores, beginning with a letter.`,
      });
    if (seen.has(code))
      check.add(`${path}.code`, { zh: `列代码“${code}”重复。`, en: `The column "${code}" stands there twice.` });
    seen.add(code);
    check.text(`${path}.name`, name, { zh: '列名', en: 'name of the column' }, 50);
    if (!Object.hasOwn(LIST_COLUMN_TYPES, type))
      check.add(`${path}.type`, { zh: '请选择列的类型。', en: 'Choose what the column holds.' });
  }
}

/** Numbers of cards, accounts and telephones: they lie sealed where they belong, never open in a column of a list. */
export const LONG_NUMBER = /(?<![.\d])\d{11,}/;

/** What a column holds, as typed; empty is null. Notes the problem otherwise. */
export function readAttribute(
  check: InputCheck,
  path: string,
  { name, type }: ListColumn,
  text: string,
): string | number | boolean | null {
  const value = text.normalize('NFKC').trim();
  if (value === '') return null;
  const wrong = (expected: Bilingual) => {
    check.add(path, {
      zh: `“${name}”的值“${text}”不是${expected.zh}。`,
      en: `"${text}" in the column "${name}" is not ${expected.en}.`,
    });
    return null;
  };
  if (LONG_NUMBER.test(value)) {
    check.add(path, {
      zh: `“${name}”一列不能保存证件号码、电话或账号，请去掉这一列或这个值。`,
      en: `The column "${name}" cannot keep numbers of cards, accounts or telephones; leave out the column or the value.`,
    });
    return null;
  }
  switch (type) {
    case 'boolean':
      if (YES.has(value.toLowerCase())) return true;
      return NO.has(value.toLowerCase()) ? false : wrong({ zh: '“是”或“否”', en: 'yes or no' });
    case 'number': {
      const number = Number(value.replaceAll(',', ''));
      return Number.isFinite(number) ? number : wrong({ zh: '数字', en: 'a number' });
    }
    case 'date': {
      const read = parseDay(value, path);
      return 'day' in read ? read.day : wrong({ zh: '日期（如 2022-06-23）', en: 'a date such as 2022-06-23' });
    }
    case 'text':
      return value.length <= LONGEST
        ? value
        : wrong({ zh: `${LONGEST} 字以内的文字`, en: `a text of ${LONGEST} characters` });
  }
}
