import type { FactValue } from '../policy/types.js';

/** A family of the demo county that a real case stands behind; names are masked. */
export interface KnownFamily {
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

export const KNOWN_FAMILIES: readonly KnownFamily[] = [
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
    villageName: '',
    address: '3组',
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
