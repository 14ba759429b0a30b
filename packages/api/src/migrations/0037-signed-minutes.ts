import { Migration } from '@mikro-orm/migrations';

/** Minutes are signed by the chair and the secretary; what was written stands, corrections are annexed (R8). */
export class SignedMinutes extends Migration {
  override up(): void {
    this.addSql(`
      alter table review_meeting add column secretary_id uuid references staff (id);
      alter table review_meeting add check (secretary_id <> chair_id);
      create table minutes_signature (
        meeting_id uuid not null references review_meeting (id),
        role text not null check (role in ('chair', 'secretary')),
        staff_id uuid not null references staff (id),
        digest text not null,
        at timestamptz not null default clock_timestamp(),
        primary key (meeting_id, role),
        unique (meeting_id, staff_id));
      create table minutes_annex (
        meeting_id uuid not null references review_meeting (id),
        number int not null check (number > 0),
        item_position int,
        text text not null,
        written_by uuid not null references staff (id),
        at timestamptz not null default clock_timestamp(),
        primary key (meeting_id, number));
      grant select, insert on minutes_signature, minutes_annex to yimen_app;
      create function refuse_other_minutes() returns trigger language plpgsql as $$
      begin
        raise exception 'the minutes of % stand; correct them by an annex', old.number;
      end $$;
      create trigger minutes_stand before update on review_meeting for each row
        when (old.minutes is not null and new.minutes is distinct from old.minutes)
        execute function refuse_other_minutes();`);
  }
}
