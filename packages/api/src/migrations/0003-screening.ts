import { Migration } from '@mikro-orm/migrations';

/** Runs of the programs over the whole county: what each found, and how many by program and place. */
export class Screening extends Migration {
  override up(): void {
    this.addSql(`
      -- complete from its first moment: it is written in one transaction
      create table screening_run (
        id uuid primary key references job (id),
        previous_id uuid references screening_run (id),
        on_day date not null,
        requested_by uuid references staff (id),
        -- in the order of the verdicts' places: [{code, version, standards: [{code, from}]}]
        programs jsonb not null,
        people int not null,
        households int not null,
        snapshot_at timestamptz not null,
        completed_at timestamptz not null default clock_timestamp());
      create index on screening_run (completed_at);
      create table screening_finding (
        id uuid primary key default uuidv7(),
        run_id uuid not null references screening_run (id),
        kind text not null check (kind in
          ('ENTITLED_WITHOUT', 'HOLDING_UNENTITLED', 'EXCLUSIVE_PAIR', 'ABOVE_LOSS', 'BLOCKING_FACT')),
        -- what it is of, the same in every run
        mark text not null,
        program_codes text[] not null,
        department_codes text[] not null,
        fact_code text,
        household_id uuid not null,
        person_id uuid,
        case_id uuid,
        township_code text not null,
        village_code text not null,
        amount_fen bigint,
        loss_fen bigint,
        rule_code text,
        since date,
        fresh boolean not null,
        first_seen date not null,
        unique (run_id, kind, mark));
      create index on screening_finding (run_id, kind, id);
      -- '' stands for all
      create table screening_count (
        run_id uuid not null references screening_run (id),
        kind text not null,
        department_code text not null,
        program_code text not null,
        fact_code text not null,
        township_code text not null,
        village_code text not null,
        findings int not null,
        households int not null,
        fresh int not null,
        gone int not null,
        fen bigint not null,
        primary key (run_id, kind, department_code, program_code, fact_code, township_code, village_code));
      grant select, insert on screening_run, screening_count to yimen_app;
      grant select, insert, delete on screening_finding to yimen_app;`);
  }
}
