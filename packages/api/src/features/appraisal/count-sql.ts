import type { County } from '../../platform/county.js';

/** The day of an instant in Asia/Shanghai, as SQL. */
export function shanghaiDay(instant: string): string {
  return `(${instant} at time zone 'Asia/Shanghai')::date`;
}

/** Programs paid by social money alone: charity, federations, donations. */
export function socialPrograms({ pack }: County): string[] {
  const social = new Set(pack.funds.filter(({ nature }) => nature === 'social').map(({ code }) => code));
  return pack.programs.filter(({ funds }) => funds.every((code) => social.has(code))).map(({ code }) => code);
}

/** Of departments $1, what they decided to give in the year $2. */
export const AWARDS = `select a.id, a.department_code, a.program_code, a.case_id, a.granted_on from aid_record a
  where a.department_code = any($1) and extract(year from a.granted_on) = $2::int
    and (a.package_item_id is not null or a.application_id is not null)`;

/** Programs of departments $1 of which somebody received something in the year $2, also by the department's own books. */
export const GIVEN_PROGRAMS = `select a.department_code, a.program_code,
    a.package_item_id is not null and extract(year from a.granted_on) = $2::int as in_package
  from aid_record a where a.department_code = any($1) and not a.plan_only and a.granted_on < make_date($2::int + 1, 1, 1)
    and (extract(year from a.granted_on) = $2::int
      or a.period = 'monthly' and coalesce(a.ended_on, 'infinity') >= make_date($2::int, 1, 1))`;

/** Cases in which departments $1 gave something in the year $2; joint: social programs $3 and others met in it. */
export const AIDED_CASES = `select a.department_code as department, a.case_id as id, max(a.granted_on) as granted_on,
    met.social and met.statutory as joint
  from (${AWARDS}) a cross join lateral (
    select bool_or(o.program_code = any($3)) as social, bool_or(o.program_code <> all($3)) as statutory
    from aid_record o where o.case_id = a.case_id) met
  where a.case_id is not null group by a.department_code, a.case_id, met.social, met.statutory`;

/** Closed meetings of the year $2 to which a member of departments $1 belonged, and how he took part. */
export const ATTENDANCE = `select s.department_code as department, m.id, m.number, ${shanghaiDay('m.closed_at')} as held_on,
    case when bool_or(b.present) then 'self'
      when bool_or(exists (select from meeting_member u where u.meeting_id = m.id and u.stands_for = b.staff_id and u.present))
        then 'substitute' else 'absent' end as how
  from review_meeting m join meeting_member b on b.meeting_id = m.id and b.role = 'member' join staff s on s.id = b.staff_id
  where s.department_code = any($1) and m.status = 'closed' and extract(year from ${shanghaiDay('m.closed_at')}) = $2::int
  group by s.department_code, m.id`;

/**
 * What came of asking families about departments $1 in the year $2 of the first answer, as it stands; shown are the first
 * answers up to a multiple of $3.
 */
export const JUDGEMENTS = `select j.*, outcome = 'answered' and place <= answers - answers % greatest($3::int, 1) as shown
  from (
    select a.department_code as department, w.outcome, w.scores, w.complaint,
      row_number() over (partition by a.department_code, w.outcome order by f.id) as place,
      count(*) over (partition by a.department_code, w.outcome) as answers
    from satisfaction_answer f join satisfaction_asking k on k.id = f.asking_id join aid_record a on a.id = k.aid_record_id
    join lateral (select * from satisfaction_answer l where l.asking_id = k.id order by l.id desc limit 1) w on true
    where f.corrects is null and a.department_code = any($1) and extract(year from ${shanghaiDay('f.at')}) = $2::int) j`;
