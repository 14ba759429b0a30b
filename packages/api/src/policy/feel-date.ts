import type { DurationUnit } from './feel-ast.js';

/** Days are ISO text from 0001-01-01 to 9999-12-31, without time or time zone. */
const DAY = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** A length of time in whole days, or in whole months. */
export class Duration {
  constructor(
    readonly unit: DurationUnit,
    readonly amount: number,
  ) {}
}

export function isDay(value: unknown): value is string {
  return typeof value === 'string' && DAY.test(value);
}

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const numbersOf = (day: string): [year: number, month: number, day: number] =>
  day.split('-').map(Number) as [number, number, number];

/** A day moved by a duration; the last day of a shorter month stands for a day that it lacks. Null outside the calendar. */
export function addDuration(day: string, duration: Duration, sign: 1 | -1): string | null {
  let time = timeOf(day) + sign * duration.amount * DAY_MS;
  if (duration.unit === 'months') {
    const [year, month, date] = numbersOf(day);
    const months = year * 12 + month - 1 + sign * duration.amount;
    const moved = new Date(0);
    moved.setUTCFullYear(Math.floor(months / 12), (months % 12) + 1, 0);
    moved.setUTCDate(Math.min(date, moved.getUTCDate()));
    time = moved.getTime();
  }
  const text = Math.abs(time) <= 8.64e15 ? new Date(time).toISOString().slice(0, 10) : '';
  return isDay(text) ? text : null;
}

export function between(from: string, to: string): Duration {
  return new Duration('days', (timeOf(to) - timeOf(from)) / DAY_MS);
}

/** Full months from a day to another; negative when the other is earlier. */
export function monthsBetween(from: string, to: string): Duration {
  const [fromYear, fromMonth, fromDay] = numbersOf(from);
  const [toYear, toMonth, toDay] = numbersOf(to);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  if (months > 0 && toDay < fromDay) return new Duration('months', months - 1);
  return new Duration('months', months < 0 && toDay > fromDay ? months + 1 : months);
}

/** The parts that rules may name; a duration in months is told in full years and the months left. */
export function part(value: string | Duration, name: string): number | undefined {
  if (!(value instanceof Duration)) {
    const place = ['year', 'month', 'day'].indexOf(name);
    return place < 0 ? undefined : numbersOf(value)[place];
  }
  if (value.unit === 'days') return name === 'days' ? value.amount : undefined;
  if (name === 'years') return Math.trunc(value.amount / 12);
  return name === 'months' ? value.amount % 12 : undefined;
}
