import { ZenEngine } from '@gorules/zen-engine';
import type { FeelNode, FeelTest } from '@yimen/api/policy/feel-ast.js';
import { namesIn } from '@yimen/api/policy/feel-trace.js';
import type { ParsedPack } from '@yimen/api/policy/parsed-pack.js';
import { standardOn } from '@yimen/api/policy/standards.js';
import type { FactBag, FactValue } from '@yimen/api/policy/types.js';
import { FACTS, type FactDefinition, factByName } from '@yimen/schema';
import { evaluate } from 'feelin';

/** Program codes of whom each person is eligible by the rule, his facts all known. */
export type Answers = string[][];

const LABELS = new Map(FACTS.map((fact) => [fact.code, new Map(fact.options?.map(({ code, zh }) => [code, zh]))]));

function plain(fact: FactDefinition, value: FactValue): unknown {
  return typeof value === 'string' ? (LABELS.get(fact.code)?.get(value) ?? value) : value;
}

/** A person's bag with every fact known that no term works out: what is missing is no, none or 0. */
export function completed(bag: FactBag, parsed: ParsedPack): FactBag {
  const workedOut = new Set(parsed.pack.terms.map(({ factCode }) => factCode));
  const nothing = { boolean: false, integer: 0, number: 0, date: '2020-01-01', list: [] } as const;
  return Object.fromEntries(
    FACTS.flatMap((fact) => {
      const known = bag[fact.code];
      if (known || workedOut.has(fact.code)) return known ? [[fact.code, known]] : [];
      const value = fact.type === 'enum' ? (fact.options?.[0]?.code ?? '') : nothing[fact.type];
      return [[fact.code, { value }]];
    }),
  );
}

/** Terms in an order in which each comes after those it names. */
function orderedTerms({ vocabulary }: ParsedPack): string[] {
  const ordered = new Set<string>();
  const visit = (name: string) => {
    const found = vocabulary.terms.get(name);
    if (!found || ordered.has(name)) return;
    namesIn(found.ast).forEach(visit);
    ordered.add(name);
  };
  [...vocabulary.terms.keys()].forEach(visit);
  return [...ordered];
}

/** feelin as its documentation has it: each text evaluated with a context of names. */
export function byFeelin(parsed: ParsedPack, bags: readonly FactBag[], on: string): Answers {
  const { pack, vocabulary } = parsed;
  const standards = Object.fromEntries(pack.standards.map((one) => [one.name, standardOn(one, on)?.value]));
  const terms = orderedTerms(parsed);
  return bags.map((bag) => {
    const context: Record<string, unknown> = { ...standards };
    for (const fact of FACTS) {
      const known = bag[fact.code];
      if (known) context[fact.nameZh] = plain(fact, known.value);
    }
    for (const name of terms) {
      const { term } = vocabulary.terms.get(name) as NonNullable<ReturnType<typeof vocabulary.terms.get>>;
      if (context[name] === undefined) context[name] = evaluate(term.expression, context).value;
    }
    const fitting: string[] = [];
    for (const { code, rule, amount, variants } of pack.programs) {
      const ways = [{ rule, formula: amount.formula }, ...variants];
      const way = ways.find((one) => evaluate(one.rule, context).value === true);
      if (!way) continue;
      fitting.push(code);
      for (const text of [way.formula, amount.min, amount.max]) if (text !== undefined) evaluate(text, context);
    }
    return fitting;
  });
}

/** A FEEL construct that zen's language has no like of. */
class Untranslated extends Error {}

/** The zen text of a FEEL tree, over facts and standards by their code, terms by the key of their expression. */
class ZenText {
  constructor(private readonly parsed: ParsedPack) {}

  of(node: FeelNode): string {
    switch (node.kind) {
      case 'number':
        return node.value;
      case 'string':
        return JSON.stringify(node.value);
      case 'boolean':
        return String(node.value);
      case 'null':
        return 'null';
      case 'name':
        return this.name(node.name);
      case 'list':
        return `[${node.items.map((item) => this.of(item)).join(', ')}]`;
      case 'and':
      case 'or':
        return `(${node.items.map((item) => this.of(item)).join(` ${node.kind} `)})`;
      case 'not':
        return `(not ${this.of(node.item)})`;
      case 'compare':
        return `(${this.of(node.left)} ${node.op === '=' ? '==' : node.op} ${this.of(node.right)})`;
      case 'arith':
        return `(${this.of(node.left)} ${node.op} ${this.of(node.right)})`;
      case 'if':
        return `(${this.of(node.condition)} ? ${this.of(node.whenTrue)} : ${this.of(node.whenFalse)})`;
      case 'in':
        return `(${node.tests.map((test) => this.test(this.of(node.value), test)).join(' or ')})`;
      case 'call':
        return this.call(
          node.name,
          node.args.map((arg) => this.of(arg)),
        );
      default:
        throw new Untranslated(node.kind);
    }
  }

  private name(name: string): string {
    const { vocabulary } = this.parsed;
    const term = vocabulary.terms.get(name)?.term;
    if (term) return `$.term_${term.code}`;
    const standard = vocabulary.standards.get(name);
    const code = standard ? `standard_${standard.code}` : factByName(name)?.code;
    if (!code) throw new Untranslated(name);
    return code;
  }

  private test(value: string, test: FeelTest): string {
    if (test.kind === 'bound') return `${value} ${test.op} ${this.of(test.value)}`;
    if (test.kind === 'value') return `${value} ${test.value.kind === 'list' ? 'in' : '=='} ${this.of(test.value)}`;
    return `(${value} ${test.lowClosed ? '>=' : '>'} ${this.of(test.low)} and ${value} ${test.highClosed ? '<=' : '<'} ${this.of(test.high)})`;
  }

  private call(name: string, args: string[]): string {
    const [first] = args;
    if (name === 'min' || name === 'max' || name === 'sum') return `${name}([${args.join(', ')}])`;
    if (name === 'floor' || name === 'abs') return `${name}(${first})`;
    if (name === 'ceiling' || (name === 'round up' && args[1] === '0')) return `ceil(${first})`;
    throw new Untranslated(name);
  }
}

/** The rules and amounts of the pack as one zen decision; `programs` are those that could be translated. */
export function zenDecision(parsed: ParsedPack): {
  programs: string[];
  answer(bags: readonly FactBag[], on: string): Promise<Answers>;
} {
  const zen = new ZenText(parsed);
  const expressions: { id: string; key: string; value: string }[] = [];
  const add = (key: string, value: string) => expressions.push({ id: key, key, value });
  for (const name of orderedTerms(parsed)) {
    const { term, ast } = parsed.vocabulary.terms.get(name) as NonNullable<
      ReturnType<typeof parsed.vocabulary.terms.get>
    >;
    add(`term_${term.code}`, term.factCode === undefined ? zen.of(ast) : `${term.factCode} ?? ${zen.of(ast)}`);
  }
  const programs: string[] = [];
  for (const [code, { ways, min, max }] of parsed.programs) {
    const key = code.replace('-', '_');
    try {
      const rules = ways.map(({ rule }) => zen.of(rule.ast));
      const amounts = [...ways.map(({ formula }) => formula), min, max].flatMap((text) =>
        text ? [zen.of(text.ast)] : [],
      );
      add(`fits_${key}`, rules.join(' or '));
      amounts.forEach((text, index) => {
        add(`amount_${key}_${index}`, `$.fits_${key} ? ${text} : null`);
      });
      programs.push(code);
    } catch (error) {
      if (!(error instanceof Untranslated)) throw error;
    }
  }
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      { id: 'rules', type: 'expressionNode', name: 'rules', position: { x: 1, y: 0 }, content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  });
  const answer = async (bags: readonly FactBag[], on: string) => {
    const standards = Object.fromEntries(
      parsed.pack.standards.map((one) => [`standard_${one.code}`, standardOn(one, on)?.value]),
    );
    const answers: Answers = [];
    for (const bag of bags) {
      const facts = FACTS.map((fact) => [
        fact.code,
        bag[fact.code] ? plain(fact, (bag[fact.code] as { value: FactValue }).value) : null,
      ]);
      const { result } = await decision.evaluate({ ...standards, ...Object.fromEntries(facts) });
      answers.push(programs.filter((code) => result[`fits_${code.replace('-', '_')}`] === true));
    }
    return answers;
  };
  return { programs, answer };
}
