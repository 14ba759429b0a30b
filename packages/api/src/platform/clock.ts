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

/** The day (YYYY-MM-DD) on which somebody reaches an age; born on 29 February, in other years on 1 March. */
export function birthdayAt(birthDate: string, age: number): string {
  const year = String(Number(birthDate.slice(0, 4)) + age).padStart(4, '0');
  const isLeap = new Date(Date.UTC(Number(year), 1, 29)).getUTCMonth() === 1;
  const day = birthDate.slice(5) === '02-29' && !isLeap ? '03-01' : birthDate.slice(5);
  return `${year}-${day}`;
}
