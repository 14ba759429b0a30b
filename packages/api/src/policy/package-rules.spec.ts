import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compose, paid } from './build-composition.js';
import { buildGroup, buildPack, buildProgram } from './build-pack.js';
import type { GivenAid } from './compose-package.js';
import { heldAgainst } from './top-up.js';
import type { ExclusivityGroup, GroupMode, Program } from './types.js';

const effectsOf = ({ effects }: ReturnType<typeof compose>) =>
  effects.map(
    ({ kind, programCode, ruleCode, keptProgram, deltaFen }) =>
      `${kind} ${programCode} by ${ruleCode}${keptProgram ? ` for ${keptProgram}` : ''} ${deltaFen / 100}`,
  );
const once = (code: string, yuan: number, parts: Parameters<typeof buildProgram>[1] = {}) =>
  buildProgram(code, { againstLoss: false, ...parts, amount: { kind: 'FIXED', formula: String(yuan) } });
const monthly = (code: string, yuan: number, parts: Parameters<typeof buildProgram>[1] = {}) =>
  once(code, yuan, { period: 'monthly', unit: 'person', ...parts });
const held = (programCode: string, yuan: number, parts: Partial<GivenAid> = {}): GivenAid => ({
  programCode,
  fen: yuan * 100,
  againstLoss: false,
  sameEvent: false,
  ...parts,
});
const group = (mode: GroupMode, members: string[], parts: Partial<ExclusivityGroup> = {}) => [
  buildGroup('G', mode, members, parts),
];

describe('only one', () => {
  const programs = [monthly('DIBAO', 500), monthly('TEKUN', 800)];

  it('lets the latest choice stay', () => {
    const pack = buildPack({ programs, groups: group('only_one', ['TEKUN', 'DIBAO']) });
    expect(paid(compose(pack, ['TEKUN', 'DIBAO']))).toEqual(['DIBAO 500']);
    expect(paid(compose(pack, ['DIBAO', 'TEKUN']))).toEqual(['TEKUN 800']);
  });

  it('lets the first member stay where the group ranks its members', () => {
    const pack = buildPack({
      programs,
      groups: group('only_one', ['TEKUN', 'DIBAO'], { tieBreak: ['member_order'] }),
    });
    for (const choices of [
      ['TEKUN', 'DIBAO'],
      ['DIBAO', 'TEKUN'],
    ]) {
      const composition = compose(pack, choices);
      expect(paid(composition)).toEqual(['TEKUN 800']);
      expect(effectsOf(composition)).toEqual(['dropped DIBAO by G for TEKUN -500']);
    }
  });
});

describe('only one with top-up', () => {
  const pack = buildPack({
    programs: [monthly('LOW', 300, { order: 10 }), monthly('HIGH', 500, { order: 20 })],
    groups: group('only_one_with_top_up', ['LOW', 'HIGH']),
  });

  it('pays the higher one its difference on top, whatever the order of choice', () => {
    for (const choices of [
      ['LOW', 'HIGH'],
      ['HIGH', 'LOW'],
    ]) {
      const composition = compose(pack, choices);
      expect(paid(composition)).toEqual(['LOW 300', 'HIGH 200']);
      expect(effectsOf(composition)).toEqual(['capped HIGH by G -300']);
      expect(composition.items[1]?.cappedBy).toEqual({ zh: 'G规则', en: 'rule of G' });
      expect(composition.effects[0]?.words).toEqual({
        zh: '“项目HIGH”只补差额：已由“项目LOW”支付 ¥300，由 ¥500减为 ¥200。',
        en: 'Program HIGH is topped up only: ¥300 is paid by Program LOW, so ¥500 becomes ¥200.',
      });
    }
  });

  it('pays the difference to what is held already', () => {
    expect(paid(compose(pack, ['HIGH'], { given: [held('LOW', 300)] }))).toEqual(['HIGH 200']);
  });

  it('pays nothing where there is no difference, and says so', () => {
    const composition = compose(pack, ['LOW'], { given: [held('HIGH', 500)] });
    expect(paid(composition)).toEqual([]);
    expect(effectsOf(composition)).toEqual(['dropped LOW by G -300']);
    expect(composition.effects[0]?.words.zh).toBe('已由“项目HIGH”支付 ¥500，“项目LOW”没有差额可补，减少 ¥300。');
  });

  it('says of a program that held aid leaves nothing to top up what is held, before it is chosen', () => {
    const claimOf = (code: string, yuan: number) => ({
      program: pack.programs.find((one) => one.code === code) as Program,
      personId: null,
      amountFen: yuan * 100,
    });
    const rule = { zh: 'G规则', en: 'rule of G' };
    expect(heldAgainst(pack, claimOf('LOW', 300), [held('HIGH', 500)])).toEqual({ program: 'HIGH', words: rule });
    expect(heldAgainst(pack, claimOf('HIGH', 500), [held('LOW', 300)])).toBeUndefined();
  });

  it('does not set one person against another, and leaves full exclusion to what programs say', () => {
    const two = [
      { programCode: 'LOW', personId: 'li' },
      { programCode: 'HIGH', personId: 'wang' },
    ];
    expect(paid(compose(pack, two))).toEqual(['LOW 300', 'HIGH 500']);
    const excluding = buildPack({
      programs: [monthly('LOW', 300, { concurrency: { excludes: ['HIGH'] } }), monthly('HIGH', 500)],
      groups: group('only_one_with_top_up', ['LOW', 'HIGH']),
    });
    expect(paid(compose(excluding, ['LOW', 'HIGH']))).toEqual(['HIGH 500']);
  });

  it('lets one stay where the two do not pay in the same period', () => {
    const mixed = buildPack({
      programs: [monthly('LOW', 300), once('HIGH', 500, { unit: 'person', period: 'yearly' })],
      groups: group('only_one_with_top_up', ['LOW', 'HIGH']),
    });
    expect(paid(compose(mixed, ['LOW', 'HIGH']))).toEqual(['HIGH 500']);
  });
});

describe('the compatibility table', () => {
  const pack = buildPack({
    programs: ['TEKUN', 'ORPHAN', 'LIVING', 'CARE'].map((code) => monthly(code, 100)),
    groups: group('compatibility_table', ['TEKUN', 'ORPHAN', 'LIVING', 'CARE'], {
      together: [
        ['LIVING', 'CARE'],
        ['CARE', 'ORPHAN'],
      ],
    }),
  });

  it('lets stand together what it pairs, in either order', () => {
    expect(paid(compose(pack, ['LIVING', 'CARE']))).toEqual(['CARE 100', 'LIVING 100']);
    expect(paid(compose(pack, ['ORPHAN', 'CARE']))).toEqual(['CARE 100', 'ORPHAN 100']);
  });

  it('keeps apart what it does not pair, by its own words', () => {
    const composition = compose(pack, ['LIVING', 'CARE', 'ORPHAN']);
    expect(paid(composition)).toEqual(['CARE 100', 'ORPHAN 100']);
    expect(effectsOf(composition)).toEqual(['dropped LIVING by G for ORPHAN -100']);
    expect(composition.effects[0]?.ruleWords.zh).toBe('G规则');
    expect(paid(compose(pack, ['CARE'], { given: [held('TEKUN', 800)] }))).toEqual([]);
  });
});

describe('items that add up', () => {
  const pack = buildPack({
    programs: [once('EMERGENCY', 1000), once('TRANSITION', 3600)],
    groups: group('additive_by_item', ['EMERGENCY', 'TRANSITION'], { scope: 'household+event' }),
  });
  const sameEvent = { sameEvent: true };

  it('are all paid when they differ', () => {
    expect(paid(compose(pack, ['EMERGENCY', 'TRANSITION']))).toEqual(['EMERGENCY 1000', 'TRANSITION 3600']);
    expect(paid(compose(pack, ['TRANSITION'], { given: [held('EMERGENCY', 1000, sameEvent)] }))).toEqual([
      'TRANSITION 3600',
    ]);
  });

  it('are not paid a second time for one event, beyond what was added since', () => {
    const again = compose(pack, ['EMERGENCY'], { given: [held('EMERGENCY', 1000, sameEvent)] });
    expect(paid(again)).toEqual([]);
    expect(effectsOf(again)).toEqual(['dropped EMERGENCY by G -1000']);
    expect(paid(compose(pack, ['EMERGENCY'], { given: [held('EMERGENCY', 400, sameEvent)] }))).toEqual([
      'EMERGENCY 600',
    ]);
    expect(paid(compose(pack, ['EMERGENCY'], { given: [held('EMERGENCY', 1000)] }))).toEqual(['EMERGENCY 1000']);
  });
});

describe('once for an event', () => {
  const pack = buildPack({
    programs: [once('A', 500), once('B', 100), once('YEARLY', 70, { period: 'yearly' })],
    groups: group('once_per_event', ['A', 'B', 'YEARLY'], { scope: 'household+event' }),
  });

  it('bars what the same event had, not what another had', () => {
    expect(paid(compose(pack, ['A'], { given: [held('B', 100, { sameEvent: true })] }))).toEqual([]);
    expect(paid(compose(pack, ['A'], { given: [held('B', 100), held('YEARLY', 70)] }))).toEqual(['A 500']);
  });
});

describe('the option of the county', () => {
  it.each<[GroupMode, string[]]>([
    ['highest_single_award', ['B 500']],
    ['only_one', ['B 500']],
    ['once_per_event', ['B 500']],
    ['only_one_with_top_up', ['A 300', 'B 200']],
    ['compatibility_table', ['B 500']],
    ['additive_by_item', ['A 300', 'B 500']],
  ])('joins a group of the mode %s only when it is on', (mode, expected) => {
    const programs = [once('A', 300), once('B', 500)];
    const groups = (enabled: boolean) => [
      ...group(mode, ['A']),
      buildGroup('O', 'county_option', ['B'], { enabled, joins: 'G' }),
    ];
    expect(paid(compose(buildPack({ programs, groups: groups(false) }), ['A', 'B']))).toEqual(['A 300', 'B 500']);
    expect(paid(compose(buildPack({ programs, groups: groups(true) }), ['A', 'B']))).toEqual(expected);
  });
});

describe('a sequence', () => {
  const pack = buildPack({
    programs: ['FIRST', 'SECOND', 'THIRD'].map((code) => once(code, 400, { againstLoss: true })),
    groups: group('sequence', ['SECOND', 'THIRD', 'FIRST']),
  });

  it('lets each step pay what the steps before it left', () => {
    const composition = compose(pack, ['FIRST', 'SECOND', 'THIRD'], { needYuan: 500 });
    expect(paid(composition)).toEqual(['SECOND 400', 'THIRD 100']);
    expect(effectsOf(composition)).toEqual(['capped THIRD by ACTUAL_LOSS -300', 'dropped FIRST by ACTUAL_LOSS -400']);
  });
});

describe('topping up against other programs', () => {
  const pack = buildPack({
    programs: [
      monthly('CHILD', 1000, { order: 20, concurrency: { topUpAgainst: ['LIVING', 'DIBAO'] } }),
      monthly('LIVING', 300, { order: 10 }),
      monthly('DIBAO', 800, { unit: 'household', order: 5 }),
    ],
  });
  const facts = { hh_size: 4 };

  it('takes off what they pay in the package, and a household’s by its heads', () => {
    const composition = compose(pack, ['CHILD', 'LIVING', 'DIBAO'], { facts });
    expect(paid(composition)).toEqual(['DIBAO 800', 'LIVING 300', 'CHILD 500']);
    expect(effectsOf(composition)).toEqual(['counted CHILD by COUNTED_IN_PACKAGE -500']);
  });

  it('takes off what is held', () => {
    expect(paid(compose(pack, ['CHILD'], { facts, given: [held('LIVING', 300)] }))).toEqual(['CHILD 700']);
  });

  it('says why nothing is left to pay', () => {
    const { problems } = compose(pack, ['CHILD'], { facts, given: [held('LIVING', 1000)] });
    expect(problems).toEqual([expect.objectContaining({ code: 'NOTHING_TO_PAY' })]);
    expect(problems[0]?.words.zh).toContain('不同享');
  });
});

describe('the same loss', () => {
  it('is not paid twice by a program that no loss bounds', () => {
    const pack = buildPack({ programs: [once('A', 500), once('B', 500, { againstLoss: true })] });
    const given = [held('A', 500, { sameEvent: true }), held('B', 500, { sameEvent: true, againstLoss: true })];
    const composition = compose(pack, ['A', 'B'], { given, needYuan: 700 });
    expect(paid(composition)).toEqual(['B 200']);
    expect(effectsOf(composition)).toContain('dropped A by ONCE for A -500');
  });

  it('with a cap of 50 and an entitlement of 20 pays 20', () => {
    const pack = buildPack({ programs: [once('A', 20, { againstLoss: true })] });
    expect(paid(compose(pack, ['A'], { needYuan: 50 }))).toEqual(['A 20']);
  });
});

describe('properties of every mode together', () => {
  const codes = ['A', 'B', 'C', 'D', 'E', 'F'];
  const members = fc.shuffledSubarray(codes, { minLength: 2 });
  const programs = fc.tuple(
    ...codes.map((code) =>
      fc
        .record({ yuan: fc.integer({ min: 1, max: 900 }), order: fc.constantFrom(10, 20), monthly: fc.boolean() })
        .map(({ yuan, order, monthly: isMonthly }) =>
          isMonthly ? monthly(code, yuan, { order }) : once(code, yuan, { order, againstLoss: true }),
        ),
    ),
  );
  const packOf = (mode: GroupMode) =>
    fc
      .record({
        all: programs,
        list: members,
        pairs: fc.array(fc.shuffledSubarray(codes, { minLength: 2, maxLength: 2 })),
      })
      .map(({ all, list, pairs }) => buildPack({ programs: all, groups: group(mode, list, { together: pairs }) }));
  const anyPack = fc
    .constantFrom<GroupMode[]>(
      'highest_single_award',
      'only_one',
      'only_one_with_top_up',
      'once_per_event',
      'compatibility_table',
      'additive_by_item',
      'sequence',
    )
    .chain(packOf);
  const choices = fc.shuffledSubarray(codes, { minLength: 1 });
  const total = ({ items }: ReturnType<typeof compose>, of: (code: string) => boolean = () => true) =>
    items.reduce((sum, { programCode, amountFen }) => sum + (of(programCode) ? (amountFen ?? 0) : 0), 0);

  it('the aid never exceeds the loss, and what rules took is told to the fen', () => {
    fc.assert(
      fc.property(anyPack, choices, fc.integer({ min: 0, max: 2000 }), (pack, list, needYuan) => {
        const composition = compose(pack, list, { needYuan });
        expect(composition.coverage.coveredFen).toBeLessThanOrEqual(needYuan * 100);
        const entitled = list.reduce(
          (sum, code) => sum + Number(pack.programs.find((one) => one.code === code)?.amount.formula) * 100,
          0,
        );
        expect(entitled + composition.effects.reduce((sum, { deltaFen }) => sum + deltaFen, 0)).toBe(
          total(composition),
        );
        for (const { ruleWords } of composition.effects) expect(ruleWords.zh).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('no choice added lets the covered sum fall without an effect that says so', () => {
    fc.assert(
      fc.property(
        anyPack,
        choices,
        fc.constantFrom(...codes),
        fc.integer({ min: 0, max: 2000 }),
        (pack, list, one, needYuan) => {
          const before = compose(pack, list, { needYuan });
          const after = compose(pack, [...list.filter((code) => code !== one), one], { needYuan });
          if (after.coverage.coveredFen >= before.coverage.coveredFen) return;
          expect(after.effects.some(({ deltaFen }) => deltaFen < 0)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('the members of a top-up group together pay no more than the highest of each period', () => {
    fc.assert(
      fc.property(packOf('only_one_with_top_up'), choices, (pack, list) => {
        const composition = compose(pack, list);
        const isMember = (code: string) => pack.groups[0]?.members.includes(code) === true;
        const highest = Math.max(
          0,
          ...pack.programs
            .filter(({ code }) => list.includes(code) && isMember(code))
            .map(({ amount }) => Number(amount.formula)),
        );
        expect(total(composition, isMember)).toBeLessThanOrEqual(highest * 100);
      }),
      { numRuns: 200 },
    );
  });

  it('no two members of a table stand together that it does not pair', () => {
    fc.assert(
      fc.property(packOf('compatibility_table'), choices, (pack, list) => {
        const [table] = pack.groups;
        const kept = compose(pack, list).items.map(({ programCode }) => programCode);
        const inTable = kept.filter((code) => table?.members.includes(code));
        for (const a of inTable) {
          for (const b of inTable) {
            if (a !== b) expect(table?.together?.some((pair) => pair.includes(a) && pair.includes(b))).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('what is composed from a composition’s own items is the same', () => {
    fc.assert(
      fc.property(anyPack, choices, fc.integer({ min: 0, max: 2000 }), (pack, list, needYuan) => {
        const first = compose(pack, list, { needYuan });
        const own = first.items.map(({ programCode, chosenFen }) => ({ programCode, amountFen: chosenFen }));
        expect(paid(compose(pack, own, { needYuan }))).toEqual(paid(first));
      }),
      { numRuns: 300 },
    );
  });

  it('the order of choice does not change the money of the highest single award', () => {
    fc.assert(
      fc.property(packOf('highest_single_award'), choices, (pack, list) => {
        expect(total(compose(pack, [...list].reverse()))).toBe(total(compose(pack, list)));
      }),
      { numRuns: 200 },
    );
  });
});
