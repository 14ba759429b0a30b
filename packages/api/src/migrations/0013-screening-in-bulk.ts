import { Migration } from '@mikro-orm/migrations';

/** Findings are written by the hundred thousand and deleted by run: no key is checked row by row, and lists come in order. */
export class ScreeningInBulk extends Migration {
  override up(): void {
    this.addSql(`
      alter table screening_finding drop constraint screening_finding_run_id_fkey;
      drop index screening_finding_run_id_kind_id_idx;
      create index on screening_finding (run_id, kind, township_code, village_code, id);
      -- a run tells the planner how many rows it has just written
      grant maintain on screening_verdict to yimen_app;`);
  }
}
