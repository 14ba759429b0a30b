import { Migration } from '@mikro-orm/migrations';

/** Accounts to which aid of a person is paid: sealed numbers; the newest of a person counts, the older ones stay. */
export class BankAccounts extends Migration {
  override up(): void {
    this.addSql(`
      create table person_account (
        id uuid primary key,
        person_id uuid not null references person (id),
        bank text not null,
        holder text not null,
        number_sealed bytea not null,
        last4 text not null check (last4 ~ '^[0-9]{4}$'),
        reason text not null,
        document text,
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        verified_by uuid references staff (id),
        verified_at timestamptz,
        check ((verified_by is null) = (verified_at is null)),
        check (verified_by <> recorded_by));
      create index on person_account (person_id, id);
      grant select, insert on person_account to yimen_app;
      grant update (number_sealed, verified_by, verified_at) on person_account to yimen_app;`);
  }
}
