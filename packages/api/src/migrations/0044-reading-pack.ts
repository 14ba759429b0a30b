import { Migration } from '@mikro-orm/migrations';

/** Who read an item of an agenda before the meeting, when, and which version of its package or batch. */
export class ReadingPack extends Migration {
  override up(): void {
    this.addSql(`
      create table item_reading (
        agenda_item_id uuid not null references agenda_item (id),
        staff_id uuid not null references staff (id),
        subject_version int not null,
        at timestamptz not null default clock_timestamp(),
        primary key (agenda_item_id, staff_id, at));
      grant select, insert on item_reading to yimen_app;`);
  }
}
