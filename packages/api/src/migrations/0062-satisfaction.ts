import { Migration } from '@mikro-orm/migrations';

/**
 * Families are asked how the aid was (R17): once an award, answered once, put right by adding. What a family said is kept
 * apart from whom it judges.
 */
export class Satisfaction extends Migration {
  override up(): void {
    this.addSql(`
      create table satisfaction_asking (
        id uuid primary key default uuidv7(),
        aid_record_id uuid not null unique references aid_record (id),
        -- of the last part that reached the family
        received_on date not null,
        due_on date not null,
        opened_at timestamptz not null default clock_timestamp());
      create table satisfaction_answer (
        id uuid primary key default uuidv7(),
        asking_id uuid not null references satisfaction_asking (id),
        -- the answer that this one puts right
        corrects uuid unique references satisfaction_answer (id),
        outcome text not null check (outcome in ('answered', 'refused', 'not_reached')),
        -- by the question's code, 1 to 5
        scores jsonb not null default '{}',
        words text,
        complaint boolean not null default false,
        told_by text check (told_by in ('self', 'family', 'guardian')),
        manner text not null check (manner in ('phone', 'visit', 'hall')),
        asked_by uuid not null references staff (id),
        at timestamptz not null default clock_timestamp(),
        check ((outcome = 'answered') = (told_by is not null)),
        check ((outcome = 'answered') = (scores <> '{}'::jsonb)),
        check (not complaint or words is not null));
      create unique index satisfaction_answer_once on satisfaction_answer (asking_id) where corrects is null;
      create index on satisfaction_answer (asking_id);
      alter table task add column satisfaction_asking_id uuid references satisfaction_asking (id);
      create index on task (satisfaction_asking_id) where satisfaction_asking_id is not null;
      revoke update, delete on satisfaction_asking, satisfaction_answer from yimen_app;
      grant select, insert on satisfaction_asking, satisfaction_answer to yimen_app;`);
  }
}
