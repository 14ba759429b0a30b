import { type FactDefinition, factByCode, factByName } from '@yimen/schema';
import { type FeelNode, partsOf } from './feel-ast.js';
import { HOUSEHOLD } from './feel-household.js';
import { type FeelSql, FeelSqlError } from './feel-sql.js';
import { commonType, type MemberRows, pgType, type SqlExpression, type SqlType } from './sql-expression.js';
import type { Term } from './types.js';

/** What names stand for: variables, members, terms, standards, facts. */
export class SqlLookup {
  private readonly variables = new Map<string, SqlExpression>();
  /** The members whose facts names stand for, instead of those of the row's own person. */
  private member: MemberRows | undefined;
  private readonly terms = new Map<string, SqlExpression>();
  private readonly running = new Set<string>();
  private readonly fixed = new Map<FeelNode, boolean>();

  constructor(private readonly feel: FeelSql) {}

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

  name(name: string, node: FeelNode): SqlExpression {
    const variable = this.variables.get(name);
    if (variable) return variable;
    if (name === HOUSEHOLD) return this.feel.members.all();
    const found = this.feel.scope.vocabulary.terms.get(name);
    if (found) return this.namedTerm(found.term, found.ast, node);
    const fact = factByName(name);
    if (!fact && this.feel.scope.vocabulary.standards.has(name))
      return this.feel.fixedValue({ ...node, kind: 'name', name }, node);
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
    return this.member && fact.scope === 'person'
      ? this.feel.members.column(this.member, fact)
      : this.feel.scope.column(fact);
  }

  /** A term, worked out once a statement however often rules name it, and anew for members. */
  term(term: Term, ast: FeelNode): SqlExpression {
    if (this.member) return this.observedOr(term, ast);
    const known = this.feel.scope.term?.(term.name) ?? this.terms.get(term.name);
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
    const type = commonType(observed.type, worked.type);
    if (!type)
      throw new FeelSqlError(ast, `the term “${term.name}” is a ${worked.type.kind}, its fact a ${observed.type.kind}`);
    return { sql: `coalesce(${this.feel.plain(observed)}, ${this.feel.plain(worked)})`, type };
  }

  /** Compiles a term's text; what is wrong in it is told at the term, not at its every use. */
  private inTerm(term: Term, ast: FeelNode): SqlExpression {
    if (this.running.has(term.name))
      throw new FeelSqlError(ast, `the term “${term.name}” needs itself to be worked out`);
    this.running.add(term.name);
    try {
      return this.feel.value(ast);
    } finally {
      this.running.delete(term.name);
    }
  }

  /** Whether a tree says the same for every family: it names standards and fixed terms only. */
  isFixed(node: FeelNode): boolean {
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
    const found = this.feel.scope.vocabulary.terms.get(name);
    if (found) return found.term.factCode === undefined && this.isFixed(found.ast);
    return this.feel.scope.vocabulary.standards.has(name);
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
