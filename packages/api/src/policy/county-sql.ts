import type { FactDefinition } from '@yimen/schema';
import type { FeelNode } from './feel-ast.js';
import { FeelSql } from './feel-sql.js';
import { namesIn } from './feel-trace.js';
import type { ParsedPack, ParsedProgram } from './parsed-pack.js';
import { column, compiled, ProgramSql, RANK } from './program-sql.js';
import { type SqlExpression, SqlParams, type SqlStatement } from './sql-expression.js';
import type { Program } from './types.js';

/** Where a county's facts come from: one row a person, with the typed facts of the person and the household. */
export interface FactSource {
  /** Whether rows can hold the fact; it is unknown for everyone otherwise. */
  has(fact: FactDefinition): boolean;
  /** A SELECT of `household_id`, `person_id` and one column for each code, named by it. */
  select(codes: ReadonlySet<string>, params: SqlParams): string;
  /** The same for every person whose household has a row, with codes of persons' facts only. */
  members(codes: ReadonlySet<string>, params: SqlParams): string;
}

const TO_OUTCOME = `(array['NOT_ELIGIBLE', 'NEEDS_FACTS', 'ELIGIBLE'])`;

/**
 * The verdicts of `codes` for every person of the source on a day (YYYY-MM-DD), as the judge gives them with the same
 * facts. Rows: `household_id`, `person_id`, `program`, `variant` (code or null), `outcome`, and `fen`, `min_fen` and
 * `max_fen` (null while open, and for services). Whoever a program refuses has no row.
 * Throws UncompiledRuleError, StandardMissingError, and Error on an unknown program.
 */
export function judgeCountySql(
  parsed: ParsedPack,
  codes: readonly string[],
  on: string,
  source: FactSource,
): SqlStatement {
  const params = new SqlParams();
  const programs = codes.map((code) => getProgram(parsed, code));
  const rows = verdictRows(parsed, programs, on, source, params);
  const verdicts = programs.map(({ program, ways }, index) => {
    const variants = params.add(
      ways.slice(1).map(({ code }) => code),
      'text[]',
    );
    const figures = ['fen', 'low', 'high'].map((name) => `v.${column(index, name)}`);
    const variant = ways.length > 1 ? `(${variants})[v.${column(index, 'way')}]` : 'null::text';
    return `(${[params.add(program.code, 'text'), variant, `v.${column(index, 'outcome')}`, ...figures].join(', ')})`;
  });
  const text = `select v.household_id, v.person_id, o.program, o.variant, ${TO_OUTCOME}[o.rank + 1] as outcome, o.fen, o.min_fen, o.max_fen
    from (${rows}) v
    cross join lateral (values ${verdicts.join(', ')}) as o (program, variant, rank, fen, min_fen, max_fen)
    where o.rank > 0`;
  return params.statement(text);
}

/**
 * How many of the source fit `codes` on a day, one row a program: `program`; `people` and `households` that are
 * eligible, and that need facts first; `fen`, what the eligible ones get together in one of the program's periods.
 * A household's program counts a household once, with all its members, by the best verdict among them.
 * Throws as `judgeCountySql`.
 */
export function countCountySql(
  parsed: ParsedPack,
  codes: readonly string[],
  on: string,
  source: FactSource,
): SqlStatement {
  const params = new SqlParams();
  const programs = codes.map((code) => getProgram(parsed, code));
  const rows = verdictRows(parsed, programs, on, source, params);
  const perHousehold = programs.map(({ program }, index) => householdColumns(program, index));
  const counts = programs.map((_program, index) => {
    const [eligible, asking, fen] = ['eligible', 'asking', 'fen'].map((name) => `h.${column(index, name)}`);
    return [
      `sum(${eligible})::int as ${column(index, 'people')}`,
      `count(*) filter (where ${eligible} > 0)::int as ${column(index, 'households')}`,
      `sum(${asking})::int as ${column(index, 'asking_people')}`,
      `count(*) filter (where ${asking} > 0)::int as ${column(index, 'asking_households')}`,
      `sum(${fen}) as ${column(index, 'fen')}`,
    ].join(', ');
  });
  const lines = programs.map(({ program }, index) => {
    const figures = ['people', 'households', 'asking_people', 'asking_households', 'fen'];
    const all = figures.map((name) => `coalesce(c.${column(index, name)}, 0)`);
    return `(${[params.add(program.code, 'text'), ...all].join(', ')})`;
  });
  const text = `select o.* from (
      select ${counts.join(', ')} from (
        select v.household_id, ${perHousehold.join(', ')} from (${rows}) v group by v.household_id) h) c
    cross join lateral (values ${lines.join(', ')}) as o (program, people, households, asking_people, asking_households, fen)`;
  return params.statement(text);
}

/** One household's share in the counts of a program. */
function householdColumns(program: Program, index: number): string {
  const [outcome, fen] = [`v.${column(index, 'outcome')}`, `v.${column(index, 'fen')}`];
  const eligible = `${outcome} = ${RANK.ELIGIBLE}`;
  const best = (rank: number) => `case when max(${outcome}) = ${rank} then count(*) else 0 end`;
  const isHousehold = program.unit === 'household';
  return [
    `${isHousehold ? best(RANK.ELIGIBLE) : `count(*) filter (where ${eligible})`} as ${column(index, 'eligible')}`,
    `${isHousehold ? best(RANK.NEEDS_FACTS) : `count(*) filter (where ${outcome} = ${RANK.NEEDS_FACTS})`} as ${column(index, 'asking')}`,
    `${isHousehold ? 'max' : 'sum'}(${fen}) filter (where ${eligible}) as ${column(index, 'fen')}`,
  ].join(', ');
}

function getProgram(parsed: ParsedPack, code: string): ParsedProgram {
  const found = parsed.programs.get(code);
  if (!found) throw new Error(`The county pack has no program ${code}`);
  return found;
}

/** A SELECT with one row a person: `household_id`, `person_id`, and each program's `outcome`, `way`, `fen`, `low`, `high`. */
function verdictRows(
  parsed: ParsedPack,
  programs: readonly ParsedProgram[],
  on: string,
  source: FactSource,
  params: SqlParams,
): string {
  const used = new Set<string>();
  const terms = new Map<string, SqlExpression>();
  const feel = new FeelSql(
    {
      vocabulary: parsed.vocabulary,
      on,
      column: (fact) => {
        if (!source.has(fact)) return undefined;
        used.add(fact.code);
        return `f.${fact.code}`;
      },
      members: (codes) => source.members(codes, params),
      term: (name) => terms.get(name),
    },
    params,
  );
  // Terms that several programs share are worked out once a person.
  const layers = programs.length > 1 ? termLayers(parsed, programs, feel, terms) : [];
  const verdicts = programs.map((program, index) => new ProgramSql(feel, program, index));
  layers.push(
    verdicts.flatMap((one) => one.rules()),
    verdicts.flatMap((one) => one.figures()),
    verdicts.flatMap((one) => one.verdict()),
  );
  const rows = source.select(used, params);
  return layers
    .filter((columns) => columns.length > 0)
    .reduce((below, columns) => `select f.*, ${columns.join(', ')} from (${below}) f offset 0`, rows);
}

/** Puts the terms that programs use into columns, layer upon layer, each after those it needs. */
function termLayers(
  parsed: ParsedPack,
  programs: readonly ParsedProgram[],
  feel: FeelSql,
  terms: Map<string, SqlExpression>,
): string[][] {
  const layers: string[][] = [];
  const depths = new Map<string, number>();
  const visit = (node: FeelNode): number =>
    Math.max(-1, ...namesIn(node).map((name) => depths.get(name) ?? place(name)));
  const place = (name: string): number => {
    const found = parsed.vocabulary.terms.get(name);
    if (!found) return -1;
    const depth = visit(found.ast) + 1;
    depths.set(name, depth);
    const expression = compiled(found.term.code, found.term.expression, () => feel.term(found.term, found.ast));
    if (expression.constant !== undefined || expression.known) return depth - 1;
    const alias = `t${terms.size}`;
    const layer = layers[depth] ?? [];
    layers[depth] = layer;
    layer.push(`${expression.sql} as ${alias}`);
    terms.set(name, { ...expression, sql: `f.${alias}` });
    return depth;
  };
  for (const { ways, min, max } of programs) {
    for (const text of [...ways.flatMap((way) => [way.rule, way.formula]), min, max]) if (text) visit(text.ast);
  }
  return layers;
}
