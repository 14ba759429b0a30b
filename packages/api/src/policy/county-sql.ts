import { countyRows, type FactSource } from './county-rows.js';
import type { ParsedPack } from './parsed-pack.js';
import type { ProgramSql } from './program-sql.js';
import { SqlParams, type SqlStatement } from './sql-expression.js';

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
  const { programs, from } = countyRows(parsed, codes, on, source, params, 'open');
  const verdicts = programs.map((program) => {
    const outcome = program.outcome("'ELIGIBLE'", "'NEEDS_FACTS'", 'null');
    const figures = [program.fen, program.low, program.high].map((fen) => fen.sql);
    return `(${[params.add(program.code, 'text'), variantSql(program, params), outcome, ...figures].join(', ')})`;
  });
  const text = `select f.household_id, f.person_id, o.*
    from ${from(`f.household_id, f.person_id, ${verdicts.join(', ')}`)}
    cross join lateral (values ${verdicts.join(', ')}) as o (program, variant, outcome, fen, min_fen, max_fen)
    where o.outcome is not null`;
  return params.statement(text);
}

/**
 * The same verdicts, one row a program and person that is not refused: `household_id`, `person_id`, `program`, `rank` (1
 * needs facts, 2 eligible) and `fen` (of the eligible). For many rows: arrays are spread out faster than a list of
 * values, whose expressions PostgreSQL prepares anew for every person. Throws as `judgeCountySql`.
 */
export function rankCountySql(
  parsed: ParsedPack,
  codes: readonly string[],
  on: string,
  source: FactSource,
): SqlStatement {
  const params = new SqlParams();
  const { programs, from } = countyRows(parsed, codes, on, source, params);
  const ranks = programs.map((program) => program.outcome('2', '1', '0'));
  const fens = programs.map(({ eligible, fen }) => `case when ${eligible} then ${fen.sql} end`);
  const columns = `f.household_id, f.person_id, array[${ranks.join(', ')}]::int2[] as ranks, array[${fens.join(', ')}]::bigint[] as fens`;
  const text = `select v.household_id, v.person_id, (${params.add(codes, 'text[]')})[o.place] as program, o.rank, o.fen
    from (select ${columns} from ${from(columns)} offset '0') v
    cross join lateral unnest(v.ranks, v.fens) with ordinality as o (rank, fen, place)
    where o.rank > 0`;
  return params.statement(text);
}

/** The code of the variant that someone fits by; NULL for the program's own rule. */
function variantSql({ way, parsed }: ProgramSql, params: SqlParams): string {
  const codes = parsed.ways.slice(1).map(({ code }) => code);
  return way ? `(${params.add(codes, 'text[]')})[${way}]` : 'null::text';
}

/** How an outcome is stored. */
export const OUTCOME_SIGN = { ELIGIBLE: '+', NEEDS_FACTS: '?', NOT_ELIGIBLE: '-' } as const;

/**
 * Stores the verdicts of `codes` for every person of the source on a day (YYYY-MM-DD) as rows of `screening_verdict`:
 * signs and fen in the order of `codes`. Throws as `judgeCountySql`.
 */
export function storeCountySql(
  parsed: ParsedPack,
  codes: readonly string[],
  on: string,
  source: FactSource,
  runId: string,
): SqlStatement {
  const params = new SqlParams();
  const { programs, from } = countyRows(parsed, codes, on, source, params);
  const { ELIGIBLE, NEEDS_FACTS, NOT_ELIGIBLE } = OUTCOME_SIGN;
  const signs = programs.map((program) => program.outcome(`'${ELIGIBLE}'`, `'${NEEDS_FACTS}'`, `'${NOT_ELIGIBLE}'`));
  const fens = programs.map(({ eligible, fen }) => `case when ${eligible} then ${fen.sql} end`);
  const variants = programs
    .filter(({ way }) => way)
    .map((program) => `case when ${program.eligible} or ${program.asking} then ${variantSql(program, params)} end`);
  const found =
    variants.length > 0 ? `nullif(array_remove(array[${variants.join(', ')}]::text[], null), '{}')` : 'null::text[]';
  const columns = `f.household_id, f.person_id, array[${signs.join(', ')}]::"char"[] as outcomes,
      array[${fens.join(', ')}]::bigint[] as fen, ${found} as variants`;
  const text = `insert into screening_verdict (run_id, household_id, person_id, township_code, village_code, outcomes, fen, variants)
    select ${params.add(runId, 'uuid')}, v.household_id, v.person_id, h.township_code, h.village_code, v.outcomes, v.fen, v.variants
    from (select ${columns} from ${from(columns)} offset '0') v join household h on h.id = v.household_id`;
  return params.statement(text);
}
