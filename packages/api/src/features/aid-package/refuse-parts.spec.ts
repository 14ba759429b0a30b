import { expect, test } from '@jest/globals';
import { coverageWithout } from './refuse-parts.js';

const segment = (programCode: string, fen: number) => ({ programCode, department: 'MIA', fen });
const coverage = {
  costFen: 1_400_000,
  insurancePaidFen: 0,
  needFen: 1_400_000,
  alreadyFen: 0,
  coveredFen: 1_000_000,
  leftFen: 400_000,
  monthlyFen: 50_000,
  segments: [segment('MIA-02', 700_000), segment('MCA-05', 300_000)],
};
const items = [
  { programCode: 'MIA-02', amountFen: '700000', period: 'once' },
  { programCode: 'MCA-05', amountFen: '300000', period: 'once' },
  { programCode: 'MCA-06', amountFen: '50000', period: 'monthly' },
];
const without = (...codes: string[]) => coverageWithout(coverage, items, new Map(codes.map((code) => [code, '理由'])));

test('what is refused is left open again', () => {
  expect(without('MCA-05')).toMatchObject({ coveredFen: 700_000, leftFen: 700_000, monthlyFen: 50_000 });
  expect(without('MCA-05').segments.map(({ programCode }) => programCode)).toEqual(['MIA-02']);
});

test('a refused allowance is no longer paid by the month', () => {
  expect(without('MCA-06')).toMatchObject({ coveredFen: 1_000_000, leftFen: 400_000, monthlyFen: 0 });
});

test('nothing refused changes nothing', () => {
  expect(without()).toEqual(coverage);
});
