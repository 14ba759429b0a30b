import type { ItemChange } from './note-event.js';

interface Item {
  programCode: string;
  amountFen: number | null;
}

/** What became of a package's items, one change a program; amounts in fen. */
export function packageChanges(before: readonly Item[], after: readonly Item[]): ItemChange[] {
  const was = new Map(before.map((item) => [item.programCode, item.amountFen]));
  const is = new Set(after.map(({ programCode }) => programCode));
  const removed = before
    .filter(({ programCode }) => !is.has(programCode))
    .map(
      ({ programCode, amountFen }): ItemChange => ({
        programCode,
        change: 'removed',
        fromFen: amountFen,
        toFen: null,
      }),
    );
  const others = after.flatMap(({ programCode, amountFen: toFen }): ItemChange[] => {
    const fromFen = was.get(programCode) ?? null;
    if (!was.has(programCode)) return [{ programCode, change: 'added', fromFen: null, toFen }];
    return fromFen === toFen ? [] : [{ programCode, change: 'amount', fromFen, toFen }];
  });
  return [...removed, ...others];
}
