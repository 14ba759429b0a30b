import { factByCode } from '@yimen/schema';
import type { Register } from './registers.js';

/** An item as the API answers it. */
export function itemView({ code, name, provider, fields, answers }: Register) {
  return {
    code,
    name,
    provider,
    fields,
    facts: answers.flatMap(({ fact }) => {
      const known = factByCode(fact);
      return known ? [{ zh: known.nameZh, en: known.nameEn }] : [];
    }),
  };
}
