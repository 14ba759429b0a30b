import { Migration } from '@mikro-orm/migrations';

/** Long work: what was asked, how far it is, and from where to go on after a crash. */
export class Jobs extends Migration {
  override up(): void {
    this.addSql(`
      create table job (
        id uuid primary key default uuidv7(),
        kind text not null,
        title_zh text not null,
        title_en text not null,
        department_code text,
        township_code text,
        -- null: asked by the clock
        requested_by uuid references staff (id),
        -- one job for one cause, e.g. the screening of one night
        origin text unique,
        input jsonb not null,
        status text not null default 'queued' check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
        attempt int not null default 0,
        done bigint not null default 0 check (done >= 0),
        total bigint not null default 0 check (total >= 0),
        step_zh text,
        step_en text,
        checkpoint jsonb,
        result jsonb,
        error_id text,
        error_zh text,
        error_en text,
        cancel_asked boolean not null default false,
        created_at timestamptz not null default clock_timestamp(),
        started_at timestamptz,
        updated_at timestamptz not null default clock_timestamp(),
        finished_at timestamptz,
        version int not null default 1);
      create index on job (kind, id);
      create index on job (id) where status in ('queued', 'running');
      grant select, insert, update on job to yimen_app;`);
  }
}
