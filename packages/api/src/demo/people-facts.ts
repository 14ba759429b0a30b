import { ageOn } from '../platform/clock.js';
import type { FactValue } from '../policy/types.js';
import type { Dice } from './identity.js';
import type { MadeAid, MadeHousehold, MadePerson } from './people.js';

const ILLNESSES = ['other_cancer', 'other_major', 'other_major', 'mental_severe', 'breast_cancer', 'cervical_cancer'];
const DISABILITIES = ['vision', 'hearing', 'limb', 'limb', 'limb', 'intellectual', 'mental', 'multiple'];

function stageOf(dice: Dice, age: number): string {
  if (age < 3) return 'none';
  if (age < 6) return 'preschool';
  if (age < 12) return 'primary';
  if (age < 15) return 'junior';
  if (age < 18) return dice.chance(0.65) ? 'senior_general' : 'senior_vocational';
  if (age < 22) return dice.pick(['undergraduate', 'junior_college', 'none']);
  return 'none';
}

/** Yuan a month: wages and farm work, or an old person's pension and what the children send. */
function incomeOf(dice: Dice, age: number, stage: string, disabilityLevel: number): number {
  if (age < 18 || stage !== 'none' || disabilityLevel === 1) return 0;
  return age < 66 ? dice.between(2, 45) * 100 : dice.between(2, 13) * 100;
}

function describePerson(dice: Dice, member: MadePerson, today: string): void {
  const age = ageOn(member.birthDate, today);
  const disabled = dice.chance(age >= 60 ? 0.1 : 0.045);
  const level = disabled ? dice.between(1, 4) : 0;
  const ill = dice.chance(age >= 55 ? 0.06 : 0.02);
  const illness = ill
    ? dice.pick(ILLNESSES.filter((code) => member.sex === 'female' || !/breast|cervical/.test(code)))
    : 'none';
  const total = ill ? dice.between(20, 220) * 1000 : dice.chance(0.1) ? dice.between(2, 12) * 1000 : 0;
  const paid = Math.round((total * dice.between(45, 70)) / 100);
  const stage = stageOf(dice, age);
  const facts: Record<string, FactValue> = {
    hukou_in_county: dice.chance(0.97),
    residence_in_county: dice.chance(0.93),
    residence_permit: false,
    tekun_status: 'none',
    disability_category: disabled ? dice.pick(DISABILITIES) : 'none',
    disability_level: level,
    needs_long_term_care: level === 1 || level === 2 ? dice.chance(0.6) : false,
    serious_illness: ill,
    illness_type: illness,
    insured_medical: dice.chance(0.96),
    med_total_12m: total,
    med_insurance_paid_12m: paid,
    med_oop_compliant_12m: Math.round((total - paid) * 0.75),
    med_aid_paid_year: 0,
    personal_income_month: incomeOf(dice, age, stage, level),
    transfer_benefits_month: 0,
    work_injury_care_allowance: false,
    orphan_status: 'none',
    deunattended_status: false,
    student_stage: stage,
    public_post: false,
    veteran_status: age >= 22 && member.sex === 'male' && dice.chance(0.04) ? 'veteran' : 'none',
    union_hardship_file: dice.chance(0.004),
  };
  if (age < 18) {
    Object.assign(facts, {
      father_status: dice.chance(0.985) ? 'normal' : dice.pick(['dead', 'imprisoned', 'severe_disabled']),
      mother_status: dice.chance(0.985) ? 'normal' : dice.pick(['dead', 'lost_contact']),
      left_behind_child: dice.chance(0.08),
      child_in_difficulty: dice.chance(0.02),
      boarding: dice.chance(0.4),
    });
  }
  if (age >= 18 && age <= 20 && stage !== 'none') {
    const fresh = age === 18;
    Object.assign(facts, { enrolled_university_this_year: fresh, hardship_recognised_student: dice.chance(0.2) });
    if (fresh && stage !== 'none')
      facts.admission_level = stage === 'undergraduate' ? 'undergraduate' : 'junior_college';
  }
  if (age >= 60)
    Object.assign(facts, {
      elderly_class: 'none',
      living_alone: false,
      work_capacity: dice.chance(0.5) ? 'none' : 'partial',
    });
  member.facts = facts;
}

/** Standards only shape plausible people here; what one is entitled to is always worked out by the rules. */
const LINE = { rural: 470, urban: 670 };

/** What is known of a household: facts of its people, of itself, and the aid it has. `today` is YYYY-MM-DD. */
export function describeHousehold(dice: Dice, household: MadeHousehold, area: 'urban' | 'rural', today: string): void {
  const { people, facts } = household;
  for (const member of people) describePerson(dice, member, today);
  const ages = people.map((member) => ageOn(member.birthDate, today));
  const severe = people.filter(
    (member) =>
      (Number(member.facts.disability_level) >= 1 && Number(member.facts.disability_level) <= 2) ||
      member.facts.serious_illness === true,
  ).length;
  const earned = people.reduce((sum, member) => sum + Number(member.facts.personal_income_month), 0);
  const income =
    severe > 0 && dice.chance(0.5) ? Math.round(earned * 0.25) : earned + (ages.some((age) => age >= 60) ? 200 : 0);
  const perHead = income / people.length;
  const line = LINE[area];
  const poor = perHead < line * 1.5;
  const dibao = perHead < line && dice.chance(0.7);
  const edge = !dibao && poor && dice.chance(0.5);
  const monitored = area === 'rural' && dice.chance(0.03);
  Object.assign(facts, {
    hh_size: people.length,
    hh_area_type: area,
    hh_income_month: income,
    hh_percap_net_income_year: Math.round(perHead * 12 * 1.1),
    hh_rigid_expense_12m: people.reduce(
      (sum, member) => sum + Number(member.facts.med_total_12m) - Number(member.facts.med_insurance_paid_12m),
      0,
    ),
    hh_savings_total: poor ? dice.between(0, 8) * 500 : dice.between(0, 120) * 1000,
    hh_vehicle_count: !poor && dice.chance(0.35) ? 1 : 0,
    hh_property_count: poor || dice.chance(0.9) ? 1 : 2,
    hh_business_registered: !poor && dice.chance(0.05),
    hh_consents_complete: dice.chance(0.85),
    hh_dibao_status: dibao ? area : 'none',
    hh_low_income_edge: edge,
    hh_rigid_expense_family: !dibao && !edge && severe > 0 && dice.chance(0.1),
    hh_monitor_category: monitored
      ? dice.pick(['unstable_out_of_poverty', 'marginal_at_risk', 'sudden_severe'])
      : 'none',
    hh_monitor_risk_cleared: monitored ? dice.chance(0.4) : false,
    hh_out_of_poverty: area === 'rural' && dice.chance(0.12),
    hh_able_members: ages.filter((age) => age >= 18 && age < 60).length,
    hh_zero_employment: false,
    hh_disabled_count: people.filter((member) => Number(member.facts.disability_level) > 0).length,
    hh_count_minor_or_70: ages.filter((age) => age < 18 || age >= 70).length,
    hh_count_severe: severe,
    hh_housing_grade: area === 'rural' && dice.chance(0.02) ? dice.pick(['C', 'D']) : dice.pick(['A', 'B']),
    hh_only_housing: true,
    hh_housing_area_percap: dice.between(9, 45),
    hh_house_subsidy_before: dice.chance(0.1),
  });
  const only = people[0];
  if (only && people.length === 1 && (ages[0] ?? 0) >= 60) {
    only.facts.living_alone = true;
    only.facts.elderly_class = dice.pick(['empty_nest', 'lonely', 'none']);
    if (!dibao && perHead < line && dice.chance(0.3))
      only.facts.tekun_status = dice.chance(0.8) ? 'scattered' : 'institution';
  }
  household.aid = historyOf(dice, household, ages, area, today);
}

/** What departments gave before this system: allowances that run, and this year's medical aid. */
function historyOf(
  dice: Dice,
  { people, facts }: MadeHousehold,
  ages: readonly number[],
  area: 'urban' | 'rural',
  today: string,
): MadeAid[] {
  const aid: MadeAid[] = [];
  const since = (months: number) => {
    const date = new Date(`${today}T00:00:00Z`);
    date.setUTCMonth(date.getUTCMonth() - months, 1);
    return date.toISOString().slice(0, 10);
  };
  const running = () => since(dice.between(2, 30));
  if (facts.hh_dibao_status !== 'none') {
    const gap = Math.max(0, LINE[area] * people.length - Number(facts.hh_income_month));
    if (gap > 0)
      aid.push({
        programCode: area === 'urban' ? 'MCA-01' : 'MCA-02',
        person: null,
        fen: Math.ceil(gap) * 100,
        period: 'monthly',
        grantedOn: running(),
      });
  }
  for (const [index, member] of people.entries()) {
    const level = Number(member.facts.disability_level);
    if (member.facts.tekun_status !== 'none')
      aid.push({ programCode: 'MCA-03', person: index, fen: 71_100, period: 'monthly', grantedOn: running() });
    else if (level >= 1 && facts.hh_dibao_status !== 'none')
      aid.push({
        programCode: 'MCA-08',
        person: index,
        fen: (ages[index] ?? 0) < 18 ? 10_000 : 6_000,
        period: 'monthly',
        grantedOn: running(),
      });
    if ((ages[index] ?? 0) >= 70)
      aid.push({
        programCode: 'MCA-14',
        person: index,
        fen: (ages[index] ?? 0) >= 80 ? 10_000 : 5_000,
        period: 'monthly',
        grantedOn: running(),
      });
    if (member.facts.serious_illness === true && facts.hh_dibao_status !== 'none' && dice.chance(0.4)) {
      const grantedOn = since(dice.between(1, 16));
      const yuan = dice.between(10, 90) * 100;
      aid.push({ programCode: 'MIA-02', person: index, fen: yuan * 100, period: 'per_event', grantedOn });
      if (grantedOn.slice(0, 4) === today.slice(0, 4)) member.facts.med_aid_paid_year = yuan;
    }
  }
  return aid;
}
