import { Migration } from '@mikro-orm/migrations';

/**
 * Imports of files: what was read, how its author maps it, what is wrong with it, and what it brought. Rows of files are
 * sealed and deleted after a time; what an import brought stays on record.
 */
export class Imports extends Migration {
  override up(): void {
    this.addSql(`
      create table import_file (
        id uuid primary key default uuidv7(),
        kind text not null,
        file_name text not null,
        bytes bigint not null,
        author_id uuid not null references staff (id),
        -- whose mappings it remembers: a department, a township, or the county's window
        unit_code text not null,
        sheets jsonb not null,
        choices jsonb,
        counts jsonb,
        phase text not null default 'upload' check (phase in ('upload', 'check', 'run', 'undo', 'discarded')),
        job_id uuid references job (id),
        created_at timestamptz not null default now(),
        rows_until date not null,
        version int not null default 1);
      create index on import_file (author_id, id);
      create index on import_file (rows_until);
      create table import_slice (
        import_id uuid not null references import_file (id),
        stage text not null check (stage in ('raw', 'plan')),
        sheet int not null,
        place int not null,
        rows int not null,
        content bytea not null,
        primary key (import_id, stage, sheet, place));
      create table import_problem (
        import_id uuid not null references import_file (id),
        place int not null,
        at int not null,
        column_index int,
        severity text not null check (severity in ('error', 'duplicate', 'note')),
        message_zh text not null,
        message_en text not null,
        value bytea,
        primary key (import_id, place));
      create index on import_problem (import_id, at);
      create table import_effect (
        import_id uuid not null references import_file (id),
        slice int not null,
        subject text not null check (subject in ('household', 'person', 'observation', 'aid_record')),
        subject_id uuid not null,
        primary key (import_id, subject, subject_id));
      create index on import_effect (subject_id);
      create table import_mapping (
        unit_code text not null,
        kind text not null,
        signature text not null,
        choices jsonb not null,
        used_at timestamptz not null default now(),
        primary key (unit_code, kind, signature));
      grant select, insert, update on import_file, import_mapping to yimen_app;
      grant select, insert, delete on import_slice, import_problem to yimen_app;
      grant select, insert on import_effect to yimen_app;`);
  }
}
