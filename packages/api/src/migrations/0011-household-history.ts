import { Migration } from '@mikro-orm/migrations';

/**
 * Households and people through time. Rows of `household_member`, `household_place` and `person_hukou` hold from their
 * day until the next one of the same person or household, so that nobody can be in two places at once; who never changed
 * has none, and is where `person` and `household` say.
 */
export class HouseholdHistory extends Migration {
  override up(): void {
    this.addSql(`
      create table household_event (
        id uuid primary key default uuidv7(),
        kind text not null,
        effective_on date not null,
        reason text not null,
        document text,
        note text,
        undoes_id uuid unique references household_event (id),
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        check ((kind = 'undone') = (undoes_id is not null)));
      create table household_event_household (
        event_id uuid not null references household_event (id),
        household_id uuid not null references household (id),
        primary key (household_id, event_id));
      create index on household_event_household (event_id);
      create table household_event_person (
        event_id uuid not null references household_event (id),
        person_id uuid not null references person (id),
        primary key (event_id, person_id));
      create index on household_event_person (person_id);

      create table household_member (
        id uuid primary key default uuidv7(),
        person_id uuid not null references person (id),
        from_on date not null,
        household_id uuid references household (id),
        relation text,
        gone text check (gone in ('died', 'left', 'mistaken')),
        event_id uuid references household_event (id),
        check ((household_id is null) = (gone is not null)),
        check ((household_id is null) = (relation is null)));
      create unique index on household_member (person_id, from_on, id);
      create index on household_member (household_id);
      create index on household_member (event_id);
      create table household_place (
        id uuid primary key default uuidv7(),
        household_id uuid not null references household (id),
        from_on date not null,
        township_code text not null,
        village_code text not null,
        address text not null,
        event_id uuid references household_event (id));
      create unique index on household_place (household_id, from_on, id);
      create index on household_place (event_id);
      create table person_hukou (
        id uuid primary key default uuidv7(),
        person_id uuid not null references person (id),
        from_on date not null,
        kind text not null,
        township_code text,
        village_code text,
        address text not null,
        event_id uuid not null references household_event (id),
        check (village_code is null or township_code is not null));
      create unique index on person_hukou (person_id, from_on, id);
      create index on person_hukou (event_id);
      create table person_carer (
        id uuid primary key default uuidv7(),
        person_id uuid not null references person (id),
        kind text not null,
        carer_id uuid references person (id),
        carer_name text,
        from_on date not null,
        until_on date,
        event_id uuid not null references household_event (id),
        ended_by uuid references household_event (id),
        check ((carer_id is null) <> (carer_name is null)),
        check ((until_on is null) = (ended_by is null)),
        check (carer_id <> person_id));
      create index on person_carer (person_id);
      create index on person_carer (carer_id);
      create index on person_carer (event_id);
      create index on person_carer (ended_by);

      -- Whoever died or left is in no household; his file stays with the one he was in last.
      alter table person alter column household_id drop not null;
      alter table person
        add column last_household_id uuid references household (id),
        add column gone text check (gone in ('died', 'left', 'mistaken')),
        add column gone_on date,
        add check (num_nonnulls(household_id, last_household_id) = 1),
        add check ((household_id is null) = (gone is not null)),
        add check ((gone is null) = (gone_on is null));
      create index on person (last_household_id) where last_household_id is not null;
      alter table household add column dissolved_on date;

      -- A row that replaces another makes it void; one without a value does only that.
      alter table observation
        add column unit text,
        add column document text,
        add column replaces_id uuid references observation (id),
        add column reason text,
        add column event_id uuid references household_event (id),
        add check (replaces_id is null or reason is not null),
        add check (value <> 'null' or replaces_id is not null);
      create unique index on observation (replaces_id) where replaces_id is not null;
      create index on observation (event_id) where event_id is not null;

      grant select, insert on household_event, household_event_household, household_event_person to yimen_app;
      grant select, insert, delete on household_member, household_place, person_hukou, person_carer to yimen_app;
      grant update (until_on, ended_by) on person_carer to yimen_app;
      -- The household of a person's aid is the one he is in now.
      grant update (household_id) on aid_record to yimen_app;
      create index on aid_record (person_id) where person_id is not null;`);
  }
}
