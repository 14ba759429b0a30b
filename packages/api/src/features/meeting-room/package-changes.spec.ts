import { expect, test } from '@jest/globals';
import { packageChanges } from './package-changes.js';

test('tells what came, what went and what is paid otherwise, and is silent about the rest', () => {
  const before = [
    { programCode: 'A', amountFen: 100 },
    { programCode: 'B', amountFen: 200 },
    { programCode: 'C', amountFen: null },
  ];
  const after = [
    { programCode: 'C', amountFen: null },
    { programCode: 'B', amountFen: 150 },
    { programCode: 'D', amountFen: 300 },
  ];
  expect(packageChanges(before, after)).toEqual([
    { programCode: 'A', change: 'removed', fromFen: 100, toFen: null },
    { programCode: 'B', change: 'amount', fromFen: 200, toFen: 150 },
    { programCode: 'D', change: 'added', fromFen: null, toFen: 300 },
  ]);
  expect(packageChanges(after, after)).toEqual([]);
});
