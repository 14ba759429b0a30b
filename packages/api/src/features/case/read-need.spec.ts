import { describe, expect, it } from '@jest/globals';
import { InputCheck } from '../../platform/parse.js';
import { needOf } from './case-need.js';
import { type NeedInput, readNeed } from './read-need.js';

const TODAY = '2026-11-23';
const NEED: NeedInput = {
  whatHappened: '患病住院',
  since: '2022-03-01',
  requestedOn: '2022-06-20',
  cost: '30000',
  insurancePaid: '16000',
};

function pathsOf(input: Partial<NeedInput>): string[] {
  const check = new InputCheck();
  readNeed(check, { ...NEED, ...input }, TODAY);
  return check.problems.map(({ path }) => path);
}

describe('readNeed', () => {
  it('reads amounts into fen', () => {
    expect(readNeed(new InputCheck(), NEED, TODAY)).toMatchObject({ costFen: 3_000_000, insurancePaidFen: 1_600_000 });
  });

  it('takes an empty cost as not known', () => {
    expect(readNeed(new InputCheck(), { ...NEED, cost: ' ', insurancePaid: null }, TODAY)).toMatchObject({
      costFen: null,
      insurancePaidFen: 0,
    });
  });

  it('keeps the order of the days', () => {
    expect(pathsOf({ since: '2022-06-20' })).toEqual([]);
    expect(pathsOf({ since: '2022-06-21' })).toEqual(['since']);
    expect(pathsOf({ requestedOn: TODAY })).toEqual([]);
    expect(pathsOf({ requestedOn: '2026-11-24' })).toEqual(['requestedOn']);
    expect(pathsOf({ requestedOn: '2003-12-31', since: '2003-12-01' })).toEqual(['requestedOn']);
  });

  it('lets insurance pay at most the cost', () => {
    expect(pathsOf({ insurancePaid: '30000' })).toEqual([]);
    expect(pathsOf({ insurancePaid: '30000.01' })).toEqual(['insurancePaid']);
    expect(pathsOf({ cost: null })).toEqual(['insurancePaid']);
  });

  it('does not compare amounts it could not read', () => {
    expect(pathsOf({ cost: 'much' })).toEqual(['cost']);
  });
});

describe('needOf', () => {
  it('is unknown without a cost', () => {
    expect(needOf({ costFen: null, insurancePaidFen: 0, alreadyFen: 5, coveredFen: 5 })).toEqual({
      needFen: null,
      leftFen: null,
    });
  });

  it('leaves what neither insurance nor aid paid, never less than nothing', () => {
    expect(needOf({ costFen: 100, insurancePaidFen: 30, alreadyFen: 20, coveredFen: 10 })).toEqual({
      needFen: 70,
      leftFen: 40,
    });
    expect(needOf({ costFen: 100, insurancePaidFen: 30, alreadyFen: 60, coveredFen: 20 })).toEqual({
      needFen: 70,
      leftFen: 0,
    });
  });
});
