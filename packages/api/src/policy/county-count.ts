import { type CountySource, countyRows } from './county-rows.js';
import type { ParsedPack } from './parsed-pack.js';
import type { ProgramSql } from './program-sql.js';
import { SqlParams, type SqlStatement } from './sql-expression.js';

/** Programs whose marks share one bigint, two bits each. */
const MARKS = 30;

/** Columns of marks: what a program says of a row, whether it is held, and whether who fits holds it. */
type Kind = 'says' | 'holds' | 'keeps';

/** SQL of whether a program fits a row, needs its facts, fits and is held, or is kept by who fits. */
type IsMarked = (alias: string, mark: 'fits' | 'asks' | 'holding' | 'keeps') => string;

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
    ...marks(programs),
    ...figures.flatMap(({ fen }) => fen?.column ?? []),
  ].join(', ');
  const kinds = (...names: Kind[]) => groups.flatMap((group) => names.map((kind) => `${kind}${group}`));
  const joined = (kind: Kind, sql: (group: number) => string) =>
    groups.map((group) => `bit_or(${sql(group)}) as ${kind}${group}`).join(', ');
  const sums = (isHousehold: boolean) =>
    figures.flatMap(({ fen }) => (fen?.isHousehold === isHousehold ? [`sum(${fen.name}) as ${fen.name}`] : []));
  const best = figures.flatMap(({ fen }) => (fen?.isHousehold ? [`max(${fen.name}) as ${fen.name}`] : []));
  const alike = kinds('says').join(', ');
  const families = `people, ${kinds('says', 'holds').join(', ')}`;
  const lines = programs.map(
    (program) => `(${[params.add(program.code, 'text'), ...FIGURES.map((one) => program.name(one))].join(', ')})`,
  );
  // Most people, and most households, have the same marks as many others: those are counted before the marks are read.
  const verdict = `select ${columns} from ${from(columns)}`;
  // The members of a household count in its programs, whatever is said of them themselves.
  const isPersonal = programs.every(({ parsed: { program } }) => program.unit === 'person');
  const some = alike.replaceAll(',', ' |');
  const text = `with verdict as (${isPersonal ? `select * from (${verdict} offset '0') v where ${some} <> 0` : verdict}),
    held as (select household_id, person_id, ${heldMarks(codes, params)} from (${source.held(codes, params)}) a group by household_id, person_id),
    kept as (
      select v.household_id, v.person_id, ${joined('keeps', (group) => `v.says${group} & a.holds${group}`)}
      from verdict v
      join held a on a.household_id = v.household_id and (a.person_id is null or a.person_id = v.person_id)
      group by v.household_id, v.person_id),
    one as (select ${['count(*)', ...figures.flatMap(({ ofPerson }) => ofPerson)].join(', ')} from (
      select ${[alike, 'count(*) as n', ...sums(false)].join(', ')} from verdict group by ${alike}) v),
    family as (select ${['count(*)', ...figures.flatMap(({ ofHousehold }) => ofHousehold)].join(', ')} from (
      select ${[families, 'count(*) as n', ...sums(true)].join(', ')} from (
        select household_id, count(*) as people,
          ${[joined('says', (group) => `says${group}`), ...best].join(', ')}
        from verdict group by household_id) h
      left join (select household_id, ${joined('holds', (group) => `holds${group}`)} from held group by household_id) a using (household_id)
      group by ${families}) h),
    keeper as (select ${['count(*)', ...figures.flatMap(({ ofKeeper }) => ofKeeper)].join(', ')} from kept k),
    keepers as (select ${['count(*)', ...figures.flatMap(({ ofKeepers }) => ofKeepers)].join(', ')} from (
      select ${joined('keeps', (group) => `keeps${group}`)} from kept group by household_id) k)
    select o.* from one cross join family cross join keeper cross join keepers
    cross join lateral (values ${lines.join(', ')}) as o (program, ${FIGURES.join(', ')})`;
  return params.statement(text);
}

/** What one program adds to the columns of the verdicts, and to the sums over people and households alike. */
interface Figures {
  /** A column of fen, where it is not the same for everyone. */
  fen?: { name: string; column: string; isHousehold: boolean };
  ofPerson: string[];
  ofHousehold: string[];
  /** Of people, and of households with people, who hold a person's program already. */
  ofKeeper: string[];
  ofKeepers: string[];
}

function figuresOf(program: ProgramSql, index: number): Figures {
  const isMarked = markOf(index);
  const isHousehold = program.parsed.program.unit === 'household';
  const alias = isHousehold ? 'h' : 'v';
  const named = (figure: string, sum: string, where: string) =>
    `coalesce(sum(${sum}) filter (where ${where}), 0)::int as ${program.name(figure)}`;
  const people = isHousehold ? 'h.n * h.people' : 'v.n';
  const asks = isHousehold ? `${isMarked('h', 'asks')} and not ${isMarked('h', 'fits')}` : isMarked('h', 'asks');
  const name = program.name('fen');
  const { constant, sql } = program.fen;
  const fen =
    constant === undefined
      ? `sum(${alias}.${name})`
      : `sum(${alias}.n) filter (where ${isMarked(alias, 'fits')}) * ${constant ?? 0}`;
  const all = [
    named('people', people, isMarked(alias, 'fits')),
    named('asking_people', people, isHousehold ? asks : isMarked('v', 'asks')),
    `coalesce(${fen}, 0) as ${name}`,
  ];
  const ofHousehold = [named('households', 'h.n', isMarked('h', 'fits')), named('asking_households', 'h.n', asks)];
  const holding = [
    named('holding_people', people, isMarked('h', 'holding')),
    named('holding_households', 'h.n', isMarked('h', 'holding')),
  ];
  const keeps = isMarked('k', 'keeps');
  return {
    ...(constant === undefined && {
      fen: { name, column: `case when ${program.eligible} then ${sql} end as ${name}`, isHousehold },
    }),
    ofPerson: isHousehold ? [] : all,
    ofHousehold: isHousehold ? [...all, ...ofHousehold, ...holding] : ofHousehold,
    ofKeeper: isHousehold ? [] : [named('holding_people', '1', keeps)],
    ofKeepers: isHousehold ? [] : [named('holding_households', '1', keeps)],
  };
}

/** A program's two bits: whether it fits, and whether it needs facts. */
const bitsOf = (index: number): { fits: bigint; asks: bigint } => {
  const fits = 4n ** BigInt(index % MARKS);
  return { fits, asks: 2n * fits };
};

function markOf(index: number): IsMarked {
  const group = Math.floor(index / MARKS);
  const { fits, asks } = bitsOf(index);
  const columns = { fits: ['says'], asks: ['says'], holding: ['says', 'holds'], keeps: ['keeps'] };
  return (alias, mark) =>
    `${columns[mark].map((name) => `${alias}.${name}${group}`).join(' & ')} & ${mark === 'asks' ? asks : fits} <> 0`;
}

/** Columns of what all programs say of a row. */
function marks(programs: readonly ProgramSql[]): string[] {
  const columns: string[][] = [];
  programs.forEach((program, index) => {
    const group = Math.floor(index / MARKS);
    const { fits, asks } = bitsOf(index);
    columns[group] = [...(columns[group] ?? []), program.outcome(String(fits), String(asks), '0')];
  });
  return columns.map((bits, group) => `(${bits.join(' | ')})::bigint as says${group}`);
}

/** The marks of the aid in force. */
function heldMarks(codes: readonly string[], params: SqlParams): string {
  const groups = Array.from({ length: Math.ceil(codes.length / MARKS) }, (_none, group) =>
    codes.slice(group * MARKS, (group + 1) * MARKS),
  );
  return groups
    .map(
      (group, index) =>
        `bit_or(1::bigint << 2 * (array_position(${params.add(group, 'text[]')}, program_code) - 1)) as holds${index}`,
    )
    .join(', ');
}
