import { Migration } from '@mikro-orm/migrations';

const LISTS_SQL = `
-- Lists that departments keep. A version is one handing in; what it does not repeat ends with it when it is the whole list.
create table kept_list (
  id uuid primary key default uuidv7(),
  code text not null unique,
  title text not null,
  department_code text not null,
  -- what one entry stands for
  unit text not null check (unit in ('person', 'household')),
  columns jsonb not null,
  shared_with text[] not null default '{}',
  -- the number of the version in force; 0: none yet
  current_number int not null default 0,
  created_by uuid not null references staff (id),
  created_at timestamptz not null default now(),
  version int not null default 1);
create table kept_list_version (
  id uuid primary key default uuidv7(),
  list_id uuid not null references kept_list (id),
  number int not null,
  as_of date not null,
  whole boolean not null,
  source text not null,
  kept_by uuid not null references staff (id),
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  entries int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  ended int not null default 0,
  unique (list_id, number));
create unique index kept_list_version_open on kept_list_version (list_id) where closed_at is null;
create table kept_list_entry (
  id uuid primary key default uuidv7(),
  list_id uuid not null references kept_list (id),
  -- who it is, the same in every version and in every list: his place in the blind index
  mark text not null,
  person_id uuid references person (id),
  household_id uuid references household (id),
  -- of whom the registry does not know: masked for lists, sealed for whoever has to find him
  masked_name text,
  masked_number text,
  sealed bytea,
  township_code text,
  village_code text,
  attributes jsonb not null,
  from_number int not null,
  -- the version that no longer has it so
  to_number int,
  -- the latest version that had it so
  seen_number int not null,
  check ((person_id is null) = (household_id is null)),
  unique (list_id, mark, from_number));
create index on kept_list_entry (list_id, township_code) where to_number is null;
create index on kept_list_entry (person_id) where person_id is not null;
create index on kept_list_entry (household_id) where household_id is not null;
create index on kept_list_entry (mark) where person_id is null;

-- A question to lists and registry that is asked again and again, and whom each asking found.
create table list_match (
  id uuid primary key default uuidv7(),
  title text not null,
  department_code text,
  unit text not null check (unit in ('person', 'household')),
  definition jsonb not null,
  repeats text not null check (repeats in ('none', 'nightly', 'weekly')),
  author_id uuid not null references staff (id),
  created_at timestamptz not null default now(),
  version int not null default 1);
create table list_match_run (
  id uuid primary key references job (id),
  match_id uuid not null references list_match (id),
  previous_id uuid references list_match_run (id),
  on_day date not null,
  definition jsonb not null,
  requested_by uuid references staff (id),
  names int not null,
  fresh int not null,
  gone int not null,
  completed_at timestamptz not null default clock_timestamp());
create index on list_match_run (match_id, completed_at);
create table list_match_name (
  run_id uuid not null references list_match_run (id),
  mark text not null,
  person_id uuid references person (id),
  household_id uuid references household (id),
  entry_id uuid references kept_list_entry (id),
  township_code text,
  village_code text,
  fresh boolean not null,
  primary key (run_id, mark));

-- A name that a township has to look into.
create table discovery (
  id uuid primary key default uuidv7(),
  match_id uuid not null references list_match (id),
  run_id uuid not null references list_match_run (id),
  mark text not null,
  person_id uuid references person (id),
  household_id uuid references household (id),
  entry_id uuid references kept_list_entry (id),
  township_code text not null,
  village_code text,
  sent_on date not null,
  sent_by uuid not null references staff (id),
  due_on date not null,
  status text not null check (status in ('open', 'done')),
  result text,
  reason text,
  case_id uuid references case_file (id),
  result_by uuid references staff (id),
  result_at timestamptz,
  version int not null default 1,
  check ((status = 'done') = (result is not null)));
create unique index discovery_open on discovery (match_id, mark) where status = 'open';
create index on discovery (match_id, township_code);
create index on discovery (township_code, status);
create table discovery_result (
  id uuid primary key default uuidv7(),
  discovery_id uuid not null references discovery (id),
  result text not null,
  reason text,
  case_id uuid references case_file (id),
  entered_by uuid not null references staff (id),
  at timestamptz not null default clock_timestamp());
create index on discovery_result (discovery_id);
alter table task add column list_match_id uuid references list_match (id);

grant select, insert, update on kept_list, kept_list_version, list_match, discovery to yimen_app;
grant select, insert, delete on kept_list_entry to yimen_app;
grant update (person_id, household_id, township_code, village_code, attributes, to_number, seen_number)
  on kept_list_entry to yimen_app;
grant delete on kept_list_version to yimen_app;
grant select, insert on list_match_run, list_match_name, discovery_result to yimen_app;
`;

const REGISTER_SQL = `
-- The low-income register: how each household, or a person apart from his household, moved between levels. Each change
-- begins where the one before it ended, so that a subject is at one level at a time.
create table register_change (
  id uuid primary key default uuidv7(),
  household_id uuid not null references household (id),
  person_id uuid references person (id),
  subject_id uuid not null generated always as (coalesce(person_id, household_id)) stored,
  number int not null check (number > 0),
  previous_number int generated always as (nullif(number - 1, 0)) stored,
  from_level text not null,
  to_level text not null,
  on_day date not null,
  reason text not null,
  note text,
  source text not null check (source in ('decision', 'monthly_update', 'list', 'by_hand')),
  package_item_id uuid references package_item (id),
  application_id uuid references application (id),
  list_id uuid references kept_list (id),
  township_code text not null,
  village_code text not null,
  recorded_by uuid not null references staff (id),
  recorded_at timestamptz not null default clock_timestamp(),
  unique (subject_id, number),
  unique (subject_id, number, to_level),
  foreign key (subject_id, previous_number, from_level) references register_change (subject_id, number, to_level),
  check (from_level <> to_level),
  check (number > 1 or from_level = 'none'));
create index on register_change (household_id);
create index on register_change (on_day);
-- A subject's time at one level, open while ended_on is null.
create view register_spell as
  select c.id, c.subject_id, c.household_id, c.person_id, c.number, c.to_level as level, c.from_level as came_from,
    c.on_day as began_on, c.reason, c.note, c.source, c.recorded_by, c.township_code, c.village_code,
    n.on_day as ended_on, n.to_level as went_to, n.reason as end_reason
  from register_change c
  left join register_change n on n.subject_id = c.subject_id and n.number = c.number + 1
  where c.to_level <> 'none';
grant select, insert on register_change to yimen_app;
grant select on register_spell to yimen_app;
`;

/** Lists that departments keep, matches among them, what townships found out, and the low-income register. */
export class ListsAndRegister extends Migration {
  override up(): void {
    this.addSql(LISTS_SQL);
    this.addSql(REGISTER_SQL);
  }
}
