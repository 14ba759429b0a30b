/**
 * What each run of the screening says of everyone: one row a person. Runs are written whole and deleted whole, so rows
 * have no keys to people that each row would have to be checked against.
 */
export const SCREENING_VERDICT_SQL = /* sql */ `
create table screening_verdict (
  run_id uuid not null,
  household_id uuid not null,
  person_id uuid not null,
  township_code text not null,
  village_code text not null,
  outcomes "char"[] not null,
  fen bigint[] not null,
  variants text[],
  primary key (run_id, person_id));
comment on column screening_verdict.outcomes is 'one sign a program, in the order of the run''s programs: + eligible, ? needs facts, - not eligible';
comment on column screening_verdict.fen is 'what each program suggests a period, in the same order; null when refused, open or a service';
create index on aid_record (program_code) where not plan_only;
`;
