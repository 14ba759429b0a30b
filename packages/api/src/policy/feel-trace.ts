import { type FactDefinition, factByCode, factByName } from '@yimen/schema';
import { type FeelNode, partsOf } from './feel-ast.js';
import { type Evaluation, truthOf } from './feel-evaluate.js';
import type { Member } from './feel-household.js';
import { feelValue, plainValue, shown, UNKNOWN } from './feel-value.js';
import type { TraceNode, TraceValue } from './types.js';

/**
 * A tree with its truth and compared values, for people.
 * @param text the FEEL text that the tree was parsed from
 */
export function traceOf(evaluation: Evaluation, node: FeelNode, text: string): TraceNode {
  const truth = truthOf(evaluation.evaluate(node).value);
  const source = text.slice(node.from, node.to).replace(/\s+/g, ' ').trim();
  const inner = (children: readonly FeelNode[]) => children.map((child) => traceOf(evaluation, child, text));
  switch (node.kind) {
    case 'and':
    case 'or':
      return { op: node.kind === 'and' ? 'all' : 'any', text: source, truth, values: [], children: inner(node.items) };
    case 'not':
      return { op: 'not', text: source, truth, values: [], children: inner([node.item]) };
    case 'if':
      return {
        op: 'if',
        text: source,
        truth,
        values: [],
        children: inner([node.condition, ...takenBranches(evaluation, node)]),
      };
    case 'name': {
      const found = evaluation.vocabulary.terms.get(node.name);
      if (found?.term.type === 'boolean' && !evaluation.observed(found.term)) {
        const child = traceOf(evaluation, found.ast, found.term.expression);
        return { op: 'term', text: source, truth, label: node.name, values: [], children: [child] };
      }
      break;
    }
    default:
      break;
  }
  return { op: 'clause', text: source, truth, values: valuesOf(evaluation, node), children: [] };
}

/** The branch that an `if` takes; both while its condition is unknown. */
function takenBranches(evaluation: Evaluation, node: Extract<FeelNode, { kind: 'if' }>): FeelNode[] {
  const { value } = evaluation.evaluate(node.condition);
  if (value === UNKNOWN) return [node.whenTrue, node.whenFalse];
  return [value === true ? node.whenTrue : node.whenFalse];
}

/** Every fact, standard and term that counts in a node, with what it stands for here; each once. */
export function valuesOf(evaluation: Evaluation, node: FeelNode): TraceValue[] {
  const values = new Map<string, TraceValue>();
  collect(evaluation, node, values);
  return [...values.values()];
}

function collect(evaluation: Evaluation, node: FeelNode, into: Map<string, TraceValue>): void {
  switch (node.kind) {
    case 'name':
      collectName(evaluation, node.name, into);
      return;
    case 'if':
      for (const part of [node.condition, ...takenBranches(evaluation, node)]) collect(evaluation, part, into);
      return;
    case 'quantified':
    case 'filter':
      collectOverList(evaluation, node, into);
      return;
    case 'path': {
      collect(evaluation, node.object, into);
      for (const member of evaluation.membersOf(node.object) ?? []) {
        evaluation.asMember(member, () => collectName(evaluation, node.property, into));
      }
      return;
    }
    default:
      for (const part of partsOf(node)) collect(evaluation, part, into);
  }
}

/** What counts in a condition: of the members who decided, or of all while nothing is decided. */
function collectOverList(
  evaluation: Evaluation,
  node: Extract<FeelNode, { kind: 'quantified' | 'filter' }>,
  into: Map<string, TraceValue>,
): void {
  collect(evaluation, node.list, into);
  const members = evaluation.membersOf(node.list) ?? [];
  if (members.length === 0) {
    for (const name of namesIn(node.condition)) collectName(evaluation, name, into);
    return;
  }
  const deciding = node.kind === 'quantified' && node.quantifier === 'some';
  const truths = members.map((member) => evaluation.withItem(node, member, () => evaluation.evaluate(node.condition)));
  const decided = node.kind === 'quantified' && truths.some(({ value }) => value === deciding);
  for (const [index, member] of members.entries()) {
    if (decided && truths[index]?.value !== deciding) continue;
    evaluation.withItem(node, member, () => collect(evaluation, node.condition, into));
  }
}

/** Every name that a tree uses, variables and named parts included. */
export function namesIn(node: FeelNode): string[] {
  if (node.kind === 'name') return [node.name];
  const names = partsOf(node).flatMap(namesIn);
  return node.kind === 'path' ? [...names, node.property] : names;
}

function collectName(evaluation: Evaluation, name: string, into: Map<string, TraceValue>): void {
  const found = evaluation.vocabulary.terms.get(name);
  if (found && !evaluation.observed(found.term)) {
    const told = ownName(name, evaluation.current);
    if (into.has(told.name)) return;
    const { value } = evaluation.evaluate(found.ast);
    const { code, expression } = found.term;
    const formula = expression.replace(/\s+/g, ' ').trim();
    into.set(told.name, { ...told, kind: 'term', code, value: plainValue(value), text: shown(value), formula });
    collect(evaluation, found.ast, into);
    return;
  }
  const fact = found?.term.factCode === undefined ? factByName(name) : factByCode(found.term.factCode);
  const standard = evaluation.vocabulary.standards.get(name);
  if (standard) {
    const figure = evaluation.figure(standard);
    into.set(name, {
      name,
      kind: 'standard',
      code: standard.code,
      value: figure.value,
      text: String(figure.value),
      unit: standard.unit,
      source: figure.source,
      observedOn: figure.from,
      figureKind: figure.kind,
    });
  } else if (fact) {
    const value = factValue(evaluation, name, fact);
    into.set(value.name, value);
  }
}

/** A name together with the member whose fact it is. */
function ownName(name: string, owner: Member | undefined): Pick<TraceValue, 'name' | 'of'> {
  return owner ? { name: `${name}（${owner.label.zh}）`, of: { name, member: owner.label } } : { name };
}

function factValue(evaluation: Evaluation, name: string, fact: FactDefinition): TraceValue {
  const observed = evaluation.factOf(fact);
  const told = { ...ownName(name, evaluation.ownerOf(fact)), kind: 'fact' as const, code: fact.code };
  const unit = fact.unit && { unit: fact.unit.zh };
  if (!observed) return { ...told, value: null, text: '', ...unit };
  return {
    ...told,
    value: observed.value,
    text: shown(feelValue(fact, observed.value)),
    ...unit,
    ...(observed.source !== undefined && { source: observed.source }),
    ...(observed.observedOn !== undefined && { observedOn: observed.observedOn }),
    ...(observed.verified !== undefined && { verified: observed.verified }),
  };
}
