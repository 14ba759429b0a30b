import { Migration } from '@mikro-orm/migrations';

/** The budget of a coming year is drawn up by the finance bureau, kept as typed, and opened when a leader approves it. */
export class FiscalYears extends Migration {
  override up(): void {
    this.addSql(`
      create table budget_plan (
        id uuid primary key default uuidv7(),
        year int not null unique check (year between 2000 and 2100),
        status text not null check (status in ('draft', 'submitted', 'approved')),
        -- as typed: [{ programCode, fundCode, amount, places }]
        rows jsonb not null,
        document text not null default '',
        submitted_by uuid references staff (id),
        submitted_at timestamptz,
        decided_by uuid references staff (id),
        decided_at timestamptz,
        note text,
        version int not null default 1,
        constraint budget_plan_second_person check (status <> 'approved' or decided_by <> submitted_by));
      grant select, insert on budget_plan to yimen_app;
      grant update (status, rows, document, submitted_by, submitted_at, decided_by, decided_at, note, version)
        on budget_plan to yimen_app;`);
  }
}
