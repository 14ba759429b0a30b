import { Migration } from '@mikro-orm/migrations';

/**
 * Whatever is learnt of a fact is compared with what others say of it; bureaus that keep registers answer at desks of
 * their own; whoever looks at a desk or a conflict is written down.
 */
export class ConflictsAndReaders extends Migration {
  override up(): void {
    this.addSql(`
      alter table staff drop constraint staff_role_check;
      alter table staff add check (role in ('chair', 'member', 'manager', 'clerk', 'leader', 'data_officer'));
      create index on fact_conflict (household_id, fact);
      create index on fact_conflict (person_id, fact) where person_id is not null;
      alter table verification_reading alter request_id drop not null;
      alter table verification_reading add conflict_id uuid references fact_conflict (id);
      alter table verification_reading drop constraint verification_reading_what_check;
      alter table verification_reading add check (what in ('report', 'file', 'provider', 'desk', 'conflict')),
        add check (what = 'conflict' and conflict_id is not null or what <> 'conflict' and request_id is not null);
      create index on verification_reading (conflict_id) where conflict_id is not null;`);
  }
}
