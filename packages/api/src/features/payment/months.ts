const MONTHS = 12;

/** Months since the year 0 of the month of a day (YYYY-MM-DD). */
export function monthNumber(day: string): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return year * MONTHS + month - 1;
}

/** The first day, YYYY-MM-DD, of a month by its number. */
export function firstOfMonth(number: number): string {
  return `${Math.floor(number / MONTHS)}-${String((number % MONTHS) + 1).padStart(2, '0')}-01`;
}

/** The first day of the month of a day, or of one so many months later. */
export function monthOf(day: string, later = 0): string {
  return firstOfMonth(monthNumber(day) + later);
}
