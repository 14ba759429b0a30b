import type { AmountVerdict } from '../types.js';
import type { LineLeft, Shortage } from './suggestion.types.js';

/** The amounts that a program can pay a family. Fen. */
export interface Payable {
  leastFen: number;
  mostFen: number;
  /** As the rule suggests, where the line has that much. */
  suggestedFen: number;
}

/** Help whose amount nobody chooses here. */
const AS_RULED = { leastFen: 0, mostFen: 0, suggestedFen: 0 };

/**
 * What a program can pay a family out of its line. An entitlement is paid in full or not at all. Within a band nobody
 * gets more than the rule suggests where that would exceed an even share of what the line has for all who wait; while no
 * loss bounds the aid, the suggestion is the most. Undefined: there is nothing to pay.
 */
export function payableOf(
  amount: AmountVerdict,
  line: LineLeft | undefined,
  isLossKnown: boolean,
): Payable | Shortage['why'] | undefined {
  if (line && line.places !== null) {
    if (line.places <= 0) return 'places';
    if (line.places <= line.waitingLonger) return 'others';
  }
  const lineFen = line?.fen ?? Number.MAX_SAFE_INTEGER;
  if (amount.kind === 'SERVICE' || amount.kind === 'EXTERNAL') return AS_RULED;
  if (amount.kind === 'LOAN') return (amount.fen ?? 0) > lineFen ? 'money' : AS_RULED;
  if (amount.kind !== 'BAND') {
    const fen = amount.fen ?? 0;
    if (fen === 0) return undefined;
    return fen > lineFen ? 'money' : { leastFen: fen, mostFen: fen, suggestedFen: fen };
  }
  const leastFen = Math.max(1, amount.minFen ?? 0);
  const suggestedFen = Math.max(leastFen, amount.fen ?? 0);
  const highestFen = isLossKnown ? (amount.maxFen ?? suggestedFen) : suggestedFen;
  if (highestFen < leastFen) return undefined;
  const shareFen = line ? Math.floor(line.fen / (1 + line.waiting)) : highestFen;
  const mostFen = onStep(Math.min(highestFen, lineFen, Math.max(suggestedFen, shareFen)), leastFen, amount.stepFen);
  if (mostFen < leastFen) return 'money';
  return { leastFen, mostFen, suggestedFen: Math.min(suggestedFen, mostFen) };
}

/** The highest multiple of the step up to an amount, or the amount itself where none lies in the band. */
function onStep(fen: number, leastFen: number, stepFen: number | null): number {
  const rounded = Math.floor(fen / (stepFen ?? 1)) * (stepFen ?? 1);
  return rounded >= leastFen ? rounded : fen;
}
