import { expect, test } from '@jest/globals';
import { formulaWords } from './appraisal-words.js';

const scale = { zeroAt: 30, fullAt: 95 };
const funds = (parts: Record<string, number>) =>
  formulaWords(
    { code: 'funds', weight: 15, points: 0, value: 50, parts: { committedFen: 100_00, paidFen: 200_00, ...parts } },
    scale,
  );

test('the budget of a running year is told pro rata, by the days that are gone', () => {
  const { zh, en } = funds({ budgetFen: 1200_00, dueFen: 600_00, gone: 183, of: 366 });
  expect(zh).toContain('÷ 预算 ¥1,200 按已过天数 183/366 折算 ¥600 = 50%');
  expect(en).toContain('÷ budget ¥1,200 pro rata 183/366 days gone, ¥600 = 50%');
});

test('a year that is over is measured by its whole budget, also one closed before budgets were told pro rata', () => {
  for (const parts of [{ budgetFen: 600_00 }, { budgetFen: 600_00, dueFen: 600_00, gone: 365, of: 365 }]) {
    expect(funds(parts).zh).toContain('÷ 预算 ¥600 = 50%');
    expect(funds(parts).en).toContain('÷ budget ¥600 = 50%');
  }
});
