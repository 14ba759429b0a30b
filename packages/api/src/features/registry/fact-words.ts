import { type FactDefinition, factByCode } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import { formatYuan } from '../../platform/money.js';
import type { Bilingual, FactValue } from '../../policy/types.js';

export const UNKNOWN_WORDS: Bilingual = { zh: '未知', en: 'Unknown' };

export function getFact(code: string): FactDefinition {
  const fact = factByCode(code);
  if (!fact) throw new Error(`The dictionary has no fact ${code}`);
  return fact;
}

/** A value as people read it: enum labels, 是/否, yuan with separators, names of programs; the unit is not part of it. */
export function valueWords(county: County, fact: FactDefinition, value: FactValue | null): Bilingual {
  if (value === null) return UNKNOWN_WORDS;
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' };
  if (fact.type === 'enum') {
    return fact.options?.find((option) => option.code === value) ?? { zh: String(value), en: String(value) };
  }
  if (Array.isArray(value)) return listWords(county, value as readonly string[]);
  if (fact.money && typeof value === 'number') {
    const text = value < 0 ? `-${formatYuan(Math.round(-value * 100))}` : formatYuan(Math.round(value * 100));
    return { zh: text, en: text };
  }
  if (value === 0 && fact.zero) return fact.zero;
  return { zh: String(value), en: String(value) };
}

function listWords(county: County, codes: readonly string[]): Bilingual {
  if (codes.length === 0) return { zh: '无', en: 'None' };
  const names = codes.map((code) => county.program(code)?.name ?? { zh: code, en: code });
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
}
