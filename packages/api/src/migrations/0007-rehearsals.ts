import { Migration } from '@mikro-orm/migrations';

/** Rehearsals of a change: what was asked, sums by program, place and household, and whom it would change something for. */
export class Rehearsals extends Migration {
  override up(): void {
    this.addSql(`
      create table rehearsal (
        id uuid primary key default uuidv7(),
        title text not null,
        from_day date not null,
        horizon_months int not null check (horizon_months between 1 and 36),
        changes jsonb not null,
        author_id uuid not null references staff (id),
        department_code text,
        shared_with text not null check (shared_with in ('private', 'department', 'leadership')),
        job_id uuid references job (id),
        summary jsonb,
        judged_at timestamptz,
        created_at timestamptz not null default now(),
        version int not null default 1);
      create index on rehearsal (author_id);
      create index on rehearsal (shared_with, department_code);
      create table rehearsal_cell (
        rehearsal_id uuid not null references rehearsal (id) on delete cascade,
        program_code text not null,
        township_code text not null,
        household_kind text not null,
        kind text not null,
        subjects int not null,
        people int not null,
        held int not null,
        old_fen bigint not null,
        new_fen bigint not null,
        primary key (rehearsal_id, program_code, township_code, household_kind, kind));
      create table rehearsal_person (
        rehearsal_id uuid not null references rehearsal (id) on delete cascade,
        place int not null,
        program_code text not null,
        department_code text not null,
        household_id uuid not null references household (id),
        person_id uuid references person (id),
        township_code text not null,
        village_code text not null,
        household_kind text not null,
        kind text not null,
        held boolean not null,
        old_fen bigint,
        new_fen bigint,
        kept_program text,
        primary key (rehearsal_id, place));
      create index on rehearsal_person (rehearsal_id, program_code, kind);
      grant select, insert, update, delete on rehearsal, rehearsal_cell, rehearsal_person to yimen_app;`);
  }
}
