import type { FactDefinition } from '@yimen/schema';
import { parseYuan } from '../../platform/money.js';
import { parseDay } from '../../platform/parse.js';
import type { Bilingual, FactValue } from '../../policy/types.js';

export type ReadValue = { value: FactValue } | { problem: Bilingual };

const TRUTHS: Record<string, boolean> = { true: true, 是: true, yes: true, false: false, 否: false, no: false };

/**
 * Reads one value by the fact dictionary, as JSON or as people type it: a boolean or 是/否, an enum code or label, yuan
 * with at most two decimals, a day, a list of codes (array, or text with commas).
 */
export function readFactValue(fact: FactDefinition, raw: unknown): ReadValue {
  switch (fact.type) {
    case 'boolean':
      return readBoolean(fact, raw);
    case 'enum':
      return readOption(fact, raw);
    case 'date': {
      const read = parseDay(String(raw), fact.code);
      return 'day' in read ? { value: read.day } : { problem: read.problem.message };
    }
    case 'list':
      return readList(fact, raw);
    case 'integer':
    case 'number':
      return readNumber(fact, raw);
  }
}

function readBoolean(fact: FactDefinition, raw: unknown): ReadValue {
  const value = typeof raw === 'boolean' ? raw : TRUTHS[String(raw).trim().toLowerCase()];
  if (value !== undefined) return { value };
  return { problem: { zh: `“${fact.nameZh}”请选择“是”或“否”。`, en: `"${fact.nameEn}" is answered yes or no.` } };
}

function readOption(fact: FactDefinition, raw: unknown): ReadValue {
  const text = String(raw).trim();
  const options = fact.options ?? [];
  const option = options.find(({ code, zh, en }) => [code, zh, en].includes(text));
  if (option) return { value: option.code };
  return {
    problem: {
      zh: `“${fact.nameZh}”没有“${text}”这一选项，可选：${options.map(({ zh }) => zh).join('、')}。`,
      en: `"${text}" is no choice of "${fact.nameEn}"; choose one of: ${options.map(({ en }) => en).join(', ')}.`,
    },
  };
}

function readList(fact: FactDefinition, raw: unknown): ReadValue {
  const items = Array.isArray(raw) ? raw : String(raw).split(/[,,、;;]/);
  if (!items.every((item) => typeof item === 'string')) {
    return {
      problem: { zh: `“${fact.nameZh}”应为项目编号的列表。`, en: `"${fact.nameEn}" is a list of program codes.` },
    };
  }
  return { value: [...new Set(items.map((item) => item.trim()).filter(Boolean))] };
}

function readNumber(fact: FactDefinition, raw: unknown): ReadValue {
  const text = String(raw).normalize('NFKC').replace(/\s/g, '');
  const negative = text.startsWith('-');
  const unsigned = negative ? text.slice(1) : text;
  if (fact.money) {
    const read = parseYuan(unsigned);
    return 'fen' in read ? withinBounds(fact, (negative ? -read.fen : read.fen) / 100) : read;
  }
  const form = fact.type === 'integer' ? /^\d{1,9}$/ : /^\d{1,12}(\.\d{1,2})?$/;
  if (form.test(unsigned)) return withinBounds(fact, Number(text));
  return fact.type === 'integer'
    ? { problem: { zh: `“${fact.nameZh}”请填写整数。`, en: `"${fact.nameEn}" is a whole number.` } }
    : {
        problem: {
          zh: `“${fact.nameZh}”请填写数字，最多两位小数。`,
          en: `"${fact.nameEn}" is a number with at most two decimals.`,
        },
      };
}

function withinBounds(fact: FactDefinition, value: number): ReadValue {
  const { min, max } = fact;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return { value };
  if (max === undefined)
    return { problem: { zh: `“${fact.nameZh}”不能小于 ${min}。`, en: `"${fact.nameEn}" cannot be below ${min}.` } };
  return {
    problem: {
      zh: `“${fact.nameZh}”应在 ${min ?? '—'} 至 ${max} 之间。`,
      en: `"${fact.nameEn}" lies between ${min ?? '—'} and ${max}.`,
    },
  };
}
