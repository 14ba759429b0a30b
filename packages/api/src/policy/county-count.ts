import { type CountySource, countyRows } from './county-rows.js';
import type { ParsedPack } from './parsed-pack.js';
import type { ProgramSql } from './program-sql.js';
import { SqlParams, type SqlStatement } from './sql-expression.js';

/** Programs whose marks share one bigint. */
const MARKS = 60;

type Kind = 'fits' | 'asks' | 'holds' | 'keeps';

/** SQL of whether a row has a program's mark of a kind. */
type IsMarked = (alias: string, ...kinds: Kind[]) => string;

const FIGURES = [
  'people',
  'households',
  'asking_people',
  'asking_households',
  'holding_people',
  'holding_households',
  'fen',
];

/**
 * How many of the source fit `codes` on a day (YYYY-MM-DD), one row a program: `program`; `people` and `households`
 * that are eligible, that need facts first (`asking_…`), and that are eligible and hold the program already
 * (`holding_…`); `fen`, what the eligible ones get together in one of the program's periods. A household's program counts
 * a household once, with all its members, by the best verdict among them. Throws as `judgeCountySql`.
 */
export function countCountySql(
  parsed: ParsedPack,
  codes: readonly string[],
  on: string,
  source: CountySource,
): SqlStatement {
  const params = new SqlParams();
  const { programs, from } = countyRows(parsed, codes, on, source, params);
  const groups = Array.from({ length: Math.ceil(codes.length / MARKS) }, (_none, group) => group);
  const figures = programs.map((program, index) => figuresOf(program, index));
  const columns = [
    'f.household_id, f.person_id',
    ...marks(programs, 'fits', ({ eligible }) => eligible),
    ...marks(programs, 'asks', ({ asking }) => asking),
    ...figures.flatMap(({ column }) => column ?? []),
  ].join(', ');
  const holds = groups.map((group) => `coalesce(a.holds${group}, 0) | coalesce(b.holds${group}, 0) as holds${group}`);
  const held = `select household_id, person_id, ${heldMarks(codes, params)} from (${source.held(codes, params)}) a`;
  const perHousehold = groups.flatMap((group) => [
    ...['fits', 'asks', 'holds'].map((kind) => `bit_or(${kind}${group}) as ${kind}${group}`),
    `bit_or(fits${group} & holds${group}) as keeps${group}`,
  ]);
  const text = `with verdict as (
      select v.*, ${holds.join(', ')} from (select ${columns} from ${from(columns)} offset 0) v
      left join (${held} where person_id is null group by household_id, person_id) a on a.household_id = v.household_id
      left join (${held} where person_id is not null group by household_id, person_id) b on b.person_id = v.person_id),
    one as (select ${figures.flatMap((one) => one.ofPerson).join(', ')} from verdict v),
    family as (select ${figures.flatMap((one) => one.ofHousehold).join(', ')} from (
      select household_id, count(*) as people, ${[...perHousehold, ...figures.flatMap(({ best }) => best ?? [])].join(', ')}
      from verdict group by household_id) h)
    select o.* from one cross join family
    cross join lateral (values ${programs.map(({ code }, index) => `(${[params.add(code, 'text'), ...FIGURES.map((name) => `p${index}_${name}`)].join(', ')})`).join(', ')})
      as o (program, ${FIGURES.join(', ')})`;
  return params.statement(text);
}

/** What one program adds to the columns of the verdicts, of the households, and of the two sums. */
interface Figures {
  column?: string;
  best?: string;
  ofPerson: string[];
  ofHousehold: string[];
}

function figuresOf(program: ProgramSql, index: number): Figures {
  const isMarked = markOf(index);
  const isHousehold = program.parsed.program.unit === 'household';
  const alias = isHousehold ? 'h' : 'v';
  const named = (figure: string, sql: string) => `coalesce(${sql}, 0)::int as ${program.name(figure)}`;
  const people = (where: string) => `${isHousehold ? 'sum(h.people)' : 'count(*)'} filter (where ${where})`;
  const households = (where: string) => `count(*) filter (where ${where})`;
  const asks = isHousehold ? `${isMarked('h', 'asks')} and not ${isMarked('h', 'fits')}` : isMarked('h', 'asks');
  const counts = [
    named('people', people(isMarked(alias, 'fits'))),
    named('asking_people', people(isHousehold ? asks : isMarked('v', 'asks'))),
    named('holding_people', people(isMarked(alias, 'fits', 'holds'))),
  ];
  const ofHousehold = [
    named('households', households(isMarked('h', 'fits'))),
    named('asking_households', households(asks)),
    named('holding_households', households(isHousehold ? isMarked('h', 'fits', 'holds') : isMarked('h', 'keeps'))),
  ];
  const { fen, eligible } = program;
  const fenName = program.name('fen');
  const sum =
    fen.constant === undefined
      ? `sum(${alias}.${fenName})`
      : `count(*) filter (where ${isMarked(alias, 'fits')}) * ${fen.constant ?? 0}`;
  const all = [...counts, `coalesce(${sum}, 0) as ${fenName}`];
  return {
    ...(fen.constant === undefined && { column: `case when ${eligible} then ${fen.sql} end as ${fenName}` }),
    ...(fen.constant === undefined && isHousehold && { best: `max(${fenName}) as ${fenName}` }),
    ofPerson: isHousehold ? [] : all,
    ofHousehold: isHousehold ? [...all, ...ofHousehold] : ofHousehold,
  };
}

/** Each program's mark is one bit. */
const bitOf = (index: number) => String(2n ** BigInt(index % MARKS));

function markOf(index: number): IsMarked {
  const group = Math.floor(index / MARKS);
  return (alias, ...kinds) => `${kinds.map((kind) => `${alias}.${kind}${group}`).join(' & ')} & ${bitOf(index)} <> 0`;
}

/** Columns with the marks of all programs of whom `holds` says so. */
function marks(programs: readonly ProgramSql[], kind: Kind, holds: (program: ProgramSql) => string): string[] {
  const columns: string[][] = [];
  programs.forEach((program, index) => {
    const group = Math.floor(index / MARKS);
    columns[group] = [...(columns[group] ?? []), `case when ${holds(program)} then ${bitOf(index)} else 0 end`];
  });
  return columns.map((bits, group) => `(${bits.join(' | ')})::bigint as ${kind}${group}`);
}

/** The marks of the aid in force. */
function heldMarks(codes: readonly string[], params: SqlParams): string {
  const groups = Array.from({ length: Math.ceil(codes.length / MARKS) }, (_none, group) =>
    codes.slice(group * MARKS, (group + 1) * MARKS),
  );
  return groups
    .map(
      (group, index) =>
        `bit_or(1::bigint << array_position(${params.add(group, 'text[]')}, program_code) - 1) as holds${index}`,
    )
    .join(', ');
}
