import { type FactDefinition, RELATIONS, type Relation } from '@yimen/schema';
import { parseYuan } from '../../platform/money.js';
import { checkCharacter, type Identity, parseDay, parseIdNumber } from '../../platform/parse.js';
import type { Bilingual, FactValue } from '../../policy/types.js';
import { readFactValue } from '../registry/fact-value.js';
import { type Cell, cellText, compact, plainWords } from './sheet.js';

/** A value, with what one should know about how it was read; or what is wrong and what to do. */
export type Read<Value> = { value: Value; note?: Bilingual } | { problem: Bilingual };

/** In which unit a column holds amounts. */
export type AmountUnit = 'yuan' | 'wan';

/** What cannot be read whatever the column is for; undefined for a plain cell. */
export function oddProblem(cell: Cell | undefined): Bilingual | undefined {
  if (typeof cell !== 'object' || cell === null) return undefined;
  switch (cell.odd) {
    case 'formula':
      return {
        zh: '公式没有算出的值。请在 Excel 或 WPS 中打开并保存一次，或复制后“粘贴为数值”。',
        en: 'The formula has no worked-out value. Open and save the workbook once, or paste the cells as values.',
      };
    case 'error':
      return {
        zh: `单元格是错误值 ${cell.text}。请在表中改正后重新上传。`,
        en: `The cell holds the error ${cell.text}. Correct it in the workbook and upload again.`,
      };
    case 'merged':
      return {
        zh: '合并单元格只有左上角有值。请取消合并，在每一行填写。',
        en: 'Of a merged cell only the top left one has the value. Unmerge it and fill each row.',
      };
  }
}

const LOST_DIGITS = {
  zh: '身份证号被 Excel 变成了数字（如 6.10101E+17），后几位已经丢失，无法还原。请把该列设为“文本”后重新录入号码。',
  en: 'Excel turned the identity number into a number (such as 6.10101E+17); its last digits are lost. Format the column as text and enter the number again.',
};

/** An identity number as people keep it in tables: spaces, full-width digits, a small x, the former 15 digits. */
export function readIdNumber(cell: Cell | undefined): Read<Identity> {
  if (typeof cell === 'number' && cell >= 1e15) return { problem: LOST_DIGITS };
  const text = compact(cellText(cell)).replace(/^'/, '').toUpperCase();
  if (/^\d(\.\d+)?E\+?\d+$/.test(text)) return { problem: LOST_DIGITS };
  const isFormer = /^\d{15}$/.test(text);
  const whole = isFormer ? ofFormer(text) : text;
  const read = parseIdNumber(whole, '');
  if ('problem' in read) return { problem: read.problem.message };
  if (!isFormer) return { value: read };
  const note = {
    zh: `15位旧号码已换算为18位，尾号 ${whole.slice(-4)}。`,
    en: `The former 15-digit number was converted to 18 digits, ending in ${whole.slice(-4)}.`,
  };
  return { value: read, note };
}

/** Holders of 15-digit numbers were born in the twentieth century; the 18th character follows from the others (GB 11643). */
function ofFormer(text: string): string {
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`;
  return first17 + checkCharacter(first17);
}

/** The days of Excel's serial numbers, from 1900-03-01 on. */
function daySinceExcel(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

/** A day in any of the forms that people write: 2022.3.5, 2022年3月5日, 2022/3/5, 20220305, an Excel serial number. */
export function readDay(cell: Cell | undefined): Read<string> {
  const text = compact(cellText(cell)).replace(/[Tt ]?\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '');
  if (/^\d{5}(\.\d+)?$/.test(text)) return { value: daySinceExcel(Math.floor(Number(text))) };
  const parts =
    /^(\d{4})[-./年。](\d{1,2})[-./月。](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? undefined;
  if (!parts) {
    const isMonth = /^\d{4}[-./年。]?\d{1,2}月?$/.test(text);
    return {
      problem: isMonth
        ? {
            zh: `“${text}”缺少日。请写全年月日，如 2022-03-05。`,
            en: `"${text}" has no day. Write the whole date, such as 2022-03-05.`,
          }
        : {
            zh: `“${text}”不是日期。请写成 2022-03-05、2022.3.5 或 2022年3月5日。`,
            en: `"${text}" is no date. Write 2022-03-05, 2022.3.5 or 2022年3月5日.`,
          },
    };
  }
  const [, year = '', month = '', day = ''] = parts;
  const read = parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, '');
  return 'day' in read ? { value: read.day } : { problem: read.problem.message };
}

/** Integer fen of an amount in a column of yuan or of ten thousand yuan; 万 in the cell itself wins. */
export function readAmount(cell: Cell | undefined, unit: AmountUnit): Read<number> {
  // A spreadsheet adds in binary: 0.1 + 0.2 is meant as 0.3.
  const text = typeof cell === 'number' ? String(Number(cell.toFixed(6))) : compact(cellText(cell));
  const inWan = /万元?$/.test(text) || (unit === 'wan' && !/[^万]元$/.test(text));
  const plain = text.replace(/[,，¥￥]/g, '').replace(/(万元|万|元)$/, '');
  const read = parseYuan(inWan ? timesTenThousand(plain) : plain);
  return 'fen' in read ? { value: read.fen } : read;
}

/** `0.35` as `3500`, digit by digit. */
function timesTenThousand(text: string): string {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const [, whole = '0', decimals = ''] = match;
  const rest = decimals.slice(4).replace(/0+$/, '');
  return `${whole}${decimals.slice(0, 4).padEnd(4, '0')}${rest && `.${rest}`}`;
}

const TRUTHS: Record<string, boolean> = {
  有: true,
  '√': true,
  '✓': true,
  y: true,
  1: true,
  无: false,
  没有: false,
  不是: false,
  '×': false,
  n: false,
  0: false,
};

/** A value of the fact dictionary; money comes out in yuan, as the dictionary keeps it. */
export function readFact(fact: FactDefinition, cell: Cell | undefined, unit: AmountUnit): Read<FactValue> {
  if (fact.type === 'date') return readDay(cell);
  if (fact.money) {
    const text = compact(cellText(cell));
    const read = readAmount(typeof cell === 'number' ? Math.abs(cell) : text.replace(/^-/, ''), unit);
    if ('problem' in read) return read;
    const isNegative = typeof cell === 'number' ? cell < 0 : text.startsWith('-');
    return readFactValue(fact, `${isNegative ? '-' : ''}${read.value / 100}`);
  }
  const text = plainWords(cellText(cell));
  if (fact.type === 'boolean') return readFactValue(fact, TRUTHS[text.toLowerCase()] ?? text);
  if (fact.type === 'integer' || fact.type === 'number') return readFactValue(fact, withoutUnit(fact, text));
  return readFactValue(fact, fact.type === 'enum' ? nearOption(fact, text) : text);
}

const NUMERALS = [...'零一二三四五六七八九'];

/** `二级` as `2`, where the unit of the fact is 级. */
function withoutUnit({ unit }: FactDefinition, text: string): string {
  const number = unit && text.endsWith(unit.zh) ? text.slice(0, -unit.zh.length) : text;
  const numeral = NUMERALS.indexOf(number);
  return numeral >= 0 ? String(numeral) : number;
}

/** The one option with which a longer text begins: 肢体残疾 means 肢体. */
function nearOption({ options = [] }: FactDefinition, text: string): string {
  const near = options.filter(({ zh }) => zh !== '无' && text.startsWith(zh));
  return near.length === 1 ? (near[0]?.zh ?? text) : text;
}

/** How people name the relation to the head of a household. */
const RELATION_WORDS: Record<Relation, readonly string[]> = {
  head: ['户主', '本人', '户主本人'],
  spouse: ['配偶', '妻', '妻子', '夫', '丈夫', '爱人', '之妻', '之夫'],
  child: [
    '子',
    '女',
    '儿子',
    '女儿',
    '长子',
    '次子',
    '三子',
    '四子',
    '长女',
    '次女',
    '二女',
    '三女',
    '四女',
    '独生子',
    '独生女',
    '养子',
    '养女',
    '继子',
    '继女',
    '之子',
    '之女',
    '子女',
  ],
  parent: ['父', '母', '父亲', '母亲', '父母', '岳父', '岳母', '公公', '婆婆', '养父', '养母', '继父', '继母'],
  grandparent: ['祖父', '祖母', '外祖父', '外祖母', '爷爷', '奶奶', '姥姥', '姥爷', '祖父母'],
  grandchild: ['孙子', '孙女', '外孙', '外孙子', '外孙女', '孙', '曾孙', '曾孙女', '孙子女'],
  sibling: ['兄', '弟', '姐', '妹', '哥哥', '弟弟', '姐姐', '妹妹', '兄弟', '姐妹', '兄弟姐妹'],
  other: ['其他', '儿媳', '女婿', '媳', '婿', '孙媳', '侄子', '侄女', '外甥', '外甥女', '伯父', '叔父', '非亲属'],
};
const RELATION_OF = new Map(
  Object.entries(RELATION_WORDS).flatMap(([relation, words]) => words.map((word) => [word, relation as Relation])),
);

export function readRelation(cell: Cell | undefined): Read<Relation> {
  const text = compact(cellText(cell));
  const relation = RELATION_OF.get(text) ?? (Object.hasOwn(RELATIONS, text) ? (text as Relation) : undefined);
  if (relation) return { value: relation };
  const choices = Object.values(RELATIONS);
  return {
    problem: {
      zh: `不认识与户主的关系“${text}”。请写：${choices.map(({ zh }) => zh).join('、')}。`,
      en: `"${text}" is no known relation to the head. Write one of: ${choices.map(({ en }) => en).join(', ')}.`,
    },
  };
}

/** Long numbers within words as dots, so that no identity number stands where a problem is told. */
export function withoutNumbers({ zh, en }: Bilingual): Bilingual {
  const hide = (text: string) =>
    text.replace(/\d{7,}[\dXx]?/g, (digits) => `${digits.slice(0, 2)}…${digits.slice(-2)}`);
  return { zh: hide(zh), en: hide(en) };
}
