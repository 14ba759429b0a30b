import { addDays, addWorkingDays } from '../../platform/calendar.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import { papersFor, reserveRules } from '../reserve/rules.js';
import { type Asking, figure } from './asking.js';
import { PAYMENT, PAYMENTS } from './money-questions.js';
import { PAPERS } from './paper-words.js';

/**
 * Papers that the records can answer for and that are not there past their day, one finding for each that can end by
 * itself: authorisations of a case, minutes of a meeting, the account of a person, the reserve's papers of a household. What
 * the county's pack has no evidence for is not asked.
 */
export function missingPapersSql(asking: Asking, params: SqlParams): string {
  const known = new Set(asking.county.pack.evidenceTypes.map(({ code }) => code));
  const parts = [authorisationsSql(asking, params), reserveSql(asking, params)];
  if (known.has(PAPERS.minutes)) parts.push(minutesSql(asking, params));
  if (known.has(PAPERS.account)) parts.push(accountsSql());
  return parts.join('\n    union all');
}

/** Decisions of programs that ask for the adults' authorisation, where an adult's is not on file past the deadline. */
function authorisationsSql({ county, rule, on }: Asking, params: SqlParams): string {
  const codes = params.add(
    county.pack.programs.filter(({ evidence }) => evidence.includes(PAPERS.authorisation)).map(({ code }) => code),
    'text[]',
  );
  const decidedUntil = params.add(lastDayDue(on, figure(rule, 'withinWorkingDays')), 'date');
  return `
    select c.id || '|' || i.department_code as mark, i.department_code, c.township_code, c.household_id,
      c.beneficiary_id as person_id, c.id as case_id, sum(i.amount_fen)::bigint as amount_fen,
      jsonb_build_array(jsonb_build_object('kind', 'unsigned', 'count', missing.adults, 'on', k.decision_date)) ||
        jsonb_agg(jsonb_build_object('kind', 'decision', 'id', d.id, 'name', s.name, 'program', i.program_code,
          'fen', i.amount_fen, 'on', (d.decided_at at time zone 'Asia/Shanghai')::date) order by i.position) as evidence,
      jsonb_build_array(missing.ids) || jsonb_agg(i.id order by i.id) as basis
    from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
    join department_decision d on d.package_item_id = i.id and d.outcome = 'confirmed' join staff s on s.id = d.decided_by
    cross join lateral (
      select count(*)::int as adults, jsonb_agg(p.id order by p.id) as ids from person p
      where p.household_id = c.household_id and p.birth_date <= k.decision_date - interval '18 years'
        and not exists (select from authorisation a where a.person_id = p.id)) missing
    where i.status = 'committed' and i.program_code = any(${codes}) and k.decision_date <= ${decidedUntil}
      and missing.adults > 0
    group by c.id, i.department_code, k.decision_date, missing.adults, missing.ids`;
}

/** Meetings that adopted something and whose minutes the chair and the secretary have not both signed past the deadline. */
function minutesSql({ rule, on }: Asking, params: SqlParams): string {
  const closedUntil = params.add(lastDayDue(on, figure(rule, 'withinWorkingDays')), 'date');
  return `
    select 'minutes|' || m.id, null, null, null, null, null, null,
      jsonb_build_array(jsonb_build_object('kind', 'minutes', 'id', m.id, 'meetingId', m.id, 'meeting', m.number,
        'on', closed.day, 'count', adopted.items, 'how', case signed.role when 'chair' then 'secretary'
          when 'secretary' then 'chair' else 'both' end)) || adopted.evidence,
      adopted.ids
    from review_meeting m
    cross join lateral (select (m.closed_at at time zone 'Asia/Shanghai')::date as day) closed
    cross join lateral (select count(*)::int as signatures, min(g.role) as role from minutes_signature g
      where g.meeting_id = m.id) signed
    cross join lateral (
      select count(*)::int as items, jsonb_agg(i.id order by i.position) as ids,
        jsonb_agg(jsonb_build_object('kind', 'adopted', 'id', i.id, 'position', i.position) order by i.position) as evidence
      from agenda_item i where i.meeting_id = m.id and i.status = 'adopted') adopted
    where m.status = 'closed' and closed.day <= ${closedUntil} and adopted.items > 0 and signed.signatures < 2`;
}

/** People to whose account the bank paid aid though nobody but who recorded it has looked at it; not what came back. */
function accountsSql(): string {
  return `
    select 'account|' || k.person_id || '|' || x.department_code, x.department_code, h.township_code, h.id, k.person_id, null,
      sum(x.amount)::bigint,
      jsonb_agg(distinct jsonb_build_object('kind', 'unchecked', 'id', k.id, 'bank', k.bank, 'last4', k.last4,
        'name', s.name)) || jsonb_agg(${PAYMENT} order by x.occurred_on, x.id),
      jsonb_agg(x.id order by x.id)
    from payment_line l join person_account k on k.id = l.account_id and k.verified_at is null
    join staff s on s.id = k.recorded_by join person p on p.id = k.person_id
    join household h on h.id = coalesce(p.household_id, p.last_household_id)
    join (${PAYMENTS}) x on x.key = 'payment:' || l.id
    where l.result = 'paid'
    group by k.person_id, x.department_code, h.id`;
}

/** Households that a township aided from its reserve, and whose papers are not filed past their day. */
function reserveSql({ county, on }: Asking, params: SqlParams): string {
  const rules = reserveRules(county);
  const papers = rules?.reasons.map(({ code }) => [code, papersFor(rules, code)]) ?? [];
  const needed = params.add(JSON.stringify(Object.fromEntries(papers)), 'jsonb');
  const day = params.add(on, 'date');
  return `
    select 'reserve|' || h.id || '|' || x.department_code, x.department_code, min(u.township_code), h.id, h.head_person_id, null,
      sum(u.amount_fen)::bigint,
      jsonb_agg(jsonb_build_object('kind', 'urgent', 'id', u.id, 'on', u.paid_on, 'dueOn', u.due_on, 'papers',
        ${needed} -> u.reason) order by u.paid_on, u.id) || jsonb_agg(${PAYMENT} order by x.occurred_on, x.id),
      jsonb_agg(jsonb_build_array(u.id, u.due_on) order by u.id)
    from reserve_use u join aid_record a on a.id = u.aid_record_id join household h on h.id = a.household_id
    join (${PAYMENTS}) x on x.key = 'reserve_use:' || u.id || ':pay'
    where u.status = 'awaiting_papers' and u.due_on < ${day}
    group by h.id, x.department_code`;
}

/** The last day of which so many working days have passed by a day. */
function lastDayDue(on: string, workingDays: number): string {
  let day = addDays(on, -workingDays);
  while (addWorkingDays(day, workingDays) >= on) day = addDays(day, -1);
  return day;
}
