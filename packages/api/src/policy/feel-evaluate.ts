import { type FactDefinition, factByCode, factByName } from '@yimen/schema';
import { type FeelNode, type FeelTest, partsOf } from './feel-ast.js';
import { Duration } from './feel-date.js';
import {
  HOUSEHOLD,
  MEMBERS,
  MEMBERS_UNKNOWN,
  Member,
  type MissingFact,
  missingFacts,
  missingKey,
} from './feel-household.js';
import { arith, call, compare, Decimal, type FeelValue, feelValue, property, UNKNOWN } from './feel-value.js';
import { standardOn } from './standards.js';
import type { FactBag, KnownFact, Standard, StandardValue, Term, Truth } from './types.js';

/** A standard has no figure on the day; the pack's check prevents it. */
export class StandardMissingError extends Error {
  constructor(
    readonly standard: string,
    readonly on: string,
  ) {
    super(`Standard ${standard} has no value on ${on}`);
    this.name = 'StandardMissingError';
  }
}

/** The names that FEEL texts of a county may use, besides facts. */
export interface Vocabulary {
  standards: ReadonlyMap<string, Standard>;
  terms: ReadonlyMap<string, { term: Term; ast: FeelNode }>;
}

export interface Evaluated {
  value: FeelValue;
  /** Keys of the facts that are unknown, or unusable, and still matter; empty unless the value is UNKNOWN. */
  missing: ReadonlySet<string>;
}

type OverList = Extract<FeelNode, { kind: 'quantified' | 'filter' }>;

const NOTHING: ReadonlySet<string> = new Set();
const known = (value: FeelValue): Evaluated => ({ value, missing: NOTHING });

function unknownOf(parts: readonly Evaluated[]): Evaluated {
  return { value: UNKNOWN, missing: new Set(parts.flatMap((part) => [...part.missing])) };
}

export function truthOf(value: FeelValue): Truth {
  if (value === true) return 'true';
  return value === false ? 'false' : 'unknown';
}

/**
 * What one family's facts make of FEEL texts on one day: three-valued, exact, every node worked out once.
 * An unknown fact is unknown, never false. A value that cannot be worked with (no members to divide by) counts as
 * unknown too, and asks for the facts it came from.
 */
export class Evaluation {
  /** What was worked out already, by the member whose facts count. */
  private readonly memos = new Map<Member | undefined, Map<FeelNode, Evaluated>>();
  private readonly running = new Set<string>();
  private variables = new Map<string, FeelValue>();
  /** The member whose facts names stand for; undefined: the person judged. */
  private member: Member | undefined;

  /** @param on YYYY-MM-DD, Asia/Shanghai: the day whose standards count */
  constructor(
    readonly vocabulary: Vocabulary,
    readonly facts: FactBag,
    readonly on: string,
  ) {}

  /** Works out a tree. Throws StandardMissingError, and Error on a name that is neither fact, term nor standard. */
  evaluate(node: FeelNode): Evaluated {
    if (this.variables.size > 0) return this.compute(node);
    const memo = this.memos.get(this.member) ?? new Map<FeelNode, Evaluated>();
    this.memos.set(this.member, memo);
    let found = memo.get(node);
    if (!found) {
      found = this.compute(node);
      memo.set(node, found);
    }
    return found;
  }

  /** The facts that keys of `missing` stand for, each once. */
  missingFacts(keys: Iterable<string>): MissingFact[] {
    return missingFacts(new Set(keys), this.facts[MEMBERS]);
  }

  /** What is known of a fact: of the member whose facts count now, or of the person judged. */
  factOf(fact: FactDefinition): KnownFact | undefined {
    const owner = this.ownerOf(fact);
    return owner ? owner.facts?.[fact.code] : this.facts[fact.code];
  }

  /** The observed fact that a term stands for, when there is one. */
  observed(term: Term): KnownFact | undefined {
    const fact = term.factCode === undefined ? undefined : factByCode(term.factCode);
    return fact && this.factOf(fact);
  }

  /** Lets names stand for a member's facts while `work` runs. */
  asMember<T>(member: Member, work: () => T): T {
    const before = this.member;
    this.member = member.facts ? member : undefined;
    try {
      return work();
    } finally {
      this.member = before;
    }
  }

  /** The members that a list holds; undefined when it holds something else, or nothing known. */
  membersOf(list: FeelNode): Member[] | undefined {
    const { value } = this.evaluate(list);
    const all = Array.isArray(value) ? value : [value];
    return all.every((one) => one instanceof Member) ? all : undefined;
  }

  /** Runs `work` with one item of the list that `node` goes through. */
  withItem<T>(node: OverList, item: FeelValue, work: () => T): T {
    const variable = node.kind === 'filter' ? 'item' : node.variable;
    const before = this.variables;
    this.variables = new Map(before).set(variable, item);
    try {
      // As in FEEL, a filter's condition names what belongs to the item.
      return node.kind === 'filter' && item instanceof Member ? this.asMember(item, work) : work();
    } finally {
      this.variables = before;
    }
  }

  /** The other member whose facts names stand for now; undefined for the person judged. */
  get current(): Member | undefined {
    return this.member;
  }

  /** The other member whose fact it is now; undefined for the person judged, the household and the case. */
  ownerOf(fact: FactDefinition): Member | undefined {
    return fact.scope === 'person' ? this.member : undefined;
  }

  /** The figure of a standard on the day. Throws StandardMissingError. */
  figure(standard: Standard): StandardValue {
    const value = standardOn(standard, this.on);
    if (!value) throw new StandardMissingError(standard.name, this.on);
    return value;
  }

  private compute(node: FeelNode): Evaluated {
    switch (node.kind) {
      case 'number':
        return known(new Decimal(node.value));
      case 'string':
      case 'boolean':
      case 'date':
        return known(node.value);
      case 'duration':
        return known(new Duration(node.unit, node.amount));
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
        const item = this.truth(node.item);
        return item.value === UNKNOWN ? item : known(!item.value);
      }
      case 'compare':
        return this.strict([node.left, node.right], ([left, right]) =>
          compare(node.op, left as FeelValue, right as FeelValue),
        );
      case 'in':
        return this.membership(node.value, node.tests);
      case 'arith':
        return this.strict([node.left, node.right], ([left, right]) =>
          arith(node.op, left as FeelValue, right as FeelValue),
        );
      case 'if':
        return this.choice(node.condition, node.whenTrue, node.whenFalse);
      case 'path':
        return this.path(node);
      case 'call':
        return this.strict(node.args, (values) => call(node.name, values, this.on));
      case 'quantified':
      case 'filter':
        return this.overList(node);
    }
  }

  /** Needs every part: one unknown part makes the whole unknown. */
  private strict(nodes: readonly FeelNode[], work: (values: FeelValue[]) => FeelValue): Evaluated {
    const parts = nodes.map((node) => this.evaluate(node));
    const unknown = parts.filter((part) => part.value === UNKNOWN);
    if (unknown.length > 0) return unknownOf(unknown);
    const value = work(parts.map((part) => part.value));
    return value === null ? this.unusable(nodes) : known(value);
  }

  /** A part that must be true, false or unknown. */
  private truth(node: FeelNode): Evaluated {
    const part = this.evaluate(node);
    return part.value === UNKNOWN || typeof part.value === 'boolean' ? part : this.unusable([node]);
  }

  private unusable(nodes: readonly FeelNode[]): Evaluated {
    const codes = new Set<string>();
    for (const node of nodes) this.factsNamed(node, codes);
    return { value: UNKNOWN, missing: codes };
  }

  private factsNamed(node: FeelNode, into: Set<string>): void {
    if (node.kind === 'quantified' || node.kind === 'filter') {
      this.factsNamed(node.list, into);
      for (const item of this.itemsOf(node.list))
        this.withItem(node, item, () => this.factsNamed(node.condition, into));
      return;
    }
    for (const part of partsOf(node)) this.factsNamed(part, into);
    if (node.kind === 'name') this.factsOfName(node.name, into);
    else if (node.kind === 'path') {
      for (const member of this.membersOf(node.object) ?? []) {
        this.asMember(member, () => this.factsOfName(node.property, into));
      }
    }
  }

  private factsOfName(name: string, into: Set<string>): void {
    const found = this.vocabulary.terms.get(name);
    if (found && !this.observed(found.term)) {
      this.factsNamed(found.ast, into);
      return;
    }
    const fact = found?.term.factCode === undefined ? factByName(name) : factByCode(found.term.factCode);
    if (fact) into.add(missingKey(fact.code, this.ownerOf(fact)));
  }

  private junction(items: readonly FeelNode[], all: boolean): Evaluated {
    const parts = items.map((item) => this.truth(item));
    if (parts.some((part) => part.value === !all)) return known(!all);
    const open = parts.filter((part) => part.value === UNKNOWN);
    return open.length > 0 ? unknownOf(open) : known(all);
  }

  private choice(condition: FeelNode, whenTrue: FeelNode, whenFalse: FeelNode): Evaluated {
    const decided = this.truth(condition);
    if (decided.value !== UNKNOWN) return this.evaluate(decided.value === true ? whenTrue : whenFalse);
    const [yes, no] = [this.evaluate(whenTrue), this.evaluate(whenFalse)];
    const agree = yes.value !== UNKNOWN && no.value !== UNKNOWN && compare('=', yes.value, no.value) === true;
    return agree ? yes : decided;
  }

  private membership(value: FeelNode, tests: readonly FeelTest[]): Evaluated {
    const results = tests.map((test) => this.test(value, test));
    if (results.some((result) => result.value === true)) return known(true);
    const open = results.filter((result) => result.value === UNKNOWN);
    return open.length > 0 ? unknownOf(open) : known(false);
  }

  private test(value: FeelNode, test: FeelTest): Evaluated {
    if (test.kind === 'value') {
      return this.strict([value, test.value], ([left, right]) => contains(left as FeelValue, right as FeelValue));
    }
    if (test.kind === 'bound') {
      return this.strict([value, test.value], ([left, right]) =>
        compare(test.op, left as FeelValue, right as FeelValue),
      );
    }
    return this.strict([value, test.low, test.high], ([left, low, high]) => {
      const above = compare(test.lowClosed ? '>=' : '>', left as FeelValue, low as FeelValue);
      const below = compare(test.highClosed ? '<=' : '<', left as FeelValue, high as FeelValue);
      return above === null || below === null ? null : above && below;
    });
  }

  /** A part of a day or duration, a fact of a member, or that fact of every member of a list. */
  private path(node: Extract<FeelNode, { kind: 'path' }>): Evaluated {
    const object = this.evaluate(node.object);
    if (object.value instanceof Member) return this.asMember(object.value, () => this.name(node.property));
    const members = Array.isArray(object.value) ? this.membersOf(node.object) : undefined;
    if (!members) return this.strict([node.object], ([value]) => property(value as FeelValue, node.property));
    const parts = members.map((member) => this.asMember(member, () => this.name(node.property)));
    const open = parts.filter((part) => part.value === UNKNOWN);
    return open.length > 0 ? unknownOf(open) : known(parts.map((part) => part.value));
  }

  /** What a list holds; one value is a list of itself, and of an unknown list nothing is known. */
  private itemsOf(list: FeelNode): FeelValue[] {
    const { value } = this.evaluate(list);
    if (value === UNKNOWN) return [];
    return Array.isArray(value) ? value : [value];
  }

  private overList(node: OverList): Evaluated {
    const list = this.evaluate(node.list);
    if (list.value === UNKNOWN) return list;
    const items = this.itemsOf(node.list);
    const results = items.map((item) => this.withItem(node, item, () => this.truth(node.condition)));
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
    if (name === HOUSEHOLD) {
      const members = this.facts[MEMBERS];
      return members ? known([...members]) : { value: UNKNOWN, missing: new Set([MEMBERS_UNKNOWN]) };
    }
    const term = this.vocabulary.terms.get(name);
    if (term) return this.term(term.term, term.ast);
    const standard = this.vocabulary.standards.get(name);
    if (standard) return known(new Decimal(this.figure(standard).value));
    const fact = factByName(name);
    if (!fact) throw new Error(`FEEL name ${name} is neither fact, term nor standard`);
    const observed = this.factOf(fact);
    if (observed) return known(feelValue(fact, observed.value));
    return { value: UNKNOWN, missing: new Set([missingKey(fact.code, this.ownerOf(fact))]) };
  }

  private term(term: Term, ast: FeelNode): Evaluated {
    const observed = this.observed(term);
    const fact = term.factCode === undefined ? undefined : factByCode(term.factCode);
    if (fact && observed) return known(feelValue(fact, observed.value));
    if (this.running.has(term.name)) throw new Error(`Term ${term.name} uses itself`);
    this.running.add(term.name);
    const around = this.variables;
    // A term's text has its own names: the variables around it are not among them.
    this.variables = new Map();
    try {
      return this.evaluate(ast);
    } finally {
      this.variables = around;
      this.running.delete(term.name);
    }
  }
}

function contains(left: FeelValue, right: FeelValue): boolean | null {
  return Array.isArray(right) && !Array.isArray(left)
    ? right.some((item) => compare('=', left, item) === true)
    : compare('=', left, right);
}
