import { Migration } from '@mikro-orm/migrations';

/**
 * Running monthly aid of a program by its rule of a month: what each schedule would come to, and what was done about it.
 * The new amounts themselves are rows of `payment_amount`.
 */
export class Recalculations extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table recalculation (
        id uuid primary key default uuidv7(),
        department_code text not null,
        program_code text not null,
        cause text not null check (cause in ('standard', 'yearly')),
        -- the document or the minutes that it rests on
        source text not null,
        -- by the rule of its first day; the new amounts are owed from it on
        from_month date not null check (from_month = date_trunc('month', from_month)),
        -- whether months that were made at the former amount are made up for
        pays_arrears boolean not null,
        status text not null default 'judging' check (status in ('judging', 'draft', 'carrying', 'done', 'cancelled')),
        version int not null default 1,
        job_id uuid,
        reason text,
        made_by uuid not null references staff (id),
        made_at timestamptz not null default clock_timestamp(),
        approved_by uuid references staff (id),
        approved_at timestamptz,
        check (approved_by <> made_by),
        check (status not in ('carrying', 'done') or approved_by is not null));
      create unique index recalculation_one_open on recalculation (program_code)
        where status in ('judging', 'draft', 'carrying');
      create index on recalculation (department_code, id);

      create table recalculation_row (
        recalculation_id uuid not null references recalculation (id),
        schedule_id uuid not null references payment_schedule (id),
        -- what the rule makes of it: more, same, less, ends (the rule refuses), open (a fact is unknown); or nothing, while
        -- it waits or goes out by months
        kind text not null check (kind in ('more', 'same', 'less', 'ends', 'open', 'waits', 'exit')),
        before_fen bigint not null,
        after_fen bigint,
        -- months of the year from then on that were not made yet
        months_left int not null,
        -- what the months that were made fall short of
        arrears_fen bigint not null default 0,
        state text not null default 'waiting' check (state in ('waiting', 'done', 'second_look', 'skipped')),
        skipped_for text,
        primary key (recalculation_id, schedule_id),
        check ((state = 'skipped') = (skipped_for is not null)),
        check ((after_fen is not null) = (kind in ('more', 'same', 'less'))));
      create index on recalculation_row (schedule_id);
      create index on recalculation_row (recalculation_id, kind, schedule_id);

      grant select, insert on recalculation to yimen_app;
      grant update (status, version, job_id, reason, approved_by, approved_at) on recalculation to yimen_app;
      grant select, insert, delete on recalculation_row to yimen_app;
      grant update (arrears_fen, state, skipped_for) on recalculation_row to yimen_app;`);
  }
}
