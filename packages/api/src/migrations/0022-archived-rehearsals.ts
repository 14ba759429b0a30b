import { Migration } from '@mikro-orm/migrations';

/** A rehearsal that its author has put away: in no list, and to nobody else. */
export class ArchivedRehearsals extends Migration {
  override up(): void {
    this.addSql('alter table rehearsal add column archived_at timestamptz');
  }
}
