/**
 * The latest change of a month's amount that the family of a schedule `s` of an aid record `a` is told of: by a
 * recalculation, by what its department decided after one, or after a meeting.
 */
export const LATEST_CHANGE = `
  select c.* from (
    select coalesce((select p.from_month from payment_amount p where p.schedule_id = s.id and p.fen = x.after_fen
        and p.from_month >= r.from_month order by p.id desc limit 1), r.from_month) as from_month, x.after_fen as fen,
      x.arrears_fen, r.cause, r.source, null::text as reason, r.approved_at as changed_at
    from recalculation_row x join recalculation r on r.id = x.recalculation_id
    where x.schedule_id = s.id and x.state = 'done'
    union all
    select d.from_month, x.after_fen, 0, r.cause, r.source, d.reason, d.decided_at from amount_decision d
    join recalculation_row x on x.recalculation_id = d.recalculation_id and x.schedule_id = d.schedule_id
    join recalculation r on r.id = d.recalculation_id where d.schedule_id = s.id and d.outcome = 'changed'
    union all
    select d.from_month, m.monthly_fen, 0, 'meeting', null, d.reason, d.decided_at from remedy m
    join amount_decision d on d.remedy_id = m.id
    where m.package_item_id = a.package_item_id and d.outcome = 'changed') c
  order by c.changed_at desc limit 1`;
