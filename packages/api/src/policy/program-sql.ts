import type { FeelSql } from './feel-sql.js';
import { FeelSqlError } from './feel-sql.js';
import { Decimal, isDecimal } from './feel-value.js';
import { toFen, withinBand } from './judge.js';
import type { ParsedFormula, ParsedProgram } from './parsed-pack.js';
import type { Column, SqlExpression } from './sql-expression.js';

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

/** Runs a compilation; what has no SQL is told with the program or term it stands in. */
export function compiled<T>(code: string, text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FeelSqlError)) throw error;
    throw new UncompiledRuleError(code, text, error.problem.from, error.message);
  }
}

/** Integer fen in SQL, a bigint that is NULL while open; `constant` when it is the same for everyone. */
export interface FenSql {
  sql: string;
  constant?: number | null;
  /** SQL of whether it is NULL, for what is no constant. */
  open?: string;
}

/** Whose amounts are worked out: of those who fit, or also of those who need facts first. */
export type AmountsOf = 'fitting' | 'open';

type Part = 'yuan' | 'min' | 'max';

const ROUNDING = {
  yuan: { digits: Decimal.ROUND_HALF_UP, sql: 'round' },
  min: { digits: Decimal.ROUND_UP, sql: 'ceil' },
  max: { digits: Decimal.ROUND_DOWN, sql: 'trunc' },
} as const;

/**
 * One program's verdict over the facts `f`, as the judge comes to it: columns in layers, and what they say. Amounts of
 * those who need facts are NULL unless they are asked for.
 */
export class ProgramSql {
  /** Columns in stages; a stage has layers, each over the one before. */
  readonly stages: readonly (readonly Column[][])[];
  /** Whether someone fits; NULL counts as no. */
  readonly eligible: string;
  /** Whether a fact decides first; NULL counts as no. */
  readonly asking: string;
  private readonly open: string | undefined;
  /** Which way someone fits by, counted from 0; undefined when there is one only. */
  readonly way: string | undefined;
  /** What the program suggests, and the bounds of the band, of those whom it does not refuse. */
  readonly fen: FenSql;
  readonly low: FenSql;
  readonly high: FenSql;

  private readonly rule: string;
  private readonly figures: Column[] = [];
  private readonly band: Column[] = [];
  private readonly waiting: string[] = [];

  constructor(
    private readonly feel: FeelSql,
    readonly parsed: ParsedProgram,
    private readonly index: number,
    private readonly amountsOf: AmountsOf,
  ) {
    const { made: rules, layers: before } = feel.names.inColumns(() =>
      parsed.ways.map(({ rule }, way) => {
        const { sql } = compiled(this.code, rule.text, () => feel.truth(rule.ast));
        return { name: this.name(`rule${way}`), sql };
      }),
    );
    this.way = parsed.ways.length > 1 ? this.column('way') : undefined;
    this.rule = this.way ? this.chosenRule() : this.column('rule0');
    const { made, layers: parts } = feel.names.inColumns(() => this.amounts());
    [this.fen, this.low, this.high] = made;
    const guarded = parts.map((layer) => layer.map(({ name, sql }) => ({ name, sql: this.ifAsked(sql) })));
    this.stages = [before, [rules], guarded, [this.figures], [this.band]];
    this.open = this.openSql();
    this.eligible = this.open ? `(${this.rule} and not ${this.open})` : this.rule;
    this.asking = this.open ? `(${this.rule} is null or ${this.rule} and ${this.open})` : `(${this.rule} is null)`;
  }

  /** A choice by the verdict. */
  outcome(eligible: string, asking: string, refused: string): string {
    const fits = this.open ? `case when ${this.open} then ${asking} else ${eligible} end` : eligible;
    return `case when ${this.rule} then ${fits} when ${this.rule} is null then ${asking} else ${refused} end`;
  }

  /** Whether an amount that the verdict waits for is open; undefined when it waits for none. */
  private openSql(): string | undefined {
    const { kind } = this.parsed.program.amount;
    const decisive = kind === 'BAND' ? [this.low, this.high] : [this.fen];
    const open = decisive.flatMap(({ constant, open }) => (typeof constant === 'number' ? [] : (open ?? 'true')));
    if (kind === 'SERVICE' || kind === 'EXTERNAL' || open.length === 0 || this.waiting.length === 0) return undefined;
    const any = `(${open.join(' or ')})`;
    return open.every((one) => this.waiting.includes(one)) ? any : `(${any} and (${this.waiting.join(' or ')}))`;
  }

  get code(): string {
    return this.parsed.program.code;
  }

  /** The name of a column of this program. */
  name(part: string): string {
    return `p${this.index}_${part}`;
  }

  private column(part: string): string {
    return `f.${this.name(part)}`;
  }

  private isOpen(way: number): string {
    return `${this.column(`rule${way}`)} is not false`;
  }

  /** By the first way that is not closed. */
  private byWay(of: (way: number) => string, otherwise = 'null'): string {
    const cases = this.parsed.ways.map((_way, way) => `when ${this.isOpen(way)} then ${of(way)}`);
    return `case ${cases.join(' ')} else ${otherwise} end`;
  }

  /** NULL for those whose amounts nobody asks for. */
  private ifAsked(sql: string): string {
    const asked = (way: number) => (this.amountsOf === 'open' ? this.isOpen(way) : this.column(`rule${way}`));
    return `case when ${this.parsed.ways.map((_way, way) => asked(way)).join(' or ')} then ${sql} end`;
  }

  private chosenRule(): string {
    this.figures.push(
      { name: this.name('way'), sql: this.byWay(String) },
      { name: this.name('rule'), sql: this.byWay((way) => this.column(`rule${way}`), 'false') },
    );
    return this.column('rule');
  }

  private number(text: ParsedFormula | undefined): SqlExpression {
    const none: SqlExpression = { sql: 'null::numeric', type: { kind: 'null' }, constant: null, known: 'true' };
    if (!text) return none;
    return compiled(this.code, text.text, () => this.feel.amount(text.ast));
  }

  /** The yuan of the way that someone fits by. */
  private suggested(): SqlExpression {
    const [own, ...others] = this.parsed.ways.map(({ formula }) => this.number(formula)) as [SqlExpression];
    const all: SqlExpression[] = [own, ...others];
    if (all.length === 1) return own;
    const sql = this.byWay((way) => (all[way] as SqlExpression).sql);
    if (!all.some(({ known }) => known)) return { sql, type: own.type };
    const known = this.byWay((way) => all[way]?.known ?? `${all[way]?.sql} is not null`);
    return { sql, type: own.type, known };
  }

  /** Puts the fen of one part in a column, unless they are the same for everyone. */
  private part(name: Part, { sql, constant, known }: SqlExpression): FenSql {
    if (constant === null) return { sql: 'null::bigint', constant };
    if (isDecimal(constant)) return this.constant(toFen(constant, ROUNDING[name].digits));
    const most = this.feel.params.add(Number.MAX_SAFE_INTEGER, 'numeric');
    // Unlike GREATEST and LEAST these are NULL where a part is.
    const fen = `numeric_smaller(${most}, numeric_larger(0, ${ROUNDING[name].sql}((${sql}) * 100)))::bigint`;
    this.figures.push({ name: this.name(`${name}_fen`), sql: this.ifAsked(fen) });
    if (known) this.figures.push({ name: this.name(`${name}_known`), sql: this.ifAsked(known) });
    const open = `${this.column(`${name}_fen`)} is null`;
    this.waiting.push(known ? `not ${this.column(`${name}_known`)}` : open);
    return { sql: this.column(`${name}_fen`), open };
  }

  private constant(fen: number | null): FenSql {
    return {
      sql: `case when ${this.rule} is not false then ${this.feel.params.add(fen, 'bigint')} end`,
      constant: fen,
    };
  }

  /** The suggestion and the bounds. */
  private amounts(): [fen: FenSql, low: FenSql, high: FenSql] {
    const { min, max, program } = this.parsed;
    const suggested = this.part('yuan', this.suggested());
    if (program.amount.kind !== 'BAND')
      return [suggested, program.amount.kind === 'LOAN' ? this.constant(0) : suggested, suggested];
    const [low, high] = [this.part('min', this.number(min)), this.part('max', this.number(max))];
    return [this.inBand(suggested, low, high), low, high];
  }

  /** The multiple of the step nearest to the suggestion within the band; its border when no multiple lies inside. */
  private inBand(suggested: FenSql, low: FenSql, high: FenSql): FenSql {
    if (suggested.constant === null) return suggested;
    const { step } = this.parsed.program.amount;
    const stepFen = step === undefined ? null : Math.round(step * 100);
    const [x, least, most] = [suggested, low, high].map(({ constant }) => constant);
    if (typeof x === 'number' && least !== undefined && most !== undefined)
      return this.constant(withinBand(x, least, most, stepFen));
    const border = ({ sql, constant }: FenSql, open: number) =>
      constant === undefined ? `coalesce(${sql}, ${this.fixed(open)})` : this.fixed(constant ?? open);
    const bounds = [border(low, 0), border(high, Number.MAX_SAFE_INTEGER)];
    const fen = suggested.constant === undefined ? suggested.sql : this.fixed(suggested.constant);
    const [unit, twice] = [this.fixed(stepFen ?? 1), this.fixed((stepFen ?? 1) * 2)];
    const [lowest, highest] = [
      `((${bounds[0]} + ${unit} - 1) / ${unit} * ${unit})`,
      `(${bounds[1]} / ${unit} * ${unit})`,
    ];
    const nearest = `((${fen} * 2 + ${unit}) / ${twice} * ${unit})`;
    const sql = `case when ${this.rule} is not false and ${fen} is not null then
      case when ${lowest} <= ${highest} then greatest(${lowest}, least(${highest}, ${nearest}))
        else greatest(${bounds[0]}, least(${bounds[1]}, ${fen})) end end`;
    this.band.push({ name: this.name('fen'), sql });
    return { sql: this.column('fen') };
  }

  private fixed(value: number): string {
    return this.feel.params.add(value, 'bigint');
  }
}
