import { Migration } from '@mikro-orm/migrations';

/**
 * The yearly appraisal of departments (R15, R16): closed once a year for good, put right by annexes only; who read what of
 * it, and what for.
 */
export class Appraisal extends Migration {
  override up(): void {
    this.addSql(`
      create table appraisal_report (
        id uuid primary key default uuidv7(),
        year int not null unique,
        number text not null unique,
        snapshot jsonb not null,
        -- SHA-256 of the snapshot as the database writes it
        digest text not null,
        closed_by uuid not null references staff (id),
        closed_at timestamptz not null default clock_timestamp(),
        check (digest = encode(sha256(convert_to(snapshot::text, 'UTF8')), 'hex')));
      create table appraisal_objection (
        id uuid primary key default uuidv7(),
        year int not null,
        department_code text not null,
        text text not null,
        stated_by uuid not null references staff (id),
        at timestamptz not null default clock_timestamp());
      create index on appraisal_objection (year);
      create table appraisal_annex (
        id uuid primary key default uuidv7(),
        report_id uuid not null references appraisal_report (id),
        number int not null,
        text text not null,
        written_by uuid not null references staff (id),
        at timestamptz not null default clock_timestamp(),
        unique (report_id, number));
      create table appraisal_reading (
        id uuid primary key default uuidv7(),
        year int not null,
        -- null: of all departments
        department_code text,
        measure text,
        what text not null check (what in ('report', 'sources', 'document')),
        purpose text not null,
        note text,
        reader_id uuid not null references staff (id),
        at timestamptz not null default clock_timestamp(),
        check ((what = 'sources') = (measure is not null)),
        check (measure is null or department_code is not null));
      create index on appraisal_reading (year, id);
      revoke update, delete on appraisal_report, appraisal_objection, appraisal_annex, appraisal_reading from yimen_app;
      grant select, insert on appraisal_report, appraisal_objection, appraisal_annex, appraisal_reading to yimen_app;`);
  }
}
