import { standardOn } from '@yimen/api/policy/standards.js';
import type { CountyPack } from '@yimen/api/policy/types.js';

/** The figure of a standard on a day, by the name that rules use. */
type Figure = (name: string) => number;

/** Ending of a statement over `judged` (household_id, person_id, fits, yuan): a person's program, three-valued. */
const OF_PERSON = (code: string) => `
  , verdict as (
    select household_id, person_id, fits and yuan is not null as eligible, fits is null or fits and yuan is null as asking,
           greatest(0, round(yuan * 100))::bigint as fen
    from judged where fits is not false)
  , kept as (
    select distinct v.household_id, v.person_id from verdict v
    join aid_record a on a.household_id = v.household_id and (a.person_id is null or a.person_id = v.person_id)
    where v.eligible and ${inForce(code)})
  select count(*) filter (where eligible)::int as people,
         count(distinct household_id) filter (where eligible)::int as households,
         count(*) filter (where asking)::int as asking_people,
         count(distinct household_id) filter (where asking)::int as asking_households,
         (select count(*) from kept)::int as holding_people,
         (select count(distinct household_id) from kept)::int as holding_households,
         coalesce(sum(fen) filter (where eligible), 0) as fen
  from verdict`;

/** The same for a household's program: all members count, by the best verdict among them. */
const OF_HOUSEHOLD = (code: string) => `
  , verdict as (
    select household_id, count(*) as members, bool_or(fits and yuan is not null) as eligible,
           bool_or(fits is null or fits and yuan is null) as asking,
           max(greatest(0, round(yuan * 100))::bigint) filter (where fits) as fen
    from judged group by household_id)
  , family as (
    select v.*, exists (select from aid_record a where a.household_id = v.household_id and ${inForce(code)}) as holding
    from verdict v where eligible or asking)
  select coalesce(sum(members) filter (where eligible), 0)::int as people,
         count(*) filter (where eligible)::int as households,
         coalesce(sum(members) filter (where asking and eligible is not true), 0)::int as asking_people,
         count(*) filter (where asking and eligible is not true)::int as asking_households,
         coalesce(sum(members) filter (where eligible and holding), 0)::int as holding_people,
         count(*) filter (where eligible and holding)::int as holding_households,
         coalesce(sum(fen) filter (where eligible), 0) as fen
  from family`;

function inForce(code: string): string {
  return `a.program_code = '${code}' and not a.plan_only and a.granted_on <= $1 and (a.ended_on is null or a.ended_on >= $1)
      and (a.period in ('monthly', 'ongoing') or a.period = 'yearly' and extract(year from a.granted_on) = extract(year from $1::date))`;
}

const LOCAL = '(pf.hukou_in_county or (pf.residence_in_county and pf.residence_permit))';
const DIBAO = "hf.hh_dibao_status in ('urban', 'rural')";
const TEKUN = "pf.tekun_status in ('scattered', 'institution')";
const MONITORED =
  "(hf.hh_monitor_category in ('unstable_out_of_poverty', 'marginal_at_risk', 'sudden_severe') and not hf.hh_monitor_risk_cleared)";
const ORPHAN = "(pf.orphan_status in ('scattered', 'institution') or pf.deunattended_status)";
const LOW_INCOME = `(${DIBAO} or ${TEKUN} or hf.hh_low_income_edge or hf.hh_rigid_expense_family or ${MONITORED})`;
const PEOPLE = 'person p left join person_facts pf on pf.person_id = p.id';
const FAMILIES = 'left join household_facts hf on hf.household_id = p.household_id';
const SIZES =
  'join (select household_id, count(*)::int as size from person group by household_id) n on n.household_id = p.household_id';

/** Old-age allowance: steps of age. */
const mca14 = (figure: Figure) => `with judged as (
    select p.household_id, p.id as person_id,
           ${LOCAL} and (a.age >= 70 or (a.age >= 60 and (pf.elderly_class <> 'none' or pf.living_alone))) as fits,
           case when a.age >= 100 then ${figure('高龄补贴100岁以上')} when a.age >= 90 then ${figure('高龄补贴90至99岁')}
                when a.age >= 80 then ${figure('高龄补贴80至89岁')} when a.age >= 70 then ${figure('高龄补贴70至79岁')} else 0 end
           + case when pf.elderly_class is not null then
               case when pf.elderly_class = 'economically_hard_disabled' then ${figure('经济困难失能老人服务补贴标准')} else 0 end end as yuan
    from ${PEOPLE}
    cross join lateral (select coalesce(pf.age, extract(year from age($1::date, p.birth_date))::int) as age) a)
  ${OF_PERSON('MCA-14')}`;

/** Aid of pupils: a stage, a class of need, an amount chosen by both. */
const edu01 = (figure: Figure) => `with judged as (
    select p.household_id, p.id as person_id,
           pf.student_stage in ('preschool', 'primary', 'junior')
           and (${LOW_INCOME} or pf.hardship_recognised_student or ${ORPHAN} or pf.disability_level >= 1) as fits,
           case when pf.student_stage = 'preschool' then ${figure('学前困难幼儿生活补助标准')}
                else case when pf.student_stage = 'primary' then ${figure('小学寄宿生生活补助标准')} else ${figure('初中寄宿生生活补助标准')} end
                   * case when pf.boarding then 1 when not pf.boarding then ${figure('非寄宿生补助比例')} end end as yuan
    from ${PEOPLE} ${FAMILIES})
  ${OF_PERSON('EDU-01')}`;

/** Medical aid: a ratio above a threshold, below a cap, by class. */
const mia02 = (figure: Figure) => `with class as (
    select p.household_id, p.id as person_id, ${LOCAL} and pf.insured_medical as insured,
           ${TEKUN} or ${ORPHAN} as first, ${DIBAO} as dibao, hf.hh_low_income_edge or ${MONITORED} as edge,
           pf.med_oop_compliant_12m as cost, pf.med_aid_paid_year as paid
    from ${PEOPLE} ${FAMILIES})
  , rated as (
    select *, insured and (first or dibao or edge) as fits,
           case when first then ${figure('一类对象医疗救助比例')} when not first and dibao then ${figure('低保对象医疗救助比例')}
                when not first and not dibao then ${figure('边缘监测对象医疗救助比例')} end as ratio,
           case when first or dibao then 0 when not (first or dibao) then ${figure('边缘监测对象医疗救助起付线')} end as threshold,
           case when first then ${figure('一类对象医疗救助年度限额')} when not first and dibao then ${figure('低保对象医疗救助年度限额')}
                when not first and not dibao then ${figure('边缘监测对象医疗救助年度限额')} end as cap
    from class)
  , judged as (
    select household_id, person_id, fits,
           case when ratio is not null and threshold is not null and cap is not null and cost is not null and paid is not null
             then greatest(0, least(ratio * greatest(0, cost - threshold), cap - paid)) end as yuan
    from rated where fits is not false)
  ${OF_PERSON('MIA-02')}`;

/** Rural dibao: income per head, property, an amount for the household, and a variant for one seriously ill or disabled member. */
const mca02 = (figure: Figure) => {
  const dibao = figure('农村低保月标准');
  const severe = figure('低保重残重病增发比例') * dibao;
  return `with fact as (
    select p.household_id, p.id as person_id, pf.personal_income_month as own, hf.hh_income_month as income,
           coalesce(hf.hh_size, n.size) as size, hf.hh_count_minor_or_70 as minors, hf.hh_count_severe as severe,
           hf.hh_percap_income_month as percap,
           hf.hh_area_type = 'rural' and ${LOCAL} and hf.hh_consents_complete as asks,
           not (${TEKUN}) as free, hf.hh_low_income_edge as edge,
           (pf.disability_level >= 1 and pf.disability_level <= 2)
             or (pf.disability_level = 3 and pf.disability_category in ('intellectual', 'mental')) or pf.serious_illness as hard,
           hf.hh_savings_total <= ${figure('低保家庭人均金融资产上限倍数')} * coalesce(hf.dibao_local_month,
               case hf.hh_area_type when 'urban' then ${figure('城市低保月标准')} when 'rural' then ${dibao} end) * coalesce(hf.hh_size, n.size)
             and hf.hh_vehicle_count = 0 and hf.hh_property_count <= 1 and not hf.hh_business_registered as modest
    from ${PEOPLE} ${FAMILIES} ${SIZES})
  , ruled as (
    select *, asks and coalesce(percap, income / nullif(size, 0)) < ${dibao} and modest and free as own_way,
           asks and edge and hard and modest as variant from fact)
  , judged as (
    select household_id, person_id, case when own_way is not false then own_way else variant end as fits,
           case when own_way is not false then
             case when income is not null and size is not null then ceil(greatest(0, ${dibao} * size - income)
               + ${figure('低保老幼增发比例') * dibao} * minors + ${severe} * severe) end
           when variant is not false then case when own is not null then ceil(greatest(0, ${dibao} - own) + ${severe}) end end as yuan
    from ruled)
  ${OF_HOUSEHOLD('MCA-02')}`;
};

/** Charity aid: many classes of need, one amount; what only a case tells is unknown. */
const cha02 = (figure: Figure) => `with fact as (
    select p.household_id, p.id as person_id, ${LOW_INCOME} as low, pf.serious_illness as ill, pf.child_in_difficulty as child,
           coalesce(hf.hh_percap_after_rigid_month, (hf.hh_income_month * 12 - hf.hh_rigid_expense_12m) / 12 / nullif(coalesce(hf.hh_size, n.size), 0))
             < ${figure('低保边缘收入倍数')} * coalesce(hf.dibao_local_month,
                 case hf.hh_area_type when 'urban' then ${figure('城市低保月标准')} when 'rural' then ${figure('农村低保月标准')} end) as below
    from ${PEOPLE} ${FAMILIES} ${SIZES})
  , judged as (
    select household_id, person_id, (low or below) and (ill or null or child) as fits, ${figure('慈善大病救助建议额')} as yuan from fact)
  ${OF_HOUSEHOLD('CHA-02')}`;

/**
 * Five programs of different shape as one would write them by hand, with the same answer as `countCountySql`; $1 is the
 * day (YYYY-MM-DD).
 */
export function handWritten(pack: CountyPack, on: string): Map<string, string> {
  const figure: Figure = (name) => {
    const standard = pack.standards.find((one) => one.name === name);
    const value = standard && standardOn(standard, on)?.value;
    if (value === undefined) throw new Error(`No figure ${name} on ${on}`);
    return value;
  };
  return new Map([
    ['MCA-14', mca14(figure)],
    ['EDU-01', edu01(figure)],
    ['MIA-02', mia02(figure)],
    ['MCA-02', mca02(figure)],
    ['CHA-02', cha02(figure)],
  ]);
}
