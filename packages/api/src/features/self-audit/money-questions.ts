import type { SqlParams } from '../../policy/sql-expression.js';
import { type Asking, figure } from './asking.js';

/** What was sent and has not come back from the bank, with the line it came from. */
export const PAYMENTS = `
  select t.id, t.key, t.occurred_on, t.amount, t.household_id, t.person_id, t.case_id, t.package_item_id, t.application_id,
    t.township_code, l.program_code, l.department_code
  from ledger_transfer t join ledger_account c on c.id = t.credit_account_id and c.kind = 'paid'
  join budget_line l on l.id = c.line_id where t.phase in ('single', 'post') and t.reason not like 'not\\_recovered%'
    and not exists (select from ledger_transfer r where r.key = t.key || ':return')`;

/** One of them, `x`, as evidence. */
export const PAYMENT = `jsonb_build_object('kind', 'payment', 'id', x.id, 'on', x.occurred_on, 'fen', x.amount, 'program', x.program_code)`;

/**
 * Aid that goes out regularly, paid after the month in which the person died: his own, or his household's of which
 * nobody is left; without what came back by a claim, or was let go by a meeting.
 */
export function deceasedPaidSql({ county }: Asking, params: SqlParams): string {
  const regular = county.pack.programs.filter(({ period }) => period !== 'once' && period !== 'per_event');
  const codes = params.add(
    regular.map(({ code }) => code),
    'text[]',
  );
  const ofHousehold = params.add(
    regular.filter(({ unit }) => unit === 'household').map(({ code }) => code),
    'text[]',
  );
  return `
    select concat_ws('|', p.id, x.department_code) as mark, x.department_code, h.township_code, h.id as household_id,
      p.id as person_id, null::uuid as case_id, (sum(x.amount) - settled.fen)::bigint as amount_fen,
      jsonb_build_array(jsonb_build_object('kind', 'death', 'on', p.gone_on)) || jsonb_agg(${PAYMENT} order by x.occurred_on, x.id)
        as evidence,
      jsonb_agg(x.id order by x.id) as basis
    from person p join household h on h.id = p.last_household_id
    join (${PAYMENTS}) x on x.person_id = p.id
      and x.occurred_on >= date_trunc('month', p.gone_on::timestamp) + interval '1 month'
    cross join lateral (select coalesce(sum(c.amount_fen - c.left_fen), 0) as fen from recovery_claim c
      where c.household_id = h.id and coalesce(c.person_id, p.id) = p.id and c.department_code = x.department_code
        and c.program_code = any(${codes})) settled
    where p.gone = 'died' and x.program_code = any(${codes})
      and (x.program_code <> all(${ofHousehold}) or h.dissolved_on is not null)
    group by p.id, h.id, x.department_code, settled.fen having sum(x.amount) > settled.fen`;
}

/** Money of a package or an application that went out before it was committed, or that nobody confirmed (urgent aid apart). */
export function paidBeforeDecisionSql({ county }: Asking, params: SqlParams): string {
  const paysFirst = new Set(
    county.pack.routes.filter(({ steps }) => steps.includes('pay_first')).map(({ code }) => code),
  );
  const urgent = params.add(
    county.pack.programs.filter(({ route }) => paysFirst.has(route)).map(({ code }) => code),
    'text[]',
  );
  return `
    with sent as (
      select x.*, (
        select min(c.occurred_on) from ledger_transfer c join ledger_account a on a.id = c.credit_account_id
        where a.kind = 'committed' and c.phase in ('single', 'post')
          and (c.package_item_id = x.package_item_id or c.application_id = x.application_id)) as committed_on
      from (${PAYMENTS}) x
      where coalesce(x.package_item_id, x.application_id) is not null and x.program_code <> all(${urgent}))
    select coalesce(x.package_item_id, x.application_id)::text as mark, x.department_code, max(x.township_code) as township_code,
      (array_agg(x.household_id))[1] as household_id, (array_agg(x.person_id))[1] as person_id,
      (array_agg(coalesce(x.case_id, a.case_id)))[1] as case_id, sum(x.amount)::bigint as amount_fen,
      jsonb_agg(${PAYMENT} order by x.occurred_on, x.id) || jsonb_build_array(case when x.committed_on is null
        then jsonb_build_object('kind', 'no_decision')
        else jsonb_build_object('kind', 'commitment', 'on', x.committed_on, 'program', x.program_code) end) as evidence,
      jsonb_agg(x.id order by x.id) as basis
    from sent x left join application a on a.id = x.application_id
    where x.committed_on is null or x.occurred_on < x.committed_on
    group by x.package_item_id, x.application_id, x.department_code, x.committed_on, x.program_code`;
}

/** From a month on, a department's lines of the year of which less than a share is reserved, held, promised or paid. */
export function idleFundsSql({ rule, on }: Asking, params: SqlParams): string {
  const year = params.add(Number(on.slice(0, 4)), 'int');
  const month = params.add(Number(on.slice(5, 7)), 'int');
  const from = params.add(figure(rule, 'fromMonth'), 'int');
  const percent = params.add(figure(rule, 'usedUnderPercent'), 'int');
  return `
    with line as (
      select l.id, l.department_code, l.label_zh, l.label_en,
        sum(a.debits_posted - a.credits_posted) filter (where a.kind = 'source') as budget,
        sum(a.credits_posted - a.debits_posted - a.debits_pending) filter (where a.kind = 'available') as unused
      from budget_line l join ledger_account a on a.line_id = l.id where l.year = ${year} group by l.id)
    select ${year} || '|' || department_code as mark, department_code, null as township_code, null::uuid as household_id,
      null::uuid as person_id, null::uuid as case_id, sum(unused)::bigint as amount_fen,
      jsonb_agg(jsonb_build_object('kind', 'line', 'id', id, 'zh', label_zh, 'en', label_en, 'budget', budget, 'fen', unused)
        order by unused desc, id) as evidence,
      jsonb_agg(id order by id) as basis
    from line where budget > 0 and ${month} >= ${from} and (budget - unused) * 100 < budget * ${percent}
    group by department_code`;
}

/** What was to come back and is late for months; nobody is asked for what the dead owe. */
export function recoveryLateSql({ rule, on }: Asking, params: SqlParams): string {
  const day = params.add(on, 'date');
  const months = params.add(figure(rule, 'months'), 'int');
  return `
    select c.id::text as mark, c.department_code, c.township_code, c.household_id, p.id as person_id, c.case_id,
      l.late_fen::bigint as amount_fen,
      jsonb_build_array(jsonb_build_object('kind', 'recovery', 'id', c.id, 'code', c.number, 'on', l.since, 'fen', l.late_fen,
        'program', c.program_code)) as evidence,
      jsonb_build_array(c.id, l.since) as basis
    from recovery_late l join recovery_claim c on c.id = l.claim_id join household h on h.id = c.household_id
    left join person p on p.id = coalesce(c.person_id, h.head_person_id)
    where l.late_fen > 0 and l.since <= ${day} - make_interval(months => ${months}) and p.gone is distinct from 'died'`;
}
