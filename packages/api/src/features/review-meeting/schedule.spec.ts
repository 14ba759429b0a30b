import { describe, expect, it } from '@jest/globals';
import { parseScheduled } from './schedule.js';

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
