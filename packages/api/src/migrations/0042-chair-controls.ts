import { Migration } from '@mikro-orm/migrations';

/**
 * What whoever presides does with a meeting besides deciding: it pauses, a part of it is closed to those who are not in
 * the room, departments' parts of a package are refused by themselves, and a case is given to a few members.
 */
export class ChairControls extends Migration {
  override up(): void {
    this.addSql(`
      create table meeting_pause (
        id uuid primary key default uuidv7(),
        meeting_id uuid not null references review_meeting (id),
        reason text not null,
        paused_by uuid not null references staff (id),
        paused_at timestamptz not null default clock_timestamp(),
        resumed_by uuid references staff (id),
        resumed_at timestamptz,
        check ((resumed_by is null) = (resumed_at is null)));
      create unique index on meeting_pause (meeting_id) where resumed_at is null;
      alter table agenda_item add column closed_part_at timestamptz;
      alter table package_item add column refused_reason text;
      alter table task add column agenda_item_id uuid references agenda_item (id);
      create index on task (agenda_item_id) where agenda_item_id is not null;
      create table subgroup (
        id uuid primary key default uuidv7(),
        agenda_item_id uuid not null unique references agenda_item (id),
        case_id uuid not null references case_file (id),
        question text not null,
        due_on date not null,
        created_by uuid not null references staff (id),
        at timestamptz not null default clock_timestamp(),
        report text,
        reported_by uuid references staff (id),
        reported_at timestamptz,
        check ((report is null) = (reported_by is null) and (report is null) = (reported_at is null)));
      create index on subgroup (case_id);
      create table subgroup_member (
        subgroup_id uuid not null references subgroup (id),
        staff_id uuid not null references staff (id),
        primary key (subgroup_id, staff_id));
      grant select, insert on meeting_pause, subgroup, subgroup_member to yimen_app;
      grant update (resumed_by, resumed_at) on meeting_pause to yimen_app;
      grant update (report, reported_by, reported_at) on subgroup to yimen_app;`);
  }
}
