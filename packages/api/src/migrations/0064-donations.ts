import { Migration } from '@mikro-orm/migrations';

/**
 * What is given, what its giver wishes, and to whom it went. Money raises a budget line; what is bound to a wish lies frozen
 * on it, so that nothing but the use by the wish reaches it. Wishes and uses are added, never changed.
 */
export class Donations extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table donation (
        id uuid primary key default uuidv7(),
        -- of the receipt: gapless in the books of one organisation and year
        department_code text not null,
        year int not null,
        serial int not null check (serial > 0),
        number text not null unique,
        kind text not null check (kind in ('money', 'goods')),
        source text not null check (source in ('enterprise', 'foundation', 'person', 'anonymous', 'crowdfunding')),
        donor text,
        -- the name may be told outside the organisation
        publishes_name boolean not null,
        -- of goods: what they are worth
        amount_fen bigint not null check (amount_fen > 0),
        received_on date not null,
        -- of money: where it lies now; the line of the next year once it was carried over
        line_id uuid references budget_line (id),
        document text not null,
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        version int not null default 1,
        unique (department_code, year, serial),
        check ((kind = 'money') = (line_id is not null)),
        check ((source = 'anonymous') = (donor is null)));
      create index on donation (line_id);

      -- The newest is what counts; one without words leaves the money free.
      create table donation_wish (
        id uuid primary key default uuidv7(),
        donation_id uuid not null references donation (id),
        position int not null,
        words text,
        rule text,
        township_code text,
        -- whom it is for alone
        person_id uuid references person (id),
        until date,
        -- the giver's own letter or agreement
        document text not null,
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        unique (donation_id, position),
        check (words is not null or (rule is null and township_code is null and person_id is null and until is null)),
        check (words is null or rule is not null or township_code is not null or person_id is not null));
      create index on donation_wish (person_id) where person_id is not null;

      create table donation_use (
        id uuid primary key default uuidv7(),
        donation_id uuid not null references donation (id),
        aid_record_id uuid not null references aid_record (id),
        amount_fen bigint not null check (amount_fen > 0),
        used_on date not null,
        used_at timestamptz not null default clock_timestamp(),
        unique (donation_id, aid_record_id));
      create index on donation_use (aid_record_id);

      -- Nobody is given more of a donation than it holds, whoever decides at the same time.
      create function donation_not_overdrawn() returns trigger language plpgsql set search_path from current as $$
      declare
        holds bigint;
      begin
        select amount_fen into holds from donation where id = new.donation_id for no key update;
        if holds < (select sum(amount_fen) from donation_use where donation_id = new.donation_id) then
          raise exception 'Donation % is overdrawn', new.donation_id using errcode = 'check_violation';
        end if;
        return null;
      end $$;
      create trigger donation_not_overdrawn after insert on donation_use
        for each row execute function donation_not_overdrawn();

      revoke update, delete on donation, donation_wish, donation_use from yimen_app;
      grant select, insert on donation, donation_wish, donation_use to yimen_app;
      grant update (line_id, version) on donation to yimen_app;`);
  }
}
