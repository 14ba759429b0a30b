import { addDays } from '../../platform/calendar.js';
import type { InputCheck } from '../../platform/parse.js';
import { standardOn } from '../../policy/standards.js';
import type { Standard } from '../../policy/types.js';

/**
 * A standard has one figure, and only one, on every day. A new one takes over from the one in force on its first day, up
 * to where that one would have ended: earlier leaves a gap, later overlaps.
 * @param from YYYY-MM-DD, the first day
 * @param to YYYY-MM-DD, the last day; null = until further notice
 * @param paths where in the input the two days are
 */
export function notePeriodProblems(
  check: InputCheck,
  standard: Standard,
  from: string,
  to: string | null,
  paths = { from: 'from', to: 'to' },
): void {
  if (to !== null && to < from) {
    check.add(paths.to, { zh: '止期早于起期。', en: 'The last day comes before the first.' });
    return;
  }
  const taken = standardOn(standard, from);
  if (!taken) {
    const first = standard.values[0]?.from ?? '';
    check.add(paths.from, {
      zh: `该标准自 ${first} 起才有数值，起期不能更早。`,
      en: `The standard has figures from ${first} on; the first day cannot come before that.`,
    });
    return;
  }
  if (taken.from === from) {
    check.add(paths.from, {
      zh: `${from} 起已有数值 ${taken.value}，日期重叠。请另选起期。`,
      en: `From ${from} on there is the figure ${taken.value} already: they overlap. Choose another first day.`,
    });
    return;
  }
  const ends = taken.to;
  if (to === ends) return;
  if (ends !== null && (to === null || to > ends)) {
    const next = standardOn(standard, addDays(ends, 1));
    check.add(paths.to, {
      zh: `${addDays(ends, 1)} 起已有数值 ${next?.value ?? ''}，日期重叠。请把止期定为 ${ends}。`,
      en: `From ${addDays(ends, 1)} on there is the figure ${next?.value ?? ''} already: they overlap. End on ${ends}.`,
    });
    return;
  }
  check.add(paths.to, {
    zh: `${to} 之后将没有数值。请${ends === null ? '不填止期' : `把止期定为 ${ends}`}；期满后的数值另行提出。`,
    en: `After ${to} there would be no figure. ${ends === null ? 'Leave the last day open' : `End on ${ends}`}; propose what follows by itself.`,
  });
}
