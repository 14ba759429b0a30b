import { type FeelSql, FeelSqlError } from './feel-sql.js';
import type { ParsedFormula, ParsedProgram } from './parsed-pack.js';
import type { SqlExpression } from './sql-expression.js';

/** A rule of a program that cannot be run over the county. */
export class UncompiledRuleError extends Error {
  constructor(
    /** Code of the program or term. */
    readonly code: string,
    readonly text: string,
    /** Where in the text, 0-based. */
    readonly from: number,
    message: string,
  ) {
    super(`${code}: “${text.slice(from, from + 40)}” ${message}`);
    this.name = 'UncompiledRuleError';
  }
}

/** The name of a column of the program at a place of the statement's list. */
export const column = (index: number, name: string): string => `p${index}_${name}`;

/** The outcomes in the order of what a household makes of its members': the best counts. */
export const RANK = { NOT_ELIGIBLE: 0, NEEDS_FACTS: 1, ELIGIBLE: 2 } as const;

/** Runs a compilation; what has no SQL is told with the program or term it stands in. */
export function compiled<T>(code: string, text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FeelSqlError)) throw error;
    throw new UncompiledRuleError(code, text, error.problem.from, error.message);
  }
}

const MOST_FEN = Number.MAX_SAFE_INTEGER;

/** One program's verdict in three layers of columns over the facts `f`, as the judge comes to it. */
export class ProgramSql {
  constructor(
    private readonly feel: FeelSql,
    private readonly parsed: ParsedProgram,
    private readonly index: number,
  ) {}

  /** Whether each way into the program is open: its own rule, then its variants'. */
  rules(): string[] {
    return this.parsed.ways.map(({ rule }, way) => {
      const { sql } = compiled(this.parsed.program.code, rule.text, () => this.feel.truth(rule.ast));
      return `${sql} as ${column(this.index, `rule${way}`)}`;
    });
  }

  /** `way`, the first that is not closed, and its yuan; NULL for those whom every way refuses. */
  figures(): string[] {
    const { ways, min, max } = this.parsed;
    const formulas = ways.map(({ formula }) => this.number(formula));
    const isOpen = ways.map((_way, way) => `f.${column(this.index, `rule${way}`)} is distinct from false`);
    const byWay = (texts: readonly string[]) =>
      `case ${isOpen.map((open, way) => `when ${open} then ${texts[way]}`).join(' ')} end`;
    const bound = (text: ParsedFormula | undefined, name: string) => {
      if (!text) return [];
      const { sql, known } = this.number(text);
      return this.yuan(name, `case when ${isOpen.join(' or ')} then ${sql} end`, known);
    };
    const known = formulas.some((one) => one.known)
      ? byWay(formulas.map((one) => one.known ?? `${one.sql} is not null`))
      : undefined;
    return [
      `${byWay(ways.map((_way, way) => String(way)))} as ${column(this.index, 'way')}`,
      ...this.yuan('yuan', byWay(formulas.map(({ sql }) => sql)), known),
      ...bound(min, 'min'),
      ...bound(max, 'max'),
    ];
  }

  private readonly nullable = new Set<string>();

  private yuan(name: string, sql: string, known: string | undefined): string[] {
    const figure = `${sql} as ${column(this.index, name)}`;
    if (known === undefined) return [figure];
    this.nullable.add(name);
    return [figure, `${known} as ${column(this.index, `${name}_known`)}`];
  }

  private number(text: ParsedFormula | undefined): SqlExpression {
    const none: SqlExpression = { sql: 'null::numeric', type: { kind: 'null' }, known: 'true' };
    if (!text) return none;
    return compiled(this.parsed.program.code, text.text, () => this.feel.amount(text.ast));
  }

  /** `outcome` (a rank), `fen`, and the bounds `low` and `high`. */
  verdict(): string[] {
    const { amount } = this.parsed.program;
    const name = (part: string) => `f.${column(this.index, part)}`;
    const toFen = (part: string, rounding: string) => `greatest(0, ${rounding}(${name(part)} * 100))`;
    const orNull = (part: string, sql: string) => `case when ${name(part)} is not null then ${sql} end`;
    const suggested = toFen('yuan', 'round');
    let [fen, low, high] = [suggested, suggested, suggested].map((sql) => orNull('yuan', sql)) as [
      string,
      string,
      string,
    ];
    let isOpen = `${name('yuan')} is null`;
    if (amount.kind === 'BAND') {
      const [least, most] = [this.parsed.min && toFen('min', 'ceil'), this.parsed.max && toFen('max', 'trunc')];
      const bounds = [
        least ? orNull('min', least) : 'null::numeric',
        most ? orNull('max', most) : 'null::numeric',
      ] as const;
      [low, high] = bounds;
      fen = orNull(
        'yuan',
        this.withinBand(
          suggested,
          `coalesce(${low}, 0)`,
          `coalesce(${high}, ${this.feel.params.add(MOST_FEN, 'numeric')})`,
        ),
      );
      isOpen = `(${low} is null or ${high} is null)`;
    } else if (amount.kind === 'LOAN') {
      low = '0::numeric';
    }
    const isMoney = amount.kind !== 'SERVICE' && amount.kind !== 'EXTERNAL';
    const rule = this.parsed.ways.map((_way, way) => `when ${way} then ${name(`rule${way}`)}`).join(' ');
    const outcome = [
      `when ${name('way')} is null then ${RANK.NOT_ELIGIBLE}`,
      `when case ${name('way')} ${rule} end is null then ${RANK.NEEDS_FACTS}`,
      ...(isMoney ? [`when ${isOpen} and (${this.asks().join(' or ')}) then ${RANK.NEEDS_FACTS}`] : []),
    ];
    return [
      `case ${outcome.join(' ')} else ${RANK.ELIGIBLE} end as ${column(this.index, 'outcome')}`,
      `${fen} as ${column(this.index, 'fen')}`,
      `${low} as ${column(this.index, 'low')}`,
      `${high} as ${column(this.index, 'high')}`,
    ];
  }

  /** Whether an amount waits for facts; one that is a known null does not. */
  private asks(): string[] {
    const { program, min, max } = this.parsed;
    const bounds = program.amount.kind === 'BAND' ? [...(min ? ['min'] : []), ...(max ? ['max'] : [])] : [];
    return ['yuan', ...bounds].map((part) =>
      this.nullable.has(part)
        ? `not f.${column(this.index, `${part}_known`)}`
        : `f.${column(this.index, part)} is null`,
    );
  }

  /** The multiple of the step nearest to the suggestion within the band; its border when no multiple lies inside. */
  private withinBand(fen: string, low: string, high: string): string {
    const { step } = this.parsed.program.amount;
    const fenOfStep = step === undefined ? 1 : Math.round(step * 100);
    const [unit, twice] = [fenOfStep, fenOfStep * 2].map((value) => this.feel.params.add(value, 'numeric'));
    return this.feel.names.bind([fen, low, high], ([x, least, most]) => {
      const [lowest, highest] = [`div(${least} + ${unit} - 1, ${unit}) * ${unit}`, `div(${most}, ${unit}) * ${unit}`];
      const nearest = `div(${x} * 2 + ${unit}, ${twice}) * ${unit}`;
      return `case when ${lowest} <= ${highest} then greatest(${lowest}, least(${highest}, ${nearest}))
        else greatest(${least}, least(${most}, ${x})) end`;
    });
  }
}
