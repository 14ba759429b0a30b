import { type FactDefinition, factByCode, factByName } from '@yimen/schema';
import { type ArithOp, type CompareOp, type FeelNode, partsOf } from './feel-ast.js';
import { Duration, isDay } from './feel-date.js';
import { Evaluation, type Vocabulary } from './feel-evaluate.js';
import { HOUSEHOLD, Member } from './feel-household.js';
import type { FeelProblem } from './feel-parse.js';
import { SqlCalls } from './feel-sql-calls.js';
import { SqlEquality } from './feel-sql-equality.js';
import { SqlMembers } from './feel-sql-members.js';
import { SqlMembership } from './feel-sql-membership.js';
import { type NumberExpression, SqlNumbers } from './feel-sql-number.js';
import { type FeelValue, isDecimal, UNKNOWN } from './feel-value.js';
import { type MemberRows, pgType, type SqlExpression, SqlNames, SqlParams, type SqlType } from './sql-expression.js';
import type { Term } from './types.js';

/** Text of one expression, in characters, beyond which a rule is refused. */
const MAX_SQL = 60_000;

/** Something in a FEEL text that has no SQL, with its place in the text. */
export class FeelSqlError extends Error {
  readonly problem: FeelProblem;

  constructor(
    node: FeelNode,
    message: string,
    /** The term in whose text the trouble lies, when it is not in the text itself. */
    readonly term?: string,
  ) {
    super(message);
    this.problem = { from: node.from, to: node.to, message };
  }
}

/** What a FEEL text is for: a condition, an amount in yuan, or a word. */
export type FeelResult = 'truth' | 'number' | 'text';

/**
 * What keeps a text from being run over the county, with its place; undefined when nothing does.
 * Throws StandardMissingError when a standard has no figure on `on` (YYYY-MM-DD).
 */
export function findSqlProblem(
  ast: FeelNode,
  vocabulary: Vocabulary,
  on: string,
  holds?: FeelResult,
): (FeelProblem & { term?: string }) | undefined {
  const members = (codes: ReadonlySet<string>) => `select household_id, person_id, ${[...codes].join(', ')} from m`;
  const feel = new FeelSql({ vocabulary, on, column: (fact) => `f.${fact.code}`, members });
  try {
    if (holds === 'truth') feel.truth(ast);
    else if (holds === 'number') feel.amount(ast);
    else if (holds === 'text') feel.word(ast);
    else feel.value(ast);
    return undefined;
  } catch (error) {
    if (!(error instanceof FeelSqlError)) throw error;
    return { ...error.problem, ...(error.term !== undefined && { term: error.term }) };
  }
}

/** Where an expression finds its names. */
export interface SqlScope {
  vocabulary: Vocabulary;
  /** YYYY-MM-DD, Asia/Shanghai: the day of the decision. */
  on: string;
  /** The typed column of a fact; undefined when it is unknown for everyone. */
  column(fact: FactDefinition): string | undefined;
  /** A SELECT of `household_id`, `person_id` and one column for each code of a person's fact, for every person. */
  members(codes: ReadonlySet<string>): string;
  /** A term that was already worked out in a column. */
  term?(name: string): SqlExpression | undefined;
}

/**
 * Compiles FEEL trees to PostgreSQL expressions that agree with the interpreter: unknown is NULL, decimals have 34
 * digits, and no text of a rule becomes text of the statement. Every value is a parameter.
 */
export class FeelSql {
  readonly params: SqlParams;
  readonly names = new SqlNames();
  readonly numbers: SqlNumbers;
  readonly equality: SqlEquality;
  readonly membership: SqlMembership;
  readonly members: SqlMembers;
  private readonly calls: SqlCalls;
  private readonly variables = new Map<string, SqlExpression>();
  /** The members whose facts names stand for, instead of those of the row's own person. */
  private member: MemberRows | undefined;
  private readonly terms = new Map<string, SqlExpression>();
  private readonly running = new Set<string>();
  private readonly fixed = new Map<FeelNode, boolean>();
  private readonly constants: Evaluation;

  constructor(
    readonly scope: SqlScope,
    params = new SqlParams(),
  ) {
    this.params = params;
    this.numbers = new SqlNumbers(this.params, this.names);
    this.equality = new SqlEquality(this);
    this.membership = new SqlMembership(this);
    this.members = new SqlMembers(this);
    this.calls = new SqlCalls(this);
    this.constants = new Evaluation(scope.vocabulary, {}, scope.on);
  }

  /** Throws FeelSqlError with the place of what has no SQL, StandardMissingError when a standard has no figure. */
  compile(node: FeelNode): SqlExpression {
    const made = this.isFixed(node) ? this.constant(this.constants.evaluate(node).value, node) : this.work(node);
    if (made.sql.length > MAX_SQL) throw new FeelSqlError(node, 'is too long for one county-wide statement');
    return made;
  }

  /** Compiles a part that must be one value. */
  value(node: FeelNode): SqlExpression {
    const made = this.compile(node);
    if (made.type.kind === 'household' || made.type.kind === 'person')
      throw new FeelSqlError(node, `is a ${made.type.kind}; count its members, or name a fact of theirs`);
    return made;
  }

  /** Compiles a part that must be a text. */
  word(node: FeelNode): SqlExpression {
    const made = this.compile(node);
    if (made.type.kind !== 'text' && made.type.kind !== 'enum')
      throw new FeelSqlError(node, `is a ${made.type.kind} where a text belongs`);
    return made;
  }

  /** Compiles a part that must be true, false or unknown. */
  truth(node: FeelNode): SqlExpression {
    const made = this.compile(node);
    if (made.type.kind !== 'boolean') throw new FeelSqlError(node, `is a ${made.type.kind} and neither true nor false`);
    return made;
  }

  number(node: FeelNode): NumberExpression {
    const made = this.compile(node);
    if (made.type.kind !== 'number') throw new FeelSqlError(node, `is a ${made.type.kind} where a number belongs`);
    return made as NumberExpression;
  }

  /** An amount in yuan, or null where there is none. */
  amount(node: FeelNode): SqlExpression {
    const made = this.compile(node);
    if (made.type.kind === 'null') return { ...made, sql: 'null::numeric' };
    if (made.type.kind === 'number') return { ...made, sql: this.plain(made) };
    throw new FeelSqlError(node, `is a ${made.type.kind} where an amount in yuan belongs`);
  }

  /** Binds a variable of `some`, `every` or a filter while `work` compiles its condition. */
  withVariable<T>(name: string, value: SqlExpression, work: () => T): T {
    const before = this.variables.get(name);
    this.variables.set(name, value);
    try {
      return work();
    } finally {
      if (before) this.variables.set(name, before);
      else this.variables.delete(name);
    }
  }

  /** Lets names stand for the facts of members while `work` compiles. */
  asMember<T>(rows: MemberRows, work: () => T): T {
    const before = this.member;
    this.member = rows;
    try {
      return work();
    } finally {
      this.member = before;
    }
  }

  constant(value: FeelValue, node: FeelNode): SqlExpression {
    if (value === UNKNOWN || value instanceof Member)
      throw new FeelSqlError(node, 'has no value, whatever is known of a family');
    if (value === null) return { sql: 'null', type: { kind: 'null' }, constant: null, known: 'true' };
    if (isDecimal(value)) return this.numbers.constant(value);
    if (typeof value === 'boolean') return { sql: String(value), type: { kind: 'boolean' }, constant: value };
    if (value instanceof Duration) {
      return {
        sql: this.params.add(value.amount, 'bigint'),
        type: { kind: 'duration', unit: value.unit },
        constant: value,
      };
    }
    if (Array.isArray(value)) return this.constantList(value, node);
    const kind = isDay(value) ? 'date' : 'text';
    return { sql: this.params.add(value, kind), type: { kind }, constant: value };
  }

  private constantList(value: FeelValue[], node: FeelNode): SqlExpression {
    const items = value.map((item) => this.constant(item, node));
    const type = this.listType(items, node);
    const plain = items.map(({ constant }) => (isDecimal(constant) ? constant.toFixed() : constant));
    return { sql: this.params.add(plain, pgType(type)), type, constant: value };
  }

  /** Lists hold items of one kind. */
  listType(items: readonly SqlExpression[], node: FeelNode): SqlType {
    const [first, ...others] = items.map(({ type }) => (type.kind === 'enum' ? ({ kind: 'text' } as const) : type));
    if (first?.kind === 'list' || first?.kind === 'null' || first?.kind === 'household' || first?.kind === 'person')
      throw new FeelSqlError(node, `a list of ${first.kind}s is not supported`);
    let item: SqlType | undefined = first;
    for (const other of others) {
      const both: SqlType | undefined = item && this.commonType(item, other);
      if (!both) throw new FeelSqlError(node, 'lists hold values of one kind only');
      item = both;
    }
    return { kind: 'list', item };
  }

  /** The type that holds values of both, or undefined. */
  commonType(a: SqlType, b: SqlType): SqlType | undefined {
    if (a.kind === 'number' && b.kind === 'number') {
      return { kind: 'number', int: Math.max(a.int, b.int), frac: Math.max(a.frac, b.frac) };
    }
    const isText = (type: SqlType) => type.kind === 'text' || type.kind === 'enum';
    if (isText(a) && isText(b)) return { kind: 'text' };
    if (a.kind === 'duration' && b.kind === 'duration') return a.unit === b.unit ? a : undefined;
    if (a.kind === 'list' && b.kind === 'list') {
      if (!a.item || !b.item) return a.item ? a : b;
      const item = this.commonType(a.item, b.item);
      return item && { kind: 'list', item };
    }
    return a.kind === b.kind && a.kind !== 'household' && a.kind !== 'person' ? a : undefined;
  }

  /** The expression in the form its type takes in lists and branches: numbers numeric, options by their label. */
  plain(expression: SqlExpression): string {
    if (expression.type.kind === 'number') return this.numbers.numeric(expression);
    return expression.type.kind === 'enum' ? this.equality.label(expression) : expression.sql;
  }

  private work(node: FeelNode): SqlExpression {
    switch (node.kind) {
      case 'name':
        return this.name(node.name, node);
      case 'list': {
        const items = node.items.map((item) => this.compile(item));
        const type = this.listType(items, node);
        const all = `array[${items.map((item) => this.plain(item)).join(', ')}]::${pgType(type)}`;
        return { sql: this.strict(items, all), type };
      }
      case 'and':
      case 'or': {
        const items = node.items.map((item) => this.truth(item).sql);
        return { sql: `(${items.join(` ${node.kind} `)})`, type: { kind: 'boolean' } };
      }
      case 'not':
        return { sql: `(not ${this.truth(node.item).sql})`, type: { kind: 'boolean' } };
      case 'compare':
        return this.compare(node.op, this.compile(node.left), this.compile(node.right), node);
      case 'in':
        return this.membership.compile(node);
      case 'arith':
        return this.arith(node.op, this.compile(node.left), this.compile(node.right), node);
      case 'if':
        return this.choice(node);
      case 'path':
        return this.path(node);
      case 'call':
        return this.calls.compile(node);
      case 'quantified':
      case 'filter':
        return this.membership.overList(node);
      default:
        throw new Error(`a ${node.kind} is the same for everyone`);
    }
  }

  private path(node: Extract<FeelNode, { kind: 'path' }>): SqlExpression {
    const object = this.compile(node.object);
    const { type } = object;
    if (type.kind === 'person') return this.asMember(type.rows, () => this.name(node.property, node));
    if (type.kind === 'household') {
      return this.members.each(
        type.rows,
        this.asMember(type.rows, () => this.name(node.property, node)),
        node,
      );
    }
    return this.calls.property(node, object);
  }

  /** NULL unless every part is known. */
  strict(parts: readonly SqlExpression[], sql: string): string {
    const open = parts.filter(({ constant }) => constant === undefined);
    return open.length === 0
      ? sql
      : `case when ${open.map((part) => `${part.sql} is not null`).join(' and ')} then ${sql} end`;
  }

  compare(op: CompareOp, left: SqlExpression, right: SqlExpression, node: FeelNode): SqlExpression {
    if (op === '=' || op === '!=') return this.equality.compile(left, right, op === '!=', node);
    const type = this.commonType(left.type, right.type);
    if (type?.kind !== 'number' && type?.kind !== 'date' && type?.kind !== 'duration') {
      throw new FeelSqlError(node, `a ${left.type.kind} and a ${right.type.kind} have no order`);
    }
    const both = left.integer && right.integer;
    const [a, b] = both ? [left.sql, right.sql] : [this.plain(left), this.plain(right)];
    return { sql: `(${a} ${op} ${b})`, type: { kind: 'boolean' } };
  }

  private arith(op: ArithOp, left: SqlExpression, right: SqlExpression, node: FeelNode): SqlExpression {
    if (left.type.kind === 'number' && right.type.kind === 'number') {
      return this.numbers.arith(op, left as NumberExpression, right as NumberExpression);
    }
    const made = this.calls.arithOfDays(op, left, right);
    if (!made) throw new FeelSqlError(node, `${op} does not work on a ${left.type.kind} and a ${right.type.kind}`);
    return made;
  }

  private choice(node: Extract<FeelNode, { kind: 'if' }>): SqlExpression {
    const condition = this.truth(node.condition);
    if (typeof condition.constant === 'boolean')
      return this.compile(condition.constant ? node.whenTrue : node.whenFalse);
    const branches = [this.value(node.whenTrue), this.value(node.whenFalse)] as const;
    const [yes, no] = branches;
    const isNull = branches.find(({ type }) => type.kind === 'null');
    const type = isNull ? branches.find((one) => one !== isNull)?.type : this.commonType(yes.type, no.type);
    if (!type) throw new FeelSqlError(node, `one branch is a ${yes.type.kind}, the other a ${no.type.kind}`);
    const choices = choicesOf(branches);
    const [a, b] = [this.plain(yes), this.plain(no)].map((sql, index) =>
      branches[index] === isNull ? `null::${pgType(type)}` : sql,
    ) as [string, string];
    const decided = `case ${condition.sql} when true then ${a} when false then ${b}`;
    const made = { type: type.kind === 'enum' ? ({ kind: 'text' } as const) : type, ...(choices && { choices }) };
    if (yes.known || no.known) {
      const known = [yes, no].map((one) => one.known ?? `${one.sql} is not null`) as [string, string];
      return this.nullableChoice(condition.sql, [a, b], known, made);
    }
    // Branches that never agree leave nothing to say while the condition is unknown.
    if (neverAgree(yes, no)) return { sql: `${decided} end`, ...made };
    const sql = this.names.bind(
      [condition.sql, a, b],
      ([c, x, y]) => `case when ${c} then ${x} when not ${c} then ${y} when ${x} = ${y} then ${x} end`,
    );
    return { sql, ...made };
  }

  /** A choice one of whose branches may be a known null. */
  private nullableChoice(
    condition: string,
    [a, b]: [string, string],
    [knownA, knownB]: [string, string],
    made: Omit<SqlExpression, 'sql'>,
  ): SqlExpression {
    const pick = (last: (n: string[]) => string) => this.names.bind([condition, a, b, knownA, knownB], last);
    return {
      ...made,
      sql: pick(([c, x, y]) => `case when ${c} then ${x} when not ${c} then ${y} when ${x} = ${y} then ${x} end`),
      known: pick(
        ([c, x, y, kx, ky]) =>
          `case when ${c} then ${kx} when not ${c} then ${ky} else (${kx} and ${ky} and ${x} is not distinct from ${y}) end`,
      ),
    };
  }

  private name(name: string, node: FeelNode): SqlExpression {
    const variable = this.variables.get(name);
    if (variable) return variable;
    if (name === HOUSEHOLD) return this.members.all();
    const found = this.scope.vocabulary.terms.get(name);
    if (found) return this.namedTerm(found.term, found.ast, node);
    const fact = factByName(name);
    if (!fact && this.scope.vocabulary.standards.has(name))
      return this.constant(this.constants.evaluate({ ...node, kind: 'name', name }).value, node);
    if (!fact) throw new FeelSqlError(node, `“${name}” is neither fact, term nor standard`);
    return this.fact(fact);
  }

  private namedTerm(term: Term, ast: FeelNode, node: FeelNode): SqlExpression {
    try {
      return this.term(term, ast);
    } catch (error) {
      if (!(error instanceof FeelSqlError)) throw error;
      throw new FeelSqlError(node, `needs the term “${term.name}”, which ${error.message}`, term.name);
    }
  }

  private fact(fact: FactDefinition): SqlExpression {
    const type = typeOfFact(fact);
    const column = this.columnOf(fact);
    if (column === undefined) return { sql: `null::${pgType(type)}`, type };
    return { sql: column, type, ...(fact.type === 'integer' && { integer: true as const }) };
  }

  private columnOf(fact: FactDefinition): string | undefined {
    return this.member && fact.scope === 'person' ? this.members.column(this.member, fact) : this.scope.column(fact);
  }

  /** A term, worked out once a statement however often rules name it, and anew for members. */
  term(term: Term, ast: FeelNode): SqlExpression {
    if (this.member) return this.observedOr(term, ast);
    const known = this.scope.term?.(term.name) ?? this.terms.get(term.name);
    if (known) return known;
    // A term's text has its own names: the variables around it are not among them.
    const made = this.observedOr(term, ast);
    this.terms.set(term.name, made);
    return made;
  }

  /** A term's own text, unless the fact that it stands for was observed. */
  private observedOr(term: Term, ast: FeelNode): SqlExpression {
    const worked = this.inTerm(term, ast);
    const fact = term.factCode === undefined ? undefined : factByCode(term.factCode);
    const observed = fact && this.fact(fact);
    if (!fact || !observed || this.columnOf(fact) === undefined) return worked;
    const type = this.commonType(observed.type, worked.type);
    if (!type)
      throw new FeelSqlError(ast, `the term “${term.name}” is a ${worked.type.kind}, its fact a ${observed.type.kind}`);
    return { sql: `coalesce(${this.plain(observed)}, ${this.plain(worked)})`, type };
  }

  /** Compiles a term's text; what is wrong in it is told at the term, not at its every use. */
  private inTerm(term: Term, ast: FeelNode): SqlExpression {
    if (this.running.has(term.name))
      throw new FeelSqlError(ast, `the term “${term.name}” needs itself to be worked out`);
    this.running.add(term.name);
    try {
      return this.value(ast);
    } finally {
      this.running.delete(term.name);
    }
  }

  /** Whether a tree says the same for every family: it names standards and fixed terms only. */
  private isFixed(node: FeelNode): boolean {
    const known = this.fixed.get(node);
    if (known !== undefined) return known;
    this.fixed.set(node, false);
    const result =
      node.kind === 'name'
        ? this.isFixedName(node.name)
        : node.kind !== 'quantified' && node.kind !== 'filter' && partsOf(node).every((part) => this.isFixed(part));
    this.fixed.set(node, result);
    return result;
  }

  private isFixedName(name: string): boolean {
    if (this.variables.has(name)) return false;
    const found = this.scope.vocabulary.terms.get(name);
    if (found) return found.term.factCode === undefined && this.isFixed(found.ast);
    return this.scope.vocabulary.standards.has(name);
  }
}

function typeOfFact(fact: FactDefinition): SqlType {
  switch (fact.type) {
    case 'integer':
      return { kind: 'number', int: 10, frac: 0 };
    case 'number':
      return { kind: 'number', int: 14, frac: 2 };
    case 'enum':
      return { kind: 'enum', options: fact.options ?? [] };
    case 'list':
      return { kind: 'list', item: { kind: 'text' } };
    default:
      return { kind: fact.type };
  }
}

function choicesOf(branches: readonly SqlExpression[]): FeelValue[] | undefined {
  const all: FeelValue[] = [];
  for (const { constant, choices } of branches) {
    if (constant === undefined && !choices) return undefined;
    all.push(...(choices ?? [constant as FeelValue]));
  }
  return all;
}

function neverAgree(a: SqlExpression, b: SqlExpression): boolean {
  const [left, right] = [choicesOf([a]), choicesOf([b])];
  const shown = (value: FeelValue) => (isDecimal(value) ? value.toFixed() : JSON.stringify(value));
  return left !== undefined && right !== undefined && !left.some((x) => right.some((y) => shown(x) === shown(y)));
}
