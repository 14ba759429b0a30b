import { type Choice, composePackage, type GivenAid, judgeForPackage } from './compose-package.js';
import { createJudge } from './judge.js';
import type { CountyPack, FactValue } from './types.js';

const DAY = '2022-06-23';

interface Situation {
  /** What the trouble cost, of which no insurance paid anything. */
  needYuan?: number | null;
  given?: GivenAid[];
  facts?: Record<string, FactValue>;
}

/** Composes a package of a small pack for specs: judged on one day, by the facts that the case is about. */
export function compose(
  pack: CountyPack,
  choices: (string | Choice)[],
  { needYuan = null, given = [], facts = {} }: Situation = {},
) {
  const chosen = choices.map((choice) => (typeof choice === 'string' ? { programCode: choice } : choice));
  const bag = Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, { value }]));
  return composePackage({
    pack,
    verdicts: judgeForPackage(createJudge(pack), pack, bag, DAY, chosen, given),
    choices: chosen,
    need: { costFen: needYuan === null ? null : needYuan * 100, insurancePaidFen: 0 },
    alreadyGiven: given,
  });
}

/** What it pays, one text an item: "A 300", "B -" where the amount is open. */
export const paid = ({ items }: { items: { programCode: string; amountFen: number | null }[] }) =>
  items.map(({ programCode, amountFen }) => `${programCode} ${amountFen === null ? '-' : amountFen / 100}`);
