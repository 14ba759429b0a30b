import { Migration } from '@mikro-orm/migrations';

/** What moves a budget is asked for by one person and decided by another; both stand on record. */
export class BudgetRequests extends Migration {
  override up(): void {
    this.addSql(`
      create table budget_request (
        id uuid primary key default uuidv7(),
        kind text not null check (kind in ('supplement', 'cut', 'transfer', 'freeze', 'unfreeze', 'quota', 'close')),
        line_id uuid not null references budget_line (id),
        to_line_id uuid references budget_line (id) check (to_line_id <> line_id),
        amount_fen bigint check (amount_fen > 0),
        -- of a cut: what is still free on the day of the decision, if that is less
        as_far_as_free boolean not null default false,
        done_fen bigint check (done_fen >= 0),
        places int check (places <> 0),
        reason text not null,
        document text not null,
        approver text not null check (approver in ('finance', 'leader')),
        status text not null default 'open' check (status in ('open', 'approved', 'refused', 'withdrawn')),
        requested_by uuid not null references staff (id),
        requested_at timestamptz not null default clock_timestamp(),
        due_on date not null,
        decided_by uuid references staff (id),
        decided_at timestamptz,
        note text,
        version int not null default 1,
        check ((kind = 'transfer') = (to_line_id is not null)),
        check ((kind = 'quota') = (places is not null)),
        check ((kind in ('quota', 'close')) = (amount_fen is null)),
        check ((status = 'open') = (decided_at is null)),
        constraint budget_request_second_person check (status not in ('approved', 'refused') or decided_by <> requested_by));
      create index on budget_request (line_id);
      create index on budget_request (to_line_id) where to_line_id is not null;
      create table budget_line_closing (
        line_id uuid primary key references budget_line (id),
        request_id uuid not null unique references budget_request (id),
        closed_on date not null);
      grant select, insert on budget_request, budget_line_closing to yimen_app;
      grant update (status, done_fen, decided_by, decided_at, note, version) on budget_request to yimen_app;`);
  }
}
