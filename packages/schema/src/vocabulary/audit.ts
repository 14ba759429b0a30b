import type { Label } from './labels.js';

/** What the nightly self-audit asks, in the words of an auditor; how a county asks it is in its pack. */
export const AUDIT_QUESTIONS = {
  deceased_paid: {
    zh: '死亡后仍发放',
    en: 'Paid after death',
    asks: {
      zh: '按期发放的救助，在本人死亡的次月起是否还在发放？',
      en: 'Does regular aid still go out after the month in which the person died?',
    },
  },
  exclusive_pair: {
    zh: '互斥项目同时享受',
    en: 'Two that exclude each other',
    asks: {
      zh: '同一对象是否同时享受了互相排斥的两个项目？',
      en: 'Does somebody hold two programs that exclude each other?',
    },
  },
  above_loss: {
    zh: '救助合计超过损失',
    en: 'Aid above the loss',
    asks: {
      zh: '各部门救助合计是否超过扣除保险后的实际损失？',
      en: 'Do all departments together give more than the loss after insurance?',
    },
  },
  paid_before_decision: {
    zh: '先发放后决定',
    en: 'Paid before the decision',
    asks: {
      zh: '除急难先行救助外，是否在部门决定之前或没有决定就发放了资金？',
      en: 'Was money sent before the department decided, or without a decision, other than as urgent aid?',
    },
  },
  no_quorum: {
    zh: '未达法定人数表决',
    en: 'Decided without a quorum',
    asks: {
      zh: '研判会通过的议题，参加表决的人数是否够？',
      en: 'Had enough members voted on what the meeting adopted?',
    },
  },
  idle_funds: {
    zh: '资金闲置',
    en: 'Idle money',
    asks: {
      zh: '接近年末，哪些预算几乎没有动用？',
      en: 'Which budget lines are hardly used late in the year?',
    },
  },
  missing_papers: {
    zh: '缺少必备材料',
    en: 'Missing papers',
    asks: {
      zh: '超过期限后，以下材料是否仍缺：部门决定后的核对授权书，通过议题的研判会经签字的纪要，银行发放账户的第二人核对，乡镇备用金先行救助的手续？',
      en: "Past their day, are these still not there: authorisations after a decision, signed minutes of a meeting that adopted something, a second person's check of an account the bank paid to, papers of urgent aid from a township's reserve?",
    },
  },
  splitting: {
    zh: '化整为零',
    en: 'Split below the limit',
    asks: {
      zh: '是否在短期内多次以不超过乡镇小额限额的金额救助同一户，合计超过限额？',
      en: "Did one household get several awards, each within the township's limit, that together exceed it within days?",
    },
  },
  rule_version: {
    zh: '适用规则版本有误',
    en: 'Wrong version of a rule',
    asks: {
      zh: '决定所依据的规则，是否为决定之日有效的版本？',
      en: 'Does each decision rest on the version of the rule that was in force on its day?',
    },
  },
  one_person: {
    zh: '一人既提出又决定',
    en: 'One person proposed and decided',
    asks: {
      zh: '是否由同一人既提出（受理、编制方案或申请）又作出部门决定？',
      en: 'Did one person both propose (receive, compose or apply) and take the decision?',
    },
  },
  recovery_late: {
    zh: '追回款长期逾期',
    en: 'Money to come back long late',
    asks: {
      zh: '研判会决定追回的多发款，是否逾期数月仍未退回、也未办理延期？',
      en: 'Is money that the meeting decided is to come back late for months, and no later day agreed on?',
    },
  },
  shared_account: {
    zh: '多户共用账户',
    en: 'One account for several households',
    asks: {
      zh: '是否有两户以上的救助金发往同一银行账户？',
      en: 'Does the aid of several households go to one bank account?',
    },
  },
} as const satisfies Record<string, Label & { asks: Label }>;
export type AuditQuestion = keyof typeof AUDIT_QUESTIONS;

export const AUDIT_SEVERITIES = {
  high: { zh: '高', en: 'High' },
  medium: { zh: '中', en: 'Medium' },
  low: { zh: '低', en: 'Low' },
} as const satisfies Record<string, Label>;
