import { factByCode, factByName, isUsual } from '@yimen/schema';
import { type FeelNode, partsOf } from './feel-ast.js';
import type { Evaluation } from './feel-evaluate.js';
import type { ParsedFormula } from './parsed-pack.js';

/** A condition of a rule that is no `and`, `or`, `not`, `if` or term of such: what stands on one line of an explanation. */
export interface Atom {
  node: FeelNode;
  /** The FEEL text that the node was parsed from. */
  text: string;
}

/** Codes of facts; sorted. */
export type FactSet = readonly string[];

/** More than this many facts are no near miss, and of more sets than this the first ones are enough. */
const MOST_FACTS = 2;
const MOST_SETS = 150;

/** The atoms of a rule, through terms that are not observed themselves. */
export function atomsOf(evaluation: Evaluation, rule: ParsedFormula): Atom[] {
  const atoms: Atom[] = [];
  const walk = (node: FeelNode, text: string): void => {
    const inner = innerOf(evaluation, node, text);
    if (inner.length === 0) atoms.push({ node, text });
    for (const part of inner) walk(part.node, part.text);
  };
  walk(rule.ast, rule.text);
  return atoms;
}

/** The conditions directly within a condition; none for an atom. */
function innerOf(evaluation: Evaluation, node: FeelNode, text: string): Atom[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.items.map((item) => ({ node: item, text }));
    case 'not':
      return [{ node: node.item, text }];
    case 'if':
      return [node.condition, node.whenTrue, node.whenFalse].map((part) => ({ node: part, text }));
    case 'name': {
      const term = evaluation.vocabulary.terms.get(node.name);
      const opens = term?.term.type === 'boolean' && !evaluation.observed(term.term);
      return opens ? [{ node: term.ast, text: term.term.expression }] : [];
    }
    default:
      return [];
  }
}

/** Every name that counts in a node, through terms that are not observed themselves; terms included. */
export function namesThrough(evaluation: Evaluation, node: FeelNode, into = new Set<string>()): Set<string> {
  // A fact of the members counts as the person's own: he is one of them.
  const name = node.kind === 'name' ? node.name : node.kind === 'path' ? node.property : undefined;
  if (name !== undefined && !into.has(name)) {
    into.add(name);
    const term = evaluation.vocabulary.terms.get(name);
    if (term && !evaluation.observed(term.term)) namesThrough(evaluation, term.ast, into);
  }
  for (const part of partsOf(node)) namesThrough(evaluation, part, into);
  return into;
}

/** Codes of the facts that a node rests on. */
export function factsThrough(evaluation: Evaluation, node: FeelNode): string[] {
  const codes = [...namesThrough(evaluation, node)].flatMap((name) => {
    const term = evaluation.vocabulary.terms.get(name)?.term;
    if (term && !evaluation.observed(term)) return [];
    const code = term?.factCode ?? (evaluation.vocabulary.standards.has(name) ? undefined : factByName(name)?.code);
    return code === undefined ? [] : [code];
  });
  return [...new Set(codes)];
}

/** Every comparison in an atom, through its terms: where a number that changes may turn it. */
export function comparisonsIn(evaluation: Evaluation, node: FeelNode): [left: FeelNode, right: FeelNode][] {
  const found: [FeelNode, FeelNode][] = [];
  const seen = new Set<string>();
  const walk = (part: FeelNode): void => {
    // What stands inside a list's condition means something else for each item.
    if (part.kind === 'quantified' || part.kind === 'filter') {
      walk(part.list);
      return;
    }
    if (part.kind === 'compare') found.push([part.left, part.right]);
    if (part.kind === 'in') {
      for (const test of part.tests) {
        const sides = test.kind === 'interval' ? [test.low, test.high] : [test.value];
        for (const side of sides) found.push([part.value, side]);
      }
    }
    if (part.kind === 'name' && !seen.has(part.name)) {
      seen.add(part.name);
      const term = evaluation.vocabulary.terms.get(part.name);
      if (term && !evaluation.observed(term.term)) walk(term.ast);
    }
    for (const inner of partsOf(part)) walk(inner);
  };
  walk(node);
  return found;
}

/**
 * The sets of at most two known, changeable facts without which a condition cannot come out as wanted: every condition
 * that stands against it must rest on one of them. What is unknown stands against nothing. Which of them do change it
 * must be tried.
 */
export function factSetsThatMayTurn(evaluation: Evaluation, node: FeelNode, wanted: boolean): FactSet[] {
  const { value } = evaluation.evaluate(node);
  if (value !== !wanted) return [[]];
  switch (node.kind) {
    case 'and':
    case 'or': {
      const against = node.items.filter((item) => evaluation.evaluate(item).value === !wanted);
      const sets = against.map((item) => factSetsThatMayTurn(evaluation, item, wanted));
      return (node.kind === 'and') === wanted ? sets.reduce(joined, [[]]) : distinct(sets.flat());
    }
    case 'not':
      return factSetsThatMayTurn(evaluation, node.item, !wanted);
    case 'name': {
      const term = evaluation.vocabulary.terms.get(node.name);
      if (term?.term.type === 'boolean' && !evaluation.observed(term.term)) {
        return factSetsThatMayTurn(evaluation, term.ast, wanted);
      }
      return setsOf(factsThrough(evaluation, node).filter((code) => mayChange(evaluation, code)));
    }
    default:
      return setsOf(factsThrough(evaluation, node).filter((code) => mayChange(evaluation, code)));
  }
}

/** Whether a fact is known, no list and no day, and of a kind that changes. */
export function mayChange({ facts }: Evaluation, code: string): boolean {
  const fact = factByCode(code);
  const known = facts[code];
  if (!fact || !known || fact.changes === 'never' || fact.type === 'list' || fact.type === 'date') return false;
  return fact.changes !== 'by_degree' || !isUsual(code, known.value);
}

function setsOf(codes: readonly string[]): FactSet[] {
  const sorted = [...codes].sort();
  const pairs = sorted.flatMap((one, index) => sorted.slice(index + 1).map((other) => [one, other]));
  return [...sorted.map((code) => [code]), ...pairs];
}

function joined(some: readonly FactSet[], others: readonly FactSet[]): FactSet[] {
  return distinct(some.flatMap((one) => others.map((other) => [...new Set([...one, ...other])].sort())));
}

function distinct(sets: readonly FactSet[]): FactSet[] {
  const small = sets.filter((set) => set.length <= MOST_FACTS);
  const byKey = new Map(small.map((set) => [set.join(' '), set]));
  return [...byKey.values()].sort((a, b) => a.length - b.length).slice(0, MOST_SETS);
}
