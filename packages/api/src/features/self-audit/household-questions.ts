import { clashingPairs } from '../../policy/exclusivity.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import { standardOn } from '../../policy/standards.js';
import { FINDING_STATEMENTS } from '../screening/finding-statements.js';
import type { RunVerdicts } from '../screening/run-verdicts.js';
import { type Asking, figure } from './asking.js';

/** What the screening goes by where it judges nobody, only looks at what is held. */
function heldOn({ county, on }: Asking): RunVerdicts {
  const { pack } = county;
  return { runId: '', previousId: null, on, programs: pack.programs, pairs: clashingPairs(pack), needs: new Map() };
}

const AID = `jsonb_build_object('kind', 'aid', 'id', a.id, 'on', a.granted_on, 'fen', a.amount_fen, 'program', a.program_code)`;

/** As the screening finds them; the finding is the department's whose program came later. */
export function exclusivePairSql(asking: Asking, params: SqlParams): string {
  return `
    select f.mark, latest.department_code, h.township_code, f.household_id, f.person_id, f.case_id, f.amount_fen,
      aid.evidence || jsonb_build_array(jsonb_build_object('kind', 'exclusive', 'rule', f.rule_code)) as evidence, aid.basis
    from (${FINDING_STATEMENTS.EXCLUSIVE_PAIR(heldOn(asking), params)}) f join household h on h.id = f.household_id
    cross join lateral (select jsonb_agg(${AID} order by a.granted_on, a.id) as evidence, jsonb_agg(a.id order by a.id) as basis
      from aid_record a where a.household_id = f.household_id and a.program_code = any(f.program_codes) and not a.plan_only
        and (f.person_id is null or a.person_id is null or a.person_id = f.person_id)) aid
    cross join lateral (select a.department_code from aid_record a where a.household_id = f.household_id
      and a.program_code = any(f.program_codes) and not a.plan_only order by a.granted_on desc, a.id desc limit 1) latest`;
}

/** As the screening finds them; the finding is the department's that gave the last of it. */
export function aboveLossSql(asking: Asking, params: SqlParams): string {
  return `
    select f.mark, latest.department_code, h.township_code, f.household_id, f.person_id, f.case_id, f.amount_fen,
      jsonb_build_array(jsonb_build_object('kind', 'loss', 'fen', f.loss_fen)) || aid.evidence as evidence,
      jsonb_build_array(f.loss_fen) || aid.basis as basis
    from (${FINDING_STATEMENTS.ABOVE_LOSS(heldOn(asking), params)}) f join household h on h.id = f.household_id
    cross join lateral (select jsonb_agg(${AID} order by a.granted_on, a.id) as evidence, jsonb_agg(a.id order by a.id) as basis
      from aid_record a where a.case_id = f.case_id and a.program_code = any(f.program_codes) and not a.plan_only) aid
    cross join lateral (select a.department_code from aid_record a where a.case_id = f.case_id
      and a.program_code = any(f.program_codes) and not a.plan_only order by a.granted_on desc, a.id desc limit 1) latest`;
}

/**
 * Awards to one household within days, each within the limit of the township and together, less what came back, above it: of
 * all programs, in batches too, that the department of the limit does not give month by month.
 */
export function splittingSql({ county, rule, on }: Asking, params: SqlParams): string {
  const days = params.add(figure(rule, 'withinDays'), 'int');
  const standard = county.pack.standards.find(({ code }) => code === rule.standard);
  const value = standard && standardOn(standard, on)?.value;
  if (value === undefined) throw new Error(`audit.yaml: the question ${rule.code} needs a standard in force on ${on}`);
  const awarded = county.pack.programs.filter(
    ({ department, period }) => department === standard?.department && period !== 'monthly' && period !== 'ongoing',
  );
  const codes = params.add(
    awarded.map(({ code }) => code),
    'text[]',
  );
  const limit = params.add(Math.round(value * 100), 'bigint');
  const day = params.add(on, 'date');
  return `
    with award as (
      select a.*, net.fen as net_fen from aid_record a cross join lateral aid_fen_on(a, ${day}) net (fen)
      where a.program_code = any(${codes}) and not a.plan_only and a.amount_fen between 1 and ${limit} and net.fen > 0),
    close as (
      select a.* from award a where exists (
        select from award o where o.household_id = a.household_id and abs(o.granted_on - a.granted_on) <= ${days}
        having count(*) > 1 and sum(o.net_fen) > ${limit}))
    select h.id::text as mark, (array_agg(a.department_code order by a.granted_on desc, a.id desc))[1] as department_code,
      h.township_code, h.id as household_id, h.head_person_id as person_id,
      (array_agg(a.case_id order by a.granted_on desc, a.id desc))[1] as case_id, sum(a.net_fen)::bigint as amount_fen,
      jsonb_build_array(jsonb_build_object('kind', 'limit', 'fen', ${limit}, 'days', ${days})) ||
        jsonb_agg(${AID} order by a.granted_on, a.id) as evidence,
      jsonb_agg(jsonb_build_array(a.id, a.net_fen) order by a.id) as basis
    from close a join household h on h.id = a.household_id group by h.id`;
}

/** Accounts to which the aid of several households goes, by the newest account of each person who gets any. */
export function sharedAccountSql({ rule }: Asking, params: SqlParams): string {
  const least = params.add(figure(rule, 'households'), 'int');
  return `
    with current as (
      select distinct on (n.person_id) n.person_id, n.number_index, n.last4, n.bank from person_account n
      order by n.person_id, n.id desc),
    paid_to as (
      select c.*, coalesce(p.household_id, p.last_household_id) as household_id from current c join person p on p.id = c.person_id
      where exists (select from aid_record a where a.household_id = coalesce(p.household_id, p.last_household_id)
        and not a.plan_only and a.amount_fen > 0))
    select encode(x.number_index, 'hex') as mark,
      (array_agg(a.department_code order by a.granted_on desc, a.id desc))[1] as department_code,
      case when count(distinct h.township_code) = 1 then min(h.township_code) end as township_code,
      null::uuid as household_id, null::uuid as person_id, null::uuid as case_id, null::bigint as amount_fen,
      jsonb_build_array(jsonb_build_object('kind', 'account', 'bank', min(x.bank), 'last4', min(x.last4),
        'count', count(distinct h.id))) ||
        jsonb_agg(distinct jsonb_build_object('kind', 'household', 'id', h.id, 'code', h.code)) as evidence,
      jsonb_agg(distinct h.id) as basis
    from paid_to x join household h on h.id = x.household_id
    left join lateral (select * from aid_record a where a.household_id = h.id and not a.plan_only
      order by a.granted_on desc, a.id desc limit 1) a on true
    where x.number_index is not null
    group by x.number_index having count(distinct h.id) >= ${least}`;
}
