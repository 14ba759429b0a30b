import { type FactDefinition, factByCode } from '@yimen/schema';
import type { FactValue, RegisterAnswer, RegisterField } from '../../policy/types.js';
import { readFactValue } from '../registry/fact-value.js';

/** One record of a register: texts, numbers, yuan with at most two decimals, days as YYYY-MM-DD. */
export type RegisterRecord = Readonly<Record<string, string | number>>;

/**
 * What records tell of a fact; undefined when they tell nothing. Amounts are yuan, divided amounts rounded to fen.
 * Of a household's fact the records of all its members are given together.
 */
export function tellFact(answer: RegisterAnswer, records: readonly RegisterRecord[]): FactValue | undefined {
  const fact = factByCode(answer.fact);
  if (!fact) return undefined;
  const counted = records.filter((record) => counts(answer, record));
  switch (answer.take) {
    case 'count':
      return counted.length;
    case 'exists':
      return counted.length > 0 || (answer.onlyTrue ? undefined : false);
    case 'none':
      return counted.length === 0;
    case 'at_most_one':
      return counted.length <= 1;
    case 'sum':
      return sumOf(answer, counted);
    case 'value':
      return valueIn(fact, answer, counted);
  }
}

function counts({ filled, only = {}, except = {} }: RegisterAnswer, record: RegisterRecord): boolean {
  const text = (field: string) => String(record[field] ?? '');
  if (filled !== undefined && text(filled) === '') return false;
  if (Object.entries(only).some(([field, words]) => !words.includes(text(field)))) return false;
  return !Object.entries(except).some(([field, words]) => words.includes(text(field)));
}

function sumOf({ field = '', dividedBy = 1 }: RegisterAnswer, records: readonly RegisterRecord[]): number {
  const fen = records.reduce((sum, record) => sum + Math.round(Number(record[field] ?? 0) * 100), 0);
  return Math.round(fen / dividedBy) / 100;
}

function valueIn(
  fact: FactDefinition,
  { field = '', words = {}, otherwise }: RegisterAnswer,
  records: readonly RegisterRecord[],
): FactValue | undefined {
  const told = records.find((record) => (record[field] ?? '') !== '')?.[field];
  const raw = told === undefined ? otherwise : (words[String(told)] ?? told);
  if (raw === undefined) return undefined;
  const read = readFactValue(fact, raw);
  return 'value' in read ? read.value : undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads one record as a register sent it; unknown fields are left out. Answers the fields that do not fit their type. */
export function readRecord(
  fields: readonly RegisterField[],
  raw: Readonly<Record<string, unknown>>,
): { record: RegisterRecord; wrong: RegisterField[] } {
  const record: Record<string, string | number> = {};
  const wrong: RegisterField[] = [];
  for (const field of fields) {
    const text = String(raw[field.code] ?? '')
      .normalize('NFKC')
      .trim();
    if (text === '') continue;
    const value = readField(field, text);
    if (value === undefined) wrong.push(field);
    else record[field.code] = value;
  }
  return { record, wrong };
}

function readField(field: RegisterField, text: string): string | number | undefined {
  switch (field.type) {
    case 'text': {
      const choice = field.choices.find((word) => word.normalize('NFKC') === text);
      return field.choices.length > 0 ? choice : text.slice(0, 200);
    }
    case 'day': {
      const day = text.replace(/^(\d{4})[./年](\d{1,2})[./月](\d{1,2})日?$/, (_, y, m, d) => {
        return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
      });
      return DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined;
    }
    case 'number':
    case 'yuan': {
      const plain = text.replace(/[¥,，\s]|元$/g, '');
      return /^\d{1,12}(\.\d{1,2})?$/.test(plain) ? Number(plain) : undefined;
    }
  }
}
