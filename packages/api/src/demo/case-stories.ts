import type { FactValue } from '../policy/types.js';

/** A kind of case: who it happens to, what the window is told, and what the meeting then tries to put together. */
export interface Story {
  difficulty: string;
  /** SQL over `h` household, `hf` its facts, `p` person, `f` his facts, `years_old`. */
  who: string;
  whatHappened: readonly string[];
  /** What the window records, by fact code. */
  facts: Record<string, FactValue>;
  /** Programs in the order in which the meeting takes them up; those that do not fit are left out. */
  programs: readonly string[];
  /** Entered on the plan, without an amount. */
  planOnly?: readonly string[];
  /** Whether the bills of the last twelve months are the loss of the case. */
  medicalBills?: boolean;
}

const LOW_INCOME = `(hf.hh_dibao_status in ('rural', 'urban') or hf.hh_low_income_edge)`;
const LOCAL = 'f.hukou_in_county and f.residence_in_county';
const ONCE = { same_event_aided: false, temp_aid_count_year: 0 };

export const STORIES = {
  illness: {
    difficulty: 'medical',
    who: `${LOCAL} and ${LOW_INCOME} and f.serious_illness and f.insured_medical and f.med_oop_compliant_12m > 3000
      and f.med_total_12m between 20000 and 120000 and f.med_insurance_paid_12m is not null and f.med_aid_paid_year = 0`,
    whatHappened: [
      '今年查出重病，住院治疗花费大，亲友已借遍',
      '长期治疗，家中无积蓄，后续复查用药仍需开支',
      '手术后不能劳动，收入中断，治疗费尚欠医院一部分',
      '主要劳动力患病，家庭支出骤增',
    ],
    facts: ONCE,
    programs: ['MIA-02', 'MCA-05', 'RC-01', 'CHA-02'],
    planOnly: ['RC-01'],
    medicalBills: true,
  },
  woman: {
    difficulty: 'medical',
    who: `${LOCAL} and ${LOW_INCOME} and f.illness_type in ('breast_cancer', 'cervical_cancer') and f.insured_medical
      and f.med_total_12m > 0 and f.med_insurance_paid_12m is not null and f.med_oop_compliant_12m is not null`,
    whatHappened: ['体检查出“两癌”，手术及化疗费用大', '术后定期化疗，家中只有丈夫一人务工'],
    facts: { ...ONCE, illness_grade_ok: true, liangai_prior: false },
    programs: ['MIA-02', 'WF-01', 'MCA-05', 'CHA-02'],
    medicalBills: true,
  },
  disability: {
    difficulty: 'disability',
    who: `${LOCAL} and f.disability_level in (1, 2) and f.needs_long_term_care and f.tekun_status = 'none'
      and not f.work_injury_care_allowance and f.orphan_status = 'none' and hf.hh_dibao_status in ('rural', 'urban')`,
    whatHappened: ['重度残疾，生活不能自理，家人照护后无法外出务工', '残疾加重，需长期照护和更换辅具'],
    facts: { ...ONCE, emergency_kind: 'none', expense_kind: 'care' },
    programs: ['MCA-08', 'MCA-09', 'DPF-02', 'DPF-01'],
  },
  overIncome: {
    difficulty: 'disability',
    who: `${LOCAL} and f.disability_level in (3, 4) and f.personal_income_month > 1800`,
    whatHappened: ['肢体残疾，去年看病花费较大，申请残疾人临时救助'],
    facts: { ...ONCE, emergency_kind: 'none', expense_kind: 'medical', public_post: true },
    programs: [],
  },
  notPoor: {
    difficulty: 'living',
    who: `${LOCAL} and hf.hh_dibao_status = 'none' and not hf.hh_low_income_edge and p.relation = 'head'
      and hf.hh_income_month / hf.hh_size > 1200`,
    whatHappened: ['子女上学、老人看病开支大，申请低保'],
    facts: {},
    programs: [],
  },
  accident: {
    difficulty: 'emergency',
    who: `${LOCAL} and ${LOW_INCOME} and years_old between 25 and 62 and p.relation = 'head'`,
    whatHappened: [
      '务工时摔伤，住院期间全家无收入',
      '家中失火，衣物粮食烧毁，暂住邻居家',
      '交通事故受伤，肇事方无力赔付',
    ],
    facts: {
      ...ONCE,
      emergency_kind: 'injury',
      emergency_severe: true,
      emergency_in_county: true,
      urgent: true,
    },
    programs: ['MCA-04', 'RC-01', 'CHA-02'],
  },
  income: {
    difficulty: 'living',
    who: `${LOCAL} and hf.hh_dibao_status = 'none' and not hf.hh_low_income_edge and hf.hh_consents_complete
      and hf.hh_income_month / hf.hh_size < case when hf.hh_area_type = 'urban' then 640 else 440 end
      and hf.hh_savings_total <= 3000 and hf.hh_vehicle_count = 0 and hf.hh_property_count <= 1
      and hf.hh_business_registered = false and f.tekun_status = 'none' and p.relation = 'head'
      and hf.hh_count_severe is not null and hf.hh_count_minor_or_70 is not null`,
    whatHappened: ['家中劳动力减少，靠少量务农收入维持，申请低保', '子女尚幼、老人多病，日常开支难以维持'],
    facts: {},
    programs: ['MCA-02', 'MCA-01', 'MIA-01'],
  },
  house: {
    difficulty: 'housing',
    who: `${LOCAL} and ${LOW_INCOME} and hf.hh_area_type = 'rural' and hf.hh_housing_grade in ('C', 'D')
      and hf.hh_only_housing and hf.hh_house_subsidy_before = false and p.relation = 'head'`,
    whatHappened: ['土木房墙体开裂，经鉴定为危房，无力修缮', '连阴雨后房屋一角塌陷，现借住亲戚家'],
    facts: ONCE,
    programs: ['HUD-01', 'MCA-05'],
  },
  rent: {
    difficulty: 'housing',
    who: `${LOCAL} and ${LOW_INCOME} and hf.hh_area_type = 'urban' and hf.hh_housing_area_percap < 13 and p.relation = 'head'`,
    whatHappened: ['三代人挤住一间旧房，申请租赁补贴'],
    facts: ONCE,
    programs: ['HUD-02', 'MCA-05'],
  },
  pupil: {
    difficulty: 'education',
    who: `${LOCAL} and ${LOW_INCOME} and f.student_stage in ('primary', 'junior', 'senior_general', 'senior_vocational')
      and f.boarding is not null`,
    whatHappened: ['家中两个孩子在校寄宿，生活费难以负担', '升入高中后费用增加，家长临时失去零工'],
    facts: { ...ONCE, hardship_recognised_student: true },
    programs: ['EDU-01', 'EDU-02', 'RRB-02', 'MCA-05'],
  },
  child: {
    difficulty: 'child',
    who: `${LOCAL} and years_old between 4 and 15 and f.left_behind_child and f.orphan_status = 'none'`,
    whatHappened: ['父母常年在外务工，孩子随年迈祖父母生活，学习和心理需要关心'],
    facts: {},
    programs: ['MCA-13', 'EDU-01'],
  },
  flood: {
    difficulty: 'disaster',
    who: `${LOCAL} and ${LOW_INCOME} and hf.hh_area_type = 'rural' and hf.hh_only_housing and p.relation = 'head'`,
    whatHappened: ['暴雨引发山洪，院墙倒塌、窑洞进水，已转移安置'],
    facts: {
      ...ONCE,
      disaster_kind: 'flood',
      disaster_house: 'severe',
      disaster_relocated: true,
      disaster_death: false,
      winter_spring_need: false,
      emergency_kind: 'none',
    },
    programs: ['EMB-01', 'EMB-02', 'EMB-03'],
  },
  work: {
    difficulty: 'work',
    who: `${LOCAL} and hf.hh_dibao_status in ('rural', 'urban') and years_old between 40 and 57 and not f.public_post
      and f.disability_level = 0 and hf.hh_able_members >= 1`,
    whatHappened: ['企业裁员后一年未找到工作，需照顾老人不能远行'],
    facts: { work_capacity: 'full', employment_hard: true, unemployed_registered: true },
    programs: ['HRS-01', 'HRS-02'],
  },
} satisfies Record<string, Story>;

export type StoryName = keyof typeof STORIES;

/** How far a case has come. `partly`: the last department has not decided; `declined`: it declined. */
export type Ending = 'settled' | 'partly' | 'declined' | 'refused' | 'open' | 'waiting';

export interface DemoCase {
  story: StoryName;
  townshipCode: string;
  ending: Ending;
  /** Not the window's or township's own desk. */
  channel?: string;
}

export interface DemoMeeting {
  /** Days before today; a meeting after today is negative. */
  daysAgo: number;
  cases: readonly DemoCase[];
}

const of = (story: StoryName, townshipCode: string, ending: Ending, channel?: string): DemoCase => ({
  story,
  townshipCode,
  ending,
  ...(channel ? { channel } : {}),
});

/** The meetings of two years with their cases, oldest first; the last one is still to come. */
export const MEETINGS: readonly DemoMeeting[] = [
  { daysAgo: 612, cases: [of('illness', 'T01', 'settled'), of('house', 'T04', 'settled')] },
  { daysAgo: 520, cases: [of('disability', 'T02', 'settled'), of('accident', 'T05', 'settled', 'hotline_12345')] },
  { daysAgo: 431, cases: [of('illness', 'T03', 'settled', 'village_agent'), of('overIncome', 'T01', 'refused')] },
  { daysAgo: 318, cases: [of('illness', 'T06', 'settled'), of('income', 'T07', 'settled', 'wechat_self')] },
  { daysAgo: 241, cases: [of('pupil', 'T02', 'settled'), of('woman', 'T03', 'settled')] },
  { daysAgo: 198, cases: [of('work', 'T01', 'settled'), of('child', 'T05', 'settled', 'informant')] },
  { daysAgo: 132, cases: [of('flood', 'T04', 'settled', 'village_agent'), of('illness', 'T07', 'declined')] },
  {
    daysAgo: 96,
    cases: [of('illness', 'T02', 'settled'), of('rent', 'T01', 'settled'), of('notPoor', 'T03', 'refused')],
  },
  { daysAgo: 61, cases: [of('disability', 'T06', 'settled'), of('pupil', 'T07', 'declined')] },
  { daysAgo: 33, cases: [of('woman', 'T04', 'partly'), of('accident', 'T02', 'settled')] },
  { daysAgo: 12, cases: [of('illness', 'T05', 'partly'), of('house', 'T03', 'partly')] },
  { daysAgo: 5, cases: [of('illness', 'T04', 'partly', 'hotline_12345'), of('overIncome', 'T06', 'refused')] },
  { daysAgo: -4, cases: [of('disability', 'T01', 'waiting'), of('illness', 'T03', 'waiting')] },
];

/** Requests of the last days that no meeting has on its agenda yet. */
export const REQUESTS: readonly (DemoCase & { daysAgo: number })[] = [
  { ...of('illness', 'T06', 'waiting', 'wechat_self'), daysAgo: 6 },
  { ...of('pupil', 'T01', 'waiting'), daysAgo: 4 },
  { ...of('accident', 'T07', 'open', 'village_agent'), daysAgo: 3 },
  { ...of('income', 'T02', 'open'), daysAgo: 2 },
  { ...of('house', 'T05', 'open'), daysAgo: 1 },
];
