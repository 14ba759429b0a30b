import { type Context, reader } from '../../context.js';
import { FundingReader } from '../funding/funding.reader.js';
import { townshipLabels } from '../funding/funding-summary.js';
import { LeadershipReader, type PlacesFilter } from './leadership.reader.js';
import type { FundingTile, FundingYear } from './leadership.types.js';

const YEARS = 5;

/** A year and the four before it, as far as they have budget lines, the newest first: totals, months and townships. */
export async function compareYears(context: Context, year: number): Promise<FundingYear[]> {
  const years = Array.from({ length: YEARS }, (_, index) => year - index);
  const sums = reader(context, LeadershipReader);
  const [lines, months, places] = await Promise.all([
    reader(context, FundingReader).lines(years),
    sums.months(years),
    sums.townships(years),
  ]);
  const townships = townshipLabels(context.county);
  return years.flatMap((one) => {
    const own = lines.filter((line) => line.year === one);
    if (own.length === 0) return [];
    const total = (of: 'budgetFen' | 'heldFen' | 'committedFen' | 'paidFen' | 'leftFen') =>
      own.reduce((sum, line) => sum + line[of], 0);
    const movedIn = (month: number) =>
      months.reduce((sum, row) => sum + (row.year === one && row.month === month ? row.spentFen : 0), 0);
    return {
      year: one,
      budgetFen: total('budgetFen'),
      spentFen: total('heldFen') + total('committedFen') + total('paidFen'),
      paidFen: total('paidFen'),
      leftFen: total('leftFen'),
      monthsFen: Array.from({ length: 12 }, (_, index) => movedIn(index + 1)),
      townships: townships.map((place) => ({
        ...place,
        spentFen: places.find((row) => row.year === one && row.key === place.key)?.spentFen ?? 0,
      })),
    };
  });
}

/** The map: each township with what its households were promised or paid, beside the year before. */
export async function townshipTiles(context: Context, year: number, filter: PlacesFilter): Promise<FundingTile[]> {
  const found = await reader(context, LeadershipReader).reached([year - 1, year], filter);
  return townshipLabels(context.county).flatMap((place) => {
    const of = (one: number) => found.find((row) => row.year === one && row.key === place.key);
    const now = of(year);
    const before = of(year - 1);
    if (place.key === 'none' && !now && !before) return [];
    return {
      ...place,
      spentFen: now?.spentFen ?? 0,
      households: now?.households ?? 0,
      beforeFen: before?.spentFen ?? 0,
    };
  });
}
