import { Migration } from '@mikro-orm/migrations';

/**
 * What a meeting decided about money that was paid too much or too little, and how it comes back. What was received, kept
 * back or let go is added, never changed; no more than what is owed can be.
 */
export class Recoveries extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      -- The proposal at first, then what the room chose, then what was decided.
      create table remedy (
        id uuid primary key default uuidv7(),
        -- the round that decides
        case_id uuid not null references case_file (id),
        position int not null,
        review_id uuid references package_review (id),
        package_item_id uuid references package_item (id),
        -- whose rest may be let go
        claim_id uuid,
        direction text not null check (direction in ('over', 'under')),
        amount_fen bigint not null check (amount_fen > 0),
        kind text not null check (kind in ('instalments', 'set_off', 'waive', 'pay_difference', 'leave')),
        months int check (months between 1 and 60),
        percent int check (percent between 1 and 99),
        first_due_on date,
        reason text,
        status text not null default 'proposed' check (status in ('proposed', 'adopted', 'refused')),
        chosen_by uuid references staff (id),
        unique (case_id, package_item_id),
        unique (case_id, claim_id),
        check ((claim_id is null) = (package_item_id is not null)),
        check (kind = 'leave' or (kind = 'pay_difference') = (direction = 'under')),
        check ((kind = 'instalments') = (months is not null)),
        check ((kind = 'set_off') = (percent is not null)),
        check (kind not in ('waive', 'leave') or reason is not null),
        check (claim_id is null or kind in ('waive', 'leave')));
      create index on remedy (case_id);
      create index on remedy (package_item_id);

      create sequence recovery_number;
      create table recovery_claim (
        id uuid primary key default uuidv7(),
        number text not null unique,
        remedy_id uuid not null unique references remedy (id),
        -- whose aid was paid too much
        case_id uuid not null references case_file (id),
        aid_record_id uuid not null references aid_record (id),
        household_id uuid not null references household (id),
        person_id uuid references person (id),
        township_code text not null,
        program_code text not null,
        department_code text not null,
        -- who decided on the aid, and looks after the claim
        owner_id uuid references staff (id),
        decided_on date not null,
        amount_fen bigint not null check (amount_fen > 0),
        left_fen bigint not null check (left_fen between 0 and amount_fen),
        waived_fen bigint not null default 0 check (waived_fen >= 0),
        status text not null generated always as (case when left_fen > 0 then 'open' when waived_fen > 0 then 'waived'
          else 'settled' end) stored,
        version int not null default 1);
      create index on recovery_claim (department_code, status);
      create index on recovery_claim (case_id);
      create index on recovery_claim (aid_record_id) where left_fen > 0;
      create index on recovery_claim (person_id);
      create index on recovery_claim (household_id);
      alter table remedy add foreign key (claim_id) references recovery_claim (id);

      -- The lines that paid too much, in the order in which they get it back.
      create table recovery_source (
        claim_id uuid not null references recovery_claim (id),
        position int not null,
        line_id uuid not null references budget_line (id),
        amount_fen bigint not null check (amount_fen > 0),
        primary key (claim_id, line_id),
        unique (claim_id, position));

      create table recovery_plan (
        id uuid primary key default uuidv7(),
        claim_id uuid not null references recovery_claim (id),
        kind text not null check (kind in ('instalments', 'set_off')),
        months int check (months between 1 and 60),
        percent int check (percent between 1 and 99),
        first_due_on date not null,
        reason text,
        status text not null check (status in ('asked', 'in_force', 'replaced', 'refused')),
        -- of the claim, when the plan came into force
        left_fen bigint,
        asked_by uuid references staff (id),
        asked_at timestamptz not null default clock_timestamp(),
        decided_by uuid references staff (id),
        decided_at timestamptz,
        check ((kind = 'instalments') = (months is not null)),
        check ((kind = 'set_off') = (percent is not null)),
        -- the first is the meeting's; another needs two people
        check (asked_by is null or status = 'asked' or decided_by <> asked_by),
        check ((status in ('asked', 'refused')) = (left_fen is null)));
      create unique index on recovery_plan (claim_id) where status = 'in_force';
      create unique index on recovery_plan (claim_id) where status = 'asked';
      create index on recovery_plan (claim_id);
      create table recovery_instalment (
        plan_id uuid not null references recovery_plan (id),
        position int not null,
        due_on date not null,
        amount_fen bigint not null check (amount_fen > 0),
        primary key (plan_id, position));

      create table recovery_entry (
        id uuid primary key default uuidv7(),
        claim_id uuid not null references recovery_claim (id),
        kind text not null check (kind in ('receipt', 'set_off', 'waiver', 'correction')),
        amount_fen bigint not null check (amount_fen > 0),
        entered_on date not null,
        document text,
        reason text,
        due_id uuid references payment_due (id),
        remedy_id uuid references remedy (id),
        corrects_id uuid unique references recovery_entry (id),
        recorded_by uuid references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        unique (claim_id, due_id),
        check ((kind = 'receipt') = (document is not null)),
        check ((kind = 'set_off') = (due_id is not null)),
        check ((kind = 'waiver') = (remedy_id is not null)),
        check ((kind = 'correction') = (corrects_id is not null)),
        check (kind <> 'correction' or reason is not null));
      create index on recovery_entry (claim_id);
      -- What an entry moved in the ledger: fen back to a line, negative for what a correction took from it again.
      create table recovery_booking (
        entry_id uuid not null references recovery_entry (id),
        line_id uuid not null references budget_line (id),
        fen bigint not null check (fen <> 0),
        transfer_id uuid not null unique references ledger_transfer (id),
        primary key (entry_id, line_id));

      -- Of a claim no more is received than is owed, and nothing let go that no meeting voted on.
      create function recovery_apply() returns trigger
        language plpgsql security definer set search_path from current as $$
      declare
        former recovery_entry;
      begin
        if new.kind = 'waiver' and not exists (select from remedy r join agenda_item i on i.case_id = r.case_id
          join vote v on v.agenda_item_id = i.id
          where r.id = new.remedy_id and r.kind = 'waive' and r.status = 'adopted' and i.status = 'adopted') then
          raise exception 'nothing is let go without a vote' using errcode = '23514';
        end if;
        if new.kind = 'correction' then
          select * into former from recovery_entry where id = new.corrects_id;
          if former.claim_id <> new.claim_id or former.amount_fen <> new.amount_fen
            or former.kind not in ('receipt', 'set_off') then
            raise exception 'a correction takes back one entry as a whole' using errcode = '23514';
          end if;
        end if;
        update recovery_claim set version = version + 1,
          left_fen = left_fen + case new.kind when 'correction' then new.amount_fen else -new.amount_fen end,
          waived_fen = waived_fen + case new.kind when 'waiver' then new.amount_fen else 0 end
        where id = new.claim_id;
        return null;
      end $$;
      create trigger recovery_apply after insert on recovery_entry for each row execute function recovery_apply();

      -- What of a claim is past its day and has not come; nothing of what is kept back from aid.
      create view recovery_late as
        select c.id as claim_id, greatest(0, p.due_fen - (p.left_fen - c.left_fen)) as late_fen, p.plan_id,
          (select i.due_on from recovery_instalment i where i.plan_id = p.plan_id
            and (select sum(e.amount_fen) from recovery_instalment e where e.plan_id = i.plan_id and e.position <= i.position)
              > p.left_fen - c.left_fen
            order by i.position limit 1) as since
        from recovery_claim c
        join lateral (select p.id as plan_id, p.left_fen,
            (select coalesce(sum(i.amount_fen), 0) from recovery_instalment i
              where i.plan_id = p.id and i.due_on < (now() at time zone 'Asia/Shanghai')::date) as due_fen
          from recovery_plan p where p.claim_id = c.id and p.status = 'in_force') p on true
        where c.left_fen > 0;

      -- What was kept back of a due settles a claim; what is paid is the rest.
      alter table payment_due add column withheld_fen bigint not null default 0 check (withheld_fen >= 0);

      alter table task add column recovery_id uuid references recovery_claim (id);
      create index on task (recovery_id) where recovery_id is not null;

      revoke update, delete on remedy, recovery_claim, recovery_source, recovery_plan, recovery_instalment, recovery_entry,
        recovery_booking from yimen_app;
      grant select, insert on remedy, recovery_claim, recovery_source, recovery_plan, recovery_instalment, recovery_entry,
        recovery_booking to yimen_app;
      grant select on recovery_late to yimen_app;
      grant usage on sequence recovery_number to yimen_app;
      grant update (kind, months, percent, first_due_on, reason, status, chosen_by, amount_fen) on remedy to yimen_app;
      grant update (version) on recovery_claim to yimen_app;
      grant update (status, left_fen, decided_by, decided_at) on recovery_plan to yimen_app;
      grant update (withheld_fen, amount_fen) on payment_due to yimen_app;`);
  }
}
