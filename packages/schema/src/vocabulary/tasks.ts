import type { Label } from './labels.js';

/** The steps in which something can be late. What the county pack adds after a refusal is named by the pack. */
export const TASK_KINDS = {
  request_review: { zh: '提请研判', en: 'Hand over to the review' },
  hold_meeting: { zh: '召开研判会', en: 'Hold the meeting' },
  emergency_meeting: { zh: '紧急研判会', en: 'Emergency session' },
  meeting_task: { zh: '会后事项', en: 'Given by a meeting' },
  subgroup_opinion: { zh: '小组意见', en: "Subgroup's opinion" },
  stand_in: { zh: '代为参会', en: 'Sit in for a member' },
  department_decision: { zh: '部门决定', en: 'Department decision' },
  displaced_notice: { zh: '告知重复申请', en: 'Tell duplicate applicants' },
  refusal_phone: { zh: '不予电话告知', en: 'Refusal by telephone' },
  refusal_letter: { zh: '不予书面告知', en: 'Refusal in writing' },
  refusal_notice: { zh: '不予告知', en: 'Tell of a refusal' },
  waiting_notice: { zh: '告知候补', en: 'Tell who waits' },
  quota_offer: { zh: '退回名额递补', en: 'Offer freed places' },
  waiting_offer: { zh: '候补递补', en: 'Serve the next in line' },
  still_in_difficulty: { zh: '救助后仍困难', en: 'Still in difficulty' },
  package_review: { zh: '方案复核', en: 'Review of a package' },
  verification: { zh: '信息核对', en: 'Verification' },
  fact_conflict: { zh: '信息不一致', en: 'Conflict of facts' },
  discovery: { zh: '走访发现', en: 'Name to look into' },
  stop_aid: { zh: '停发救助', en: 'End aid' },
  review_aid: { zh: '复核救助', en: 'Review aid' },
  donor_wish: { zh: '捐赠意愿到期', en: 'Wish past its day' },
  rule_review: { zh: '规则复核', en: 'Review of a rule' },
  rule_returned: { zh: '规则退回修改', en: 'Rule sent back' },
} as const satisfies Record<string, Label>;
