import type { FactDefinition } from '@yimen/schema';
import type { FeelNode } from './feel-ast.js';
import { type FeelSql, FeelSqlError } from './feel-sql.js';
import type { MemberRows, SqlExpression } from './sql-expression.js';

/** Lists of the household's members: subqueries over the persons of a row's household. */
export class SqlMembers {
  constructor(private readonly feel: FeelSql) {}

  all(): SqlExpression {
    return { sql: '', type: { kind: 'household', rows: { alias: this.feel.names.next(), codes: new Set() } } };
  }

  /** The column of a member's fact; undefined when it is unknown for everyone. */
  column(rows: MemberRows, fact: FactDefinition): string | undefined {
    if (this.feel.scope.column(fact) === undefined) return undefined;
    rows.codes.add(fact.code);
    return `${rows.alias}.${fact.code}`;
  }

  /** `some`, `every` and filters over members. */
  compile(node: Extract<FeelNode, { kind: 'quantified' | 'filter' }>, rows: MemberRows): SqlExpression {
    const { feel } = this;
    const member: SqlExpression = { sql: '', type: { kind: 'person', rows } };
    if (node.kind === 'filter') {
      const holds = feel.lookup.withVariable('item', member, () =>
        feel.lookup.asMember(rows, () => feel.truth(node.condition).sql),
      );
      // A member whose place in the list is unknown stays so, whatever is asked of him next.
      const kept =
        rows.kept === undefined ? holds : `case ${rows.kept} when false then false when true then ${holds} end`;
      return { sql: '', type: { kind: 'household', rows: { ...rows, kept } } };
    }
    const holds = feel.lookup.withVariable(node.variable, member, () => feel.truth(node.condition).sql);
    const outcome =
      node.quantifier === 'some'
        ? 'when bool_or(kept and holds) then true when bool_or(kept and holds is null) then null else false'
        : 'when bool_or(kept and not holds) then false when bool_or(kept and holds is null) then null else true';
    return { sql: this.overMembers(rows, outcome, [`${holds} as holds`]), type: { kind: 'boolean' } };
  }

  count(rows: MemberRows): SqlExpression {
    const sql = `${this.overMembers(rows, 'else count(*) filter (where kept)')}::int`;
    return { sql, type: { kind: 'number', int: 10, frac: 0 }, integer: true };
  }

  /** The list of what one fact is for each member, in the order of the register. */
  each(rows: MemberRows, fact: SqlExpression, node: FeelNode): SqlExpression {
    if (fact.known) throw new FeelSqlError(node, 'may be null, which no list holds');
    const type = this.feel.listType([fact], node);
    const all = `when bool_or(kept and item is null) then null else coalesce(array_agg(item order by person_id) filter (where kept), '{}')`;
    const columns = [`${this.feel.plain(fact)} as item`, `${rows.alias}.person_id`];
    return { sql: this.overMembers(rows, all, columns), type };
  }

  /** One value of the list: NULL while somebody's place in it is unknown, else what `outcome` makes of its members. */
  private overMembers(rows: MemberRows, outcome: string, columns: readonly string[] = []): string {
    const { alias, kept = 'true' } = rows;
    const members = this.feel.scope.members(rows.codes);
    const each = `select ${[`${kept} as kept`, ...columns].join(', ')} from (${members}) ${alias} where ${alias}.household_id = f.household_id offset '0'`;
    const sql = `(select case when bool_or(kept is null) then null ${outcome} end from (${each}) ${this.feel.names.next()})`;
    // What does not look at the person judged is worked out once for him and the others.
    return this.feel.scope.ofHousehold?.(sql) ?? sql;
  }
}
