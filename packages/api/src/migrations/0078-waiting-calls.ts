import { Migration } from '@mikro-orm/migrations';

/**
 * Whose turn came in a line of those who wait, and what came of it. A department that declined for want of money may decide
 * once more after a meeting did not change its mind: when money comes back.
 */
export class WaitingCalls extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table waiting_call (
        id uuid primary key default uuidv7(),
        application_id uuid references application (id),
        package_item_id uuid references package_item (id),
        program_code text not null,
        department_code text not null,
        -- of the line
        year int not null,
        amount_fen bigint not null,
        since date not null,
        urgent boolean not null,
        outcome text not null check (outcome in ('taken_in', 'passed_over')),
        reason_zh text,
        reason_en text,
        called_by uuid not null references staff (id),
        called_at timestamptz not null default clock_timestamp(),
        check ((application_id is null) <> (package_item_id is null)),
        check ((outcome = 'passed_over') = (reason_zh is not null and reason_en is not null)));
      create unique index on waiting_call (application_id) where outcome = 'taken_in';
      create unique index on waiting_call (package_item_id) where package_item_id is not null;
      create index on waiting_call (year, called_at);
      revoke update, delete on waiting_call from yimen_app;
      grant select, insert on waiting_call to yimen_app;

      alter table department_decision drop constraint department_decision_round_check;
      alter table department_decision add check (round between 1 and 3);

      create index on verification_request (case_id) where case_id is not null;
      create index on verification_request (batch_id) where batch_id is not null;`);
  }
}
