import { Migration } from '@mikro-orm/migrations';

/**
 * What undoing an import needs: the changes of households that it made among its effects, and a way to take records out
 * of the ledger of aid, which the application cannot delete from: each is kept as it was, with who reversed it and why.
 */
export class ImportUndo extends Migration {
  override up(): void {
    this.addSql(`
      alter table import_effect drop constraint import_effect_subject_check;
      alter table import_effect add constraint import_effect_subject_check
        check (subject in ('household', 'person', 'observation', 'aid_record', 'household_event'));
      create table aid_reversal (
        aid_record_id uuid primary key,
        record jsonb not null,
        reason text not null,
        reversed_by uuid not null references staff (id),
        reversed_at timestamptz not null default clock_timestamp());
      grant select on aid_reversal to yimen_app;`);
    // Only what came from outside and nothing in the system decided on.
    this.addSql(`
      do $$ begin
        execute format($define$
          create function reverse_aid(ids uuid[], actor uuid, why text) returns void
          language sql security definer set search_path = %I, public as $body$
            with reversed as (
              delete from aid_record a where a.id = any(ids) and a.case_id is null and a.package_item_id is null
                and a.application_id is null returning a.*)
            insert into aid_reversal (aid_record_id, record, reason, reversed_by)
            select r.id, to_jsonb(r), why, actor from reversed r
          $body$ $define$, current_schema());
      end $$;
      revoke execute on function reverse_aid from public;
      grant execute on function reverse_aid to yimen_app;`);
  }
}
