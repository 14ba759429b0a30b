import { formatYuan } from '../../platform/money.js';
import { type ComparedItem, type Composition, compareCompositions, type Effect } from '../../policy/compose-package.js';
import type { Bilingual, CountyPack } from '../../policy/types.js';

/** A package as it stood: its items, and everything that was chosen for it. */
export interface PackageBefore {
  items: readonly ComparedItem[];
  choices: readonly { programCode: string }[];
}

/**
 * What a change won, lost and dropped, and what a rule still keeps out (`kept_out`): a choice outside the
 * package stays explained, though nothing happened to it.
 * The deltas (fen) add up to the difference between the two packages.
 */
export function whatChanged(pack: CountyPack, before: PackageBefore, after: Composition): Effect[] {
  const inside = new Set(before.items.map((item) => item.programCode));
  const outside = before.choices.flatMap(({ programCode }) => (inside.has(programCode) ? [] : [programCode]));
  const stillOut = after.effects.filter(
    ({ kind, programCode }) =>
      kind !== 'status' &&
      kind !== 'counted' &&
      outside.includes(programCode) &&
      !after.items.some((item) => item.programCode === programCode),
  );
  return [
    ...compareCompositions(pack, before.items, after, outside),
    ...stillOut.map((effect) => ({
      ...effect,
      kind: 'kept_out' as const,
      beforeFen: null,
      afterFen: null,
      deltaFen: 0,
    })),
  ];
}

/** In which items a package differs from what the rules make of it now, in words; empty when it still holds. */
export function outdatedItems(
  stored: readonly ComparedItem[],
  now: readonly ComparedItem[],
  nameOf: (programCode: string) => Bilingual,
): Bilingual[] {
  const codes = new Set([...stored, ...now].map((item) => item.programCode));
  return [...codes].flatMap((code) => {
    const was = stored.find((item) => item.programCode === code);
    const is = now.find((item) => item.programCode === code);
    if (was && is && was.amountFen === is.amountFen) return [];
    const name = nameOf(code);
    const [before, after] = [standing(was), standing(is)];
    return [{ zh: `${name.zh} ${before.zh} → ${after.zh}`, en: `${name.en} ${before.en} → ${after.en}` }];
  });
}

function standing(item: ComparedItem | undefined): Bilingual {
  if (!item) return { zh: '不能列入', en: 'not in the package' };
  if (item.amountFen === null) return { zh: '不定额', en: 'without an amount' };
  return { zh: formatYuan(item.amountFen), en: formatYuan(item.amountFen) };
}
