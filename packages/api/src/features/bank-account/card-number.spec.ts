import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit, numberProblem } from './card-number.js';

const card = fc.stringMatching(/^62[0-9]{13,16}$/).map((digits) => digits + checkDigit(digits));

describe('the number of an account', () => {
  test('of a bank card has the check digit of ISO/IEC 7812-1', () => {
    expect(checkDigit('7992739871')).toBe('3');
    expect(numberProblem('6230281000001234563')).toBeUndefined();
    expect(numberProblem('6230281000001234567')?.zh).toContain('校验位');
  });

  test('of a card is refused with any one digit wrong', () => {
    fc.assert(
      fc.property(card, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, more) => {
        const at = 2 + (place % (number.length - 2));
        const wrong = number.slice(0, at) + ((Number(number[at]) + more) % 10) + number.slice(at + 1);
        expect(numberProblem(number)).toBeUndefined();
        expect(numberProblem(wrong)).toBeDefined();
      }),
    );
  });

  test('of a passbook is taken as it is, and anything but 12 to 21 digits is not', () => {
    expect(numberProblem('2709010101109000012345')).toBeDefined();
    expect(numberProblem('270901010110900001234')).toBeUndefined();
    for (const text of ['', '12345678901', '62302810000012345x'])
      expect(numberProblem(text)?.zh).toContain('12 至 21 位');
  });
});
