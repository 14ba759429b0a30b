import type { CountyPack, Fund } from '../../policy/types.js';

interface Place {
  id: string;
  year: number;
  fundCode: string;
}

/**
 * Whether money of a line may be moved to another: of the same year, and of the same fund or one of its pool. The wishes of
 * donors are no matter of it: what is bound is not free, and only what is free moves.
 */
export function mayReceive({ funds }: Pick<CountyPack, 'funds'>, from: Place, to: Place): boolean {
  if (from.id === to.id || from.year !== to.year) return false;
  if (from.fundCode === to.fundCode) return true;
  const [giver, receiver] = [fundOf(funds, from), fundOf(funds, to)];
  return giver?.pool !== undefined && giver.pool === receiver?.pool && giver.nature === receiver.nature;
}

/** Why it may not, in words. */
export function whyNot({ funds }: Pick<CountyPack, 'funds'>, from: Place, to: Place): { zh: string; en: string } {
  const [giver, receiver] = [fundOf(funds, from), fundOf(funds, to)];
  const instead = {
    zh: '请分别申请压减和追加，由资金主管方批准。',
    en: 'Ask for a cut and a supplement, which whoever gives the fund approves.',
  };
  if (from.year !== to.year) return { zh: '只能在同一年度内调剂。', en: 'Money moves only between lines of one year.' };
  if (giver?.nature !== receiver?.nature)
    return {
      zh: `“${giver?.name.zh}”与“${receiver?.name.zh}”一为财政资金、一为社会资金，性质不同，不能调剂。${instead.zh}`,
      en: `"${giver?.name.en}" and "${receiver?.name.en}" are of two natures, public and given, and do not mix. ${instead.en}`,
    };
  return {
    zh: `“${giver?.name.zh}”与“${receiver?.name.zh}”各自专款专用，不能调剂。${instead.zh}`,
    en: `"${giver?.name.en}" and "${receiver?.name.en}" are earmarked each for itself. ${instead.en}`,
  };
}

function fundOf(funds: readonly Fund[], { fundCode }: Place): Fund | undefined {
  return funds.find(({ code }) => code === fundCode);
}
