import { expect, test } from '@jest/globals';
import { approverOf } from './approver-of.js';

const bureau = { code: 'FIN', name: { zh: '财政局', en: 'Finance' }, kind: 'finance' };
const approval = { kind: 'supplement', financeUpToYuan: 1000, figureKind: 'assumed', source: '' } as const;
const pack = { orgUnits: [bureau], budgetApprovals: [approval] };

test.each([
  ['supplement', 1000_00, 'finance'],
  ['supplement', 1000_01, 'leader'],
  ['close', 0, 'leader'],
] as const)('%s of %i fen goes to %s', (kind, fen, approver) => {
  expect(approverOf(pack, kind, fen)).toBe(approver);
});

test('without a finance bureau the leaders decide', () => {
  expect(approverOf({ ...pack, orgUnits: [] }, 'supplement', 1)).toBe('leader');
});
