import type { Sql } from '../../platform/run-command.js';
import type { OverpaidDue } from '../../policy/recovery.js';
import { monthOf } from '../payment/months.js';
import { layOutInstalments } from './begin-plan.js';

/** What a meeting decided about an item that was paid too much. */
export interface DecidedRemedy {
  id: string;
  packageItemId: string;
  kind: string;
  months: number | null;
  percent: number | null;
  firstDueOn: string | null;
  reason: string | null;
}

interface Claimed {
  id: string;
  amountFen: number;
}

/**
 * Opens a claim over what was paid too much of each due, with the lines that paid it, and the plan by which it comes back:
 * from the month after the decision unless the meeting chose a day. `on`: YYYY-MM-DD.
 */
export async function openClaim(
  sql: Sql,
  remedy: DecidedRemedy,
  paid: readonly OverpaidDue[],
  on: string,
): Promise<Claimed> {
  const amountFen = paid.reduce((sum, { fen }) => sum + fen, 0);
  const [claim] = await sql<{ id: string }>(
    `insert into recovery_claim (number, remedy_id, case_id, aid_record_id, household_id, person_id, township_code, program_code,
       department_code, owner_id, decided_on, amount_fen, left_fen)
     select 'SH-' || to_char($3::date, 'YYYY') || '-' || lpad(nextval('recovery_number')::text, 6, '0'), $1, c.id, a.id,
       a.household_id, a.person_id, h.township_code, i.program_code, i.department_code,
       (select d.decided_by from department_decision d where d.package_item_id = i.id order by d.round desc limit 1),
       $3, $4, $4
     from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
     join aid_record a on a.package_item_id = i.id join household h on h.id = a.household_id
     where i.id = $2 returning id`,
    [remedy.id, remedy.packageItemId, on, amountFen],
  );
  const { id } = claim as { id: string };
  await sql(
    `insert into recovery_source (claim_id, position, line_id, amount_fen)
     select $1, row_number() over (order by min(p.place)), p."lineId", sum(p.fen)
     from rows from (jsonb_to_recordset($2::jsonb) as ("lineId" uuid, fen bigint)) with ordinality
       as p ("lineId", fen, place) group by p."lineId"`,
    [id, JSON.stringify(paid.map(({ lineId, fen }) => ({ lineId, fen })))],
  );
  if (remedy.kind !== 'waive') await beginPlan(sql, id, remedy, amountFen, on);
  return { id, amountFen };
}

async function beginPlan(
  sql: Sql,
  claimId: string,
  remedy: DecidedRemedy,
  amountFen: number,
  on: string,
): Promise<void> {
  const { kind, months, percent } = remedy;
  const firstDueOn = remedy.firstDueOn ?? monthOf(on, 1);
  const [plan] = await sql<{ id: string }>(
    `insert into recovery_plan (claim_id, kind, months, percent, first_due_on, reason, status, left_fen, decided_at)
     values ($1, $2, $3, $4, $5, $6, 'in_force', $7, now()) returning id`,
    [claimId, kind, months, percent, firstDueOn, remedy.reason, amountFen],
  );
  await layOutInstalments(sql, { planId: (plan as { id: string }).id, kind, months, firstDueOn }, amountFen);
}
