import { BEST, compareValues, PUBLIC, type Ranking, SIMPLE, stepsOf } from './package-value.js';
import type { Found } from './search-packages.js';
import type { SuggestionKind } from './suggestion.types.js';

export interface Picked extends Found {
  kind: SuggestionKind;
}

/** At least so many are sought; each further sight that differs adds one. */
const WANTED = 3;
/** What the simple package may leave of the best one's cover, in hundredths. */
const NEARLY = 90;
/** How much of the money must go elsewhere where the programs are the same, in hundredths. */
const CLEARLY = 10;

/** The best, the best by each other sight, and then the next best, as far as they really differ; ranked by what they reach. */
export function pickAlternatives(found: readonly Found[]): Picked[] {
  const packages = found.filter(({ paid }) => paid.size > 0);
  const ranked = inRank(packages, BEST);
  const [best] = ranked;
  if (!best) return [];
  const picked: Picked[] = [{ ...best, kind: 'best' }];
  const isNew = (one: Found) => picked.every((other) => differ(one, other));
  const add = (kind: SuggestionKind, one: Found | undefined) => {
    if (one) picked.push({ ...one, kind });
  };
  const basic = packages.filter(({ value }) => value.monthlyFen === best.value.monthlyFen);
  const nearly = basic.filter(
    ({ value: { coveredFen, socialFen } }) =>
      coveredFen * 100 >= best.value.coveredFen * NEARLY && socialFen <= best.value.socialFen,
  );
  const others: [SuggestionKind, readonly Found[], Ranking, (one: Found) => boolean][] = [
    ['suggested', basic.filter(({ split }) => split === 'suggested'), BEST, () => true],
    ['public', basic, PUBLIC, ({ value }) => value.socialFen < best.value.socialFen],
    ['simple', nearly, SIMPLE, ({ value }) => stepsOf(value) < stepsOf(best.value)],
  ];
  for (const [kind, of, ranking, gains] of others) {
    const one = inRank(of, ranking)[0];
    if (one && gains(one) && isNew(one)) add(kind, one);
  }
  const bringsElse = (one: Found) => [...one.paid.keys()].some((code) => !best.paid.has(code));
  const paysElse = (one: Found) => picked.every((other) => payersOf(one) !== payersOf(other));
  for (const wanted of [bringsElse, paysElse, () => true]) {
    for (const one of ranked) {
      if (picked.length >= WANTED) break;
      if (wanted(one) && isNew(one)) add('next', one);
    }
  }
  const place = ({ kind }: Picked) => (kind === 'best' ? 0 : 1);
  return picked.sort((a, b) => place(a) - place(b) || compareValues(BEST, b.value, a.value));
}

function inRank(found: readonly Found[], ranking: Ranking): Found[] {
  return [...found].sort(
    (a, b) => compareValues(ranking, b.value, a.value) || programsOf(a).localeCompare(programsOf(b)),
  );
}

/** Whether two packages really differ: other programs, or clearly another split of the money. */
export function differ(one: Pick<Found, 'paid'>, other: Pick<Found, 'paid'>): boolean {
  if (programsOf(one) !== programsOf(other)) return true;
  let [moved, all] = [0, 0];
  for (const [code, fen] of one.paid) {
    const otherFen = other.paid.get(code) ?? 0;
    moved += Math.abs((fen ?? 0) - otherFen);
    all += Math.max(fen ?? 0, otherFen);
  }
  return moved > 0 && moved * 100 >= all * CLEARLY;
}

const programsOf = ({ paid }: Pick<Found, 'paid'>): string => [...paid.keys()].sort().join(' ');

const payersOf = ({ paid }: Pick<Found, 'paid'>): string =>
  [...paid]
    .flatMap(([code, fen]) => (fen === null ? [] : [code]))
    .sort()
    .join(' ');
