import { Migration } from '@mikro-orm/migrations';
import { CLOCK } from '../platform/clock-actor.js';

/**
 * The register is moved by household changes, ended aid and declared lists too, also at night by the county's clock; a
 * person's standing is where he lives now. When two records become one, what the ledger, screenings and rehearsals say
 * stays as it was written and is read as of the one that was kept.
 */
export class HistoriesOfTheMerged extends Migration {
  override up(): void {
    this.addSql(`
      insert into staff (id, name, title_zh, title_en, role, org_unit_code, active)
      values ('${CLOCK.staffId}', '${CLOCK.name}', '系统', 'System', 'leader', '', false);

      alter table register_change
        add column event_id uuid references household_event (id),
        drop constraint register_change_source_check,
        add constraint register_change_source_check check (source in
          ('decision', 'monthly_update', 'list', 'by_hand', 'household_change', 'aid_ended'));
      create index on register_change (event_id) where event_id is not null;
      create index on register_change (person_id) where person_id is not null;
      create or replace view register_spell as
        select c.id, c.subject_id,
          case when c.person_id is null then c.household_id else coalesce(p.household_id, p.last_household_id) end as household_id,
          c.person_id, c.number, c.to_level as level, c.from_level as came_from,
          c.on_day as began_on, c.reason, c.note, c.source, c.recorded_by, c.township_code, c.village_code,
          n.on_day as ended_on, n.to_level as went_to, n.reason as end_reason
        from register_change c
        left join register_change n on n.subject_id = c.subject_id and n.number = c.number + 1
        left join person p on p.id = c.person_id
        where c.to_level <> 'none';

      -- That a list moves the register: to one level, or to the level that one of its columns names.
      alter table kept_list
        add column register_level text,
        add column register_column text,
        add column register_cleared_column text,
        add check (num_nonnulls(register_level, register_column) <= 1);

      create index on ledger_transfer (person_id) where person_id is not null;

      -- Aid that runs is ended once, with its last day and the reason.
      alter table aid_record add column end_reason text, add check (end_reason is null or ended_on is not null);
      grant update (ended_on, end_reason) on aid_record to yimen_app;

      -- A reading of identity and telephone, or of an account.
      alter table identity_reading add column account_id uuid references person_account (id);`);
    this.addSql(TAKE_ALONG);
  }
}

/**
 * What goes along goes into the household of the one who is kept, and is noted with the household that it leaves. A
 * person's moves on the register are one chain: it goes along whole, and only where the other has none of his own.
 */
const TAKE_ALONG = `
  alter table person_merge_row add column household_id uuid references household (id);
  -- Whether a column says whose a row is that also says of which household.
  create function is_of_household(table_name text, column_name text) returns boolean
    language sql stable set search_path from current as $$
    select column_name in ('person_id', 'beneficiary_id') and exists (
      select from pg_attribute a where a.attrelid = table_name::regclass and a.attname = 'household_id' and not a.attisdropped)
  $$;
  create or replace function take_along(merge uuid) returns void
    language plpgsql volatile security definer set search_path from current as $$
  declare
    m person_merge;
    ref person_reference;
    kept_home uuid;
    dropped_home uuid;
    home text;
    former text;
    unless text;
  begin
    select * into strict m from person_merge where id = merge and undone_at is null;
    select coalesce(household_id, last_household_id) into strict kept_home from person where id = m.kept_id;
    select coalesce(household_id, last_household_id) into strict dropped_home from person where id = m.dropped_id;
    for ref in select * from person_reference loop
      continue when ref.table_name = 'register_change'
        and exists (select from register_change where person_id = m.kept_id);
      -- Asked of both in one request: the answer about the one who is kept counts.
      unless := case when ref.table_name = 'verification_question' then 'and not exists (select from verification_question k
        where k.person_id = $1 and k.request_id = t.request_id and k.item_code = t.item_code)' else '' end;
      home := '';
      former := 'null::uuid';
      if is_of_household(ref.table_name, ref.column_name) then
        home := ', household_id = case when t.household_id = $4 then $5 else t.household_id end';
        former := 'old.household_id';
      end if;
      execute format(
        'with moved as (update %1$s t set %2$I = $1 %4$s where t.%2$I = $2 %6$s
           returning jsonb_build_object(%3$s) as row_key, %5$s as household_id)
         insert into person_merge_row (merge_id, table_name, column_name, row_key, household_id)
         select $3, %1$L, %2$L, row_key, household_id from moved where $4 is not null and $5 is not null',
        ref.table_name, ref.column_name, ref.key_of, home, former, unless)
        using m.kept_id, m.dropped_id, m.id, dropped_home, kept_home;
    end loop;
  end $$;
  create or replace function bring_back(merge uuid) returns void
    language plpgsql volatile security definer set search_path from current as $$
  declare
    m person_merge;
    ref person_reference;
    home text;
  begin
    select * into strict m from person_merge where id = merge and undone_at is null;
    if exists (select from person_merge_row where merge_id = merge and table_name = 'register_change') then
      update register_change set person_id = m.dropped_id where person_id = m.kept_id;
      update register_change c set household_id = r.household_id from person_merge_row r
        where r.merge_id = merge and r.table_name = 'register_change' and c.id = (r.row_key->>'id')::uuid;
    end if;
    for ref in select * from person_reference loop
      home := case when is_of_household(ref.table_name, ref.column_name)
        then ', household_id = coalesce(r.household_id, t.household_id)' else '' end;
      execute format(
        'update %1$s t set %2$I = $2 %4$s from person_merge_row r
         where r.merge_id = $3 and r.table_name = %1$L and r.column_name = %2$L and t.%2$I = $1 and %3$s',
        ref.table_name, ref.column_name, ref.key_is, home) using m.kept_id, m.dropped_id, m.id;
    end loop;
  end $$;`;
