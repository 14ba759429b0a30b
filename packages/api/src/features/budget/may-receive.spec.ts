import { expect, test } from '@jest/globals';
import { mayReceive, whyNot } from './may-receive.js';

const name = { zh: '资金', en: 'Fund' };
const funds = [
  { code: 'city', name, nature: 'statutory', pool: 'local' },
  { code: 'county', name, nature: 'statutory', pool: 'local' },
  { code: 'central', name, nature: 'statutory' },
  { code: 'medical', name, nature: 'statutory' },
  { code: 'charity', name, nature: 'social', pool: 'local' },
] as const;
const line = (fundCode: string, more: object = {}) => ({ id: fundCode, year: 2026, fundCode, ...more });

test.each([
  ['central', line('central', { id: 'other' }), true],
  ['city', line('county'), true],
  ['central', line('medical'), false],
  ['central', line('county'), false],
  ['county', line('charity'), false],
  ['county', line('county'), false],
  ['city', line('county', { year: 2025 }), false],
] as const)('money of %s may go to %j: %s', (from, to, may) => {
  expect(mayReceive({ funds: [...funds] }, line(from), to)).toBe(may);
});

test('the reason tells natures from earmarks and years', () => {
  const why = (from: string, to: object) => whyNot({ funds: [...funds] }, line(from), to as ReturnType<typeof line>).en;
  expect(why('county', line('charity'))).toContain('two natures');
  expect(why('central', line('medical'))).toContain('earmarked');
  expect(why('city', line('county', { year: 2025 }))).toContain('one year');
});
