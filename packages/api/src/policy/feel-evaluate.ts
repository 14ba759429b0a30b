import { factByCode, factByName, type FactDefinition } from '@yimen/schema';
import { Decimal } from 'decimal.js';
import { type CompareOp, type FeelNode, type FeelTest, partsOf } from './feel-ast.js';
import { standardOn } from './standards.js';
import type { FactBag, FactValue, Standard, StandardValue, Term, TraceNode, TraceValue, Truth } from './types.js';

/** A FEEL value, or UNKNOWN when a fact that matters is not known. Dates are ISO text. */
export const UNKNOWN = Symbol('unknown');
export type FeelValue = Decimal | string | boolean | null | typeof UNKNOWN | FeelValue[];

/** A standard has no figure on the day; the pack's check prevents it. */
export class StandardMissingError extends Error {
  constructor(
    readonly standard: string,
    readonly on: string,
  ) {
    super(`Standard ${standard} has no value on ${on}`);
  }
}

/** The names that FEEL texts of a county may use. */
export interface Vocabulary {
  standards: ReadonlyMap<string, Standard>;
  terms: ReadonlyMap<string, { term: Term; ast: FeelNode }>;
}

interface Evaluated {
  value: FeelValue;
  /** Codes of the unknown facts that still matter; empty unless the value is UNKNOWN. */
  missing: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();
const known = (value: FeelValue): Evaluated => ({ value, missing: NOTHING });

function unknownOf(parts: readonly Evaluated[]): Evaluated {
  return { value: UNKNOWN, missing: new Set(parts.flatMap((part) => [...part.missing])) };
}

export function truthOf(value: FeelValue): Truth {
  if (value === true) return 'true';
  return value === false ? 'false' : 'unknown';
}

/** What one household's facts make of FEEL texts on one day: three-valued, exact, every node evaluated once. */
export class Evaluation {
  private readonly memo = new Map<FeelNode, Evaluated>();
  private readonly running = new Set<string>();
  private readonly variables = new Map<string, FeelValue>();

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly facts: FactBag,
    private readonly on: string,
  ) {}

  /** Evaluates a tree. Throws StandardMissingError. */
  evaluate(node: FeelNode): Evaluated {
    if (this.variables.size > 0) return this.compute(node);
    let found = this.memo.get(node);
    if (!found) {
      found = this.compute(node);
      this.memo.set(node, found);
    }
    return found;
  }

  private compute(node: FeelNode): Evaluated {
    switch (node.kind) {
      case 'number':
        return known(new Decimal(node.value));
      case 'string':
      case 'boolean':
      case 'date':
        return known(node.value);
      case 'null':
        return known(null);
      case 'name':
        return this.name(node.name);
      case 'list':
        return this.strict(node.items, (values) => values);
      case 'and':
      case 'or':
        return this.junction(node.items, node.kind === 'and');
      case 'not': {
        const item = this.evaluate(node.item);
        return typeof item.value === 'boolean' ? known(!item.value) : item;
      }
      case 'compare':
        return this.strict([node.left, node.right], ([left, right]) => compare(node.op, left as FeelValue, right as FeelValue));
      case 'in':
        return this.membership(node.value, node.tests);
      case 'arith':
        return this.strict([node.left, node.right], ([left, right]) => arith(node.op, left as FeelValue, right as FeelValue));
      case 'if':
        return this.choice(node.condition, node.then, node.otherwise);
      case 'call':
        return this.strict(node.args, (values) => call(node.name, values));
      case 'quantified':
      case 'filter':
        return this.overList(node);
    }
  }

  /** Needs every part: one unknown part makes the whole unknown. */
  private strict(nodes: readonly FeelNode[], work: (values: FeelValue[]) => FeelValue): Evaluated {
    const parts = nodes.map((node) => this.evaluate(node));
    const unknown = parts.filter((part) => part.value === UNKNOWN);
    return unknown.length > 0 ? unknownOf(unknown) : known(work(parts.map((part) => part.value)));
  }

  private junction(items: readonly FeelNode[], all: boolean): Evaluated {
    const parts = items.map((item) => this.evaluate(item));
    if (parts.some((part) => part.value === !all)) return known(!all);
    const open = parts.filter((part) => typeof part.value !== 'boolean');
    return open.length > 0 ? unknownOf(open) : known(all);
  }

  private choice(condition: FeelNode, then: FeelNode, otherwise: FeelNode): Evaluated {
    const decided = this.evaluate(condition);
    if (decided.value === true) return this.evaluate(then);
    if (decided.value !== UNKNOWN) return this.evaluate(otherwise);
    const [yes, no] = [this.evaluate(then), this.evaluate(otherwise)];
    if (yes.value !== UNKNOWN && no.value !== UNKNOWN && compare('=', yes.value, no.value) === true) return yes;
    return decided;
  }

  private membership(value: FeelNode, tests: readonly FeelTest[]): Evaluated {
    const left = this.evaluate(value);
    if (left.value === UNKNOWN) return left;
    const results = tests.map((test): Evaluated => {
      switch (test.kind) {
        case 'value':
          return this.strict([test.value], ([right]) =>
            Array.isArray(right) ? right.some((one) => compare('=', left.value, one) === true) : compare('=', left.value, right as FeelValue),
          );
        case 'bound':
          return this.strict([test.value], ([right]) => compare(test.op, left.value, right as FeelValue));
        case 'interval':
          return this.strict([test.low, test.high], ([low, high]) => {
            const above = compare(test.lowClosed ? '>=' : '>', left.value, low as FeelValue);
            const below = compare(test.highClosed ? '<=' : '<', left.value, high as FeelValue);
            return above === true && below === true;
          });
      }
    });
    if (results.some((result) => result.value === true)) return known(true);
    const open = results.filter((result) => result.value === UNKNOWN);
    return open.length > 0 ? unknownOf(open) : known(false);
  }

  private overList(node: Extract<FeelNode, { kind: 'quantified' | 'filter' }>): Evaluated {
    const list = this.evaluate(node.list);
    if (list.value === UNKNOWN) return list;
    const items = Array.isArray(list.value) ? list.value : [list.value];
    const variable = node.kind === 'filter' ? 'item' : node.variable;
    const before = this.variables.get(variable);
    const results = items.map((item) => {
      this.variables.set(variable, item);
      return this.evaluate(node.condition);
    });
    if (before === undefined) this.variables.delete(variable);
    else this.variables.set(variable, before);
    const open = results.filter((result) => result.value === UNKNOWN);
    if (node.kind === 'filter') {
      return open.length > 0 ? unknownOf(open) : known(items.filter((_item, index) => results[index]?.value === true));
    }
    const some = node.quantifier === 'some';
    if (results.some((result) => result.value === some)) return known(some);
    return open.length > 0 ? unknownOf(open) : known(!some);
  }

  private name(name: string): Evaluated {
    const variable = this.variables.get(name);
    if (variable !== undefined) return known(variable);
    const term = this.vocabulary.terms.get(name);
    if (term) return this.term(term.term, term.ast);
    const standard = this.vocabulary.standards.get(name);
    if (standard) return known(new Decimal(this.figure(standard).value));
    const fact = factByName(name);
    if (!fact) throw new Error(`FEEL name ${name} is neither fact, term nor standard`);
    const observed = this.facts[fact.code];
    return observed ? known(feelValue(fact, observed.value)) : { value: UNKNOWN, missing: new Set([fact.code]) };
  }

  private term(term: Term, ast: FeelNode): Evaluated {
    const fact = term.factCode ? factByCode(term.factCode) : undefined;
    const observed = fact ? this.facts[fact.code] : undefined;
    if (fact && observed) return known(feelValue(fact, observed.value));
    if (this.running.has(term.name)) throw new Error(`Term ${term.name} uses itself`);
    this.running.add(term.name);
    try {
      return this.evaluate(ast);
    } finally {
      this.running.delete(term.name);
    }
  }

  private figure(standard: Standard): StandardValue {
    const value = standardOn(standard, this.on);
    if (!value) throw new StandardMissingError(standard.name, this.on);
    return value;
  }

  /** The tree with its truth and compared values, for people. `text` is the FEEL text that the tree was parsed from. */
  trace(node: FeelNode, text: string): TraceNode {
    const truth = truthOf(this.evaluate(node).value);
    const source = text.slice(node.from, node.to).replace(/\s+/g, ' ');
    const inner = (children: readonly FeelNode[]) => children.map((child) => this.trace(child, text));
    switch (node.kind) {
      case 'and':
      case 'or':
        return { op: node.kind === 'and' ? 'all' : 'any', text: source, truth, values: [], children: inner(node.items) };
      case 'not':
        return { op: 'not', text: source, truth, values: [], children: inner([node.item]) };
      case 'if':
        return { op: 'if', text: source, truth, values: [], children: inner([node.condition, node.then, node.otherwise]) };
      case 'name': {
        const found = this.vocabulary.terms.get(node.name);
        const observed = found?.term.factCode ? this.facts[found.term.factCode] : undefined;
        if (found && found.term.type === 'boolean' && !observed) {
          const child = this.trace(found.ast, found.term.expression);
          return { op: 'term', text: source, truth, label: node.name, values: [], children: [child] };
        }
        break;
      }
      default:
        break;
    }
    return { op: 'clause', text: source, truth, values: this.valuesOf(node), children: [] };
  }

  /** Every fact, standard and term that a node names, with what it stands for here; each once. */
  valuesOf(node: FeelNode): TraceValue[] {
    const values = new Map<string, TraceValue>();
    this.collect(node, values);
    return [...values.values()];
  }

  private collect(node: FeelNode, into: Map<string, TraceValue>): void {
    if (node.kind === 'name') {
      this.collectName(node.name, into);
      return;
    }
    for (const part of partsOf(node)) this.collect(part, into);
  }

  private collectName(name: string, into: Map<string, TraceValue>): void {
    if (into.has(name) || this.variables.has(name)) return;
    const found = this.vocabulary.terms.get(name);
    const fact = found?.term.factCode ? factByCode(found.term.factCode) : factByName(name);
    if (fact && (!found || this.facts[fact.code])) {
      into.set(name, this.factValue(name, fact));
      return;
    }
    if (found) {
      const { value } = this.term(found.term, found.ast);
      into.set(name, { name, kind: 'term', code: found.term.code, value: plainValue(value), text: shown(value) });
      this.collect(found.ast, into);
      return;
    }
    const standard = this.vocabulary.standards.get(name);
    if (!standard) return;
    const figure = this.figure(standard);
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
  }

  private factValue(name: string, fact: FactDefinition): TraceValue {
    const observed = this.facts[fact.code];
    if (!observed) return { name, kind: 'fact', code: fact.code, value: null, text: '', ...(fact.unit && { unit: fact.unit.zh }) };
    return {
      name,
      kind: 'fact',
      code: fact.code,
      value: observed.value,
      text: shown(feelValue(fact, observed.value)),
      ...(fact.unit && { unit: fact.unit.zh }),
      ...(observed.source !== undefined && { source: observed.source }),
      ...(observed.observedOn !== undefined && { observedOn: observed.observedOn }),
      ...(observed.verified !== undefined && { verified: observed.verified }),
    };
  }
}

/** A stored fact as rules see it: enum codes become Chinese labels, numbers exact decimals. */
function feelValue(fact: FactDefinition, value: FactValue): FeelValue {
  if (Array.isArray(value)) return [...value];
  if (fact.type === 'enum') return fact.options?.find((option) => option.code === value)?.zh ?? String(value);
  return typeof value === 'number' ? new Decimal(value) : (value as FeelValue);
}

function compare(op: CompareOp, left: FeelValue, right: FeelValue): boolean | null {
  if (op === '=' || op === '!=') {
    const equal = left instanceof Decimal && right instanceof Decimal ? left.eq(right) : left === right;
    return op === '=' ? equal : !equal;
  }
  let order: number;
  if (left instanceof Decimal && right instanceof Decimal) order = left.cmp(right);
  else if (typeof left === 'string' && typeof right === 'string') order = left < right ? -1 : left > right ? 1 : 0;
  else return null;
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function arith(op: '+' | '-' | '*' | '/', left: FeelValue, right: FeelValue): FeelValue {
  if (!(left instanceof Decimal) || !(right instanceof Decimal)) return null;
  switch (op) {
    case '+':
      return left.plus(right);
    case '-':
      return left.minus(right);
    case '*':
      return left.times(right);
    case '/':
      return right.isZero() ? null : left.div(right);
  }
}

function call(name: string, args: FeelValue[]): FeelValue {
  if (name === 'list contains') return Array.isArray(args[0]) && args[0].some((item) => compare('=', item, args[1] as FeelValue) === true);
  if (name === 'count') return Array.isArray(args[0]) ? new Decimal(args[0].length) : null;
  const numbers = args.flat().filter((value): value is Decimal => value instanceof Decimal);
  if (numbers.length !== args.flat().length) return null;
  const [first, places] = numbers;
  if (name === 'sum') return Decimal.sum(0, ...numbers);
  if (!first) return null;
  switch (name) {
    case 'min':
      return Decimal.min(...numbers);
    case 'max':
      return Decimal.max(...numbers);
    case 'abs':
      return first.abs();
    case 'floor':
      return first.floor();
    case 'ceiling':
      return first.ceil();
    case 'round up':
      return first.toDecimalPlaces(places?.toNumber() ?? 0, Decimal.ROUND_UP);
    case 'round down':
      return first.toDecimalPlaces(places?.toNumber() ?? 0, Decimal.ROUND_DOWN);
    default:
      throw new Error(`FEEL function ${name}`);
  }
}

function plainValue(value: FeelValue): FactValue | null {
  if (value === UNKNOWN || value === null) return null;
  if (value instanceof Decimal) return value.toNumber();
  return Array.isArray(value) ? value.map((item) => shown(item)) : value;
}

/** A value as people read it in Chinese rules; empty when unknown. */
function shown(value: FeelValue): string {
  if (value === UNKNOWN || value === null) return '';
  if (value instanceof Decimal) return value.toDecimalPlaces(2).toString();
  if (typeof value === 'boolean') return value ? '是' : '否';
  return Array.isArray(value) ? value.map(shown).join('、') : value;
}
