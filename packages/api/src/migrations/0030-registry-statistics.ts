import { Migration } from '@mikro-orm/migrations';

/** The application may have the registry's tables counted again after much was written; PostgreSQL lets only their owner. */
export class RegistryStatistics extends Migration {
  override up(): void {
    this.addSql(`
      create function analyze_registry() returns void
        language plpgsql volatile security definer set search_path from current as $$
      begin
        analyze household, person, household_facts, person_facts, observation, aid_record, name_reading;
      end $$;
      revoke execute on function analyze_registry from public;
      grant execute on function analyze_registry to yimen_app;`);
  }
}
