import type { Constructor } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import { nameGrams, nameReading } from '../features/registry/name-reading.js';
import { sealedIdentity } from '../features/registry/sealed-identity.js';
import { redacted } from '../platform/redact.js';
import { type Sql, sqlOf } from '../platform/run-command.js';
import type { Vault } from '../platform/vault.js';

const BATCH = 2000;

const COLUMNS = `
  create extension if not exists pg_trgm schema public;
  create extension if not exists fuzzystrmatch schema public;
  create table vault_key (name text primary key, proof bytea not null);
  alter table person
    add column id_number_sealed bytea,
    add column id_number_index bytea,
    add column id_last4_index bytea,
    add column phone_sealed bytea,
    add column phone_index bytea,
    add column phone_last4_index bytea,
    add column name_pinyin text,
    add column name_initials text,
    add column name_grams text[],
    add column merged_into uuid references person (id);
  -- every reading of a name once: what a name typed with a mistake is compared with
  create table name_reading (pinyin text primary key);`;

const REST = `
  drop index person_id_last4_idx;
  alter table person drop column id_last4, drop column id_number, drop column phone, drop column name_search;
  alter table person
    alter column id_number_sealed set not null,
    alter column id_number_index set not null,
    alter column id_last4_index set not null,
    alter column name_pinyin set not null,
    alter column name_initials set not null,
    alter column name_grams set not null,
    add check (num_nonnulls(phone_sealed, phone_index, phone_last4_index) in (0, 3));
  create unique index person_id_number_key on person (id_number_index);
  create index on person (id_last4_index);
  create index on person (phone_index) where phone_index is not null;
  create index on person (phone_last4_index) where phone_last4_index is not null;
  create index on person (name_pinyin text_pattern_ops);
  create index on person (name_initials text_pattern_ops);
  create index on person using gin (name_grams);
  create index on person (merged_into) where merged_into is not null;
  create index on name_reading using gin (pinyin public.gin_trgm_ops);

  create table identity_reading (
    id uuid primary key default uuidv7(),
    person_id uuid not null references person (id),
    read_by uuid not null references staff (id),
    purpose text not null,
    note text,
    read_at timestamptz not null default clock_timestamp());
  create index on identity_reading (person_id);

  -- Two records that may be of one person.
  create table duplicate_pair (
    id uuid primary key default uuidv7(),
    person_a uuid not null references person (id),
    person_b uuid not null references person (id),
    signs text[] not null,
    strength int not null,
    status text not null default 'open' check (status in ('open', 'different', 'merged')),
    reason text,
    decided_by uuid references staff (id),
    decided_at timestamptz,
    found_at timestamptz not null default clock_timestamp(),
    version int not null default 1,
    unique (person_a, person_b),
    check (person_a < person_b),
    check ((status = 'open') = (decided_by is null)));
  create index on duplicate_pair (person_b);
  create index on duplicate_pair (strength desc, id) where status = 'open';

  create table person_merge (
    id uuid primary key default uuidv7(),
    kept_id uuid not null references person (id),
    dropped_id uuid not null references person (id),
    reason text not null,
    merged_by uuid not null references staff (id),
    merged_at timestamptz not null default clock_timestamp(),
    undone_by uuid references staff (id),
    undone_at timestamptz,
    undo_reason text,
    -- of the household's history: the record that was dropped left it
    event_id uuid,
    version int not null default 1,
    check (kept_id <> dropped_id));
  create unique index on person_merge (dropped_id) where undone_at is null;
  create index on person_merge (kept_id);
  -- Which records a merge took along.
  create table person_merge_row (
    merge_id uuid not null references person_merge (id),
    table_name text not null,
    column_name text not null,
    row_key jsonb not null,
    primary key (merge_id, table_name, column_name, row_key));

  -- Columns that name a person and go along when he is merged: all foreign keys but those that tell of the record itself,
  -- of the past of its households, or of a moment: screenings, rehearsals, the ledger.
  create view person_reference as
    select c.conrelid::regclass::text as table_name, a.attname as column_name,
      string_agg(format('%L, t.%I', k.attname, k.attname), ', ' order by k.attnum) as key_of,
      string_agg(format('t.%I = (r.row_key->>%L)::%s', k.attname, k.attname, format_type(k.atttypid, k.atttypmod)),
        ' and ' order by k.attnum) as key_is
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    join pg_index i on i.indrelid = c.conrelid and i.indisprimary
    join pg_attribute k on k.attrelid = c.conrelid and k.attnum = any(i.indkey)
    where c.contype = 'f' and c.confrelid = 'person'::regclass and cardinality(c.conkey) = 1
      and c.conrelid::regclass::text <> all('{person_facts,person_merge,duplicate_pair,identity_reading,household,
        household_member,household_event_person,person_hukou,ledger_transfer,screening_finding,rehearsal_person}'::text[])
    group by c.conrelid, a.attname;

  -- The application may not change what was once recorded; of whom it is changes by a merge only, and is noted.
  create function take_along(merge uuid) returns void
    language plpgsql volatile security definer set search_path from current as $$
  declare
    m person_merge;
    ref person_reference;
  begin
    select * into strict m from person_merge where id = merge and undone_at is null;
    for ref in select * from person_reference loop
      execute format(
        'with moved as (update %1$s t set %2$I = $1 where t.%2$I = $2 returning jsonb_build_object(%3$s) as row_key)
         insert into person_merge_row (merge_id, table_name, column_name, row_key) select $3, %1$L, %2$L, row_key from moved',
        ref.table_name, ref.column_name, ref.key_of) using m.kept_id, m.dropped_id, m.id;
    end loop;
  end $$;
  create function bring_back(merge uuid) returns void
    language plpgsql volatile security definer set search_path from current as $$
  declare
    m person_merge;
    ref person_reference;
  begin
    select * into strict m from person_merge where id = merge and undone_at is null;
    for ref in select * from person_reference loop
      execute format(
        'update %1$s t set %2$I = $2 from person_merge_row r
         where r.merge_id = $3 and r.table_name = %1$L and r.column_name = %2$L and t.%2$I = $1 and %3$s',
        ref.table_name, ref.column_name, ref.key_is) using m.kept_id, m.dropped_id, m.id;
    end loop;
  end $$;

  grant select, insert on vault_key, name_reading, identity_reading, person_merge, person_merge_row to yimen_app;
  grant update (event_id, undone_by, undone_at, undo_reason, version) on person_merge to yimen_app;
  grant select, insert on duplicate_pair to yimen_app;
  grant update (signs, strength, status, reason, decided_by, decided_at, version) on duplicate_pair to yimen_app;`;

/** Identity and telephone numbers lie sealed, names are found by their readings, and two records of one person can be merged. */
export function sealedIdentities(vault: Vault): Constructor<Migration> {
  return class SealedIdentities extends Migration {
    override async up(): Promise<void> {
      const sql = sqlOf(this.getEntityManager() as Parameters<typeof sqlOf>[0]);
      await sql(COLUMNS);
      await sealPeople(sql, vault);
      await redactAudit(sql);
      this.addSql(REST);
    }
  };
}

interface PlainPerson {
  id: string;
  name: string;
  idNumber: string;
  phone: string | null;
}

async function sealPeople(sql: Sql, vault: Vault): Promise<void> {
  for (;;) {
    const people = await sql<PlainPerson>(
      `select id, name, id_number as "idNumber", phone from person where id_number_sealed is null limit ${BATCH}`,
    );
    if (people.length === 0) break;
    const rows = people.map((person) => ({
      id: person.id,
      ...sealedIdentity(vault, person),
      ...nameReading(person.name),
      name_grams: nameGrams(person.name),
    }));
    await sql(
      `update person p set id_number_sealed = n.id_number_sealed, id_number_index = n.id_number_index,
         id_last4_index = n.id_last4_index, phone_sealed = n.phone_sealed, phone_index = n.phone_index,
         phone_last4_index = n.phone_last4_index, name_pinyin = n.name_pinyin, name_initials = n.name_initials,
         name_grams = n.name_grams
       from jsonb_populate_recordset(null::person, $1::jsonb) n where p.id = n.id`,
      [JSON.stringify(rows)],
    );
  }
  await sql('insert into name_reading select distinct name_pinyin from person');
}

/** What commands were told is kept masked from now on, and so is what they were told before. */
async function redactAudit(sql: Sql): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const events = await sql<{ id: string; input: unknown }>(
      `select id, input from audit_event where id > $1 order by id limit ${BATCH}`,
      [after],
    );
    const last = events.at(-1);
    if (!last) break;
    after = last.id;
    await sql(
      'update audit_event a set input = n.input from unnest($1::uuid[], $2::jsonb[]) n (id, input) where a.id = n.id',
      [events.map(({ id }) => id), events.map(({ input }) => JSON.stringify(redacted(input)))],
    );
  }
  // Hashes without a key, from which a number could be guessed.
  await sql("update command_log set input_hash = ''");
}
