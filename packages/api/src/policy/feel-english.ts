import { FACTS, factByCode } from '@yimen/schema';
import { HOUSEHOLD, HOUSEHOLD_EN } from './feel-household.js';
import type { CountyPack, TraceNode, TraceValue } from './types.js';

/** Puts what a rule says into English: rules are written with Chinese names, and each name has an English one. */
export interface RuleEnglish {
  text(rule: string): string;
  value(value: TraceValue): TraceValue;
  node(node: TraceNode): TraceNode;
}

const known = new WeakMap<CountyPack, RuleEnglish>();

export function ruleEnglish(pack: CountyPack): RuleEnglish {
  const english = known.get(pack) ?? readNames(pack);
  known.set(pack, english);
  return english;
}

function readNames(pack: CountyPack): RuleEnglish {
  const names = new Map<string, string>([
    [HOUSEHOLD, HOUSEHOLD_EN],
    ...FACTS.map(({ nameZh, nameEn }) => [nameZh, nameEn] as const),
    ...[...pack.standards, ...pack.terms].map(({ name, nameEn }) => [name, nameEn] as const),
  ]);
  const labels = new Map([
    ...FACTS.flatMap(({ options = [] }) => options.map(({ zh, en }) => [zh, en] as const)),
    ...pack.programs.map(({ name }) => [name.zh, name.en] as const),
  ]);
  const values = new Map([...labels, ['是', 'Yes'], ['否', 'No'], ['未知', 'Unknown']]);
  const units = new Map(pack.standards.map(({ unit, unitEn }) => [unit, unitEn]));
  // The longest first: a name may stand inside another.
  const anyName = new RegExp([...names.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

  const text = (rule: string): string =>
    rule
      .replace(/"([^"]*)"/g, (quoted, label: string) => (labels.has(label) ? `"${labels.get(label)}"` : quoted))
      .replace(anyName, (name) => names.get(name) ?? name);
  const value = (one: TraceValue): TraceValue => {
    const fact = one.kind === 'fact' ? factByCode(one.code) : undefined;
    const words = fact?.options?.find(({ code }) => code === one.value)?.en;
    return {
      ...one,
      name: one.of
        ? `${names.get(one.of.name) ?? one.of.name} (${one.of.member.en})`
        : (names.get(one.name) ?? one.name),
      text:
        words ??
        one.text
          .split('、')
          .map((part) => values.get(part) ?? part)
          .join(', '),
      ...(one.formula !== undefined && { formula: text(one.formula) }),
      ...(one.unit !== undefined && { unit: fact?.unit?.en ?? units.get(one.unit) ?? one.unit }),
    };
  };
  const node = (one: TraceNode): TraceNode => ({
    ...one,
    text: text(one.text),
    ...(one.label !== undefined && { label: names.get(one.label) ?? one.label }),
    values: one.values.map(value),
    children: one.children.map(node),
  });
  return { text, value, node };
}
