import { Migration } from '@mikro-orm/migrations';

/**
 * What came back of aid that was given of a donation: each by the movement that brought it, so that it is counted once.
 * Added, never changed; a recovery that was none has a negative row.
 */
export class DonationReturns extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table donation_return (
        id uuid primary key default uuidv7(),
        donation_id uuid not null,
        aid_record_id uuid not null,
        transfer_id uuid not null references ledger_transfer (id),
        amount_fen bigint not null check (amount_fen <> 0),
        returned_on date not null,
        returned_at timestamptz not null default clock_timestamp(),
        foreign key (donation_id, aid_record_id) references donation_use (donation_id, aid_record_id),
        unique (donation_id, transfer_id));
      create index on donation_return (donation_id, aid_record_id);
      create index on donation_return (transfer_id);

      -- What of each use the family still has.
      create view donation_given as
        select u.donation_id, u.aid_record_id, u.used_on, u.used_at, (u.amount_fen - coalesce((select sum(r.amount_fen)
          from donation_return r where r.donation_id = u.donation_id and r.aid_record_id = u.aid_record_id), 0))::bigint as fen
        from donation_use u;

      create or replace function donation_not_overdrawn() returns trigger language plpgsql set search_path from current as $$
      declare
        holds bigint;
      begin
        select amount_fen into holds from donation where id = new.donation_id for no key update;
        if holds < (select sum(fen) from donation_given where donation_id = new.donation_id) then
          raise exception 'Donation % is overdrawn', new.donation_id using errcode = 'check_violation';
        end if;
        return null;
      end $$;
      create trigger donation_not_overdrawn after insert on donation_return
        for each row execute function donation_not_overdrawn();

      -- Of a use comes back at most what it was.
      create function donation_return_fits() returns trigger language plpgsql set search_path from current as $$
      begin
        perform from donation where id = new.donation_id for no key update;
        if not exists (select from donation_given g
          join donation_use u on u.donation_id = g.donation_id and u.aid_record_id = g.aid_record_id
          where u.donation_id = new.donation_id and u.aid_record_id = new.aid_record_id
            and g.fen between 0 and u.amount_fen) then
          raise exception 'What came back to donation % is not what it gave', new.donation_id
            using errcode = 'check_violation';
        end if;
        return null;
      end $$;
      create trigger donation_return_fits after insert on donation_return
        for each row execute function donation_return_fits();

      revoke update, delete on donation_return from yimen_app;
      grant select, insert on donation_return to yimen_app;
      grant select on donation_given to yimen_app;`);
  }
}
