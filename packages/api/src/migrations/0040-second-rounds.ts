import { Migration } from '@mikro-orm/migrations';

/**
 * What an adopted package would have come to with what is known now, kept as it was found; the second round is a case of its
 * own that follows the first.
 */
export class SecondRounds extends Migration {
  override up(): void {
    this.addSql(`
      alter table aid_package add column replayed_at timestamptz;
      alter table case_file
        add column round int not null default 1,
        add column former_case_id uuid references case_file (id);
      create unique index on case_file (former_case_id) where former_case_id is not null;
      create table package_review (
        id uuid primary key default uuidv7(),
        package_id uuid not null references aid_package (id),
        case_id uuid not null references case_file (id),
        cause text not null check (cause in ('facts', 'date', 'month', 'demand')),
        through date not null,
        made_at timestamptz not null default clock_timestamp(),
        over_fen bigint not null check (over_fen >= 0),
        under_fen bigint not null check (under_fen >= 0),
        items jsonb not null,
        status text not null check (status in ('open', 'second_round', 'superseded')),
        next_case_id uuid references case_file (id),
        version int not null default 1,
        check ((status = 'second_round') = (next_case_id is not null)));
      create index on package_review (case_id);
      create unique index on package_review (package_id) where status = 'open';
      create index on observation (recorded_at);
      grant select, insert on package_review to yimen_app;
      grant update (status, next_case_id, version) on package_review to yimen_app;`);
  }
}
