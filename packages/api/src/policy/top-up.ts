import {
  type Claim,
  type Clash,
  claimOf,
  groupsOf,
  type Held,
  sameBeneficiary,
  settleClaims,
  stillCounts,
} from './exclusivity.js';
import type { Bilingual, CountyPack, ExclusivityGroup } from './types.js';

/** What is left for a claim that only tops up what others pay. */
export interface ToppedUp<C extends Claim> {
  claim: C;
  /** Fen; null = no money. */
  paysFen: number | null;
  /** Why it pays less than its amount, and what pays the rest. */
  less?: { rule: Clash; by: string[]; paidFen: number };
}

const REIMBURSED: Clash = {
  ruleCode: 'REIMBURSED',
  words: { zh: '同一笔费用只报销一次', en: 'A cost is reimbursed once' },
};

/**
 * What claims pay where money is set against money. In a group with top-up a member pays the difference between its
 * amount and what members before it, or held already, pay to the same person in the same period. Where items add up, and
 * where costs are reimbursed, a program pays what was added since it was last given for the event.
 * @param inOrder claims that stand, in the order of payment
 */
export function topUp<C extends Claim>(pack: CountyPack, inOrder: readonly C[], held: readonly Held[]): ToppedUp<C>[] {
  const before: { claim: Claim; isHeld: boolean }[] = held.flatMap((aid) => {
    const claim = claimOf(pack, aid);
    return claim && stillCounts(claim.program, aid) ? [{ claim, isHeld: true }] : [];
  });
  return inOrder.map((claim) => {
    const { amountFen } = claim;
    if (amountFen === null) return { claim, paysFen: null };
    const paid = before.flatMap((other) => {
      const rule = ruleBetween(pack, claim, other.claim, other.isHeld);
      return rule && other.claim.amountFen
        ? [{ rule, code: other.claim.program.code, fen: other.claim.amountFen }]
        : [];
    });
    const paidFen = paid.reduce((sum, { fen }) => sum + fen, 0);
    const paysFen = Math.max(0, amountFen - paidFen);
    before.push({ claim: { ...claim, amountFen: paysFen }, isHeld: false });
    const [first] = paid;
    const by = [...new Set(paid.map(({ code }) => code))];
    return first ? { claim, paysFen, less: { rule: first.rule, by, paidFen } } : { claim, paysFen };
  });
}

/** The rule that sets the money of another claim against this one's. */
function ruleBetween(pack: CountyPack, claim: Claim, other: Claim, isHeld: boolean): Clash | undefined {
  const group = groupsOf(pack, claim, other).find((one) => sets(one, claim, other, isHeld));
  if (group) return { ruleCode: group.code, words: group.words };
  const { code, form } = claim.program;
  const isAgain = isHeld && form === 'reimbursement' && code === other.program.code && sameBeneficiary(claim, other);
  return isAgain ? REIMBURSED : undefined;
}

/** Whether a group sets the money of another claim against this one's. */
function sets({ mode }: ExclusivityGroup, claim: Claim, other: Claim, isHeld: boolean): boolean {
  const isSame = claim.program.code === other.program.code;
  if (mode === 'additive_by_item') return isHeld && isSame;
  return mode === 'only_one_with_top_up' && !isSame && claim.program.period === other.program.period;
}

/** What keeps a claim out by what is held already: the program held, and the rule. Undefined when nothing does. */
export function heldAgainst(
  pack: CountyPack,
  claim: Claim,
  held: readonly Held[],
): { program: string; words: Bilingual } | undefined {
  const [lost] = settleClaims(pack, [claim], held).losing;
  if (lost) return { program: lost.keptProgram, words: lost.clash.words };
  const [topped] = topUp(pack, [claim], held);
  const [program] = topped?.paysFen === 0 ? (topped.less?.by ?? []) : [];
  return program !== undefined && topped?.less ? { program, words: topped.less.rule.words } : undefined;
}
