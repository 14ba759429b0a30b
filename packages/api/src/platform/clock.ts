const DAY_IN_SHANGHAI = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Today in Asia/Shanghai, YYYY-MM-DD. */
export function today(now: Date = new Date()): string {
  return DAY_IN_SHANGHAI.format(now);
}

const TIME_IN_SHANGHAI = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
});

/** The time of day in Asia/Shanghai, HH:MM. */
export function timeOfDay(now: Date = new Date()): string {
  return TIME_IN_SHANGHAI.format(now);
}

/** The day, in Asia/Shanghai, of an instant. */
export function dayOf(instant: Date): string {
  return DAY_IN_SHANGHAI.format(instant);
}

/** Full years between a birth date and a day, both YYYY-MM-DD. */
export function ageOn(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
