import type { Sql } from '../../platform/run-command.js';
import { instalmentsOf } from '../../policy/recovery.js';

export interface PlanOfClaim {
  planId: string;
  kind: string;
  months: number | null;
  /** YYYY-MM-DD. */
  firstDueOn: string;
}

/** Lays out the instalments of a plan that comes into force, over what is left (fen) then. */
export async function layOutInstalments(sql: Sql, plan: PlanOfClaim, leftFen: number): Promise<void> {
  if (plan.kind !== 'instalments') return;
  const instalments = instalmentsOf(leftFen, plan.months ?? 1, plan.firstDueOn);
  await sql(
    `insert into recovery_instalment (plan_id, position, due_on, amount_fen)
     select $1, i.place, i."dueOn", i."amountFen"
     from rows from (jsonb_to_recordset($2::jsonb) as ("dueOn" date, "amountFen" bigint)) with ordinality
       as i ("dueOn", "amountFen", place)`,
    [plan.planId, JSON.stringify(instalments)],
  );
}
