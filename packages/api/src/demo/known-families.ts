import { FACTS } from '@yimen/schema';
import { recordFacts } from '../features/registry/record-facts.js';
import { registerHousehold } from '../features/registry/register-household.js';
import { addDays } from '../platform/calendar.js';
import type { FactValue } from '../policy/types.js';
import type { Casework } from './casework.js';
import { IdNumbers } from './identity.js';

/** A family of the demo county that a real case stands behind; names are masked. */
interface KnownFamily {
  step: string;
  townshipCode: string;
  villageName: string;
  address: string;
  areaType: 'rural' | 'urban';
  /** Head first; ages today. The facts of the person who is in need are in `facts`. */
  people: { name: string; age: number; sex: 'male' | 'female'; relation: string }[];
  /** Whose facts of a person are recorded. */
  personIndex: number;
  facts: Record<string, FactValue>;
}

/** What is so unless somebody recorded otherwise. */
const ORDINARY: Record<string, FactValue> = {
  hukou_in_county: true,
  residence_in_county: true,
  residence_permit: false,
  hh_consents_complete: true,
  hh_savings_total: 0,
  hh_vehicle_count: 0,
  hh_property_count: 1,
  hh_business_registered: false,
  hh_dibao_status: 'none',
  hh_low_income_edge: false,
  hh_rigid_expense_family: false,
  hh_monitor_category: 'none',
  hh_monitor_risk_cleared: false,
  hh_rigid_expense_12m: 0,
  hh_count_minor_or_70: 0,
  hh_count_severe: 0,
  tekun_status: 'none',
  orphan_status: 'none',
  deunattended_status: false,
  disability_category: 'none',
  disability_level: 0,
  serious_illness: false,
  illness_type: 'none',
  personal_income_month: 0,
  transfer_benefits_month: 0,
  insured_medical: true,
  med_aid_paid_year: 0,
  public_post: false,
  needs_long_term_care: false,
  work_injury_care_allowance: false,
};

const KNOWN_FAMILIES: readonly KnownFamily[] = [
  {
    step: 'cancer',
    townshipCode: 'T01',
    villageName: '高湾村',
    address: '高湾村32号',
    areaType: 'rural',
    people: [
      { name: '郭某重', age: 53, sex: 'male', relation: 'head' },
      { name: '李某兰', age: 51, sex: 'female', relation: 'spouse' },
    ],
    personIndex: 0,
    facts: {
      ...ORDINARY,
      hh_dibao_status: 'rural',
      hh_income_month: 300,
      serious_illness: true,
      illness_type: 'other_cancer',
    },
  },
  {
    step: 'liaison',
    townshipCode: 'T02',
    villageName: '集义村',
    address: '集义村11号',
    areaType: 'urban',
    people: [
      { name: '邓某民', age: 53, sex: 'male', relation: 'head' },
      { name: '王某芳', age: 50, sex: 'female', relation: 'spouse' },
    ],
    personIndex: 0,
    facts: {
      ...ORDINARY,
      disability_category: 'limb',
      disability_level: 2,
      hh_dibao_status: 'urban',
      personal_income_month: 1750,
      transfer_benefits_month: 390,
      public_post: true,
    },
  },
  {
    step: 'student',
    townshipCode: 'T07',
    villageName: '交里村',
    address: '交里村57号',
    areaType: 'rural',
    people: [
      { name: '韩某义', age: 48, sex: 'male', relation: 'head' },
      { name: '李某琴', age: 46, sex: 'female', relation: 'spouse' },
      { name: '韩某雪', age: 20, sex: 'female', relation: 'child' },
    ],
    personIndex: 2,
    facts: {
      ...ORDINARY,
      hh_income_month: 335,
      hh_count_severe: 1,
      serious_illness: true,
      illness_type: 'other_major',
      student_stage: 'undergraduate',
    },
  },
  {
    step: 'monitored',
    townshipCode: 'T03',
    villageName: '刘家桌村',
    address: '刘家桌村3组',
    areaType: 'rural',
    people: [
      { name: '张某磊', age: 44, sex: 'male', relation: 'head' },
      { name: '赵某云', age: 43, sex: 'female', relation: 'spouse' },
      { name: '张某梅', age: 17, sex: 'female', relation: 'child' },
      { name: '张某山', age: 70, sex: 'male', relation: 'parent' },
      { name: '刘某英', age: 68, sex: 'female', relation: 'parent' },
    ],
    personIndex: 0,
    facts: { ...ORDINARY, hh_disabled_count: 3, hh_monitor_category: 'unstable_out_of_poverty', hh_income_month: 2500 },
  },
];

/** Where the numbers of these families and of the freshmen begin, above those of the made-up county. */
export const FIRST_KNOWN_NUMBER = 400;

/** A birth date on which somebody is `age` years old on a day. */
function bornFor(age: number, on: string): string {
  return addDays(`${Number(on.slice(0, 4)) - age}${on.slice(4)}`, -40);
}

/** Registers the families that real cases stand behind, with what was known of them before they asked for help. */
export async function registerKnownFamilies(work: Casework, today: string): Promise<void> {
  const ids = new IdNumbers(FIRST_KNOWN_NUMBER);
  for (const family of KNOWN_FAMILIES) await registerFamily(work, family, ids, today);
}

async function registerFamily(work: Casework, family: KnownFamily, ids: IdNumbers, today: string): Promise<void> {
  const villages = work.county.township(family.townshipCode)?.villages ?? [];
  const village = villages.find((one) => one.name === family.villageName);
  if (!village) throw new Error(`No village ${family.villageName} in ${family.townshipCode}`);
  const step = `family:${family.step}`;
  const householdId = await work.act(
    'clerk-hall',
    step,
    {
      townshipCode: family.townshipCode,
      villageCode: village.code,
      address: family.address,
      areaType: family.areaType,
      members: family.people.map(({ name, age, sex, relation }) => ({
        name,
        relation,
        idNumber: ids.next(bornFor(age, today), sex),
      })),
    },
    registerHousehold,
  );
  const person = await work.row<{ id: string }>('select id from person where household_id = $1 and name = $2', [
    householdId,
    family.people[family.personIndex]?.name,
  ]);
  const scopes = new Map(FACTS.map((fact) => [fact.code, fact.scope]));
  const facts = Object.entries(family.facts).map(([code, value]) => ({
    code,
    value,
    personId: scopes.get(code) === 'person' ? person.id : null,
    source: '核对报告',
    observedOn: addDays(today, -20),
    verified: true,
  }));
  await work.act('clerk-hall', `${step}:facts`, { householdId, facts }, recordFacts);
}
