import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compose } from './build-composition.js';
import { buildPack, buildProgram } from './build-pack.js';
import { createJudge } from './judge.js';
import { proposeRemedy, type RemedyRules } from './propose-remedy.js';
import { type ReplayInput, replayPackage } from './replay-package.js';
import type { FactValue } from './types.js';

const RULES: RemedyRules = { waivesUpToFen: 100_00, setsOffPercent: 20, instalments: 12 };
const pack = buildPack({
  programs: [
    buildProgram('ALLOWANCE', {
      period: 'monthly',
      rule: '家庭月收入 < 1000',
      amount: { kind: 'FORMULA', formula: '1000 - 家庭月收入' },
    }),
    buildProgram('ONCE', {
      period: 'per_event',
      rule: '家庭月收入 < 1500',
      amount: { kind: 'BAND', formula: '400', min: '100', max: '1500 - 家庭月收入', step: 1 },
    }),
  ],
});
const judge = createJudge(pack);
const bag = (income: FactValue | undefined) =>
  income === undefined ? {} : { hh_income_month: { value: income, source: '', observedOn: '2022-01-01' } };

/** A package decided on an income in June and looked at through September, with what is known now by day. */
function replay(income: number, known: (day: string) => number | undefined, change: Partial<ReplayInput> = {}) {
  const choices = [{ programCode: 'ALLOWANCE' }, { programCode: 'ONCE' }];
  const { items } = compose(pack, choices, { facts: { hh_income_month: income } });
  return replayPackage({
    decisionDate: '2022-06-23',
    through: '2022-09-10',
    choices,
    need: { costFen: null, insurancePaidFen: 0 },
    alreadyGiven: [],
    decided: items.map(({ programCode, period, amountFen }) => ({ programCode, period, amountFen, endedOn: null })),
    rulesOn: () => ({ judge, pack }),
    factsOn: (day) => bag(known(day)),
    ...change,
  });
}

describe('a replay', () => {
  it('finds no difference where nothing changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1400 }), (income) => {
        expect(replay(income, () => income)).toEqual([]);
      }),
    );
  });

  it('adds up, month by month, to what was due less what was decided', () => {
    const income = fc.integer({ min: 0, max: 1400 });
    fc.assert(
      fc.property(income, fc.array(income, { minLength: 4, maxLength: 4 }), (then, now) => {
        const known = (day: string) => now[Number(day.slice(5, 7)) - 6];
        for (const { programCode, overFen, underFen, months } of replay(then, known)) {
          const net = months.reduce((sum, { dueFen, decidedFen }) => sum + (dueFen ?? 0) - decidedFen, 0);
          expect(underFen - overFen).toBe(net);
          if (programCode !== 'ALLOWANCE') continue;
          const expected = now.slice(1).reduce((sum, one) => sum + Math.max(0, 1000 - one) * 100, 0);
          expect(net).toBe(expected - 3 * Math.max(0, 1000 - then) * 100);
        }
      }),
    );
  });

  it('counts a change from the first day of the month after it', () => {
    const [item, ...others] = replay(400, (day) => (day < '2022-07-15' ? 400 : 700));
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      programCode: 'ALLOWANCE',
      overFen: 600_00,
      underFen: 0,
      lastDueFen: 300_00,
      months: [
        { month: '2022-08', decidedFen: 600_00, dueFen: 300_00 },
        { month: '2022-09', decidedFen: 600_00, dueFen: 300_00 },
      ],
    });
  });

  it('looks at aid that ended until then, and never at what pays no money', () => {
    const decided = [
      { programCode: 'ALLOWANCE', period: 'monthly' as const, amountFen: 600_00, endedOn: '2022-07-31' },
      { programCode: 'ONCE', period: 'per_event' as const, amountFen: null, endedOn: null },
    ];
    expect(replay(400, () => 1600, { decided })).toMatchObject([{ months: [{ month: '2022-07', dueFen: 0 }] }]);
  });

  it('keeps an amount that people set within the band of now', () => {
    const choices = [{ programCode: 'ONCE', amountFen: 900_00 }];
    const decided = [{ programCode: 'ONCE', period: 'per_event' as const, amountFen: 900_00, endedOn: null }];
    expect(replay(0, () => 1000, { choices, decided })).toMatchObject([
      { overFen: 400_00, months: [{ month: '2022-06', decidedFen: 900_00, dueFen: 500_00 }] },
    ]);
  });

  it('claims nothing where a fact is missing now', () => {
    for (const item of replay(400, () => undefined)) {
      expect(item).toMatchObject({ overFen: 0, underFen: 0 });
      expect(proposeRemedy(item, RULES).kind).toBe('ask_facts');
    }
  });

  it('finds due what a rule kept out then', () => {
    const [once, allowance] = replay(1400, () => 900, { decided: [] });
    expect([once, allowance]).toMatchObject([
      { programCode: 'ALLOWANCE', underFen: 3 * 100_00 },
      { programCode: 'ONCE', underFen: 400_00 },
    ]);
  });
});

describe('the remedy', () => {
  const item = {
    programCode: 'A',
    period: 'monthly' as const,
    months: [],
    overFen: 0,
    underFen: 0,
    lastDueFen: 300_00,
  };

  it.each([
    ['an underpayment is paid', { underFen: 50_00 }, { kind: 'pay_difference', fen: 50_00, months: null }],
    ['months make up for each other', { overFen: 80_00, underFen: 90_00 }, { kind: 'pay_difference', fen: 10_00 }],
    ['a small overpayment is let go', { overFen: 100_00 }, { kind: 'waive', fen: 100_00 }],
    ['a larger one is kept back monthly', { overFen: 600_00 }, { kind: 'set_off', monthlyFen: 60_00, months: 10 }],
    ['or paid back', { overFen: 600_00, lastDueFen: 0 }, { kind: 'instalments', monthlyFen: 50_00, months: 12 }],
  ])('%s', (_name, change, remedy) => {
    expect(proposeRemedy({ ...item, ...change }, RULES)).toMatchObject(remedy);
  });

  it('covers what is owed to the fen, the last part being the smaller one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100_01, max: 100_000_00 }),
        fc.integer({ min: 0, max: 2000_00 }),
        (overFen, last) => {
          const { fen, monthlyFen, months } = proposeRemedy({ ...item, overFen, lastDueFen: last }, RULES);
          expect(fen).toBe(overFen);
          expect((monthlyFen ?? 0) * (months ?? 0)).toBeGreaterThanOrEqual(fen);
          expect((monthlyFen ?? 0) * ((months ?? 0) - 1)).toBeLessThan(fen);
        },
      ),
    );
  });
});
