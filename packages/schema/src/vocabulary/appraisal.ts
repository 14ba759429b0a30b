import type { Label } from './labels.js';

/** How a family was asked. */
export const SATISFACTION_MANNERS = {
  phone: { zh: '电话', en: 'by telephone' },
  visit: { zh: '入户', en: 'at home' },
  hall: { zh: '大厅', en: 'at the window' },
} as const satisfies Record<string, Label>;

/** Who told how it was. */
export const SATISFACTION_TELLERS = {
  self: { zh: '本人', en: 'the person' },
  family: { zh: '家属', en: 'a relative' },
  guardian: { zh: '监护人', en: 'the guardian' },
} as const satisfies Record<string, Label>;

/** What came of asking; who was not reached or does not want to answer has been asked too. */
export const SATISFACTION_OUTCOMES = {
  answered: { zh: '已回答', en: 'answered' },
  refused: { zh: '不愿回答', en: 'did not want to' },
  not_reached: { zh: '联系不上', en: 'not reached' },
} as const satisfies Record<string, Label>;
export type SatisfactionOutcome = keyof typeof SATISFACTION_OUTCOMES;

/** What a department is judged by (R15); weights and scales are in the county pack. */
export const APPRAISAL_MEASURES = {
  funds: { zh: '资金投入', en: 'Funds used' },
  programs: { zh: '项目落实', en: 'Programs given' },
  joint: { zh: '政府与慈善联动', en: 'Aid joined with charity' },
  work: { zh: '参会履职', en: 'Attendance' },
  on_time: { zh: '按期办结', en: 'Done in time' },
  own_delay: { zh: '自身延误', en: 'Own delay' },
  satisfaction: { zh: '群众评价', en: 'Satisfaction' },
} as const satisfies Record<string, Label>;
export type AppraisalMeasureCode = keyof typeof APPRAISAL_MEASURES;

/** What work waits for that is not the department's own doing. */
export const DELAY_CAUSES = {
  pause: { zh: '会议暂停', en: 'the meeting paused' },
  family: { zh: '家庭补材料', en: "the family's papers" },
  verification: { zh: '其他部门核对', en: 'verification by others' },
  meeting: { zh: '等待研判会', en: 'the next meeting' },
  budget: { zh: '资金不足待追加', en: 'money to be added' },
} as const satisfies Record<string, Label>;
export type DelayCause = keyof typeof DELAY_CAUSES;

/** What for one opens the appraisal of a department (R16). */
export const APPRAISAL_PURPOSES = {
  yearly_check: { zh: '年度目标责任考核', en: 'Yearly check of targets' },
  cadre: { zh: '干部考察', en: 'Personnel decision' },
  supervision: { zh: '督查整改', en: 'Supervision' },
  own_work: { zh: '本单位改进工作', en: 'Improving own work' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Label>;
