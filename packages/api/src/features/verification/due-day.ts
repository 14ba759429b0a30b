import { dueOn } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';

/** The day (YYYY-MM-DD) until which a deadline of the pack runs from today. Throws when the pack has none of this code. */
export function dueDay({ pack }: County, code: string): string {
  const deadline = pack.deadlines.find((one) => one.code === code);
  if (!deadline) throw new Error(`The county pack has no deadline ${code}`);
  return dueOn(today(), deadline);
}
