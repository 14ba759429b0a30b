import { factByCode } from '@yimen/schema';
import type { FactSource } from '../../policy/county-rows.js';
import type { Judge } from '../../policy/judge.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { CountyPack, Program } from '../../policy/types.js';

/** A status that a program gives to whom it admits, and takes from whom it ends. */
export interface StatusShift {
  source: string;
  fact: string;
  value: string | number | boolean;
  /** The value of whoever has no such status. */
  none: string | boolean;
}

/** What shifts for programs because others admit, end or pay another amount. Codes of the programs that cause it. */
export interface FollowOn {
  programs: string[];
  /** Whose money counts as income. */
  income: string[];
  /** Whose money is only topped up. */
  support: string[];
  statuses: StatusShift[];
}

const INCOME = ['hh_income_month', 'personal_income_month', 'hh_percap_income_month'];
const CHILD_SUPPORT = 'existing_child_support_month';

/** The programs that follow on changes of `sources`, those shifted by the same causes together. */
export function followOns(pack: CountyPack, judge: Judge, sources: readonly string[]): FollowOn[] {
  const causes = pack.programs.filter(({ code }) => sources.includes(code));
  const statuses = causes.flatMap(statusShifts);
  const found = pack.programs.flatMap((program): FollowOn[] => {
    const facts = new Set(judge.factsOf(program.code));
    const others = causes.filter(({ code, period }) => code !== program.code && period === 'monthly');
    const countsIn = ({ concurrency }: Program) => concurrency.countsAsIncomeIn.includes(program.code);
    const one: FollowOn = {
      programs: [program.code],
      income: INCOME.some((code) => facts.has(code)) ? codesOf(others.filter(countsIn)) : [],
      support: facts.has(CHILD_SUPPORT)
        ? codesOf(others.filter(({ code }) => program.concurrency.topUpAgainst.includes(code)))
        : [],
      statuses: statuses.filter(({ source, fact }) => facts.has(fact) && source !== program.code),
    };
    return causesOf(one).length > 0 ? [one] : [];
  });
  return [...Map.groupBy(found, ({ programs: _, ...by }) => JSON.stringify(by)).values()].map((alike) => ({
    ...(alike[0] as FollowOn),
    programs: alike.flatMap(({ programs }) => programs),
  }));
}

const codesOf = (programs: readonly Program[]) => programs.map(({ code }) => code);

/** The programs that cause a shift. */
export function causesOf({ income, support, statuses }: Omit<FollowOn, 'programs'>): string[] {
  return [...new Set([...income, ...support, ...statuses.map(({ source }) => source)])];
}

function statusShifts({ code, grantsFacts }: Program): StatusShift[] {
  return Object.entries(grantsFacts).flatMap(([fact, value]) => {
    const { type, options = [] } = factByCode(fact) ?? {};
    const none = type === 'boolean' ? false : options.find((option) => option.code === 'none')?.code;
    return none === undefined ? [] : [{ source: code, fact, value, none }];
  });
}

/**
 * Who is newly admitted, no longer entitled, or paid another amount by programs `$1`: whoever newly fits has the whole
 * money, whoever holds it now the difference.
 */
export const FILL_SHIFTS = `
  insert into pg_temp.rehearsal_shift
  select program, household_id, person_id,
    case when direct_rank = 2 then coalesce(direct_fen, 0) else 0 end - case when held then coalesce(old_fen, 0) else 0 end,
    case when not held then 1 when direct_rank = 0 then -1 else 0 end
  from pg_temp.rehearsal_row
  where program = any($1::text[]) and case when held
    then old_rank = 2 and (direct_rank = 0 or direct_rank = 2 and direct_fen is distinct from old_fen)
    else old_rank < 2 and direct_rank = 2 end`;

const STATES = { admitted: 1, ended: -1 } as const;

/** SQL of whether a household `h` is touched by a shift of programs. */
export function touchedBy(causes: readonly string[]): (params: SqlParams) => string {
  return (params) =>
    `h.id in (select household_id from pg_temp.rehearsal_shift where source = any(${params.add(causes, 'text[]')}))`;
}

/** The facts of the households that are touched, as they become by what shifts. */
export function shiftedFacts(
  source: (where: (params: SqlParams) => string) => FactSource,
  shift: Omit<FollowOn, 'programs'>,
): FactSource {
  const facts = source(touchedBy(causesOf(shift)));
  const person = (rows: string, codes: Iterable<string>, params: SqlParams) =>
    shiftedRows(rows, PERSON, [...codes], shift, params);
  return {
    has: facts.has,
    isWhole: facts.isWhole,
    people: (codes, params) => person(facts.people(codes, params), codes, params),
    members: (codes, params) => person(facts.members(codes, params), codes, params),
    households: (codes, params) => {
      const rows = facts.households([...new Set([...codes, 'hh_size'])], params);
      return shiftedRows(rows, HOUSEHOLD, codes, shift, params);
    },
  };
}

/** What rows of facts are about: their keys, the shifts that reach them, and the number of heads in their household. */
interface Rows {
  keys: readonly string[];
  scopes: readonly string[];
  heads: string;
}

const HOUSEHOLD: Rows = { keys: ['f.household_id'], scopes: ['hs'], heads: 'greatest(coalesce(f.hh_size, 1), 1)' };
const PERSON: Rows = {
  keys: ['f.household_id', 'f.person_id'],
  scopes: ['home', 'own'],
  heads: '(select greatest(people, 1) from pg_temp.rehearsal_home one where one.household_id = f.household_id)',
};

/** Rows of facts with what shifts: `hs` for everybody's shifts in the household, `home` its own, `own` the person's. */
function shiftedRows(
  rows: string,
  of: Rows,
  codes: readonly string[],
  shift: Omit<FollowOn, 'programs'>,
  params: SqlParams,
): string {
  const [income, support] = [shift.income, shift.support].map((by) => params.add(by, 'text[]'));
  const columns = codes.map((code) => `${shiftedColumn(code, of, shift, params)} as ${code}`);
  const fen = (by: string | undefined) => `coalesce(sum(fen) filter (where source = any(${by})), 0)`;
  const sums = `${fen(income)} as income, ${fen(support)} as support, array_agg(source || ':' || state) as states`;
  const joins: Record<string, string> = {
    hs: `(select household_id, ${sums} from pg_temp.rehearsal_shift group by 1) hs on hs.household_id = f.household_id`,
    home: `(select household_id, ${sums} from pg_temp.rehearsal_shift where person_id is null group by 1) home
      on home.household_id = f.household_id`,
    own: `(select person_id, ${sums} from pg_temp.rehearsal_shift where person_id is not null group by 1) own
      on own.person_id = f.person_id`,
  };
  return `select ${[...of.keys, ...columns].join(', ')} from (${rows}) f
    ${of.scopes.map((scope) => `left join ${joins[scope]}`).join(' ')}`;
}

/** A figure with the money that shifts, as the composer of packages counts it; unknown stays unknown. */
function shiftedColumn(
  code: string,
  { scopes, heads }: Rows,
  shift: Omit<FollowOn, 'programs'>,
  params: SqlParams,
): string {
  // GREATEST passes over NULL: what is unknown must stay so.
  const added = (yuan: string) =>
    `case when f.${code} is not null then greatest(0, round(f.${code} + (${yuan}) / 100.0, 2)) end`;
  const share = (kind: string) => `coalesce(home.${kind}, 0) / ${heads}::numeric + coalesce(own.${kind}, 0)`;
  if (shift.income.length > 0 && code === 'hh_income_month') return added('coalesce(hs.income, 0)');
  if (shift.income.length > 0 && code === 'hh_percap_income_month')
    return added(`coalesce(hs.income, 0) / ${heads}::numeric`);
  if (shift.income.length > 0 && code === 'personal_income_month') return added(share('income'));
  if (shift.support.length > 0 && code === CHILD_SUPPORT) return added(share('support'));
  return shift.statuses
    .filter(({ fact }) => fact === code)
    .reduce((column, status) => statusColumn(column, status, scopes, params), `f.${code}`);
}

/** A household's status follows from anybody's admission in it, a person's from his own or the household's. */
function statusColumn(
  column: string,
  { source, value, none }: StatusShift,
  scopes: readonly string[],
  params: SqlParams,
): string {
  const isOf = (state: number) => {
    const key = params.add(`${source}:${state}`, 'text');
    return `(${scopes.map((scope) => `coalesce(${key} = any(${scope}.states), false)`).join(' or ')})`;
  };
  const type = typeof none === 'boolean' ? 'bool' : 'text';
  const [given, nothing] = [params.add(value, type), params.add(none, type)];
  return `case when ${isOf(STATES.admitted)} and coalesce(${column}, ${nothing}) = ${nothing} then ${given}
    when ${isOf(STATES.ended)} then ${nothing} else ${column} end`;
}
