import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  snippetCompletion,
} from '@codemirror/autocomplete';

/** Something that a rule may name. */
export interface RuleName {
  /** As rules write it. */
  name: string;
  kind: 'fact' | 'standard' | 'term' | 'function';
  /** Beside the name: what it is, its unit. */
  detail: string;
  /** In another language and as code: found by typing these too. */
  aliases: readonly string[];
  /** What it stands for, its choices. */
  info?: string;
  /** Labels with which a fact is compared. */
  labels?: readonly string[];
  /** Of a function. */
  parameters?: number;
}

const MOST = 60;
const WORD = /[\p{Script=Han}A-Za-z0-9_]+$/u;
/** A comparison whose text is being typed: `城乡属性 = "农`, `残疾类别 in ("智力", "精`. */
const COMPARED = /([\p{Script=Han}A-Za-z0-9]+)\s*(?:=|!=|in\s*\((?:\s*"[^"]*"\s*,)*)\s*("?)([^"\n]*)$/u;

/** Completes names of facts, standards, terms and functions, and the labels of what is compared. */
export function completeRule(names: readonly RuleName[]): CompletionSource {
  const byName = new Map(names.map((name) => [name.name, name]));
  return (context) => completeLabel(byName, context) ?? completeName(names, context);
}

function completeLabel(byName: ReadonlyMap<string, RuleName>, context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const found = COMPARED.exec(line.text.slice(0, context.pos - line.from));
  const [, name = '', quote = '', typed = ''] = found ?? [];
  const labels = byName.get(name)?.labels;
  if (!labels || (!quote && typed !== '')) return null;
  const closed = context.state.sliceDoc(context.pos, context.pos + 1) === '"';
  const from = context.pos - typed.length - quote.length;
  return {
    from,
    to: closed ? context.pos + 1 : context.pos,
    filter: false,
    options: labels.filter((label) => label.includes(typed)).map((label) => ({ label: `"${label}"`, type: 'text' })),
  };
}

function completeName(names: readonly RuleName[], context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(WORD);
  if (!word && !context.explicit) return null;
  const typed = word?.text.toLowerCase() ?? '';
  const matching = names
    .map((name) => ({ name, rank: rankOf(name, typed) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST);
  return { from: word?.from ?? context.pos, filter: false, options: matching.map(({ name }) => optionOf(name)) };
}

/** How well a name fits what was typed: 0 not at all; its beginning before its middle before another language. */
function rankOf({ name, aliases }: RuleName, typed: string): number {
  const text = name.toLowerCase();
  if (text.startsWith(typed)) return 4;
  if (text.includes(typed)) return 3;
  if (aliases.some((alias) => alias.toLowerCase().startsWith(typed))) return 2;
  return aliases.some((alias) => alias.toLowerCase().includes(typed)) ? 1 : 0;
}

function optionOf({ name, kind, detail, info, parameters = 0 }: RuleName): Completion {
  const option: Completion = { label: name, type: kind, detail, ...(info && { info }) };
  if (kind !== 'function') return option;
  const places = Array.from({ length: parameters }, (_, index) => `\${${index + 1}}`).join(', ');
  return snippetCompletion(`${name}(${places})`, option);
}
