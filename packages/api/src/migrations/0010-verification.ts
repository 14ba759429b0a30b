import { Migration } from '@mikro-orm/migrations';

/** Asking the departments that hold the data: who allowed it, what was asked, what came back, what disagrees. */
export class Verification extends Migration {
  override up(): void {
    this.addSql(`
      create table authorisation (
        id uuid primary key default uuidv7(),
        household_id uuid not null references household (id),
        person_id uuid not null references person (id),
        -- the person himself, or the guardian of a minor
        signer_id uuid not null references person (id),
        text_code text not null,
        items text[] not null,
        signed_on date not null,
        valid_until date not null check (valid_until >= signed_on),
        manner text not null check (manner in ('paper', 'present')),
        paper_number text,
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        check (manner = 'present' or paper_number is not null));
      create index on authorisation (household_id);
      create index on authorisation (person_id, valid_until);
      create table authorisation_revocation (
        authorisation_id uuid primary key references authorisation (id),
        revoked_on date not null,
        reason text not null,
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp());
      create sequence verification_number;
      create table verification_request (
        id uuid primary key default uuidv7(),
        number text not null unique,
        case_id uuid references case_file (id),
        batch_id uuid references batch (id),
        household_ids uuid[] not null,
        township_codes text[] not null,
        items text[] not null,
        purpose text not null,
        requested_by uuid not null references staff (id),
        job_id uuid references job (id),
        status text not null,
        created_at timestamptz not null default clock_timestamp(),
        version int not null default 1);
      create index on verification_request using gin (household_ids);
      create table verification_question (
        id uuid primary key default uuidv7(),
        request_id uuid not null references verification_request (id),
        row_number int not null,
        household_id uuid not null references household (id),
        person_id uuid not null references person (id),
        township_code text not null,
        item_code text not null,
        verifier_code text not null,
        desk_code text not null,
        authorisation_id uuid references authorisation (id),
        status text not null,
        trouble text,
        due_on date not null,
        version int not null default 1,
        unique (request_id, row_number),
        unique (request_id, person_id, item_code),
        -- nothing is asked without an authorisation
        check (authorisation_id is not null or status = 'withheld'));
      create index on verification_question (household_id);
      create index on verification_question (authorisation_id) where status in ('queued', 'waiting');
      create index on verification_question (desk_code, due_on) where status = 'waiting';
      create table verification_exchange (
        id uuid primary key default uuidv7(),
        request_id uuid references verification_request (id),
        verifier_code text not null,
        channel text not null check (channel in ('http', 'file', 'manual')),
        outcome text not null,
        questions int not null,
        answers int not null,
        attempt int not null default 1,
        detail text,
        staff_id uuid references staff (id),
        at timestamptz not null default clock_timestamp());
      create index on verification_exchange (request_id);
      create table verification_answer (
        id uuid primary key default uuidv7(),
        question_id uuid not null references verification_question (id),
        found boolean not null,
        records jsonb not null,
        answered_on date not null,
        channel text not null check (channel in ('http', 'file', 'manual')),
        answered_by uuid references staff (id),
        digest text not null,
        at timestamptz not null default clock_timestamp(),
        unique (question_id, digest));
      create table verification_reading (
        id uuid primary key default uuidv7(),
        reader_id uuid references staff (id),
        request_id uuid not null references verification_request (id),
        household_id uuid references household (id),
        what text not null check (what in ('report', 'file', 'provider')),
        verifier_code text,
        at timestamptz not null default clock_timestamp());
      create index on verification_reading (request_id);
      -- a provider that fails again and again is left alone for a while
      create table verification_circuit (
        verifier_code text primary key,
        failures int not null,
        open_until timestamptz);
      create table fact_conflict (
        id uuid primary key default uuidv7(),
        household_id uuid not null references household (id),
        person_id uuid references person (id),
        township_code text not null,
        fact text not null,
        -- [{value, source, item, observedOn, verified}], the weightiest first
        sides jsonb not null,
        corrector_department text,
        corrector_township text,
        due_on date not null,
        status text not null,
        opened_at timestamptz not null default clock_timestamp(),
        value jsonb,
        reason text,
        resolved_by uuid references staff (id),
        resolved_at timestamptz,
        version int not null default 1);
      create unique index on fact_conflict (household_id, person_id, fact) nulls not distinct where status = 'open';
      create index on fact_conflict (status, due_on);
      grant select, insert on authorisation, authorisation_revocation, verification_exchange, verification_answer,
        verification_reading to yimen_app;
      grant select, insert, update on verification_request, verification_question, verification_circuit, fact_conflict
        to yimen_app;
      grant usage on verification_number to yimen_app;`);
  }
}
