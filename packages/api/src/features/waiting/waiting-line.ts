import { BALANCE_COLUMNS } from '../../ledger/ledger.js';
import type { UnmetNeedRules } from '../../policy/types.js';

/** What an order of the county pack means for a place in line. */
const ORDER: Record<UnmetNeedRules['order'][number], string> = { urgent: 'urgent desc', day: 'since' };

/**
 * Who is entitled and finds no money or place, of decisions of a year (`$1`), each with his place in the line of his
 * program: applications of batches that wait, and items of adopted packages that found their line short and are not
 * decided, or were declined; whom a department passed over when his turn came waits no longer. `can_be_served`: the line has by now enough for him and all before him.
 */
export function waitingSql({ order }: UnmetNeedRules): string {
  return /* sql */ `
    with funded as (
      select l.program_code, ${BALANCE_COLUMNS} from budget_line l join ledger_account a on a.line_id = l.id
      where l.year = $1 group by l.program_code),
    waits as (
      select 'application:' || a.id as id, a.program_code, a.department_code, a.applied_on as since,
        coalesce(a.amount_fen, 0) as needed_fen, false as urgent, a.household_id, a.person_id, null::uuid as case_id,
        b.id as batch_id, a.reason_zh, a.reason_en
      from application a join batch b on b.id = a.batch_id
      where a.status = 'waiting' and extract(year from b.decision_date) = $1
      union all
      select 'item:' || i.id, i.program_code, i.department_code, k.decision_date, coalesce(i.amount_fen, 0),
        c.difficulty = 'emergency' or coalesce(f.urgent, false), c.household_id, coalesce(i.person_id, c.beneficiary_id),
        c.id, null, d.reason, d.reason
      from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
      left join case_facts f on f.case_id = c.id
      left join lateral (select reason from department_decision where package_item_id = i.id order by round desc limit 1) d on true
      where k.status = 'adopted' and extract(year from k.decision_date) = $1
        and (i.status = 'awaiting_decision' and i.hold = 'short'
          or i.status = 'declined' and i.money_hold_id is null and i.amount_fen > 0 and not i.plan_only)
        and not exists (select from waiting_call x where x.package_item_id = i.id and x.outcome = 'passed_over')),
    line as (
      select w.*, row_number() over turn as position, sum(needed_fen) over turn as through_fen
      from waits w window turn as (partition by program_code order by ${order.map((one) => ORDER[one]).join(', ')}, id))
    select w.id, w.position::int, w.program_code, w.department_code, w.since, w.needed_fen, w.urgent, w.household_id,
      w.person_id, w.case_id, w.batch_id, w.reason_zh, w.reason_en, coalesce(b."leftFen", 0) as left_fen,
      b."placesLeft" as places_left,
      w.through_fen <= coalesce(b."leftFen", 0) and (b."placesLeft" is null or w.position <= b."placesLeft") as can_be_served
    from line w left join funded b on b.program_code = w.program_code`;
}

/** A round that decides on nothing but over- and underpayment. */
const PUTS_RIGHT = (round: string) => `exists (select from remedy r where r.case_id = ${round})
  and not exists (select from aid_package o join package_item i on i.package_id = o.id where o.case_id = ${round})`;

/**
 * Adopted packages with the part of the loss (fen) that nothing covers any more: what was declined, or paid back since,
 * covers nothing. Of a family's rounds the last one counts that gives aid.
 */
export const HARDSHIP = /* sql */ `
  select c.id as case_id, c.number, c.township_code, c.department_codes, c.household_id, c.beneficiary_id,
    k.decision_date, (k.coverage ->> 'needFen')::bigint as need_fen,
    greatest(0, (k.coverage ->> 'leftFen')::bigint + coalesce(d.fen, 0) - coalesce(x.fen, 0)) as left_fen
  from aid_package k join case_file c on c.id = k.case_id
  left join lateral (
    select sum((s ->> 'fen')::bigint)::bigint as fen from jsonb_array_elements(k.coverage -> 'segments') s
    join package_item i on i.package_id = k.id and i.program_code = s ->> 'programCode' and i.status = 'declined') d on true
  left join lateral (
    select sum(x.fen)::bigint as fen from package_item i join aid_record a on a.package_item_id = i.id
    join aid_correction x on x.aid_record_id = a.id and not x.let_go
    where i.package_id = k.id and exists (select from jsonb_array_elements(k.coverage -> 'segments') s
      where s ->> 'programCode' = i.program_code)) x on true
  where k.status = 'adopted' and k.coverage ->> 'leftFen' is not null and not (${PUTS_RIGHT('c.id')})
    and not exists (
      with recursive further (id) as (
        select f.id from case_file f where f.former_case_id = c.id
        union select f.id from case_file f join further g on f.former_case_id = g.id)
      select from further where not (${PUTS_RIGHT('further.id')}))`;
