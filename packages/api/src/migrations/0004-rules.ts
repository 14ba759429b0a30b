import { Migration } from '@mikro-orm/migrations';

const RULES_SQL = `
-- What departments write and publish: a program's texts, or a figure of a standard, each from a day on. Number 1 is the
-- county pack's own.
create table rule_version (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('program', 'standard')),
  code text not null,
  number int not null check (number > 1),
  department_code text not null,
  status text not null check (status in ('draft', 'submitted', 'published', 'discarded')),
  content jsonb not null,
  effective_from date,
  source text,
  note text,
  based_on int not null,
  authored_by uuid not null references staff (id),
  submitted_by uuid references staff (id),
  submitted_at timestamptz,
  published_by uuid references staff (id),
  published_at timestamptz,
  return_reason text,
  created_at timestamptz not null default now(),
  version int not null default 1,
  unique (kind, code, number),
  constraint published_by_a_second_person check (status <> 'published'
    or published_by is not null and published_by <> authored_by and published_by <> submitted_by),
  constraint published_not_backwards check (status <> 'published'
    or effective_from >= (published_at at time zone 'Asia/Shanghai')::date));
create unique index rule_version_open on rule_version (kind, code) where status in ('draft', 'submitted');
create unique index rule_version_day on rule_version (kind, code, effective_from) where status = 'published';

create function keep_published_rule() returns trigger language plpgsql as $$
begin
  raise exception 'version % of % is published and never changes', old.number, old.code using errcode = '23514';
end $$;
create trigger keep_published_rule before update or delete on rule_version
  for each row when (old.status = 'published') execute function keep_published_rule();

-- Tells every process that there is something new to read.
create table rules_revision (
  only_row boolean primary key default true check (only_row),
  revision int not null default 1);
insert into rules_revision default values;

-- What was judged by which version.
alter table application add column rule_version int;
alter table package_item add column rule_version int generated always as ((verdict ->> 'ruleVersion')::int) stored;
alter table task add column rule_version_id uuid references rule_version (id);

grant select, insert, update on rule_version to yimen_app;
grant select, update on rules_revision to yimen_app;
`;

export class Rules extends Migration {
  override up(): void {
    this.addSql(RULES_SQL);
  }
}
