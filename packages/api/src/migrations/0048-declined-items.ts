import { Migration } from '@mikro-orm/migrations';

/**
 * An item of a package that its department declined comes before a meeting again, which may send it back once: then the
 * department decides a second time.
 */
export class DeclinedItems extends Migration {
  override up(): void {
    this.addSql(`
      alter table agenda_item
        add column package_item_id uuid references package_item (id),
        drop constraint agenda_item_kind_check,
        drop constraint agenda_item_check;
      alter table agenda_item
        add constraint agenda_item_kind_check check (kind in ('case', 'batch', 'declined')),
        add constraint agenda_item_subject check ((kind = 'case') = (case_id is not null)
          and (kind = 'batch') = (batch_id is not null) and (kind = 'declined') = (package_item_id is not null));
      create unique index on agenda_item (package_item_id) where status in ('queued', 'in_discussion');
      create index on agenda_item (package_item_id) where package_item_id is not null;
      alter table department_decision add column round int not null default 1 check (round between 1 and 2);
      alter table department_decision drop constraint department_decision_package_item_id_key;
      alter table department_decision add unique (package_item_id, round);`);
  }
}
