import { factByCode } from '@yimen/schema';
import type { Register } from './registers.js';

/** An item as the API answers it. */
export function itemView({ code, name, provider, fields, answers }: Register) {
  const told = new Set(
    answers.flatMap(({ field, filled, only = {}, except = {} }) => [
      field,
      filled,
      ...Object.keys(only),
      ...Object.keys(except),
    ]),
  );
  return {
    code,
    name,
    provider,
    fields,
    facts: answers.flatMap(({ fact }) => {
      const known = factByCode(fact);
      return known ? [{ zh: known.nameZh, en: known.nameEn }] : [];
    }),
    untold: fields.filter((field) => !told.has(field.code)).map((field) => field.name),
  };
}
