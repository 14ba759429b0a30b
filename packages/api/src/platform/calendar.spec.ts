import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addCalendarYear,
  addDays,
  addWorkingDays,
  dueOn,
  isWorkingDay,
  UnknownCalendarYear,
  workingDaysBetween,
} from './calendar.js';

describe('working days', () => {
  it('follow the national calendar', () => {
    expect(isWorkingDay('2022-06-23')).toBe(true);
    expect(isWorkingDay('2022-06-25')).toBe(false);
    expect(isWorkingDay('2022-10-03')).toBe(false);
  });

  it('count make-up workdays on weekends', () => {
    // National Day of 2022: 1–7 October off, Saturday 8 and Sunday 9 October worked.
    expect(isWorkingDay('2022-10-08')).toBe(true);
    expect(isWorkingDay('2022-10-09')).toBe(true);
    expect(addWorkingDays('2022-09-30', 3)).toBe('2022-10-10');
    expect(workingDaysBetween('2022-09-30', '2022-10-10')).toBe(3);
  });

  it('skip a festival that lies between', () => {
    // Dragon Boat Festival of 2026: Friday 19 June.
    expect(addWorkingDays('2026-06-18', 1)).toBe('2026-06-22');
  });

  it('are zero from a day to itself and negative when the day has passed', () => {
    expect(addWorkingDays('2022-06-25', 0)).toBe('2022-06-25');
    expect(workingDaysBetween('2022-06-23', '2022-06-23')).toBe(0);
    expect(workingDaysBetween('2022-06-27', '2022-06-23')).toBe(-2);
  });

  it('count back what they counted forth', () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((count) => addDays('2017-01-01', count));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 300 }), (from, count) => {
        const to = addWorkingDays(from, count);
        expect(isWorkingDay(to)).toBe(true);
        expect(workingDaysBetween(from, to)).toBe(count);
      }),
    );
  });
});

describe('a year whose holidays are not announced', () => {
  it('fails loudly, naming the year', () => {
    expect(() => isWorkingDay('2029-03-01')).toThrow(UnknownCalendarYear);
    expect(() => isWorkingDay('2003-03-03')).toThrow('2003');
    expect(() => addWorkingDays('2028-12-28', 5)).toThrow('2028');
  });

  it('works once the county pack adds it', () => {
    addCalendarYear('2031', { holidays: ['2031-01-01', '2031-01-22'], workdays: ['2031-01-18'] });
    expect(isWorkingDay('2031-01-01')).toBe(false);
    expect(isWorkingDay('2031-01-02')).toBe(true);
    expect(isWorkingDay('2031-01-04')).toBe(false);
    expect(isWorkingDay('2031-01-18')).toBe(true);
    expect(addWorkingDays('2031-01-17', 3)).toBe('2031-01-21');
    expect(() => addWorkingDays('2031-12-31', 1)).toThrow('2032');
    expect(workingDaysBetween('2031-01-17', '2031-01-21')).toBe(3);
    addCalendarYear('2031', { holidays: ['2031-01-01', '2031-01-20'], workdays: [] });
    expect(workingDaysBetween('2031-01-17', '2031-01-21')).toBe(1);
    expect(() => workingDaysBetween('2031-12-30', '2032-01-02')).toThrow('2032');
  });
});

describe('deadlines', () => {
  const deadline = (value: number, unit: 'working_days' | 'days' | 'hours') =>
    ({ value, unit }) as Parameters<typeof dueOn>[1];

  it('run in working days, days, or hours rounded up to days', () => {
    expect(dueOn('2022-09-30', deadline(3, 'working_days'))).toBe('2022-10-10');
    expect(dueOn('2022-02-27', deadline(3, 'days'))).toBe('2022-03-02');
    expect(dueOn('2022-06-23', deadline(24, 'hours'))).toBe('2022-06-24');
    expect(dueOn('2022-06-23', deadline(25, 'hours'))).toBe('2022-06-25');
  });

  it('cross leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2022-12-31', 1)).toBe('2023-01-01');
    expect(addDays('2022-01-01', -1)).toBe('2021-12-31');
  });
});
