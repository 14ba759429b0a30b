import { describe, expect, it } from '@jest/globals';
import type { AmountVerdict } from '../../policy/types.js';
import { claimedAmountProblem } from './claimed-amount.js';

function buildAmount(change: Partial<AmountVerdict>): AmountVerdict {
  return {
    kind: 'FIXED',
    unit: { zh: '元', en: 'yuan' },
    fen: 500_000,
    minFen: 500_000,
    maxFen: 500_000,
    stepFen: null,
    formula: null,
    values: [],
    missingFacts: [],
    ...change,
  };
}

describe('the amount that a batch application claims', () => {
  it('is the standard, to the fen', () => {
    expect(claimedAmountProblem(buildAmount({}), 500_000)).toBeUndefined();
    expect(claimedAmountProblem(buildAmount({}), 500_001)?.zh).toContain('5000 元');
    expect(claimedAmountProblem(buildAmount({}), 499_999)).toBeDefined();
  });

  it('lies within the band, borders included', () => {
    const band = buildAmount({ kind: 'BAND', fen: 300_000, minFen: 100_000, maxFen: 500_000 });
    for (const fen of [100_000, 123_456, 500_000]) expect(claimedAmountProblem(band, fen)).toBeUndefined();
    for (const fen of [99_999, 500_001]) expect(claimedAmountProblem(band, fen)?.en).toContain('between 1000 and 5000');
  });

  it('is taken as claimed while facts are open, and for services', () => {
    expect(claimedAmountProblem(buildAmount({ missingFacts: ['student_stage'] }), 1)).toBeUndefined();
    expect(claimedAmountProblem(buildAmount({ fen: null, minFen: null, maxFen: null }), 1)).toBeUndefined();
    expect(claimedAmountProblem(buildAmount({ kind: 'SERVICE' }), 1)).toBeUndefined();
  });
});
