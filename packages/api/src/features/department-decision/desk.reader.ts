import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { rows } from '../../platform/read.js';

/** What lies on a department's desk, by reference. */
export interface Desk {
  departmentCode: string;
  waiting: DeskEntry[];
  decided: DeskEntry[];
  batchIds: string[];
  /** The years whose budgets the desk needs: those of what waits, and the current one. */
  years: number[];
}

export interface DeskEntry {
  packageItemId: string;
  caseId: string;
  meetingNumber: string | null;
  status: string;
  year: number;
}

const NEWEST_DECIDED = 100;

/** Reads the desk of the actor's department: what it may decide. */
export class DeskReader {
  constructor(private readonly context: Context) {}

  /** null for whoever decides for no department. */
  async find(): Promise<Desk | null> {
    const { actor, ability } = this.context;
    if (!actor?.departmentCode || !ability.can('decide', 'PackageItem')) return null;
    const [items, batches] = await Promise.all([this.items(), this.batches(actor.departmentCode)]);
    const waiting = items.filter((item) => item.status === 'awaiting_decision');
    const years = new Set([
      Number(today().slice(0, 4)),
      ...waiting.map(({ year }) => year),
      ...batches.map(({ year }) => year),
    ]);
    return {
      departmentCode: actor.departmentCode,
      waiting,
      decided: items.filter((item) => item.status !== 'awaiting_decision'),
      batchIds: batches.map(({ id }) => id),
      years: [...years],
    };
  }

  /** Everything that waits, the most urgent first, then the newest decided ones. */
  private items(): Promise<DeskEntry[]> {
    const params: unknown[] = [NEWEST_DECIDED];
    const access = accessSql(
      this.context.ability,
      'decide',
      'PackageItem',
      { departmentCode: { sql: 'i.department_code' } },
      params,
    );
    return rows<DeskEntry>(
      this.context.database.pool,
      `select * from (
         select i.id as "packageItemId", p.case_id as "caseId", i.status, extract(year from p.decision_date)::int as year,
           i.due_on, d.decided_at,
           (select m.number from agenda_item g join review_meeting m on m.id = g.meeting_id
            where g.case_id = p.case_id and g.status = 'adopted' order by g.decided_at desc limit 1) as "meetingNumber",
           row_number() over (partition by i.status = 'awaiting_decision' order by d.decided_at desc nulls last) as place
         from package_item i join aid_package p on p.id = i.package_id
         left join department_decision d on d.package_item_id = i.id
         where i.status in ('awaiting_decision', 'committed', 'declined') and ${access}) item
       where status = 'awaiting_decision' or place <= $1
       order by status = 'awaiting_decision' desc, due_on nulls last, decided_at desc, "packageItemId"`,
      params,
    );
  }

  /** Adopted and settled batches with applications of the department. */
  private batches(departmentCode: string): Promise<{ id: string; year: number }[]> {
    return rows<{ id: string; year: number }>(
      this.context.database.pool,
      `select b.id, extract(year from b.decision_date)::int as year from batch b
       where b.status in ('adopted', 'settled')
         and exists (select from application a where a.batch_id = b.id and a.department_code = $1)
       order by b.decision_date desc, b.id`,
      [departmentCode],
    );
  }
}
