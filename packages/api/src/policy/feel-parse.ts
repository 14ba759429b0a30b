import { factByName } from '@yimen/schema';
import {
  type ArithOp,
  type CompareOp,
  FEEL_FUNCTIONS,
  type FeelFunctionName,
  type FeelNode,
  type FeelTest,
} from './feel-ast.js';
import {
  deepestBracket,
  grammarTree,
  MAX_DEPTH,
  MAX_LENGTH,
  MAX_WORK,
  Refused,
  type SyntaxNode,
  workOf,
} from './feel-grammar.js';
import { HOUSEHOLD } from './feel-household.js';
import { PUNCTUATION, SyntaxReader } from './feel-syntax.js';
import { nearestName, suggest } from './nearest-name.js';

export interface FeelProblem {
  from: number;
  to: number;
  message: string;
}

/** A name compared with a text literal: the literal must be one of the fact's labels. */
export interface EnumComparison {
  name: string;
  literal: string;
  from: number;
}

export interface ParsedFeel {
  /** Undefined when there are problems. */
  ast: FeelNode | undefined;
  /** Every fact, term or standard that the text names. */
  names: Set<string>;
  problems: FeelProblem[];
  enumComparisons: EnumComparison[];
}

/**
 * Parses FEEL text once, with feelin's own grammar, into the typed tree.
 * @param names every name that the text may use, as rules write them
 */
export function parseFeel(text: string, names: Iterable<string>): ParsedFeel {
  const known = new Set([HOUSEHOLD, ...names]);
  const result: ParsedFeel = { ast: undefined, names: new Set(), problems: [], enumComparisons: [] };
  if (text.length > MAX_LENGTH) {
    result.problems.push({ from: 0, to: MAX_LENGTH, message: `longer than ${MAX_LENGTH} characters` });
    return result;
  }
  const nesting = deepestBracket(text);
  if (nesting > MAX_DEPTH) {
    result.problems.push({ from: 0, to: text.length, message: `nested deeper than ${MAX_DEPTH} levels` });
    return result;
  }
  const builder = new Builder(text, known, result);
  try {
    const root = grammarTree(text, known).firstChild;
    if (!root) throw new Refused(0, text.length, 'the expression is empty');
    const ast = builder.build(root, 0);
    if (root.nextSibling) throw new Refused(root.nextSibling.from, text.length, 'does not parse from here on');
    if (result.problems.length === 0 && workOf(ast) > MAX_WORK) {
      result.problems.push({ from: ast.from, to: ast.to, message: 'goes through lists within lists too many times' });
    }
    if (result.problems.length === 0) result.ast = ast;
  } catch (error) {
    // feelin's grammar goes down by recursion, and runs out of stack in thousands of signs without brackets.
    if (error instanceof RangeError) {
      result.problems.push({ from: 0, to: text.length, message: `nested deeper than ${MAX_DEPTH} levels` });
    } else if (error instanceof Refused) {
      result.problems.push({ from: error.from, to: error.to, message: error.message });
    } else throw error;
  }
  return result;
}

const TAKEN_BY_IN = 'is all taken as what follows `in`; put brackets around the comparison with `in`';

class Builder extends SyntaxReader {
  private readonly variables: { name: string; isMember: boolean }[] = [];

  constructor(
    text: string,
    private readonly known: Set<string>,
    private readonly result: ParsedFeel,
  ) {
    super(text);
  }

  build(node: SyntaxNode, depth: number): FeelNode {
    if (depth > MAX_DEPTH) throw this.refuse(node, `nested deeper than ${MAX_DEPTH} levels`);
    if (node.type.isError) throw this.refuse(node, 'does not parse here');
    const span = { from: node.from, to: node.to };
    const parts = this.parts(node);
    const part = (index: number) => this.build(this.need(node, parts[index]), depth + 1);
    const literal = this.literal(node);
    if (literal) return literal;
    switch (node.name) {
      case 'Expression':
      case 'ParenthesizedExpression':
        return part(0);
      case 'VariableName':
        return this.name(node);
      case 'List':
        return { kind: 'list', items: parts.map((_item, index) => part(index)), ...span };
      case 'Conjunction':
      case 'Disjunction': {
        const kind = node.name === 'Conjunction' ? 'and' : 'or';
        return { kind, items: this.chain(node).map((item) => this.build(item, depth + 1)), ...span };
      }
      case 'Comparison':
        return this.comparison(node, depth);
      case 'ArithmeticExpression':
        return this.arithmetic(node, depth);
      case 'IfExpression':
        return { kind: 'if', condition: part(0), whenTrue: part(1), whenFalse: part(2), ...span };
      case 'FunctionInvocation':
        return this.call(node, depth);
      case 'QuantifiedExpression':
        return this.quantified(node, depth);
      case 'PathExpression':
        return this.path(node, part(0), this.need(node, parts.at(-1)));
      case 'FilterExpression': {
        const list = part(0);
        const condition = this.within('item', list, node, () => part(1));
        if (condition.kind === 'number') throw this.refuse(node, 'picks by position, which is not supported in rules');
        return { kind: 'filter', list, condition, ...span };
      }
      case 'SimplePositiveUnaryTest':
      case 'Interval':
        throw this.refuse(node, TAKEN_BY_IN);
      default:
        throw this.refuse(node, `${node.name} is not supported in rules`);
    }
  }

  /** The items of a left-leaning chain of `and` or `or`, in the order of the text. */
  private chain(node: SyntaxNode): SyntaxNode[] {
    const items: SyntaxNode[] = [];
    let current = node;
    for (;;) {
      const [left, right] = this.parts(current);
      items.unshift(this.need(current, right));
      const first = this.need(current, left);
      if (first.name !== node.name) return [first, ...items];
      current = first;
    }
  }

  private comparison(node: SyntaxNode, depth: number): FeelNode {
    const span = { from: node.from, to: node.to };
    const children = this.children(node);
    const operator = children.find((child) => ['CompareOp', 'in', 'between'].includes(child.name));
    const operands = children.filter((child) => child !== operator && !PUNCTUATION.has(child.name));
    if (operands[0]?.name === 'Comparison') throw this.refuse(node, 'chains comparisons; join them with and');
    const left = this.build(this.need(node, operands[0]), depth + 1);
    if (operator?.name === 'in') {
      const tests = operands.slice(1).flatMap((operand) => this.tests(operand, depth + 1));
      for (const test of tests) if (test.kind === 'value') this.noteEnum(left, test.value);
      return { kind: 'in', value: left, tests, ...span };
    }
    const right = this.build(this.need(node, operands[1]), depth + 1);
    if (operator?.name === 'between') {
      const high = this.build(this.need(node, operands[2]), depth + 1);
      return {
        kind: 'in',
        value: left,
        tests: [{ kind: 'interval', low: right, lowClosed: true, high, highClosed: true }],
        ...span,
      };
    }
    this.noteEnum(left, right);
    this.noteEnum(right, left);
    return { kind: 'compare', op: this.source(this.need(node, operator)) as CompareOp, left, right, ...span };
  }

  private tests(node: SyntaxNode, depth: number): FeelTest[] {
    const parts = this.parts(node);
    switch (node.name) {
      case 'PositiveUnaryTests':
      case 'PositiveUnaryTest':
      case 'ParenthesizedExpression':
        return parts.flatMap((one) => this.tests(one, depth + 1));
      case 'SimplePositiveUnaryTest': {
        const first = this.need(node, parts[0]);
        if (first.name !== 'CompareOp') return parts.flatMap((one) => this.tests(one, depth + 1));
        return [{ kind: 'bound', op: this.source(first) as CompareOp, value: this.tested(node, parts[1], depth) }];
      }
      case 'Interval': {
        const low = this.tested(node, parts[0], depth);
        const high = this.tested(node, parts[1], depth);
        const source = this.source(node);
        return [{ kind: 'interval', low, lowClosed: source.startsWith('['), high, highClosed: source.endsWith(']') }];
      }
      default: {
        const value = this.tested(node, node, depth);
        const items = value.kind === 'list' ? value.items : [value];
        return items.map((item) => ({ kind: 'value', value: item }));
      }
    }
  }

  /** A value on the right of `in`. The grammar lets an unbracketed `in` swallow the `and` that follows it. */
  private tested(node: SyntaxNode, part: SyntaxNode | undefined, depth: number): FeelNode {
    const value = this.build(this.need(node, part), depth + 1);
    if (['and', 'or', 'not', 'compare', 'in', 'quantified'].includes(value.kind)) {
      throw this.refuse(node, TAKEN_BY_IN);
    }
    return value;
  }

  private arithmetic(node: SyntaxNode, depth: number): FeelNode {
    const span = { from: node.from, to: node.to };
    const children = this.children(node);
    const operator = children.find((child) => child.name === 'ArithOp');
    const op = this.source(this.need(node, operator));
    const operands = children.filter((child) => child !== operator).map((child) => this.build(child, depth + 1));
    const [left, right] = operands;
    if (left && !right && op === '-') {
      return { kind: 'arith', op: '-', left: { kind: 'number', value: '0', ...span }, right: left, ...span };
    }
    if (!left || !right || !['+', '-', '*', '/'].includes(op))
      throw this.refuse(node, `operator ${op} is not supported in rules`);
    return { kind: 'arith', op: op as ArithOp, left, right, ...span };
  }

  private call(node: SyntaxNode, depth: number): FeelNode {
    const span = { from: node.from, to: node.to };
    const [callee, parameters] = this.parts(node);
    const name = this.source(this.need(node, callee)).replace(/\s+/g, ' ');
    const given = parameters?.name === 'PositionalParameters' ? this.parts(parameters) : [];
    const args = given.map((one) => this.build(one, depth + 1));
    const [first] = args;
    if (name === 'not' && first && args.length === 1) return { kind: 'not', item: first, ...span };
    if (!(name in FEEL_FUNCTIONS)) throw this.refuse(node, `function ${name} is not supported in rules`);
    const [least, most] = FEEL_FUNCTIONS[name as FeelFunctionName];
    if (args.length < least || args.length > most)
      throw this.refuse(node, `function ${name} takes ${least === most ? least : `${least}–${most}`} arguments`);
    return { kind: 'call', name: name as FeelFunctionName, args, ...span };
  }

  private quantified(node: SyntaxNode, depth: number): FeelNode {
    const children = this.children(node);
    const source = this.children(
      this.need(
        node,
        children.find((child) => child.name === 'InExpressions'),
      ),
    );
    const binding = this.children(this.need(node, source[0]));
    if (source.length !== 1) throw this.refuse(node, 'one variable only');
    const variable = this.source(
      this.need(
        node,
        binding.find((child) => child.name === 'Name'),
      ),
    );
    const context = this.need(
      node,
      binding.find((child) => child.name === 'IterationContext'),
    );
    const list = this.build(this.need(node, context.firstChild ?? undefined), depth + 1);
    const condition = this.within(variable, list, node, () => this.build(this.need(node, children.at(-1)), depth + 1));
    const quantifier = children[0]?.name === 'every' ? 'every' : 'some';
    return { kind: 'quantified', quantifier, variable, list, condition, from: node.from, to: node.to };
  }

  /** A fact of a member, or of every member of a list; else a part of a day or duration. */
  private path(node: SyntaxNode, object: FeelNode, part: SyntaxNode): FeelNode {
    const property = this.source(part).replace(/\s+/g, ' ');
    if (this.isMember(object) || this.holdsMembers(object)) {
      const fact = factByName(property);
      if (fact && fact.scope !== 'person') {
        throw this.refuse(node, `names no fact of one person; write “${property}” alone`);
      }
      this.useName(property, part, (name) => factByName(name)?.scope === 'person');
    }
    return { kind: 'path', object, property, from: node.from, to: node.to };
  }

  private isMember(node: FeelNode): boolean {
    return node.kind === 'name' && this.variables.findLast(({ name }) => name === node.name)?.isMember === true;
  }

  private holdsMembers(node: FeelNode): boolean {
    return node.kind === 'filter' ? this.holdsMembers(node.list) : node.kind === 'name' && node.name === HOUSEHOLD;
  }

  private within(variable: string, list: FeelNode, node: SyntaxNode, build: () => FeelNode): FeelNode {
    if (this.known.has(variable))
      throw this.refuse(node, `uses “${variable}” as a variable, which is the name of a fact, term or standard`);
    this.variables.push({ name: variable, isMember: this.holdsMembers(list) });
    try {
      return build();
    } finally {
      this.variables.pop();
    }
  }

  private name(node: SyntaxNode): FeelNode {
    const name = this.source(node).replace(/\s+/g, ' ');
    if (!this.variables.some((variable) => variable.name === name)) this.useName(name, node);
    return { kind: 'name', name, from: node.from, to: node.to };
  }

  /** Notes a name, or that nothing is called so, with the nearest name that `fits`. */
  private useName(name: string, { from, to }: SyntaxNode, fits: (name: string) => boolean = () => true): void {
    if (this.known.has(name)) {
      this.result.names.add(name);
      return;
    }
    const near = nearestName(name, [...this.known].filter(fits));
    const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
    this.result.problems.push({ from, to, message: `unknown name “${shown}”${suggest(near)}` });
  }

  private noteEnum(name: FeelNode, literal: FeelNode): void {
    const named = name.kind === 'path' ? name.property : name.kind === 'name' ? name.name : undefined;
    if (named !== undefined && literal.kind === 'string') {
      this.result.enumComparisons.push({ name: named, literal: literal.value, from: literal.from });
    }
  }
}
