import { type FactDefinition as DictionaryFact, FACTS, factByCode } from '@yimen/schema';
import type { FactDefinition } from './program.types.js';

function define(fact: DictionaryFact): FactDefinition {
  return {
    code: fact.code,
    name: { zh: fact.nameZh, en: fact.nameEn },
    scope: fact.scope,
    type: fact.type,
    unit: fact.unit ?? null,
    money: fact.money ?? false,
    options: [...(fact.options ?? [])],
    verifiedBy: [...fact.verifiedBy],
    note: fact.note ?? null,
  };
}

/** The fact dictionary as the API answers it, in the order in which forms show it. */
export const FACT_DEFINITIONS: readonly FactDefinition[] = FACTS.map(define);

/** One fact of the dictionary as the API answers it. Throws on an unknown code. */
export function factDefinition(code: string): FactDefinition {
  const fact = factByCode(code);
  if (!fact) throw new Error(`The dictionary has no fact ${code}`);
  return define(fact);
}
