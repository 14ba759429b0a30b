import chineseDays from 'chinese-days';
import type { Deadline } from '../policy/types.js';

/** First and last year the national holiday calendar knows. */
const KNOWN_YEARS: readonly [number, number] = [2004, 2026];

const DAY_MS = 86_400_000;

/** Days off and make-up workdays of one year, from a county pack. */
export interface CalendarYear {
  holidays: readonly string[];
  workdays: readonly string[];
}

const addedYears = new Map<string, CalendarYear>();
/** By year: how many working days lie up to each of its days, that day included. */
const tallies = new Map<number, number[]>();

/** Adds a year that the built-in calendar does not hold yet. */
export function addCalendarYear(year: string, days: CalendarYear): void {
  addedYears.set(year, days);
  tallies.delete(Number(year));
}

/** A year whose holidays the State Council has not announced yet, or that the calendar does not hold. */
export class UnknownCalendarYear extends Error {
  constructor(day: string) {
    super(`No national holiday calendar for ${day.slice(0, 4)}; add the year to the county pack`);
  }
}

/** Calendar days from a day to another (YYYY-MM-DD), negative when it is before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** Working day by the national calendar with its make-up workdays. Throws UnknownCalendarYear. */
export function isWorkingDay(day: string): boolean {
  const added = addedYears.get(day.slice(0, 4));
  if (added) {
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    return added.workdays.includes(day) || (!weekend && !added.holidays.includes(day));
  }
  const year = Number(day.slice(0, 4));
  if (year < KNOWN_YEARS[0] || year > KNOWN_YEARS[1]) throw new UnknownCalendarYear(day);
  return chineseDays.isWorkday(day);
}

/** The day `count` working days after `day` (count 0: the day itself). Throws UnknownCalendarYear. */
export function addWorkingDays(day: string, count: number): string {
  let current = day;
  for (let left = count; left > 0; ) {
    current = addDays(current, 1);
    if (isWorkingDay(current)) left -= 1;
  }
  return current;
}

/** Working days from `from` (exclusive) to `to` (inclusive); negative when `to` has passed. */
export function workingDaysBetween(from: string, to: string): number {
  if (to < from) return -workingDaysBetween(to, from);
  const first = addDays(from, 1);
  if (first > to) return 0;
  let count = tallyAt(to) - tallyAt(first) + (isWorkingDay(first) ? 1 : 0);
  for (let year = yearOf(first); year < yearOf(to); year += 1) count += tallyOf(year).at(-1) ?? 0;
  return count;
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function tallyAt(day: string): number {
  const sinceNewYear = Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`);
  return tallyOf(yearOf(day))[sinceNewYear / DAY_MS] ?? 0;
}

/** Counted once: pages ask for the days left of every task. Throws UnknownCalendarYear. */
function tallyOf(year: number): number[] {
  let tally = tallies.get(year);
  if (!tally) {
    tally = [];
    let count = 0;
    for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) {
      if (isWorkingDay(day)) count += 1;
      tally.push(count);
    }
    tallies.set(year, tally);
  }
  return tally;
}

/** The due day of a deadline that starts on `day`; hours round up to days. */
export function dueOn(day: string, deadline: Deadline): string {
  switch (deadline.unit) {
    case 'working_days':
      return addWorkingDays(day, deadline.value);
    case 'days':
      return addDays(day, deadline.value);
    case 'hours':
      return addDays(day, Math.ceil(deadline.value / 24));
  }
}
