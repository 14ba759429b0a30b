/** What one lot of goods holds, and how it stands to the one who is to receive them. */
export interface Lot {
  id: string;
  left: number;
  /** YYYY-MM-DD; null: it keeps. */
  expiresOn: string | null;
  /** For this one alone, by a wish that fits, or for anybody; undefined: its giver meant it for others. */
  bound: 'pair' | 'wish' | 'free' | undefined;
}

const RANK = { pair: 0, wish: 1, free: 2 } as const;
const NEVER = '9999-12-31';

/**
 * From which lots goods are taken: what was meant for this one first, then what expires first. Nothing expired, nothing
 * that was meant for others. Where they hold too little: how many there are.
 */
export function pickLots(
  lots: readonly Lot[],
  quantity: number,
  on: string,
): { parts: { lotId: string; quantity: number }[] } | { available: number } {
  const usable = lots
    .flatMap(({ bound, ...lot }) => (bound && (lot.expiresOn ?? NEVER) >= on ? [{ ...lot, bound }] : []))
    .sort(
      (one, other) =>
        RANK[one.bound] - RANK[other.bound] || (one.expiresOn ?? NEVER).localeCompare(other.expiresOn ?? NEVER),
    );
  const available = usable.reduce((sum, { left }) => sum + left, 0);
  return available < quantity ? { available } : { parts: spread(usable, quantity) };
}

/** Takes as many as asked from lots in their order. */
export function spread(
  lots: readonly Pick<Lot, 'id' | 'left'>[],
  quantity: number,
): { lotId: string; quantity: number }[] {
  const parts: { lotId: string; quantity: number }[] = [];
  let missing = quantity;
  for (const { id, left } of lots) {
    const taken = Math.min(left, missing);
    if (taken > 0) parts.push({ lotId: id, quantity: taken });
    missing -= taken;
  }
  return parts;
}
