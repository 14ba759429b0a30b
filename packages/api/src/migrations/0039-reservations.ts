import { Migration } from '@mikro-orm/migrations';

/**
 * Money and places that a meeting sets aside while it composes: accounts of their own on every line, and of the item under
 * discussion until when it holds them. What it holds is in the ledger. The item is not referred to: whoever composes
 * reserves while others hold its row.
 */
export class Reservations extends Migration {
  override up(): void {
    this.addSql(`
      alter table ledger_account drop constraint ledger_account_kind_check;
      alter table ledger_account add constraint ledger_account_kind_check check (kind in ('source', 'available', 'reserved',
        'committed', 'paid', 'places_source', 'places', 'places_reserved', 'places_used'));
      insert into ledger_account (line_id, kind, unit)
        select line_id, case kind when 'available' then 'reserved' else 'places_reserved' end, unit
          from ledger_account where kind in ('available', 'places');
      create index on ledger_transfer (case_id) where phase = 'pending';
      create table item_reservation (
        agenda_item_id uuid primary key,
        meeting_id uuid not null,
        case_id uuid not null unique references case_file (id),
        holder_id uuid not null references staff (id),
        since timestamptz not null default clock_timestamp(),
        until timestamptz not null);
      create index on item_reservation (until);
      grant select, insert, update, delete on item_reservation to yimen_app;`);
  }
}
