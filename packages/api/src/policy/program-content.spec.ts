import { describe, expect, it } from '@jest/globals';
import { buildPack, buildProgram, buildStandard } from './build-pack.js';
import {
  contentOf,
  inForceOn,
  type PublishedProgram,
  withContent,
  withFigures,
  withPrograms,
} from './program-content.js';

const program = buildProgram('A', {
  rule: 'true',
  variants: [{ code: 'A-V', name: { zh: '甲', en: 'a' }, rule: 'false', formula: '1', source: '' }],
  subBenefits: [{ code: 'A-S', name: { zh: '乙', en: 'b' }, rule: 'true', formula: '2', period: 'yearly', source: '' }],
});

const published = (number: number, effectiveFrom: string, rule = `${number} > 0`): PublishedProgram => ({
  code: 'A',
  number,
  effectiveFrom,
  content: { ...contentOf(program), rule },
});

describe('a program’s published text', () => {
  it('changes nothing when it is the program’s own', () => {
    expect(withContent(program, contentOf(program), 1)).toEqual(program);
  });

  it('takes the place of rule, amounts, sentence and the texts of parts, and of nothing else', () => {
    const content = {
      rule: 'false',
      ruleInWords: { zh: '新', en: 'new' },
      formula: '7',
      min: null,
      max: null,
      step: null,
      variants: [{ code: 'A-V', rule: 'true', formula: '8' }],
      subBenefits: [{ code: 'A-S', rule: null, formula: '9' }],
    };
    const changed = withContent(program, content, 4);
    expect(changed).toMatchObject({ version: 4, rule: 'false', ruleInWords: { zh: '新', en: 'new' } });
    expect(changed.variants).toEqual([{ ...program.variants[0], rule: 'true', formula: '8' }]);
    expect(changed.subBenefits[0]).not.toHaveProperty('rule');
    expect(contentOf(changed)).toEqual(content);
    expect({ ...changed, ...program }).toEqual(program);
  });

  it('holds from its day on, until the next', () => {
    const rules = { programs: [published(3, '2026-03-01'), published(2, '2026-06-01')], figures: [] };
    const numbers = ['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'].map(
      (day) => withPrograms(buildPack({ programs: [program] }), inForceOn(rules, day)).programs[0]?.version,
    );
    expect(numbers).toEqual([1, 3, 3, 2]);
  });
});

describe('a standard’s published figures', () => {
  const standard = buildStandard('甲标准', 100);
  const figure = (value: number, from: string) => ({ code: '甲标准', value, from, kind: 'doc' as const, source: '' });

  it('end the figure before them the day before', () => {
    const { values } = withFigures(standard, [figure(120, '2027-01-01'), figure(110, '2026-03-01')]);
    expect(values.map(({ value, from, to }) => [value, from, to])).toEqual([
      [100, '2022-01-01', '2026-02-28'],
      [110, '2026-03-01', '2026-12-31'],
      [120, '2027-01-01', null],
    ]);
  });

  it('leave a standard as it is when there are none', () => {
    expect(withFigures(standard, [])).toBe(standard);
  });
});
