import { Migration } from '@mikro-orm/migrations';

/**
 * What the county finds when it asks itself the auditor's questions. A finding is told apart by its question and mark; what
 * happened to it is added, never changed.
 */
export class SelfAudit extends Migration {
  override up(): void {
    this.addSql(`
      create table audit_finding (
        id uuid primary key default uuidv7(),
        number bigint generated always as identity unique,
        question text not null,
        mark text not null,
        severity text not null check (severity in ('high', 'medium', 'low')),
        department_code text,
        township_code text,
        household_id uuid references household (id),
        person_id uuid references person (id),
        case_id uuid references case_file (id),
        amount_fen bigint,
        -- what it rests on, as it was known then
        evidence jsonb not null,
        -- the facts that an answer answers: others bring it back
        digest text not null,
        status text not null check (status in ('open', 'explained', 'corrected', 'handed_over', 'vanished')),
        due_on date not null,
        found_at timestamptz not null default clock_timestamp(),
        seen_at timestamptz not null default clock_timestamp(),
        times_found int not null default 1,
        version int not null default 1,
        unique (question, mark));
      create index on audit_finding (status, severity, id);
      create index on audit_finding (department_code, status);
      create table audit_finding_event (
        id uuid primary key default uuidv7(),
        finding_id uuid not null references audit_finding (id),
        kind text not null check (kind in ('found', 'found_again', 'vanished', 'explained', 'corrected', 'sent_back',
          'handed_over', 'read')),
        text text,
        -- its number or title
        document text,
        digest text not null,
        evidence jsonb,
        actor_id uuid references staff (id),
        at timestamptz not null default clock_timestamp());
      create index on audit_finding_event (finding_id, id);
      alter table task add column audit_finding_id uuid references audit_finding (id);
      create index on task (audit_finding_id) where audit_finding_id is not null;
      -- Equal account numbers are found without opening any.
      alter table person_account add column number_index bytea;
      create index on person_account (number_index) where number_index is not null;
      grant update (number_index) on person_account to yimen_app;
      revoke update, delete on audit_finding, audit_finding_event from yimen_app;
      grant select, insert on audit_finding, audit_finding_event to yimen_app;
      grant update (severity, department_code, township_code, household_id, person_id, case_id, amount_fen, evidence, digest,
        status, due_on, seen_at, times_found, version) on audit_finding to yimen_app;`);
  }
}
