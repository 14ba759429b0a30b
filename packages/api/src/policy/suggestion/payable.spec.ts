import { describe, expect, it } from '@jest/globals';
import type { AmountVerdict } from '../types.js';
import { payableOf } from './payable.js';
import type { LineLeft } from './suggestion.types.js';

const amount = (parts: Partial<AmountVerdict>): AmountVerdict => ({
  kind: 'BAND',
  unit: { zh: '元', en: 'yuan' },
  fen: 300_000,
  minFen: 100_000,
  maxFen: 1_055_000,
  stepFen: 10_000,
  formula: null,
  values: [],
  missingFacts: [],
  ...parts,
});
const line = (parts: Partial<LineLeft> = {}): LineLeft => ({
  fen: 100_000_000,
  places: null,
  waiting: 0,
  waitingLonger: 0,
  ...parts,
});

describe('what a program can pay a family out of its line', () => {
  it('is the band, up to the highest step', () => {
    const band = { leastFen: 100_000, mostFen: 1_050_000, suggestedFen: 300_000 };
    expect(payableOf(amount({}), undefined, true)).toEqual(band);
    expect(payableOf(amount({}), line({ waiting: 3 }), true)).toEqual(band);
  });

  it('is no more than an even share above the suggestion while others wait, and no more than suggested without a loss', () => {
    expect(payableOf(amount({}), line({ fen: 2_000_000, waiting: 3 }), true)).toMatchObject({ mostFen: 500_000 });
    expect(payableOf(amount({}), line({ fen: 900_000, waiting: 8 }), true)).toMatchObject({ mostFen: 300_000 });
    expect(payableOf(amount({}), undefined, false)).toMatchObject({ mostFen: 300_000 });
  });

  it('is what the line has left, if that is enough for the least', () => {
    expect(payableOf(amount({}), line({ fen: 250_000 }), true)).toMatchObject({
      mostFen: 250_000,
      suggestedFen: 250_000,
    });
    expect(payableOf(amount({}), line({ fen: 99_999 }), true)).toBe('money');
  });

  it('is an entitlement in full or not at all', () => {
    const fixed = amount({ kind: 'FIXED', minFen: 300_000, maxFen: 300_000 });
    expect(payableOf(fixed, line({ fen: 300_000 }), true)).toMatchObject({ leastFen: 300_000, mostFen: 300_000 });
    expect(payableOf(fixed, line({ fen: 299_999 }), true)).toBe('money');
  });

  it('is nothing where no place is left, or those left are for families that have waited longer', () => {
    const service = amount({ kind: 'SERVICE', fen: null });
    expect(payableOf(service, line({ places: 0 }), true)).toBe('places');
    expect(payableOf(service, line({ places: 2, waitingLonger: 2 }), true)).toBe('others');
    expect(payableOf(service, line({ places: 3, waitingLonger: 2 }), true)).toMatchObject({ mostFen: 0 });
  });
});
