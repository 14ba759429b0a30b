import type { ReplayedItem } from './replay-package.js';

/** How a county puts right what was paid too much or too little. */
export interface RemedyRules {
  /** Up to so much (fen) the committee may let an overpayment go. */
  waivesUpToFen: number;
  /** Of coming monthly aid so much is kept back at most, in percent; 0 of what a family lives on. */
  setsOffPercent: number;
  /** Otherwise it is paid back in so many monthly parts. */
  instalments: number;
}

/** Proposed only: the committee decides, and no money moves by it. */
export interface Remedy {
  kind: 'pay_difference' | 'set_off' | 'instalments' | 'waive' | 'ask_facts' | 'none';
  /** Fen in all. */
  fen: number;
  /** Fen a month, and for how many months, where it goes by months. */
  monthlyFen: number | null;
  months: number | null;
}

/**
 * What to do about an item: over- and underpayment of different months make up for each other, and so does what earlier
 * rounds decided about it.
 * @param settledFen what was recovered, kept back or let go by then, less what was paid in addition
 */
export function proposeRemedy(item: ReplayedItem, rules: RemedyRules, settledFen = 0): Remedy {
  const { overFen, underFen, lastDueFen, period, months } = item;
  const whole = (kind: Remedy['kind'], fen: number): Remedy => ({ kind, fen, monthlyFen: null, months: null });
  const net = underFen - overFen + settledFen;
  if (net > 0) return whole('pay_difference', net);
  if (net === 0) return whole(months.some(({ dueFen }) => dueFen === null) ? 'ask_facts' : 'none', 0);
  const owed = -net;
  if (owed <= rules.waivesUpToFen) return whole('waive', owed);
  const keptBack = period === 'monthly' && lastDueFen ? Math.floor((lastDueFen * rules.setsOffPercent) / 100) : 0;
  const monthlyFen = keptBack > 0 ? keptBack : Math.ceil(owed / rules.instalments);
  return {
    kind: keptBack > 0 ? 'set_off' : 'instalments',
    fen: owed,
    monthlyFen,
    months: Math.ceil(owed / monthlyFen),
  };
}
