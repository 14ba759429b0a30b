import { Migration } from '@mikro-orm/migrations';

/** A receipt that was taken back after its plan was replaced is owed with the last part of the plan in force. */
export class LateRecoveries extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create or replace view recovery_late as
        select c.id as claim_id, greatest(0, p.due_fen - greatest(0, p.left_fen - c.left_fen)
            + case when p.all_due then greatest(0, c.left_fen - p.left_fen) else 0 end) as late_fen, p.plan_id,
          coalesce((select i.due_on from recovery_instalment i where i.plan_id = p.plan_id
            and (select sum(e.amount_fen) from recovery_instalment e where e.plan_id = i.plan_id and e.position <= i.position)
              > p.left_fen - c.left_fen
            order by i.position limit 1), p.last_on) as since
        from recovery_claim c
        join lateral (select p.id as plan_id, p.left_fen, s.due_fen, s.last_on,
            coalesce(s.last_on < (now() at time zone 'Asia/Shanghai')::date, false) as all_due
          from recovery_plan p
          cross join lateral (select max(i.due_on) as last_on, coalesce(sum(i.amount_fen) filter (
              where i.due_on < (now() at time zone 'Asia/Shanghai')::date), 0) as due_fen
            from recovery_instalment i where i.plan_id = p.id) s
          where p.claim_id = c.id and p.status = 'in_force') p on true
        where c.left_fen > 0;
      grant select on recovery_late to yimen_app;`);
  }
}
