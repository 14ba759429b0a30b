import { Migration } from '@mikro-orm/migrations';

/** Programs that people left out of a package on purpose: none of them is suggested again. */
export class SetAside extends Migration {
  override up(): void {
    this.addSql(`alter table aid_package add column set_aside text[] not null default '{}'`);
  }
}
