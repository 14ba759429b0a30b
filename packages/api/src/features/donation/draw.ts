import { splitFen } from '../../platform/split-fen.js';

/** A donation on a line whose wish, if there is one, fits whom money is given to. */
export interface FittingGift {
  id: string;
  leftFen: number;
  /** `pair`: for this one person alone. `wish`: for such as him. `free`: for anybody. */
  bound: 'pair' | 'wish' | 'free';
}

export interface Draw {
  /** Fen by donation; none is nothing. */
  uses: Map<string, number>;
  /** Of them, what is bound to wishes, fen. */
  boundFen: number;
}

/**
 * Of which donations an amount (fen) is given. `generalFen` is what the line bears without what is bound; free donations
 * are part of it. What is for him alone goes first, then other wishes that fit, in proportion to what each still holds; free
 * donations are used up before the rest of the general money. Answers what is lacking where it does not suffice.
 */
export function drawFrom(
  gifts: readonly FittingGift[],
  fen: number,
  generalFen: number,
  freeMoney: 'first' | 'last',
): Draw | { lackingFen: number } {
  const heldBy = (...kinds: FittingGift['bound'][]) => gifts.filter(({ bound }) => kinds.includes(bound));
  const boundLeft = sum(heldBy('pair', 'wish'));
  if (fen > boundLeft + generalFen) return { lackingFen: fen - boundLeft - generalFen };
  const boundFen = freeMoney === 'last' ? Math.min(fen, boundLeft) : Math.max(0, fen - generalFen);
  const uses = new Map<string, number>();
  let open = boundFen;
  for (const tier of [heldBy('pair'), heldBy('wish')]) open -= share(uses, tier, open);
  share(uses, heldBy('free'), fen - boundFen);
  return { uses, boundFen };
}

/** Spreads as much of an amount as the gifts hold; answers how much. */
function share(uses: Map<string, number>, gifts: readonly FittingGift[], fen: number): number {
  const given = Math.min(fen, sum(gifts));
  if (given === 0) return 0;
  const parts = splitFen(
    given,
    gifts.map(({ leftFen }) => leftFen),
  );
  for (const [place, { id }] of gifts.entries()) {
    const part = parts[place] as number;
    if (part > 0) uses.set(id, part);
  }
  return given;
}

function sum(gifts: readonly FittingGift[]): number {
  return gifts.reduce((total, { leftFen }) => total + leftFen, 0);
}
