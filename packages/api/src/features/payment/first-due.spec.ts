import { describe, expect, test } from '@jest/globals';
import { firstDue, scheduleKind } from './first-due.js';
import { firstOfMonth, monthNumber, monthOf } from './months.js';

describe('what is due first', () => {
  test.each([
    ['2026-01-31', '2026-02-01'],
    ['2026-12-01', '2027-01-01'],
    ['2024-02-29', '2024-03-01'],
  ])('monthly aid decided on %s begins on %s', (decided, month) =>
    expect(firstDue('monthly', decided)).toEqual({ month, dueOn: month }),
  );

  test('other aid is due on the day of the decision', () =>
    expect(firstDue('one_off', '2026-01-31')).toEqual({ month: null, dueOn: '2026-01-31' }));

  test('what stands on a plan is never due, whatever its form', () => {
    expect(scheduleKind('cash_monthly', true)).toBe('plan');
    expect(scheduleKind('cash_monthly', false)).toBe('monthly');
    expect(scheduleKind('loan', false)).toBe('institution');
  });
});

test('months go on across years', () => {
  for (let number = monthNumber('2025-06-30'); number < monthNumber('2028-01-01'); number += 1) {
    expect(monthNumber(firstOfMonth(number))).toBe(number);
    expect(firstOfMonth(number) < firstOfMonth(number + 1)).toBe(true);
  }
  expect(monthOf('2026-11-26', 2)).toBe('2027-01-01');
});
