import { Migration } from '@mikro-orm/migrations';

/**
 * A link that shows the year's numbers on a screen, until it expires or is revoked; every opening is kept. And of a reading
 * of a name, the amount that it was behind.
 */
export class FundingLinks extends Migration {
  override up(): void {
    this.addSql(`
      create table funding_link (
        id uuid primary key default uuidv7(),
        title text not null,
        year int not null,
        created_by uuid not null references staff (id),
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        revoked_by uuid references staff (id),
        version int not null default 1,
        check (expires_at > created_at),
        check ((revoked_at is null) = (revoked_by is null)));
      create table funding_link_opening (
        id uuid primary key default uuidv7(),
        link_id uuid not null references funding_link (id),
        at timestamptz not null default clock_timestamp());
      create index on funding_link_opening (link_id);
      grant select, insert, update (revoked_at, revoked_by, version) on funding_link to yimen_app;
      grant select, insert on funding_link_opening to yimen_app;

      alter table identity_reading add column transfer_id uuid references ledger_transfer (id);`);
  }
}
