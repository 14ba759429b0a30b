/** The first shape of the house. Columns of the facts projections are generated from the fact dictionary. */
export const HOUSE_SQL = /* sql */ `
-- identity (better-auth's own tables, camelCase as it expects them)
create table "user" (
  "id" text primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null,
  "image" text, "username" text unique, "displayUsername" text,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now());
create table "session" (
  "id" text primary key, "expiresAt" timestamptz not null, "token" text not null unique,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(),
  "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade);
create index on "session" ("userId");
create table "account" (
  "id" text primary key, "accountId" text not null, "providerId" text not null,
  "userId" text not null references "user" ("id") on delete cascade,
  "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now());
create index on "account" ("userId");
create table "verification" (
  "id" text primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now());
create index on "verification" ("identifier");

create table staff (
  id uuid primary key default uuidv7(),
  user_id text unique references "user" ("id"),
  name text not null,
  title_zh text not null,
  title_en text not null,
  role text not null check (role in ('chair', 'member', 'manager', 'clerk', 'leader')),
  department_code text,
  org_unit_code text not null,
  township_code text,
  demo boolean not null default false,
  active boolean not null default true);

-- registry
create table household (
  id uuid primary key default uuidv7(),
  code text not null unique,
  township_code text not null,
  village_code text not null,
  address text not null,
  head_person_id uuid,
  registered_by uuid not null references staff (id),
  registered_at timestamptz not null default now(),
  version int not null default 1);
create index on household (township_code, village_code);
create table person (
  id uuid primary key default uuidv7(),
  household_id uuid not null references household (id),
  name text not null,
  name_search text not null default '',
  id_number text not null unique check (id_number ~ '^[0-9]{17}[0-9X]$'),
  id_last4 text generated always as (right(id_number, 4)) stored,
  sex text not null check (sex in ('male', 'female')),
  birth_date date not null,
  phone text,
  relation text not null,
  registered_at timestamptz not null default now());
create index on person (household_id);
create index on person (id_last4);
create index on person (name text_pattern_ops);
alter table household add foreign key (head_person_id) references person (id) deferrable initially deferred;
create sequence household_number;
create sequence case_number;
create sequence application_number;
create sequence meeting_number;
create sequence batch_number;

-- facts: append-only observations, projected into typed tables
create table observation (
  id uuid primary key default uuidv7(),
  household_id uuid not null references household (id),
  person_id uuid references person (id),
  case_id uuid,
  fact text not null,
  value jsonb not null,
  source text not null,
  observed_on date not null,
  verified boolean not null default false,
  recorded_by uuid not null references staff (id),
  recorded_at timestamptz not null default clock_timestamp());
create index on observation (household_id, fact);
create index on observation (person_id, fact) where person_id is not null;
create index on observation (case_id, fact) where case_id is not null;

-- the ledger of aid: what departments gave, before or through this system
create table aid_record (
  id uuid primary key default uuidv7(),
  household_id uuid not null references household (id),
  person_id uuid references person (id),
  case_id uuid,
  program_code text not null,
  department_code text not null,
  amount_fen bigint check (amount_fen >= 0),
  period text not null,
  granted_on date not null,
  ended_on date,
  plan_only boolean not null default false,
  source text not null,
  package_item_id uuid unique,
  application_id uuid unique);
create index on aid_record (household_id);

-- case
create table case_file (
  id uuid primary key default uuidv7(),
  number text not null unique,
  household_id uuid not null references household (id),
  beneficiary_id uuid not null references person (id),
  township_code text not null,
  channel text not null,
  difficulty text not null,
  what_happened text not null,
  since date not null,
  requested_on date not null,
  cost_fen bigint check (cost_fen >= 0),
  insurance_paid_fen bigint not null default 0 check (insurance_paid_fen >= 0),
  status text not null,
  owner_id uuid not null references staff (id),
  department_codes text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1);
create index on case_file (household_id);
create index on case_file (status, requested_on);
create index on case_file (township_code);
create index on case_file using gin (department_codes);
alter table observation add foreign key (case_id) references case_file (id);
alter table aid_record add foreign key (case_id) references case_file (id);
create index on aid_record (case_id) where case_id is not null;
create table case_event (
  id uuid primary key default uuidv7(),
  case_id uuid not null references case_file (id),
  kind text not null,
  text_zh text not null,
  text_en text not null,
  department_code text,
  actor_id uuid references staff (id),
  at timestamptz not null default clock_timestamp());
create index on case_event (case_id, at);

-- batch of applications of several departments
create table batch (
  id uuid primary key default uuidv7(),
  number text not null unique,
  title text not null,
  group_code text not null,
  decision_date date not null,
  status text not null,
  created_by uuid not null references staff (id),
  created_at timestamptz not null default now(),
  version int not null default 1);
create table application (
  id uuid primary key default uuidv7(),
  number text not null unique,
  case_id uuid references case_file (id),
  batch_id uuid references batch (id),
  household_id uuid not null references household (id),
  person_id uuid not null references person (id),
  program_code text not null,
  department_code text not null,
  applied_on date not null,
  amount_fen bigint check (amount_fen >= 0),
  outcome text not null default 'NEEDS_FACTS',
  status text not null,
  reason_zh text,
  reason_en text,
  kept_application_id uuid references application (id),
  place_hold_id uuid,
  money_hold_id uuid,
  created_by uuid not null references staff (id),
  created_at timestamptz not null default now(),
  version int not null default 1,
  check (case_id is not null or batch_id is not null));
create index on application (case_id) where case_id is not null;
create index on application (batch_id) where batch_id is not null;
create index on application (person_id);
create unique index on application (batch_id, person_id, program_code) where batch_id is not null;

-- aid package
create table aid_package (
  id uuid primary key default uuidv7(),
  case_id uuid not null unique references case_file (id),
  status text not null,
  decision_date date not null,
  selections jsonb not null default '[]',
  effects jsonb not null default '[]',
  coverage jsonb not null default '{}',
  problems jsonb not null default '[]',
  composed_by uuid references staff (id),
  adopted_at timestamptz,
  version int not null default 1);
create table package_item (
  id uuid primary key default uuidv7(),
  package_id uuid not null references aid_package (id),
  program_code text not null,
  department_code text not null,
  person_id uuid references person (id),
  variant_code text,
  amount_fen bigint check (amount_fen >= 0),
  entitled_fen bigint,
  min_fen bigint,
  max_fen bigint,
  step_fen bigint,
  plan_only boolean not null default false,
  form text not null,
  period text not null,
  position int not null,
  status text not null,
  hold text not null default 'none' check (hold in ('none', 'held', 'short')),
  money_hold_id uuid,
  place_hold_id uuid,
  capped_by_zh text,
  capped_by_en text,
  verdict jsonb not null,
  due_on date,
  version int not null default 1,
  unique (package_id, program_code));
create index on package_item (department_code, status);

-- review meeting
create table review_meeting (
  id uuid primary key default uuidv7(),
  number text not null unique,
  title text not null,
  scheduled_at timestamptz not null,
  place text not null,
  status text not null,
  chair_id uuid not null references staff (id),
  opened_at timestamptz,
  closed_at timestamptz,
  minutes jsonb,
  created_by uuid not null references staff (id),
  version int not null default 1);
create table meeting_member (
  meeting_id uuid not null references review_meeting (id),
  staff_id uuid not null references staff (id),
  role text not null check (role in ('chair', 'member')),
  present boolean not null default true,
  primary key (meeting_id, staff_id));
create table agenda_item (
  id uuid primary key default uuidv7(),
  meeting_id uuid not null references review_meeting (id),
  position int not null,
  kind text not null check (kind in ('case', 'batch')),
  case_id uuid references case_file (id),
  batch_id uuid references batch (id),
  status text not null,
  reason text,
  decided_at timestamptz,
  version int not null default 1,
  check ((kind = 'case') = (case_id is not null) and (kind = 'batch') = (batch_id is not null)),
  unique (meeting_id, position));
-- On one live agenda item at a time; a deferred one may come back, in the same meeting too.
create unique index on agenda_item (case_id) where status in ('queued', 'in_discussion');
create unique index on agenda_item (batch_id) where status in ('queued', 'in_discussion');
create index on agenda_item (case_id) where case_id is not null;
create index on agenda_item (batch_id) where batch_id is not null;
create table opinion (
  id uuid primary key default uuidv7(),
  agenda_item_id uuid not null references agenda_item (id),
  staff_id uuid not null references staff (id),
  stance text not null check (stance in ('support', 'oppose', 'neutral')),
  text text not null,
  recorded_by uuid not null references staff (id),
  at timestamptz not null default clock_timestamp());
create index on opinion (agenda_item_id);
create table vote (
  id uuid primary key default uuidv7(),
  agenda_item_id uuid not null references agenda_item (id),
  staff_id uuid not null references staff (id),
  choice text not null check (choice in ('for', 'against', 'abstain')),
  recorded_by uuid not null references staff (id),
  at timestamptz not null default clock_timestamp(),
  unique (agenda_item_id, staff_id));
create table department_decision (
  id uuid primary key default uuidv7(),
  package_item_id uuid unique references package_item (id),
  batch_id uuid references batch (id),
  department_code text not null,
  outcome text not null check (outcome in ('confirmed', 'declined')),
  reason text,
  decided_by uuid not null references staff (id),
  decided_at timestamptz not null default clock_timestamp(),
  check ((package_item_id is null) <> (batch_id is null)),
  unique (batch_id, department_code));
create table task (
  id uuid primary key default uuidv7(),
  kind text not null,
  title_zh text not null,
  title_en text not null,
  case_id uuid references case_file (id),
  batch_id uuid references batch (id),
  package_item_id uuid references package_item (id),
  application_id uuid references application (id),
  department_code text,
  township_code text,
  assignee_id uuid references staff (id),
  due_on date not null,
  status text not null,
  note text,
  done_at timestamptz,
  done_by uuid references staff (id),
  origin text not null unique,
  created_at timestamptz not null default now(),
  version int not null default 1);
create index on task (status, due_on);
create index on task (case_id) where case_id is not null;

-- money: accounts in fen or places, transfers append-only
create table budget_line (
  id uuid primary key default uuidv7(),
  year int not null,
  fund_code text not null,
  program_code text not null,
  department_code text not null,
  figure_kind text not null,
  label_zh text not null,
  label_en text not null,
  unique (year, fund_code, program_code));
create index on budget_line (program_code, year);
create table ledger_account (
  id uuid primary key default uuidv7(),
  line_id uuid not null references budget_line (id),
  kind text not null check (kind in ('source', 'available', 'committed', 'paid', 'places_source', 'places', 'places_used')),
  unit text not null check (unit in ('fen', 'place')),
  debits_pending bigint not null default 0 check (debits_pending >= 0),
  debits_posted bigint not null default 0 check (debits_posted >= 0),
  credits_pending bigint not null default 0 check (credits_pending >= 0),
  credits_posted bigint not null default 0 check (credits_posted >= 0),
  unique (line_id, kind),
  constraint ledger_account_not_overdrawn check (
    kind in ('source', 'places_source') or debits_pending + debits_posted <= credits_posted));
create table ledger_transfer (
  id uuid primary key default uuidv7(),
  key text not null unique,
  debit_account_id uuid not null references ledger_account (id),
  credit_account_id uuid not null references ledger_account (id),
  amount bigint not null check (amount > 0),
  phase text not null check (phase in ('single', 'pending', 'post', 'void')),
  pending_id uuid unique references ledger_transfer (id),
  reason text not null,
  case_id uuid references case_file (id),
  package_item_id uuid references package_item (id),
  application_id uuid references application (id),
  household_id uuid references household (id),
  person_id uuid references person (id),
  township_code text,
  actor_id uuid references staff (id),
  occurred_on date not null,
  at timestamptz not null default clock_timestamp(),
  check (debit_account_id <> credit_account_id),
  check ((phase in ('post', 'void')) = (pending_id is not null)));
create index on ledger_transfer (debit_account_id);
create index on ledger_transfer (credit_account_id);
create index on ledger_transfer (package_item_id) where package_item_id is not null;
create index on ledger_transfer (application_id) where application_id is not null;

-- Locks the accounts of lines in id order and answers them as they are then. The application may not update accounts,
-- so it cannot lock them itself.
create function ledger_lock(line_ids uuid[]) returns setof ledger_account
  language sql volatile security definer set search_path from current as $$
  select * from ledger_account where line_id = any(line_ids) order by id for update
$$;
create function ledger_apply() returns trigger
  language plpgsql security definer set search_path from current as $$
declare
  pending ledger_transfer;
begin
  if (select count(distinct unit) from ledger_account where id in (new.debit_account_id, new.credit_account_id)) <> 1 then
    raise exception 'a transfer keeps one unit' using errcode = '23514';
  end if;
  perform 1 from ledger_account where id in (new.debit_account_id, new.credit_account_id) order by id for update;
  if new.phase in ('post', 'void') then
    select * into strict pending from ledger_transfer where id = new.pending_id;
    if pending.phase <> 'pending' or pending.debit_account_id <> new.debit_account_id
       or pending.credit_account_id <> new.credit_account_id or pending.amount <> new.amount then
      raise exception 'transfer % does not close its pending transfer', new.id using errcode = '23514';
    end if;
  end if;
  if new.phase = 'single' then
    update ledger_account set debits_posted = debits_posted + new.amount where id = new.debit_account_id;
    update ledger_account set credits_posted = credits_posted + new.amount where id = new.credit_account_id;
  elsif new.phase = 'pending' then
    update ledger_account set debits_pending = debits_pending + new.amount where id = new.debit_account_id;
    update ledger_account set credits_pending = credits_pending + new.amount where id = new.credit_account_id;
  elsif new.phase = 'post' then
    update ledger_account set debits_pending = debits_pending - new.amount, debits_posted = debits_posted + new.amount
      where id = new.debit_account_id;
    update ledger_account set credits_pending = credits_pending - new.amount, credits_posted = credits_posted + new.amount
      where id = new.credit_account_id;
  else
    update ledger_account set debits_pending = debits_pending - new.amount where id = new.debit_account_id;
    update ledger_account set credits_pending = credits_pending - new.amount where id = new.credit_account_id;
  end if;
  return new;
end $$;
create trigger ledger_apply after insert on ledger_transfer for each row execute function ledger_apply();

-- the write path: idempotency, audit, outbox
create table command_log (
  actor_id uuid not null references staff (id),
  key text not null,
  name text not null,
  input_hash text not null,
  result jsonb not null,
  at timestamptz not null default now(),
  primary key (actor_id, key));
create table audit_event (
  id uuid primary key default uuidv7(),
  actor_id uuid references staff (id),
  command text not null,
  subject_type text,
  subject_id uuid,
  input jsonb not null,
  at timestamptz not null default clock_timestamp());
create index on audit_event (subject_id);
create table outbox_event (
  id uuid primary key default uuidv7(),
  kind text not null,
  payload jsonb not null,
  at timestamptz not null default clock_timestamp(),
  handled_at timestamptz);
create index on outbox_event (at) where handled_at is null;
`;

/** Tables whose rows the application may add and read, never change or delete. */
export const APPEND_ONLY_TABLES = [
  'observation',
  'aid_record',
  'case_event',
  'opinion',
  'vote',
  'department_decision',
  'budget_line',
  'ledger_transfer',
  'audit_event',
  'command_log',
] as const;
