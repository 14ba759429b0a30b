import type { FactDefinition } from '@yimen/schema';
import type { ArithOp, CompareOp, FeelNode } from './feel-ast.js';
import { Duration, isDay } from './feel-date.js';
import { Evaluation, type Vocabulary } from './feel-evaluate.js';
import { Member } from './feel-household.js';
import type { FeelProblem } from './feel-parse.js';
import { SqlCalls } from './feel-sql-calls.js';
import { SqlChoice } from './feel-sql-choice.js';
import { SqlEquality } from './feel-sql-equality.js';
import { SqlLookup } from './feel-sql-lookup.js';
import { SqlMembers } from './feel-sql-members.js';
import { SqlMembership } from './feel-sql-membership.js';
import { type NumberExpression, SqlNumbers } from './feel-sql-number.js';
import { type FeelValue, isDecimal, UNKNOWN } from './feel-value.js';
import { commonType, pgType, type SqlExpression, SqlNames, SqlParams, type SqlType } from './sql-expression.js';
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
  /** A column for what says the same of everybody in a household; undefined when it may not. */
  ofHousehold?(sql: string): string | undefined;
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
  readonly lookup: SqlLookup;
  private readonly choice: SqlChoice;
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
    this.lookup = new SqlLookup(this);
    this.choice = new SqlChoice(this);
    this.calls = new SqlCalls(this);
    this.constants = new Evaluation(scope.vocabulary, {}, scope.on);
  }

  /** Throws FeelSqlError with the place of what has no SQL, StandardMissingError when a standard has no figure. */
  compile(node: FeelNode): SqlExpression {
    const made = this.lookup.isFixed(node) ? this.fixedValue(node) : this.work(node);
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

  /** A term, worked out once a statement however often rules name it, and anew for members. */
  term(term: Term, ast: FeelNode): SqlExpression {
    return this.lookup.term(term, ast);
  }

  /** What a tree says that says the same for every family; what is wrong in it is told at `place`. */
  fixedValue(node: FeelNode, place = node): SqlExpression {
    return this.constant(this.constants.evaluate(node).value, place);
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
      const both: SqlType | undefined = item && commonType(item, other);
      if (!both) throw new FeelSqlError(node, 'lists hold values of one kind only');
      item = both;
    }
    return { kind: 'list', item };
  }

  /** The expression in the form its type takes in lists and branches: numbers numeric, options by their label. */
  plain(expression: SqlExpression): string {
    if (expression.type.kind === 'number') return this.numbers.numeric(expression);
    return expression.type.kind === 'enum' ? this.equality.label(expression) : expression.sql;
  }

  private work(node: FeelNode): SqlExpression {
    switch (node.kind) {
      case 'name':
        return this.lookup.name(node.name, node);
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
        return this.choice.compile(node);
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
    if (type.kind === 'person') return this.lookup.asMember(type.rows, () => this.lookup.name(node.property, node));
    if (type.kind === 'household') {
      return this.members.each(
        type.rows,
        this.lookup.asMember(type.rows, () => this.lookup.name(node.property, node)),
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
    const type = commonType(left.type, right.type);
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
}
