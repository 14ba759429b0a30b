import { Migration } from '@mikro-orm/migrations';

/**
 * Lists of departments as imports: a version keeps the title, columns and readers that it brings, so that an open one
 * changes nothing and an undone one gives them back. Readings of who a discovery is, of whom the registry does not know.
 */
export class ListImports extends Migration {
  override up(): void {
    this.addSql(`
      alter table kept_list_version add column title text, add column columns jsonb, add column shared_with text[];
      update kept_list_version v set title = l.title, columns = l.columns, shared_with = l.shared_with
        from kept_list l where l.id = v.list_id;
      alter table kept_list_version alter title set not null, alter columns set not null,
        alter shared_with set not null;
      alter table import_effect drop constraint import_effect_subject_check;
      alter table import_effect add constraint import_effect_subject_check check (subject in
        ('household', 'person', 'observation', 'aid_record', 'household_event', 'list_version'));
      update import_file set counts = jsonb_build_object('unregistered', 0, 'ended', 0,
          'planned', (counts ->> 'fresh')::int + (counts ->> 'changed')::int) || counts where counts is not null;
      create index on discovery (entry_id) where entry_id is not null;
      alter table identity_reading alter person_id drop not null,
        add column discovery_id uuid references discovery (id),
        add check (num_nonnulls(person_id, discovery_id) = 1);
      create index on identity_reading (discovery_id) where discovery_id is not null;`);
  }
}
