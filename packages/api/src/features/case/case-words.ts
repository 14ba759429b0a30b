import type { Bilingual } from '../../policy/types.js';

const STATUS_WORDS: Record<string, Bilingual> = {
  open: { zh: '受理中', en: 'open' },
  awaiting_review: { zh: '待研判', en: 'awaiting review' },
  on_agenda: { zh: '已列入议程', en: 'on the agenda' },
  in_review: { zh: '研判中', en: 'in review' },
  adopted: { zh: '方案已通过', en: 'adopted' },
  settled: { zh: '已办结', en: 'settled' },
  refused: { zh: '不予救助', en: 'refused' },
};

const ACTION_WORDS: Record<string, Bilingual> = {
  edit: { zh: '修改需求', en: 'change the need' },
  apply: { zh: '申请项目', en: 'apply for a program' },
  compose: { zh: '编制救助方案', en: 'compose the package' },
  request_review: { zh: '提请研判', en: 'request the review' },
  request_meeting: { zh: '要求开会研判', en: 'ask for a meeting' },
  schedule: { zh: '列入议程', en: 'put it on an agenda' },
  unschedule: { zh: '移出议程', en: 'take it off the agenda' },
  take: { zh: '开始研判', en: 'take it up' },
  adopt: { zh: '通过方案', en: 'adopt it' },
  refuse: { zh: '不予救助', en: 'refuse it' },
  defer: { zh: '暂缓', en: 'defer it' },
  reopen: { zh: '重新办理', en: 'open it again' },
  settle: { zh: '办结', en: 'settle it' },
};

export function statusWords(status: string): Bilingual {
  return STATUS_WORDS[status] ?? { zh: status, en: status };
}

/** Why the status of a case does not allow an action. */
export function notNowWords(status: string, action: string): Bilingual {
  const now = statusWords(status);
  const act = ACTION_WORDS[action] ?? { zh: action, en: action };
  return {
    zh: `个案现为“${now.zh}”，不能${act.zh}。`,
    en: `The case is ${now.en}: you cannot ${act.en} now.`,
  };
}
