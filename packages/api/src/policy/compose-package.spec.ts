import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compose, paid } from './build-composition.js';
import { buildGroup, buildPack, buildProgram } from './build-pack.js';
import { type Choice, compareCompositions, type GivenAid } from './compose-package.js';
import { orderOfPayment } from './order-of-payment.js';
import type { FactValue } from './types.js';

const fixed = (code: string, yuan: number, parts: Parameters<typeof buildProgram>[1] = {}) =>
  buildProgram(code, { ...parts, amount: { kind: 'FIXED', formula: String(yuan) } });

describe('exclusivity', () => {
  it('keeps the highest single award, whatever the order of choice', () => {
    const pack = buildPack({
      programs: [fixed('A', 300), fixed('B', 500), fixed('C', 200)],
      groups: [buildGroup('G', 'highest_single_award', ['A', 'B', 'C'])],
    });
    for (const choices of [
      ['A', 'B', 'C'],
      ['B', 'C', 'A'],
      ['C', 'A', 'B'],
    ]) {
      const composition = compose(pack, choices);
      expect(paid(composition)).toEqual(['B 500']);
      expect(composition.effects).toHaveLength(2);
      expect(composition.effects).toContainEqual(
        expect.objectContaining({
          kind: 'dropped',
          programCode: 'A',
          keptProgram: 'B',
          ruleCode: 'G',
          ruleWords: { zh: 'G规则', en: 'rule of G' },
          beforeFen: 30000,
          afterFen: null,
          deltaFen: -30000,
        }),
      );
    }
  });

  it('gives a tie to the earlier member of the group', () => {
    const pack = buildPack({
      programs: [fixed('A', 300), fixed('B', 300)],
      groups: [buildGroup('G', 'highest_single_award', ['B', 'A'])],
    });
    expect(paid(compose(pack, ['A', 'B']))).toEqual(['B 300']);
    expect(paid(compose(pack, ['B', 'A']))).toEqual(['B 300']);
  });

  it.each(['only_one', 'once_per_event'] as const)('lets the latest choice of %s stay', (mode) => {
    const pack = buildPack({
      programs: [fixed('A', 500), fixed('B', 100)],
      groups: [buildGroup('G', mode, ['A', 'B'])],
    });
    expect(paid(compose(pack, ['A', 'B']))).toEqual(['B 100']);
    expect(paid(compose(pack, ['B', 'A']))).toEqual(['A 500']);
  });

  it.each(['additive_by_item', 'sequence'] as const)('drops nothing by %s', (mode) => {
    const pack = buildPack({ programs: [fixed('A', 5), fixed('B', 1)], groups: [buildGroup('G', mode, ['A', 'B'])] });
    expect(paid(compose(pack, ['A', 'B']))).toEqual(['A 5', 'B 1']);
  });

  it('obeys what one program says of the other', () => {
    const pack = buildPack({ programs: [fixed('A', 500, { concurrency: { excludes: ['B'] } }), fixed('B', 100)] });
    const composition = compose(pack, ['A', 'B']);
    expect(paid(composition)).toEqual(['B 100']);
    expect(composition.effects[0]).toMatchObject({
      ruleCode: 'A.excludes',
      ruleWords: { zh: '不同享' },
      deltaFen: -50000,
    });
  });

  it('does not let a program that is itself dropped push out another', () => {
    const pack = buildPack({
      programs: [
        fixed('A', 1, { concurrency: { excludes: ['B'] } }),
        fixed('B', 2, { concurrency: { excludes: ['C'] } }),
        fixed('C', 3),
      ],
    });
    expect(paid(compose(pack, ['A', 'B', 'C']))).toEqual(['A 1', 'C 3']);
  });

  it('extends a group by what the county decides', () => {
    const groups = (enabled: boolean) => [
      buildGroup('G', 'highest_single_award', ['A']),
      buildGroup('O', 'county_option', ['B'], { enabled, joins: 'G' }),
    ];
    const programs = [fixed('A', 300), fixed('B', 500)];
    expect(paid(compose(buildPack({ programs, groups: groups(false) }), ['A', 'B']))).toEqual(['A 300', 'B 500']);
    expect(paid(compose(buildPack({ programs, groups: groups(true) }), ['A', 'B']))).toEqual(['B 500']);
  });

  it('is about one person, or about the household, as the group says', () => {
    const programs = [fixed('A', 300, { unit: 'person' }), fixed('B', 500, { unit: 'person' })];
    const choices = [
      { programCode: 'A', personId: 'li' },
      { programCode: 'B', personId: 'wang' },
    ];
    const own = buildPack({ programs, groups: [buildGroup('G', 'only_one', ['A', 'B'], { scope: 'person' })] });
    const shared = buildPack({
      programs,
      groups: [buildGroup('G', 'only_one', ['A', 'B'], { scope: 'household+event' })],
    });
    expect(compose(own, choices).items.map(({ personId }) => personId)).toEqual(['li', 'wang']);
    expect(compose(shared, choices).items.map(({ personId }) => personId)).toEqual(['wang']);
  });
});

describe('aid already given', () => {
  const given = (programCode: string, sameEvent: boolean, parts: Partial<GivenAid> = {}): GivenAid => ({
    programCode,
    fen: 10000,
    againstLoss: true,
    sameEvent,
    ...parts,
  });
  const event = buildPack({
    programs: [fixed('A', 500), fixed('B', 100), fixed('M', 200, { period: 'monthly', againstLoss: false })],
    groups: [buildGroup('G', 'once_per_event', ['A', 'B'])],
  });

  it('of the same event bars its like', () => {
    const composition = compose(event, ['A'], { given: [given('B', true)] });
    expect(paid(composition)).toEqual([]);
    expect(composition.effects[0]).toMatchObject({
      kind: 'dropped',
      ruleCode: 'G',
      keptProgram: 'B',
      deltaFen: -50000,
    });
    expect(paid(compose(event, ['A'], { given: [given('A', true)] }))).toEqual([]);
  });

  it('of another event does not', () => {
    expect(paid(compose(event, ['A'], { given: [given('B', false)] }))).toEqual(['A 500']);
  });

  it('is not begun a second time while it runs', () => {
    const composition = compose(event, ['M'], { given: [given('M', false)] });
    expect(composition.effects[0]).toMatchObject({ ruleCode: 'ONCE', keptProgram: 'M' });
  });

  it('may be given in rounds, up to the loss', () => {
    const pack = buildPack({ programs: [fixed('A', 500)] });
    expect(paid(compose(pack, ['A'], { needYuan: 550, given: [given('A', true)] }))).toEqual(['A 450']);
  });

  it('reimburses a cost once: a further round pays what was added', () => {
    const pack = buildPack({ programs: [fixed('A', 500, { form: 'reimbursement' })] });
    const round = (fen: number, parts: Partial<GivenAid> = {}) =>
      compose(pack, ['A'], { needYuan: 5000, given: [given('A', true, { fen, ...parts })] });
    expect(paid(round(30000))).toEqual(['A 200']);
    expect(round(30000).effects[0]).toMatchObject({ ruleCode: 'REIMBURSED', beforeFen: 50000, afterFen: 20000 });
    expect(paid(round(60000))).toEqual([]);
    expect(paid(round(30000, { sameEvent: false }))).toEqual(['A 500']);
  });
});

describe('the actual loss', () => {
  const pack = buildPack({
    programs: [
      fixed('THIRD', 50, { order: 30 }),
      fixed('FIRST', 80, { order: 10 }),
      fixed('MONTHLY', 400, { order: 5, period: 'monthly', againstLoss: false }),
      buildProgram('SECOND', { order: 20, amount: { kind: 'BAND', formula: '60', min: '40', max: '90' } }),
    ],
  });

  it('bounds the total in the order of payment', () => {
    const composition = compose(pack, ['THIRD', 'SECOND', 'FIRST', 'MONTHLY'], { needYuan: 100 });
    expect(paid(composition)).toEqual(['MONTHLY 400', 'FIRST 80', 'SECOND 20']);
    expect(composition.items.map(({ order }) => order)).toEqual([1, 2, 3]);
    expect(composition.effects).toEqual([
      expect.objectContaining({
        kind: 'capped',
        programCode: 'SECOND',
        ruleCode: 'ACTUAL_LOSS',
        beforeFen: 6000,
        afterFen: 2000,
        deltaFen: -4000,
      }),
      expect.objectContaining({
        kind: 'dropped',
        programCode: 'THIRD',
        ruleCode: 'ACTUAL_LOSS',
        beforeFen: 5000,
        afterFen: null,
        deltaFen: -5000,
      }),
    ]);
    expect(composition.effects[0]?.words.en).toContain('below its lower limit of ¥40');
    expect(composition.items[2]?.cappedBy?.zh).toContain('实际损失');
    expect(composition.coverage).toEqual({
      costFen: 10000,
      insurancePaidFen: 0,
      needFen: 10000,
      alreadyFen: 0,
      coveredFen: 10000,
      leftFen: 0,
      monthlyFen: 40000,
      segments: [
        { programCode: 'FIRST', department: 'D-FIRST', fen: 8000 },
        { programCode: 'SECOND', department: 'D-SECOND', fen: 2000 },
      ],
    });
  });

  it('leaves an entitlement below it alone', () => {
    const one = buildPack({ programs: [fixed('A', 20)] });
    expect(paid(compose(one, ['A'], { needYuan: 50 }))).toEqual(['A 20']);
  });

  it('bounds nothing while the cost is not known', () => {
    const composition = compose(pack, ['FIRST', 'SECOND'], { needYuan: null });
    expect(paid(composition)).toEqual(['FIRST 80', 'SECOND 60']);
    expect(composition.coverage).toMatchObject({ needFen: null, leftFen: null, coveredFen: 14000 });
  });
});

describe('the order of payment', () => {
  it('follows the order, then the sequence, and always what comes after what', () => {
    const pack = buildPack({
      programs: [
        buildProgram('A', { order: 20 }),
        buildProgram('B', { order: 20 }),
        buildProgram('C', { order: 10, concurrency: { applyAfter: ['D'] } }),
        buildProgram('D', { order: 30 }),
      ],
      groups: [buildGroup('S', 'sequence', ['B', 'A'])],
    });
    expect(orderOfPayment(pack, ['A', 'B', 'C', 'D'])).toEqual(['D', 'C', 'B', 'A']);
    expect(orderOfPayment(pack, ['A', 'B', 'C'])).toEqual(['C', 'B', 'A']);
  });
});

describe('a status gained in the package', () => {
  const pack = buildPack({
    programs: [
      fixed('DIBAO', 400, {
        order: 10,
        period: 'monthly',
        againstLoss: false,
        rule: '家庭月收入 < 500',
        grantsFacts: { hh_dibao_status: 'rural' },
      }),
      fixed('MEDICAL', 700, { order: 20, rule: '低保状态 = "农村低保"' }),
      fixed('EARLY', 10, { order: 5, rule: '低保状态 = "农村低保"' }),
      fixed('TEKUN', 900, { order: 12, period: 'monthly', againstLoss: false, concurrency: { excludes: ['DIBAO'] } }),
    ],
  });
  const facts = { hh_income_month: 300, hh_dibao_status: 'none' };

  it('opens what is paid after it, and says so', () => {
    const composition = compose(pack, ['MEDICAL', 'DIBAO'], { facts });
    expect(paid(composition)).toEqual(['DIBAO 400', 'MEDICAL 700']);
    expect(composition.effects).toEqual([
      expect.objectContaining({
        kind: 'status',
        programCode: 'MEDICAL',
        beforeFen: null,
        afterFen: 70000,
        deltaFen: 70000,
      }),
    ]);
    expect(composition.effects[0]?.words.zh).toContain('项目DIBAO');
  });

  it('opens nothing that is paid before it', () => {
    expect(compose(pack, ['EARLY', 'DIBAO'], { facts }).problems[0]).toMatchObject({
      programCode: 'EARLY',
      code: 'NOT_ELIGIBLE',
    });
  });

  it('counts only while its program stays', () => {
    expect(compose(pack, ['MEDICAL'], { facts }).problems[0]?.code).toBe('NOT_ELIGIBLE');
    const pushed = compose(pack, ['DIBAO', 'MEDICAL', 'TEKUN'], { facts });
    expect(paid(pushed)).toEqual(['TEKUN 900']);
    expect(compose(pack, ['MEDICAL', 'DIBAO'], { facts: { ...facts, hh_income_month: 600 } }).items).toEqual([]);
  });
});

describe('a choice that cannot enter', () => {
  const pack = buildPack({
    programs: [
      fixed('A', 100),
      buildProgram('BAND', {
        planAllowed: true,
        amount: { kind: 'BAND', formula: '50', min: '40', max: '90', step: 10 },
      }),
      buildProgram('NO', { rule: '年龄 > 60' }),
      buildProgram('SERVICE', { amount: { kind: 'SERVICE', formula: undefined } }),
      buildProgram('ZERO', { amount: { kind: 'FORMULA', formula: 'max(0, 0 - 5)' } }),
    ],
  });
  it.each<[Choice, string, Record<string, FactValue>]>([
    [{ programCode: 'X' }, 'UNKNOWN_PROGRAM', {}],
    [{ programCode: 'NO' }, 'NOT_ELIGIBLE', { age: 50 }],
    [{ programCode: 'NO' }, 'NEEDS_FACTS', {}],
    [{ programCode: 'A', amountFen: 9999 }, 'OUT_OF_BAND', {}],
    [{ programCode: 'BAND', amountFen: 3999 }, 'OUT_OF_BAND', {}],
    [{ programCode: 'BAND', amountFen: 9001 }, 'OUT_OF_BAND', {}],
    [{ programCode: 'BAND', amountFen: 5000.5 }, 'OUT_OF_BAND', {}],
    [{ programCode: 'A', planOnly: true }, 'PLAN_NOT_ALLOWED', {}],
    [{ programCode: 'SERVICE', amountFen: 100 }, 'NOT_MONEY', {}],
    [{ programCode: 'ZERO' }, 'NOTHING_TO_PAY', {}],
  ])('%j is %s', (choice, code, facts) => {
    const composition = compose(pack, [choice], { facts });
    expect(composition.items).toEqual([]);
    expect(composition.problems).toEqual([
      expect.objectContaining({ index: 0, programCode: choice.programCode, code }),
    ]);
  });

  it('tells the band', () => {
    const [problem] = compose(pack, [{ programCode: 'BAND', amountFen: 1 }]).problems;
    expect(problem).toMatchObject({
      minFen: 4000,
      maxFen: 9000,
      stepFen: 1000,
      words: { zh: '“项目BAND”的金额应在 ¥40–¥90 之间。' },
    });
  });

  it('names the facts it lacks', () => {
    expect(compose(pack, ['NO']).problems[0]?.words).toEqual({
      zh: '“项目NO”还缺信息，请先补充：年龄。',
      en: 'Program NO still needs facts; record them first: Age.',
    });
  });

  it('is the second of two alike', () => {
    const composition = compose(pack, ['A', 'A']);
    expect(paid(composition)).toEqual(['A 100']);
    expect(composition.problems).toEqual([expect.objectContaining({ index: 1, code: 'DUPLICATE' })]);
  });

  it('leaves the others in', () => {
    expect(paid(compose(pack, ['X', 'A', { programCode: 'BAND', planOnly: true }, 'SERVICE']))).toEqual([
      'A 100',
      'BAND -',
      'SERVICE -',
    ]);
  });
});

describe('comparing two packages', () => {
  const pack = buildPack({
    programs: [
      fixed('A', 80, { order: 10 }),
      buildProgram('B', { order: 20, amount: { kind: 'BAND', formula: '60', min: '10', max: '90' } }),
      fixed('C', 70, { order: 30, concurrency: { excludes: ['A'] } }),
    ],
  });
  const change = (before: (string | Choice)[], after: (string | Choice)[]) => {
    const [old, now] = [compose(pack, before, { needYuan: 100 }), compose(pack, after, { needYuan: 100 })];
    const dropped = old.effects.filter(({ kind }) => kind === 'dropped').map(({ programCode }) => programCode);
    return compareCompositions(pack, old.items, now, dropped).map(
      ({ kind, programCode, ruleCode, deltaFen }) => `${kind} ${programCode} ${ruleCode} ${deltaFen / 100}`,
    );
  };

  it('tells what a change won and lost, and by which rule', () => {
    expect(change(['A'], ['A', 'B'])).toEqual(['capped B ACTUAL_LOSS 20']);
    expect(change(['B'], ['B', 'A'])).toEqual(['capped B ACTUAL_LOSS -40', 'added A CHOICE 80']);
    expect(change(['A', 'B'], ['B'])).toEqual(['removed A CHOICE -80', 'restored B CHOICE 40']);
    expect(change(['A'], ['A', 'C'])).toEqual(['dropped A C.excludes -80', 'added C CHOICE 70']);
    expect(change(['A', 'C'], ['A'])).toEqual(['removed C CHOICE -70', 'restored A CHOICE 80']);
    expect(change(['B'], [{ programCode: 'B', amountFen: 9000 }])).toEqual(['changed B CHOICE 30']);
    expect(change(['A', 'B'], ['A', 'B'])).toEqual([]);
  });

  it('states the money that the package held, not what a rule would have paid', () => {
    const before = compose(pack, ['C'], { needYuan: 50 });
    const after = compose(pack, ['C', 'A'], { needYuan: 50 });
    const lost = compareCompositions(pack, before.items, after).find(({ kind }) => kind === 'dropped');
    expect(lost).toMatchObject({
      programCode: 'C',
      deltaFen: -5000,
      words: { zh: '“项目C”与“项目A”不能同享，保留后者，减少 ¥50。' },
    });
  });

  it('is silent about a choice that rules kept out before, and wins nothing by a new one', () => {
    expect(change(['A', 'C'], ['A', 'C', 'B'])).toEqual(['capped C ACTUAL_LOSS -30', 'added B CHOICE 60']);
    expect(change(['B'], ['C', 'A', 'B'])).toEqual([
      'capped B ACTUAL_LOSS -40',
      'dropped C C.excludes 0',
      'added A CHOICE 80',
    ]);
  });
});

describe('properties', () => {
  const codes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
  const someCodes = fc.shuffledSubarray(codes, { minLength: 2 });
  const program = (code: string) =>
    fc
      .record({
        yuan: fc.integer({ min: 1, max: 900 }),
        band: fc.boolean(),
        order: fc.constantFrom(10, 20, 30),
        againstLoss: fc.boolean(),
        excludes: fc.subarray(codes, { maxLength: 2 }).map((list) => list.filter((other) => other !== code)),
      })
      .map(({ yuan, band, order, againstLoss, excludes }) =>
        buildProgram(code, {
          order,
          againstLoss,
          concurrency: { excludes },
          amount: band
            ? { kind: 'BAND', formula: String(yuan), min: '1', max: '1000' }
            : { kind: 'FIXED', formula: String(yuan) },
        }),
      );
  const packs = fc
    .record({ programs: fc.tuple(...codes.map(program)), high: someCodes, one: someCodes, line: someCodes })
    .map(({ programs, high, one, line }) =>
      buildPack({
        programs,
        groups: [
          buildGroup('HIGH', 'highest_single_award', high),
          buildGroup('ONE', 'only_one', one),
          buildGroup('LINE', 'sequence', line),
        ],
      }),
    );
  const need = fc.option(fc.integer({ min: 0, max: 3000 }));
  const given = fc.array(
    fc.record({
      programCode: fc.constantFrom(...codes),
      fen: fc.integer({ min: 1, max: 50000 }),
      againstLoss: fc.boolean(),
      sameEvent: fc.boolean(),
    }),
    { maxLength: 2 },
  );

  it('never gives more than the actual loss, and loses no yuan on the way', () => {
    fc.assert(
      fc.property(packs, someCodes, need, given, (pack, choices, needYuan, aid) => {
        const { items, effects, coverage } = compose(pack, choices, { needYuan, given: aid });
        const against = items.filter(
          ({ programCode }) => pack.programs.find(({ code }) => code === programCode)?.againstLoss,
        );
        const sum = against.reduce((total, { amountFen }) => total + (amountFen ?? 0), 0);
        expect(coverage.coveredFen).toBe(sum);
        expect(coverage.segments.reduce((total, { fen }) => total + fen, 0)).toBe(sum);
        if (coverage.needFen !== null) {
          expect(sum).toBeLessThanOrEqual(Math.max(0, coverage.needFen - coverage.alreadyFen));
          expect(coverage.leftFen).toBe(Math.max(0, coverage.needFen - coverage.alreadyFen - sum));
        }
        const entitled =
          choices.reduce(
            (total, code) => total + Number(pack.programs.find((one) => one.code === code)?.amount.formula),
            0,
          ) * 100;
        const total = items.reduce((fen, { amountFen }) => fen + (amountFen ?? 0), 0);
        expect(entitled + effects.reduce((fen, { deltaFen }) => fen + deltaFen, 0)).toBe(total);
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing when composed from its own result', () => {
    fc.assert(
      fc.property(packs, someCodes, need, given, (pack, choices, needYuan, aid) => {
        const first = compose(pack, choices, { needYuan, given: aid });
        const own = first.items.map(({ programCode, chosenFen, planOnly }) => ({
          programCode,
          amountFen: chosenFen,
          planOnly,
        }));
        const second = compose(pack, own, { needYuan, given: aid });
        expect(second.items).toEqual(first.items);
        expect(second.coverage).toEqual(first.coverage);
        expect(compareCompositions(pack, first.items, second)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('leaves no two programs side by side that exclude each other', () => {
    fc.assert(
      fc.property(packs, someCodes, (pack, choices) => {
        const kept = compose(pack, choices).items.map(({ programCode }) => programCode);
        for (const { code, concurrency } of pack.programs) {
          if (kept.includes(code)) expect(concurrency.excludes.filter((other) => kept.includes(other))).toEqual([]);
        }
        for (const { mode, members } of pack.groups) {
          if (mode !== 'sequence') expect(kept.filter((code) => members.includes(code)).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('finds the highest single award in any order of choice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 8, maxLength: 8 }),
        someCodes,
        someCodes,
        (yuan, choices, members) => {
          const pack = buildPack({
            programs: codes.map((code, index) => fixed(code, yuan[index] ?? 1)),
            groups: [buildGroup('HIGH', 'highest_single_award', members)],
          });
          const kept = (list: string[]) => paid(compose(pack, list));
          expect(kept([...choices].reverse())).toEqual(kept(choices));
          expect(kept([...choices].sort())).toEqual(kept(choices));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('compares packages so that the changes add up', () => {
    fc.assert(
      fc.property(packs, someCodes, someCodes, need, (pack, before, after, needYuan) => {
        const [old, now] = [compose(pack, before, { needYuan }), compose(pack, after, { needYuan })];
        const total = (items: { amountFen: number | null }[]) =>
          items.reduce((fen, { amountFen }) => fen + (amountFen ?? 0), 0);
        const won = compareCompositions(pack, old.items, now).reduce((fen, { deltaFen }) => fen + deltaFen, 0);
        expect(won).toBe(total(now.items) - total(old.items));
      }),
      { numRuns: 150 },
    );
  });
});
