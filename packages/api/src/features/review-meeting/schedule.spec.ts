import { describe, expect, it } from '@jest/globals';
import { nextMorning, parseScheduled } from './schedule.js';

describe('when a meeting is', () => {
  it.each([
    ['2022-06-23 09:00', '2022-06-23T01:00:00.000Z'],
    ['2022-06-23T09:00', '2022-06-23T01:00:00.000Z'],
    [' 2022-06-23 09:00:30 ', '2022-06-23T01:00:30.000Z'],
    ['２０２２-06-23 09：00', '2022-06-23T01:00:00.000Z'],
    ['2022-06-23T09:00:00+08:00', '2022-06-23T01:00:00.000Z'],
    ['2022-06-23T01:00:00.000Z', '2022-06-23T01:00:00.000Z'],
  ])('reads %p', (text, instant) => {
    expect(parseScheduled(text)?.toISOString()).toBe(instant);
  });

  it.each(['', '5', 'June', '2022-06-23', '2022-02-30 09:00', '2022-06-23 25:00', '1899-12-31 09:00', '20220623 0900'])(
    'refuses %p',
    (text) => {
      expect(parseScheduled(text)).toBeUndefined();
    },
  );
});

describe('the next working morning', () => {
  it.each([
    ['of a working day before nine is its own', '2022-06-23T08:59:00+08:00', '2022-06-23T09:00'],
    ['in the evening is tomorrow’s', '2022-06-23T19:30:00+08:00', '2022-06-24T09:00'],
    ['at night is of the day in Shanghai', '2022-06-22T17:00:00Z', '2022-06-23T09:00'],
    ['on a Friday is Monday’s', '2022-06-24T10:00:00+08:00', '2022-06-27T09:00'],
    ['is never in the National Day week', '2022-09-30T10:00:00+08:00', '2022-10-08T09:00'],
  ])('%s', (_, now, expected) => {
    expect(nextMorning(new Date(now))).toBe(expected);
  });

  it('is left open where the calendar ends', () => {
    expect(nextMorning(new Date('2003-06-23T10:00:00+08:00'))).toBeUndefined();
  });
});
