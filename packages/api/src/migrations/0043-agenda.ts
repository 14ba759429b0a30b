import { Migration } from '@mikro-orm/migrations';

/**
 * The agenda: meetings that somebody asked for, emergency sessions, items in an order that changes by hand. The order is
 * checked at the end of a transaction, so that items may change places within it.
 */
export class Agenda extends Migration {
  override up(): void {
    this.addSql(`
      alter table review_meeting
        add column session text not null default 'ordinary' check (session in ('ordinary', 'emergency')),
        add column emergency_reason text,
        add check ((session = 'emergency') = (emergency_reason is not null));
      alter table agenda_item drop constraint agenda_item_meeting_id_position_key;
      alter table agenda_item add constraint agenda_item_place exclude using btree (meeting_id with =, position with =)
        where (status <> 'withdrawn') deferrable initially deferred;
      create table meeting_request (
        id uuid primary key default uuidv7(),
        case_id uuid not null references case_file (id),
        reason text not null,
        requested_by uuid not null references staff (id),
        unit_zh text not null,
        unit_en text not null,
        chair_id uuid not null references staff (id),
        requested_on date not null,
        due_on date not null check (due_on >= requested_on),
        held_in uuid references review_meeting (id),
        held_at timestamptz,
        check ((held_in is null) = (held_at is null)));
      create unique index on meeting_request (case_id) where held_in is null;
      create index on meeting_request (case_id);
      alter table task add column meeting_id uuid references review_meeting (id);
      create index on task (meeting_id) where meeting_id is not null;
      grant select, insert on meeting_request to yimen_app;
      grant update (held_in, held_at) on meeting_request to yimen_app;`);
  }
}
