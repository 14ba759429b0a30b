import { Migration } from '@mikro-orm/migrations';

/**
 * What happens in a meeting, in its order: written with what it tells of, numbered without gaps a meeting, never changed.
 * Neither table refers to the meeting's row: whoever composes a package notes his change while others hold that row.
 */
export class MeetingRoom extends Migration {
  override up(): void {
    this.addSql(`
      create table meeting_room (
        meeting_id uuid primary key,
        sequence int not null);
      create table meeting_event (
        meeting_id uuid not null,
        sequence int not null,
        kind text not null check (kind in ('opened', 'closed', 'item_added', 'item_taken', 'attendance', 'opinion', 'vote',
          'question', 'answer', 'package', 'adopted', 'refused', 'deferred')),
        item_id uuid,
        actor_id uuid not null references staff (id),
        staff_id uuid references staff (id),
        payload jsonb not null,
        at timestamptz not null default clock_timestamp(),
        primary key (meeting_id, sequence));
      create unlogged table meeting_connection (
        id uuid primary key,
        meeting_id uuid not null,
        staff_id uuid not null,
        seen_at timestamptz not null default clock_timestamp());
      create index on meeting_connection (meeting_id);
      create table item_question (
        id uuid primary key default uuidv7(),
        agenda_item_id uuid not null references agenda_item (id),
        staff_id uuid not null references staff (id),
        text text not null,
        at timestamptz not null default clock_timestamp());
      create index on item_question (agenda_item_id);
      create table item_answer (
        id uuid primary key default uuidv7(),
        question_id uuid not null references item_question (id),
        staff_id uuid not null references staff (id),
        text text not null,
        at timestamptz not null default clock_timestamp());
      create index on item_answer (question_id);
      grant select, insert, update on meeting_room to yimen_app;
      grant select, insert on meeting_event, item_question, item_answer to yimen_app;
      grant select, insert, update, delete on meeting_connection to yimen_app;`);
  }
}
