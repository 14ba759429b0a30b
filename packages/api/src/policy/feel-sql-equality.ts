import type { FactOption } from '@yimen/schema';
import type { FeelNode } from './feel-ast.js';
import { type FeelSql, FeelSqlError } from './feel-sql.js';
import { commonType, pgType, type SqlExpression } from './sql-expression.js';

/** `=` and `!=`: numbers by value, options by their label, null only with null. */
export class SqlEquality {
  constructor(private readonly feel: FeelSql) {}

  compile(left: SqlExpression, right: SqlExpression, negated: boolean, node: FeelNode): SqlExpression {
    const rows = [left, right].find(({ type }) => type.kind === 'household' || type.kind === 'person');
    if (rows) throw new FeelSqlError(node, `a ${rows.type.kind} is compared with nothing; name a fact of theirs`);
    const isNull = [left, right].some(({ type }) => type.kind === 'null');
    if (!isNull && !commonType(left.type, right.type)) {
      throw new FeelSqlError(node, `a ${left.type.kind} does not compare with a ${right.type.kind}`);
    }
    const sql = isNull || left.known || right.known ? this.nullable(left, right) : this.plain(left, right);
    return { sql: negated ? `(not ${sql})` : sql, type: { kind: 'boolean' } };
  }

  private plain(left: SqlExpression, right: SqlExpression): string {
    if (left.integer && right.integer) return `(${left.sql} = ${right.sql})`;
    const [a, b] = [left, right];
    if (a.type.kind === 'enum' && b.type.kind === 'enum' && sameOptions(a.type.options, b.type.options)) {
      return `(${a.sql} = ${b.sql})`;
    }
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (one.type.kind !== 'enum' || typeof other.constant !== 'string') continue;
      const code = this.codeOf(one.type.options, other.constant);
      return code === undefined ? `case when ${one.sql} is not null then false end` : `(${one.sql} = ${code})`;
    }
    return `(${this.feel.plain(a)} = ${this.feel.plain(b)})`;
  }

  private nullable(left: SqlExpression, right: SqlExpression): string {
    const type = [left, right].find((one) => one.type.kind !== 'null')?.type ?? { kind: 'null' };
    const texts = [left, right].map((one) =>
      one.type.kind === 'null' ? `null::${pgType(type)}` : this.feel.plain(one),
    );
    const known = [left, right].map((one) => one.known ?? `${one.sql} is not null`);
    return this.feel.names.bind(
      [...texts, ...known],
      ([a, b, ka, kb]) => `case when ${ka} and ${kb} then (${a} is not distinct from ${b}) end`,
    );
  }

  /** The stored code of a label; undefined when no stored value reads like that. */
  codeOf(options: readonly FactOption[], label: string): string | undefined {
    const option = options.find(({ zh }) => zh === label);
    return option && this.feel.params.add(option.code, 'text');
  }

  /** An option as rules see it: its Chinese label. */
  label(expression: SqlExpression): string {
    if (expression.type.kind !== 'enum') return expression.sql;
    const { params } = this.feel;
    const cases = expression.type.options.map(
      ({ code, zh }) => ` when ${params.add(code, 'text')} then ${params.add(zh, 'text')}`,
    );
    return `case ${expression.sql}${cases.join('')} end`;
  }
}

function sameOptions(a: readonly FactOption[], b: readonly FactOption[]): boolean {
  return (
    a === b ||
    (a.length === b.length && a.every(({ code, zh }, index) => b[index]?.code === code && b[index].zh === zh))
  );
}
