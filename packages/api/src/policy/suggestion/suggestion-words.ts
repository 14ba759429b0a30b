import { formatYuan } from '../../platform/money.js';
import type { Bilingual } from '../types.js';
import type { PackageValue } from './suggestion.types.js';

const listed = (parts: readonly Bilingual[]): Bilingual => ({
  zh: parts.map(({ zh }) => zh).join('，'),
  en: parts.map(({ en }) => en).join(', '),
});

/** What a package reaches, in a sentence. @param leftFen what it leaves of the loss; null = the loss is not known */
export function bestWords(value: PackageValue, leftFen: number | null): Bilingual {
  const { monthlyFen, coveredFen, onceFen, helps, socialFen, lastResortFen, departments, papers } = value;
  const told: [boolean, string, string][] = [
    [monthlyFen > 0, `每月 ${formatYuan(monthlyFen)}`, `${formatYuan(monthlyFen)} a month`],
    [coveredFen > 0, `解决负担 ${formatYuan(coveredFen)}`, `${formatYuan(coveredFen)} of the loss met`],
    [
      leftFen !== null,
      leftFen === 0 ? '不留缺口' : `还缺 ${formatYuan(leftFen ?? 0)}`,
      `${formatYuan(leftFen ?? 0)} left`,
    ],
    [onceFen > 0, `另有一次性救助 ${formatYuan(onceFen)}`, `${formatYuan(onceFen)} once besides`],
    [helps > 0, `不发钱的帮助 ${helps} 项`, `help without money: ${helps}`],
    [socialFen > 0, `其中社会资金 ${formatYuan(socialFen)}`, `${formatYuan(socialFen)} of it from donations`],
    [
      lastResortFen > 0,
      `其中托底 ${formatYuan(lastResortFen)}`,
      `${formatYuan(lastResortFen)} of it as the last resort`,
    ],
    [true, `涉及 ${departments} 个部门、${papers} 种材料`, `departments: ${departments}, papers: ${papers}`],
  ];
  const { zh, en } = listed(told.flatMap(([when, zh, en]) => (when ? [{ zh, en }] : [])));
  return { zh: `${zh}。`, en: `${en}.` };
}

type Told = readonly [of: keyof PackageValue, zh: string, en: string, isMoney: boolean, moreIsBetter: boolean];

const COMPARED: readonly Told[] = [
  ['monthlyFen', '每月救助', 'monthly aid', true, true],
  ['coveredFen', '解决负担', 'loss met', true, true],
  ['onceFen', '一次性救助', 'aid given once', true, true],
  ['helps', '不发钱的帮助', 'help without money', false, true],
  ['lastResortFen', '托底资金', 'last-resort money', true, false],
  ['socialFen', '社会资金', 'donations', true, false],
  ['departments', '部门', 'departments', false, false],
  ['papers', '材料', 'papers', false, false],
];

/** What a package gains beside the best and what it costs, in a sentence. */
export function alternativeWords(value: PackageValue, best: PackageValue): Bilingual {
  const [gains, costs]: [Bilingual[], Bilingual[]] = [[], []];
  for (const [of, zh, en, isMoney, moreIsBetter] of COMPARED) {
    const by = value[of] - best[of];
    if (by === 0) continue;
    const less = isMoney ? 'less' : 'fewer';
    const size = isMoney ? formatYuan(Math.abs(by)) : String(Math.abs(by));
    const part = { zh: `${zh}${by > 0 ? '多' : '少'} ${size}`, en: `${en} ${size} ${by > 0 ? 'more' : less}` };
    (by > 0 === moreIsBetter ? gains : costs).push(part);
  }
  const savedFen = spentFen(best) - spentFen(value);
  if (savedFen > 0) {
    const size = formatYuan(savedFen);
    gains.push({ zh: `为其他等候的家庭多留 ${size}`, en: `${size} more left for families that wait` });
  }
  if (gains.length + costs.length === 0) {
    return { zh: '与最优方案结果相同，经办项目不同。', en: 'The same outcome as the best, by other programs.' };
  }
  const [gained, cost] = [listed(gains), listed(costs)];
  return {
    zh: `比最优方案${gained.zh ? `，好处是${gained.zh}` : '没有好处'}；${cost.zh ? `代价是${cost.zh}` : '没有代价'}。`,
    en: `Beside the best it gains ${gained.en || 'nothing'}; it costs ${cost.en || 'nothing'}.`,
  };
}

const spentFen = ({ coveredFen, onceFen }: PackageValue): number => coveredFen + onceFen;
