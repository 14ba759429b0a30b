import { addWorkingDays, isWorkingDay, UnknownCalendarYear } from '../../platform/calendar.js';
import { timeOfDay, today } from '../../platform/clock.js';
import { parseDay } from '../../platform/parse.js';

const MORNING = '09:00';

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d(?:\.\d{1,3})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/**
 * Reads when a meeting is: "2022-06-23 09:00" in Asia/Shanghai, or an ISO instant with its own offset. Undefined when it
 * is no real day and time of the years 1900–2100.
 */
export function parseScheduled(text: string): Date | undefined {
  const [, day, time, seconds = ':00', offset = '+08:00'] = INSTANT.exec(text.normalize('NFKC').trim()) ?? [];
  if (!day || 'problem' in parseDay(day, 'scheduledAt')) return undefined;
  return new Date(`${day}T${time}${seconds}${offset}`);
}

/**
 * The next working morning that has not begun, as `YYYY-MM-DDTHH:MM` in Asia/Shanghai; undefined at the end of a year whose
 * successor the calendar does not know yet.
 */
export function nextMorning(now: Date): string | undefined {
  const day = today(now);
  try {
    const isAhead = isWorkingDay(day) && timeOfDay(now) < MORNING;
    return `${isAhead ? day : addWorkingDays(day, 1)}T${MORNING}`;
  } catch (error) {
    if (error instanceof UnknownCalendarYear) return undefined;
    throw error;
  }
}
