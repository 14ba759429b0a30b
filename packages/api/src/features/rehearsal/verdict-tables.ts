import type { FactSource } from '../../policy/county-rows.js';
import { rankCountySql } from '../../policy/county-sql.js';
import type { ParsedPack } from '../../policy/parsed-pack.js';
import type { SqlStatement } from '../../policy/sql-expression.js';
import { isInForceSql } from '../registry/fact-bag.js';

/**
 * What a rehearsal works out, in temporary tables of one connection: nothing else is written. `rehearsal_row` has one row
 * a program and household, or person where the program is for persons. Ranks: 0 refused, 1 needs facts, 2 eligible;
 * `old` by the rules in force, `direct` by the changed ones, `new` after what follows from these.
 */
export const TEMPORARY_TABLES = `
  create temp table rehearsal_home (
    household_id uuid primary key, township_code text, village_code text, kind text, people int);
  create temp table rehearsal_row (
    id bigint generated always as identity, program text, household_id uuid, person_id uuid, people int,
    subject_id uuid generated always as (coalesce(person_id, household_id)) stored,
    direct boolean, held boolean default false, old_rank int2, old_fen bigint, direct_rank int2, direct_fen bigint,
    new_rank int2, new_fen bigint, old_kept text, new_kept text);
  create temp table rehearsal_shift (source text, household_id uuid, person_id uuid, fen bigint, state int2);
  create temp table rehearsal_shifted (
    program text, household_id uuid, person_id uuid, rank int2, fen bigint,
    subject_id uuid generated always as (coalesce(person_id, household_id)) stored)`;

/** Every household with its place, its size and its class: the first of `HOUSEHOLD_KINDS` that holds on the day `$1`. */
export const FILL_HOMES = `
  insert into pg_temp.rehearsal_home
  select h.id, h.township_code, h.village_code,
    case when m.tekun then 'tekun'
      when f.hh_dibao_status in ('urban', 'rural') then 'dibao'
      when f.hh_low_income_edge then 'edge'
      when f.hh_rigid_expense_family then 'rigid'
      when f.hh_monitor_category <> 'none' and f.hh_monitor_risk_cleared is not true then 'monitored'
      when m.disabled or f.hh_disabled_count > 0 then 'disabled'
      when m.people = 1 and m.elderly then 'elderly'
      else 'other' end,
    coalesce(m.people, 0)
  from household h
  left join household_facts f on f.household_id = h.id
  left join (
    select p.household_id, count(*)::int as people, bool_or(pf.tekun_status <> 'none') as tekun,
      bool_or(pf.disability_level >= 1) as disabled,
      bool_or(coalesce(pf.age, date_part('year', age($1::date, p.birth_date))) >= 60) as elderly
    from person p left join person_facts pf on pf.person_id = p.id group by p.household_id) m on m.household_id = h.id`;

/** Programs to be judged by a pack over a source of facts. */
export interface Judged {
  parsed: ParsedPack;
  codes: readonly string[];
  on: string;
  source: FactSource;
}

/** One row a program and household or person that is not refused: `program`, `household_id`, `person_id`, `subject_id` (whichever it is for), `rank`, `fen`. */
export function verdicts({ parsed, codes, on, source }: Judged): SqlStatement {
  const { text, values } = rankCountySql(parsed, codes, on, source);
  const forPersons = codes.filter((code) => parsed.programs.get(code)?.program.unit === 'person');
  return {
    text: `select v.program, v.household_id, v.person_id, coalesce(v.person_id, v.household_id) as subject_id,
        max(v.rank) as rank, max(v.fen) as fen
      from (select program, household_id, rank, fen,
          case when program = any($${values.length + 1}::text[]) then person_id end as person_id
        from (${text}) one) v
      group by 1, 2, 3`,
    values: [...values, forPersons],
  };
}

/** Puts one statement's parameters behind those of others. */
function after(before: readonly unknown[], { text, values }: SqlStatement): SqlStatement {
  const moved = text.replace(/\$(\d+)/g, (_place, number: string) => `$${Number(number) + before.length}`);
  return { text: moved, values: [...before, ...values] };
}

const SAME_SUBJECT = (one: string, other: string) =>
  `${one}.program = ${other}.program and ${one}.subject_id = ${other}.subject_id`;

/** Adds the rows of programs that the changes reach, by the old rules and by the new. */
export function fillDirect(old: Judged, changed: Judged): SqlStatement {
  const before = verdicts(old);
  const now = after(before.values, verdicts(changed));
  return {
    text: `insert into pg_temp.rehearsal_row
        (program, household_id, person_id, people, direct, old_rank, old_fen, direct_rank, direct_fen, new_rank, new_fen)
      select program, household_id, coalesce(a.person_id, b.person_id),
        case when coalesce(a.person_id, b.person_id) is null then h.people else 1 end, true,
        coalesce(a.rank, 0), a.fen, coalesce(b.rank, 0), b.fen, coalesce(b.rank, 0), b.fen
      from (${before.text}) a
      full join (${now.text}) b using (program, household_id, subject_id)
      join pg_temp.rehearsal_home h using (household_id)`,
    values: now.values,
  };
}

/** Adds the rows of programs that the changes do not reach by themselves, where there is none yet. */
export function fillUnchanged(judged: Judged): SqlStatement {
  const { text, values } = verdicts(judged);
  return {
    text: `insert into pg_temp.rehearsal_row
        (program, household_id, person_id, people, direct, old_rank, old_fen, direct_rank, direct_fen, new_rank, new_fen)
      select v.program, v.household_id, v.person_id, case when v.person_id is null then h.people else 1 end, false,
        v.rank, v.fen, v.rank, v.fen, v.rank, v.fen
      from (${text}) v join pg_temp.rehearsal_home h on h.household_id = v.household_id
      where not exists (select from pg_temp.rehearsal_row r where ${SAME_SUBJECT('r', 'v')})`,
    values,
  };
}

/** Works programs out again with the facts that follow from the changes, for `rehearsal_shifted`. */
export function fillShifted(judged: Judged): SqlStatement {
  const { text, values } = verdicts(judged);
  return {
    text: `insert into pg_temp.rehearsal_shifted (program, household_id, person_id, rank, fen)
      select program, household_id, person_id, rank, fen from (${text}) v`,
    values,
  };
}

/** Makes what was worked out again the new verdict of `$1`, in every household that a shift of `$2` touches. */
export const TAKE_SHIFTED = [
  `update pg_temp.rehearsal_row r set new_rank = coalesce(s.rank, 0), new_fen = s.fen
   from pg_temp.rehearsal_row o left join pg_temp.rehearsal_shifted s on ${SAME_SUBJECT('s', 'o')}
   where r.id = o.id and o.program = any($1::text[])
     and o.household_id in (select household_id from pg_temp.rehearsal_shift where source = any($2::text[]))`,
  `insert into pg_temp.rehearsal_row
     (program, household_id, person_id, people, direct, old_rank, direct_rank, new_rank, new_fen)
   select s.program, s.household_id, s.person_id, case when s.person_id is null then h.people else 1 end,
     s.program = any($1::text[]), 0, 0, s.rank, s.fen
   from pg_temp.rehearsal_shifted s join pg_temp.rehearsal_home h on h.household_id = s.household_id
   where not exists (select from pg_temp.rehearsal_row r where ${SAME_SUBJECT('r', 's')})`,
  'delete from pg_temp.rehearsal_shifted',
] as const;

/** Marks who holds the program on the day `$1`. */
export const MARK_HELD = `
  update pg_temp.rehearsal_row r set held = true from aid_record a
  where not r.held and a.program_code = r.program and a.household_id = r.household_id
    and (a.person_id is null or r.person_id is null or a.person_id = r.person_id) and ${isInForceSql('a', '$1::date')}`;

/** What becomes of a row. Whoever fits before and after may still lose or regain the money to another program. */
export const KIND = `
  case when old_rank = 2 and new_rank = 2 then case
      when old_kept is null and new_kept is not null then 'displaced'
      when old_kept is not null and new_kept is null then 'freed'
      when coalesce(new_fen, 0) > coalesce(old_fen, 0) then 'more'
      when coalesce(new_fen, 0) < coalesce(old_fen, 0) then 'less' else 'same' end
    when new_rank = 2 then case old_rank when 0 then 'gains' else 'settled_in' end
    when old_rank = 2 then case new_rank when 0 then 'loses' else 'opened' end
    when old_rank = 0 then 'opened'
    when new_rank = 0 then 'settled_out' else 'open' end`;

/** The kinds of {@link KIND}, in the order in which people read them. */
export const KINDS = [
  'gains',
  'more',
  'same',
  'less',
  'loses',
  'displaced',
  'freed',
  'settled_in',
  'settled_out',
  'opened',
  'open',
] as const;

/** Fen that a row pays: nothing while it is open, or while another program stays in its place. */
export const PAID = (when: 'old' | 'new') =>
  `case when ${when}_rank = 2 and ${when}_kept is null then coalesce(${when}_fen, 0) else 0 end`;
