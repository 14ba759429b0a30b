import { describe, expect, test } from '@jest/globals';
import { buildProgram } from '../../policy/build-pack.js';
import { coverOf, moneyByMonth, monthsFrom, paymentsWithin } from './money-by-month.js';

const monthly = buildProgram('M', { period: 'monthly', funds: ['F1', 'F2'] });
const yearly = buildProgram('Y', { period: 'yearly', funds: ['F2'] });
const once = buildProgram('O', { period: 'once', funds: ['F2'] });
const loan = buildProgram('L', { period: 'monthly', funds: ['F3'], amount: { kind: 'LOAN' } });

describe('monthsFrom', () => {
  test('begins with the month of the day, when that is its first', () => {
    expect(monthsFrom('2026-11-01', 3)).toEqual(['2026-11', '2026-12', '2027-01']);
  });

  test('begins with the next month otherwise', () => {
    expect(monthsFrom('2026-12-15', 2)).toEqual(['2027-01', '2027-02']);
  });
});

describe('paymentsWithin', () => {
  test.each([
    [monthly, 14, 14],
    [yearly, 12, 1],
    [yearly, 14, 2],
    [once, 14, 1],
    [loan, 14, 0],
  ])('%#', (program, months, payments) => expect(paymentsWithin(program, months)).toBe(payments));
});

describe('moneyByMonth', () => {
  test('adds programs up by the fund that pays them first', () => {
    const programs = [
      { program: monthly, oldFen: 100, newFen: 150 },
      { program: yearly, oldFen: 10, newFen: 0 },
      { program: once, oldFen: 0, newFen: 7 },
    ];
    expect(moneyByMonth(programs, ['2027-01', '2027-02'])).toEqual([
      { month: '2027-01', fund: 'F1', oldFen: 100, newFen: 150 },
      { month: '2027-01', fund: 'F2', oldFen: 10, newFen: 7 },
      { month: '2027-02', fund: 'F1', oldFen: 100, newFen: 150 },
      { month: '2027-02', fund: 'F2', oldFen: 0, newFen: 0 },
    ]);
  });
});

describe('coverOf', () => {
  const money = [{ program: monthly, oldFen: 100, newFen: 150 }];
  const months = monthsFrom('2026-11-01', 6);

  test('counts the months of the year only', () => {
    expect(coverOf(money, months, 2026, 1000)).toEqual({
      year: 2026,
      oldFen: 200,
      newFen: 300,
      leftFen: 1000,
      coversUntil: '2026-12',
      shortFen: 0,
    });
  });

  test('tells the last month that is covered whole, and what is missing', () => {
    expect(coverOf(money, months, 2027, 310)).toMatchObject({ coversUntil: '2027-02', shortFen: 290 });
    expect(coverOf(money, months, 2027, 149)).toMatchObject({ coversUntil: null, shortFen: 451 });
  });

  test('counts the sub-benefits that the same line pays', () => {
    const heating = { program: yearly, oldFen: 20, newFen: 30 };
    expect(coverOf([...money, heating], months, 2026, 329)).toMatchObject({
      oldFen: 220,
      newFen: 330,
      coversUntil: '2026-11',
      shortFen: 1,
    });
  });

  test('has nothing to tell of a program that pays nothing that year', () => {
    expect(coverOf(money, months, 2030, 100)).toBeUndefined();
    expect(coverOf([{ program: once, oldFen: 0, newFen: 5 }], months, 2027, 100)).toBeUndefined();
  });
});
