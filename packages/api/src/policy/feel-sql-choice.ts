import type { FeelNode } from './feel-ast.js';
import { type FeelSql, FeelSqlError } from './feel-sql.js';
import { type FeelValue, isDecimal } from './feel-value.js';
import { commonType, pgType, type SqlExpression } from './sql-expression.js';

/** `if … then … else …`, also where the condition is unknown: both branches may say the same. */
export class SqlChoice {
  constructor(private readonly feel: FeelSql) {}

  compile(node: Extract<FeelNode, { kind: 'if' }>): SqlExpression {
    const condition = this.feel.truth(node.condition);
    if (typeof condition.constant === 'boolean')
      return this.feel.compile(condition.constant ? node.whenTrue : node.whenFalse);
    const branches = [this.feel.value(node.whenTrue), this.feel.value(node.whenFalse)] as const;
    const [yes, no] = branches;
    const isNull = branches.find(({ type }) => type.kind === 'null');
    const type = isNull ? branches.find((one) => one !== isNull)?.type : commonType(yes.type, no.type);
    if (!type) throw new FeelSqlError(node, `one branch is a ${yes.type.kind}, the other a ${no.type.kind}`);
    const choices = choicesOf(branches);
    const [a, b] = [this.feel.plain(yes), this.feel.plain(no)].map((sql, index) =>
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
    const sql = this.feel.names.bind(
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
    const pick = (last: (n: string[]) => string) => this.feel.names.bind([condition, a, b, knownA, knownB], last);
    return {
      ...made,
      sql: pick(([c, x, y]) => `case when ${c} then ${x} when not ${c} then ${y} when ${x} = ${y} then ${x} end`),
      known: pick(
        ([c, x, y, kx, ky]) =>
          `case when ${c} then ${kx} when not ${c} then ${ky} else (${kx} and ${ky} and ${x} is not distinct from ${y}) end`,
      ),
    };
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
