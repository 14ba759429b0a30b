import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatYuan, parseYuan, yuanText } from './money.js';

describe('parseYuan', () => {
  it.each([
    ['3000', 300000],
    ['3,000.50', 300050],
    ['3000.5', 300050],
    ['0', 0],
    ['0.01', 1],
    [' ¥3 000 ', 300000],
    ['3000元', 300000],
    ['3000.50', 300050],
    ['10000000000', 1_000_000_000_000],
  ])('reads %s', (text, fen) => {
    expect(parseYuan(text)).toEqual({ fen });
  });

  it.each([
    ['', '不是金额'],
    ['三千', '不是金额'],
    ['1e3', '不是金额'],
    ['.5', '不是金额'],
    ['12.', '不是金额'],
    ['0x10', '不是金额'],
    ['-1', '不能为负数'],
    ['1.005', '两位小数'],
    ['10000000000.01', '过大'],
    ['9'.repeat(400), '过大'],
  ])('says what is wrong with “%s”', (text, zh) => {
    expect(parseYuan(text)).toEqual({ problem: { zh: expect.stringContaining(zh), en: expect.any(String) } });
  });

  it('reads back every amount that is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (fen) => {
        expect(parseYuan(yuanText(fen))).toEqual({ fen });
        expect(parseYuan(formatYuan(fen))).toEqual({ fen });
      }),
    );
  });
});

describe('yuan for people', () => {
  it('has fen only when there are some', () => {
    expect(yuanText(300000)).toBe('3000');
    expect(yuanText(300050)).toBe('3000.50');
    expect(yuanText(7)).toBe('0.07');
  });

  it('keeps the sign, also below one yuan', () => {
    expect(yuanText(-150)).toBe('-1.50');
    expect(yuanText(-50)).toBe('-0.50');
    expect(formatYuan(-50)).toBe('-¥0.50');
    expect(formatYuan(-123_456_789)).toBe('-¥1,234,567.89');
  });

  it('is grouped by thousands', () => {
    expect(formatYuan(0)).toBe('¥0');
    expect(formatYuan(99900)).toBe('¥999');
    expect(formatYuan(100000)).toBe('¥1,000');
    expect(formatYuan(52_500_000)).toBe('¥525,000');
  });
});
