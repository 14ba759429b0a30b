import { Migration } from '@mikro-orm/migrations';

/**
 * Who sits in a member's place at a meeting, and who presides over an item from which the chair stands aside. A substitute
 * is on the meeting as a member is, with the one for whom he sits.
 */
export class Substitutes extends Migration {
  override up(): void {
    this.addSql(`
      alter table meeting_member add column stands_for uuid references staff (id);
      alter table meeting_member drop constraint meeting_member_role_check;
      alter table meeting_member
        add constraint meeting_member_role_check check (role in ('chair', 'member', 'substitute')),
        add check ((role = 'substitute') = (stands_for is not null)),
        add unique (meeting_id, stands_for);
      create index on meeting_member (staff_id) where role = 'substitute';
      create table meeting_substitution (
        id uuid primary key default uuidv7(),
        meeting_id uuid not null references review_meeting (id),
        member_id uuid not null references staff (id),
        substitute_id uuid not null references staff (id),
        reason text not null,
        status text not null check (status in ('proposed', 'accepted', 'declined', 'withdrawn')),
        named_by uuid not null references staff (id),
        settled_by uuid references staff (id),
        at timestamptz not null default clock_timestamp(),
        check (member_id <> substitute_id));
      create unique index on meeting_substitution (meeting_id, member_id) where status in ('proposed', 'accepted');
      alter table agenda_item add column presider_id uuid references staff (id);
      -- What kinds there are stands in the API, which alone writes them.
      alter table meeting_event drop constraint meeting_event_kind_check;
      alter table meeting_event add constraint meeting_event_kind_check check (kind ~ '^[a-z_]+$');
      grant select, insert on meeting_substitution to yimen_app;
      grant update (status, settled_by) on meeting_substitution to yimen_app;`);
  }
}
