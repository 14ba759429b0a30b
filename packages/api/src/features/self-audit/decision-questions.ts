import type { SqlParams } from '../../policy/sql-expression.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import type { Asking } from './asking.js';

/** Items that were adopted with fewer votes than the committee's rule asks for (`review-meeting/quorum.ts`). */
export function noQuorumSql({ county }: Asking, params: SqlParams): string {
  const { quorumOverPercent, emergency } = reviewCommittee(county);
  const percent = params.add(quorumOverPercent, 'int');
  const urgentPercent = params.add(emergency.quorumOverPercent, 'int');
  const urgentLeast = params.add(emergency.quorumAtLeast, 'int');
  return `
    with seat as (
      select i.id as item_id, x.staff_id from agenda_item i join meeting_member x on x.meeting_id = i.meeting_id
      where i.status = 'adopted'
        and not exists (select from meeting_member s where s.meeting_id = i.meeting_id and s.stands_for = x.staff_id)
        and not exists (select from item_recusal r where r.agenda_item_id = i.id and r.staff_id in (x.staff_id, x.stands_for))),
    tally as (
      select i.id, i.position, i.case_id, i.batch_id, i.decided_at, m.id as meeting_id, m.number,
        (select count(*) from seat where seat.item_id = i.id)::int as members,
        (select count(*) from vote v where v.agenda_item_id = i.id)::int as cast_votes,
        case m.session when 'emergency' then ${urgentPercent} else ${percent} end as percent,
        case m.session when 'emergency' then ${urgentLeast} else 1 end as least
      from agenda_item i join review_meeting m on m.id = i.meeting_id where i.status = 'adopted'),
    counted as (select *, greatest(least, members * percent / 100 + 1) as quorum from tally)
    select t.id::text as mark, null as department_code, c.township_code, c.household_id, c.beneficiary_id as person_id,
      t.case_id, (select sum(p.amount_fen)::bigint from package_item p join aid_package k on k.id = p.package_id
        where k.case_id = t.case_id and not p.plan_only) as amount_fen,
      jsonb_build_array(jsonb_build_object('kind', 'votes', 'id', t.id, 'meetingId', t.meeting_id, 'meeting', t.number,
        'position', t.position, 'members', t.members, 'quorum', t.quorum, 'cast', t.cast_votes,
        'on', (t.decided_at at time zone 'Asia/Shanghai')::date)) as evidence,
      jsonb_build_array(t.members, t.quorum, t.cast_votes) as basis
    from counted t left join case_file c on c.id = t.case_id where t.cast_votes < t.quorum`;
}

/** Decisions on another version of the program's rule than the one in force on their day, as published by then. */
export function ruleVersionSql(): string {
  return `
    with decided as (
      select i.id, i.program_code, i.department_code, i.rule_version, k.decision_date, k.adopted_at as judged_at, c.township_code,
        c.household_id, coalesce(i.person_id, c.beneficiary_id) as person_id, c.id as case_id, i.amount_fen
      from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
      where i.status = 'committed' and i.rule_version is not null
      union all
      select a.id, a.program_code, a.department_code, a.rule_version, b.decision_date, null, h.township_code, a.household_id,
        a.person_id, a.case_id, a.amount_fen
      from application a join batch b on b.id = a.batch_id join household h on h.id = a.household_id
      where a.status = 'committed' and a.rule_version is not null),
    ruled as (
      select d.*, coalesce((select v.number from rule_version v where v.kind = 'program' and v.code = d.program_code
        and v.status = 'published' and v.effective_from <= d.decision_date
        and (d.judged_at is null or v.published_at <= d.judged_at)
        order by v.effective_from desc limit 1), 1) as in_force from decided d)
    select d.id::text as mark, d.department_code, d.township_code, d.household_id, d.person_id, d.case_id, d.amount_fen,
      jsonb_build_array(jsonb_build_object('kind', 'rule', 'id', d.id, 'program', d.program_code, 'used', d.rule_version,
        'inForce', d.in_force, 'on', d.decision_date)) as evidence,
      jsonb_build_array(d.rule_version, d.in_force) as basis
    from ruled d where d.rule_version <> d.in_force`;
}

/** Confirmations by whoever received the request, composed the package or filed the application himself. */
export function onePersonSql(): string {
  return `
    select d.id::text as mark, d.department_code, c.township_code, c.household_id,
      coalesce(i.person_id, c.beneficiary_id) as person_id, c.id as case_id, i.amount_fen,
      jsonb_build_array(
        jsonb_build_object('kind', 'proposer', 'id', s.id, 'name', s.name, 'how', case
          when k.composed_by = s.id then 'composer' when c.owner_id = s.id then 'owner' else 'applicant' end),
        jsonb_build_object('kind', 'decision', 'id', d.id, 'name', s.name, 'program', i.program_code, 'fen', i.amount_fen,
          'on', (d.decided_at at time zone 'Asia/Shanghai')::date)) as evidence,
      jsonb_build_array(s.id) as basis
    from department_decision d join package_item i on i.id = d.package_item_id join aid_package k on k.id = i.package_id
    join case_file c on c.id = k.case_id join staff s on s.id = d.decided_by
    where d.outcome = 'confirmed' and (s.id in (k.composed_by, c.owner_id) or exists (
      select from application a where a.case_id = c.id and a.program_code = i.program_code and a.created_by = s.id))`;
}
