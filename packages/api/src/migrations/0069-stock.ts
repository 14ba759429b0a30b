import { Migration } from '@mikro-orm/migrations';

/**
 * Goods that a department keeps (R47, R73, R125): what each lot came from, every movement in and out of it, and what was
 * counted. Movements are added, never changed; what a lot holds is their sum, and never less than nothing.
 */
export class Stock extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table stock_item (
        id uuid primary key default uuidv7(),
        department_code text not null,
        name text not null,
        -- bag, bottle, piece
        unit text not null,
        -- what one is worth unless a lot says otherwise, fen
        value_fen bigint not null check (value_fen > 0),
        -- its keeper is told once there are fewer
        low_quantity int not null check (low_quantity >= 0),
        version int not null default 1,
        unique (department_code, name));

      create table stock_lot (
        id uuid primary key default uuidv7(),
        item_id uuid not null references stock_item (id),
        value_fen bigint not null check (value_fen > 0),
        expires_on date,
        -- bought from a line, or given
        line_id uuid references budget_line (id),
        donation_id uuid references donation (id),
        document text not null,
        check ((line_id is null) <> (donation_id is null)));
      create index on stock_lot (item_id);
      create index on stock_lot (donation_id) where donation_id is not null;

      create table stock_count (
        id uuid primary key default uuidv7(),
        department_code text not null,
        counted_on date not null,
        counted_by uuid not null references staff (id),
        status text not null default 'counted' check (status in ('counted', 'approved', 'rejected')),
        decided_by uuid references staff (id),
        decided_at timestamptz,
        version int not null default 1,
        check ((status = 'counted') = (decided_by is null)),
        check (decided_by <> counted_by));
      -- One count of a stock is open at a time.
      create unique index on stock_count (department_code) where status = 'counted';

      create table stock_count_line (
        count_id uuid not null references stock_count (id),
        item_id uuid not null references stock_item (id),
        book int not null,
        counted int not null check (counted >= 0),
        reason text,
        primary key (count_id, item_id),
        check (book = counted or reason is not null));

      create table stock_movement (
        id uuid primary key default uuidv7(),
        lot_id uuid not null references stock_lot (id),
        kind text not null check (kind in ('received', 'cancelled', 'issued', 'returned', 'counted')),
        quantity int not null check (quantity <> 0),
        moved_on date not null,
        household_id uuid references household (id),
        case_id uuid references case_file (id),
        -- of aid that a department confirmed
        delivery_id uuid references payment_delivery (id),
        signed_by text,
        note text,
        -- what this one takes back, once
        reverses uuid unique references stock_movement (id),
        count_id uuid references stock_count (id),
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        check (kind in ('issued', 'returned') = (household_id is not null)),
        check (kind not in ('issued', 'cancelled') or quantity < 0),
        check (kind not in ('received', 'returned') or quantity > 0),
        check (kind in ('cancelled', 'returned') = (reverses is not null)),
        check ((kind = 'counted') = (count_id is not null)));
      create index on stock_movement (lot_id);
      create index on stock_movement (household_id) where household_id is not null;
      create index on stock_movement (delivery_id) where delivery_id is not null;

      -- Nobody takes what is not there, whoever takes at the same time.
      create function stock_not_below_zero() returns trigger language plpgsql set search_path from current as $$
      begin
        perform from stock_lot where id = new.lot_id for no key update;
        if (select sum(quantity) from stock_movement where lot_id = new.lot_id) < 0 then
          raise exception 'Lot % holds less than that', new.lot_id using errcode = 'check_violation';
        end if;
        return null;
      end $$;
      create trigger stock_not_below_zero after insert on stock_movement
        for each row execute function stock_not_below_zero();

      revoke update, delete on stock_item, stock_lot, stock_count, stock_count_line, stock_movement from yimen_app;
      grant select, insert on stock_item, stock_lot, stock_count, stock_count_line, stock_movement to yimen_app;
      grant update (name, unit, value_fen, low_quantity, version) on stock_item to yimen_app;
      grant update (status, decided_by, decided_at, version) on stock_count to yimen_app;
      -- A row is locked by those who may change something of it.
      grant update (expires_on) on stock_lot to yimen_app;`);
  }
}
