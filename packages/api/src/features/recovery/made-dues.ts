import type { Sql } from '../../platform/run-command.js';
import type { MadeDue } from '../../policy/recovery.js';

/**
 * What was made due of an item of a package, locked; what stands in a batch counts as paid, since it is on its way.
 */
export function madeDues(sql: Sql, packageItemId: string): Promise<MadeDue[]> {
  return sql<MadeDue>(
    `select d.id, to_char(d.month, 'YYYY-MM') as month, d.line_id as "lineId", d.amount_fen as fen,
       case when d.status = 'paid' or exists (select from payment_line l where l.due_id = d.id and l.live) then 'paid'
         when d.status = 'short' then 'short' else 'open' end as status
     from payment_due d join payment_schedule s on s.id = d.schedule_id join aid_record a on a.id = s.aid_record_id
     where a.package_item_id = $1 and d.status <> 'cancelled' and d.amount_fen > 0
     order by d.id for update of d`,
    [packageItemId],
  );
}
