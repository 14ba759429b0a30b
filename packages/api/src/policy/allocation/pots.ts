import type { AwardLine } from './allocation.types.js';
import type { Option } from './options.js';
import type { PottedOption } from './place-people.js';

/** Awards that share places: all of a line, or those of one amount where a line's money must be split among amounts. */
export interface Pot {
  line: number;
  /** How many people; Infinity = without end. */
  places: number;
  /** Fen of each award of a line that is split; else null. */
  fen: number | null;
}

export interface Potted {
  pots: Pot[];
  lists: PottedOption[][];
}

/** Lines of which the money may run out before the places, while their awards differ in amount. */
export function linesToSplit(lines: readonly AwardLine[], lists: readonly (readonly Option[])[]): Set<number> {
  const claimed = claimedFen(lines, lists);
  return new Set(
    lines.flatMap(({ places, fen }, line) => {
      const own = (claimed[line] as number[]).sort((a, b) => b - a);
      const dearest = own.slice(0, places ?? own.length).reduce((sum, one) => sum + one, 0);
      const isMixed = own[0] !== own.at(-1);
      return fen !== null && isMixed && dearest > fen ? [line] : [];
    }),
  );
}

/**
 * One pot a line; of the lines `split` one for each amount, each with all the places that the money could pay, so that
 * whoever fills them must look at the line as a whole too.
 */
export function potsOf(
  lines: readonly AwardLine[],
  lists: readonly (readonly Option[])[],
  split: ReadonlySet<number>,
): Potted {
  const pots: Pot[] = [];
  const potAt = new Map<string, number>();
  for (const [line, own] of claimedFen(lines, lists).entries()) {
    const amounts = [...new Set(own)].sort((a, b) => b - a);
    const isSplit = split.has(line);
    for (const group of isSplit ? amounts.map((fen) => [fen]) : [amounts]) {
      for (const fen of group) potAt.set(`${line} ${fen}`, pots.length);
      const places = affordable(lines[line] as AwardLine, group);
      pots.push({ line, places, fen: isSplit ? (group[0] ?? null) : null });
    }
  }
  return {
    pots,
    lists: lists.map((list) =>
      list.map((option) => ({ ...option, pot: potAt.get(`${option.line} ${option.fen}`) as number })),
    ),
  };
}

/** How many awards of the smallest of these amounts (fen) a line can pay at most. */
function affordable({ places, fen }: AwardLine, amounts: readonly number[]): number {
  const least = amounts.at(-1);
  const byMoney = fen === null || !least ? Number.POSITIVE_INFINITY : Math.floor(fen / least);
  return Math.max(0, Math.min(places ?? Number.POSITIVE_INFINITY, byMoney));
}

function claimedFen(lines: readonly AwardLine[], lists: readonly (readonly Option[])[]): number[][] {
  const claimed = lines.map((): number[] => []);
  for (const list of lists) for (const { line, fen } of list) claimed[line]?.push(fen);
  return claimed;
}
