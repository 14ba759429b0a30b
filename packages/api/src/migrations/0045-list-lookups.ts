import { Migration } from '@mikro-orm/migrations';

/**
 * Somebody's line in a list is found through its key also while the list is being handed in and PostgreSQL has no
 * statistics of it: an index that starts with the list drew every look-up to itself and read the list for each line.
 */
export class ListLookups extends Migration {
  override up(): void {
    this.addSql(`
      create index on kept_list_entry (township_code, list_id) where to_number is null;
      drop index kept_list_entry_list_id_township_code_idx;
    `);
  }
}
