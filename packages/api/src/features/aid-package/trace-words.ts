import type { County } from '../../platform/county.js';
import type { Locale } from '../../platform/errors.js';
import { ruleEnglish } from '../../policy/feel-english.js';
import type { AmountVerdict, TraceNode, TraceValue } from '../../policy/types.js';
import { sourceWords } from '../registry/sources.js';

/** Traces in the reader's language, with the names of the registers that values came from. */
export interface TraceWords {
  node(node: TraceNode): TraceNode;
  value(value: TraceValue): TraceValue;
  amount(amount: AmountVerdict): AmountVerdict;
}

export function traceWords(county: County, locale: Locale): TraceWords {
  const english = ruleEnglish(county.pack);
  const inLanguage = (one: TraceValue) => (locale === 'en' ? english.value(one) : one);
  const value = (one: TraceValue): TraceValue => {
    if (one.kind !== 'fact' || one.source === undefined) return inLanguage(one);
    const source = sourceWords(county, one.source);
    return { ...inLanguage(one), source: locale === 'en' ? source.en : source.zh };
  };
  const node = (one: TraceNode): TraceNode => ({
    ...(locale === 'en' ? english.node(one) : one),
    values: one.values.map(value),
    children: one.children.map(node),
  });
  const amount = (one: AmountVerdict): AmountVerdict => ({
    ...one,
    formula: one.formula && locale === 'en' ? english.text(one.formula) : one.formula,
    values: one.values.map(value),
  });
  return { node, value, amount };
}
