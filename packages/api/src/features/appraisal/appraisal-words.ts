import type { AppraisalMeasureCode } from '@yimen/schema';
import { formatYuan } from '../../platform/money.js';
import type { Measured } from '../../policy/appraisal.js';
import type { Bilingual, MeasureRule } from '../../policy/types.js';

export type PartUnit = 'fen' | 'count' | 'days' | 'steps';

/** What the numbers behind a measure are; those of the county's own questions to families are steps of a scale. */
const PARTS: Record<string, Bilingual & { unit: PartUnit }> = {
  budgetFen: { zh: '预算', en: 'Budget', unit: 'fen' },
  dueFen: { zh: '按已过天数折算的预算', en: 'Budget pro rata', unit: 'fen' },
  gone: { zh: '已过天数', en: 'Days gone', unit: 'count' },
  of: { zh: '全年天数', en: 'Days of the year', unit: 'count' },
  committedFen: { zh: '已承诺', en: 'Promised', unit: 'fen' },
  paidFen: { zh: '已发放', en: 'Paid', unit: 'fen' },
  programs: { zh: '承担项目', en: 'Programs run', unit: 'count' },
  given: { zh: '有人受益的项目', en: 'Programs given', unit: 'count' },
  inPackages: { zh: '进入救助方案的项目', en: 'Programs in packages', unit: 'count' },
  cases: { zh: '参与个案', en: 'Cases', unit: 'count' },
  jointCases: { zh: '与慈善联动个案', en: 'Cases joined with charity', unit: 'count' },
  meetings: { zh: '应参加会议', en: 'Meetings', unit: 'count' },
  attended: { zh: '本人参会', en: 'Attended in person', unit: 'count' },
  substituted: { zh: '代会', en: 'By a substitute', unit: 'count' },
  decisions: { zh: '作出决定', en: 'Decisions', unit: 'count' },
  awards: { zh: '给予救助', en: 'Awards', unit: 'count' },
  verifications: { zh: '答复核对', en: 'Verifications answered', unit: 'count' },
  deliveries: { zh: '实物与服务发放', en: 'Goods and services given', unit: 'count' },
  tasks: { zh: '办结任务', en: 'Tasks done', unit: 'count' },
  pieces: { zh: '到期事项', en: 'Pieces of work due', unit: 'count' },
  inTime: { zh: '按期', en: 'In time', unit: 'count' },
  lateByOthers: { zh: '仅因等待逾期', en: 'Late by waiting alone', unit: 'count' },
  lateOwn: { zh: '自身逾期', en: 'Late by own delay', unit: 'count' },
  ownDays: { zh: '自身延误', en: 'Own delay', unit: 'days' },
  waitingDays: { zh: '等待他人', en: 'Waiting on others', unit: 'days' },
  asked: { zh: '已回访', en: 'Families asked', unit: 'count' },
  answers: { zh: '计入评价', en: 'Answers counted', unit: 'count' },
  complaints: { zh: '提出意见', en: 'Complaints', unit: 'count' },
  refused: { zh: '不愿回答', en: 'Did not want to answer', unit: 'count' },
  notReached: { zh: '联系不上', en: 'Not reached', unit: 'count' },
};

/** What a number behind a measure is, and its unit. */
export function partWords(
  code: string,
  questions: readonly { code: string; name: Bilingual }[],
): { name: Bilingual; unit: PartUnit } {
  const known = PARTS[code];
  if (known) return { name: { zh: known.zh, en: known.en }, unit: known.unit };
  return { name: questions.find((one) => one.code === code)?.name ?? { zh: code, en: code }, unit: 'steps' };
}

type Formula = (parts: (name: string) => number) => Bilingual;

/** How the budget of a running year is divided; nothing of one that is over. */
function proRata(n: (name: string) => number): Bilingual {
  const [gone, days, due] = [n('gone'), n('of'), formatYuan(n('dueFen'))];
  if (gone === days) return { zh: '', en: '' };
  return { zh: ` 按已过天数 ${gone}/${days} 折算 ${due}`, en: ` pro rata ${gone}/${days} days gone, ${due}` };
}

const FORMULAS: Record<AppraisalMeasureCode, Formula> = {
  funds: (n) => ({
    zh: `（已承诺 ${formatYuan(n('committedFen'))} + 已发放 ${formatYuan(n('paidFen'))}）÷ 预算 ${formatYuan(n('budgetFen'))}${proRata(n).zh}`,
    en: `(promised ${formatYuan(n('committedFen'))} + paid ${formatYuan(n('paidFen'))}) ÷ budget ${formatYuan(n('budgetFen'))}${proRata(n).en}`,
  }),
  programs: (n) => ({
    zh: `有人受益 ${n('given')} 个 ÷ 承担项目 ${n('programs')} 个`,
    en: `${n('given')} programs given ÷ ${n('programs')} run`,
  }),
  joint: (n) => ({
    zh: `与慈善联动 ${n('jointCases')} 个 ÷ 参与个案 ${n('cases')} 个`,
    en: `${n('jointCases')} cases joined with charity ÷ ${n('cases')} cases`,
  }),
  work: (n) => ({
    zh: `（本人 ${n('attended')} 次 + 代会 ${n('substituted')} 次）÷ 会议 ${n('meetings')} 次`,
    en: `(in person ${n('attended')} + by a substitute ${n('substituted')}) ÷ ${n('meetings')} meetings`,
  }),
  on_time: (n) => ({
    zh: `（按期 ${n('inTime')} 件 + 仅因等待逾期 ${n('lateByOthers')} 件）÷ 到期 ${n('pieces')} 件`,
    en: `(in time ${n('inTime')} + late by waiting alone ${n('lateByOthers')}) ÷ ${n('pieces')} pieces due`,
  }),
  own_delay: (n) => ({
    zh: `自身延误 ${n('ownDays')} 个工作日 ÷ 到期 ${n('pieces')} 件`,
    en: `${n('ownDays')} working days of own delay ÷ ${n('pieces')} pieces due`,
  }),
  satisfaction: (n) => ({
    zh: `${n('answers')} 份回答各项平均`,
    en: `mean over the questions of ${n('answers')} answers`,
  }),
};

const UNITS: Record<AppraisalMeasureCode, Bilingual> = {
  funds: { zh: '%', en: '%' },
  programs: { zh: '%', en: '%' },
  joint: { zh: '%', en: '%' },
  work: { zh: '%', en: '%' },
  on_time: { zh: '%', en: '%' },
  own_delay: { zh: ' 个工作日', en: ' working days' },
  satisfaction: { zh: ' 分', en: ' of 5' },
};

/** How the points of a measure came about: its parts, its value, and the scale. */
export function formulaWords(
  { code, value, parts }: Measured,
  rule: Pick<MeasureRule, 'zeroAt' | 'fullAt'>,
): Bilingual {
  if (value === null) {
    return { zh: '没有可以计算的内容，本项及其权重不计', en: 'nothing to count; left out together with its weight' };
  }
  const { zh, en } = FORMULAS[code]((name) => parts[name] ?? 0);
  const unit = UNITS[code];
  return {
    zh: `${zh} = ${value}${unit.zh}；${rule.zeroAt}${unit.zh}得 0 分，${rule.fullAt}${unit.zh}得 100 分`,
    en: `${en} = ${value}${unit.en}; ${rule.zeroAt}${unit.en} gives 0 points, ${rule.fullAt}${unit.en} gives 100`,
  };
}
