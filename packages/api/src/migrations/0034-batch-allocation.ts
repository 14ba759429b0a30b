import { Migration } from '@mikro-orm/migrations';

/** What an adopted batch reached, and what was proven of it; from which batch one was taken out, and why. */
export class BatchAllocation extends Migration {
  override up(): void {
    this.addSql(`alter table batch add column allocation jsonb,
      add column split_from uuid references batch (id),
      add column split_reason text,
      add check ((split_from is null) = (split_reason is null));`);
  }
}
