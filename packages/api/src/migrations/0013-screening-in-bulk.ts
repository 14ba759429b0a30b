import { Migration } from '@mikro-orm/migrations';

/**
 * Findings are written by the hundred thousand and deleted by run: no key is checked row by row, and lists come in order.
 * What somebody is entitled to may have to give way to another program.
 */
export class ScreeningInBulk extends Migration {
  override up(): void {
    this.addSql(`
      alter table screening_finding drop constraint screening_finding_run_id_fkey;
      drop index screening_finding_run_id_kind_id_idx;
      create index on screening_finding (run_id, kind, township_code, village_code, id);
      -- the program that keeps what is found from being given, beside which it cannot stand; its money is not counted
      alter table screening_finding add kept_program text;
      -- a run tells the planner how many rows it has just written
      grant maintain on screening_verdict to yimen_app;`);
  }
}
