import { describe, expect, test } from '@jest/globals';
import { buildPack, buildProgram, buildStandard } from '../../policy/build-pack.js';
import { standardOn } from '../../policy/standards.js';
import { changedPack } from './changed-pack.js';

const PACK = buildPack({
  programs: [
    buildProgram('A', { rule: '年龄 >= 60', amount: { kind: 'BAND', formula: '10', min: '5', max: '20', step: 5 } }),
    buildProgram('B'),
  ],
  standards: [buildStandard('低保标准', 470)],
});

describe('changedPack', () => {
  test('replaces the texts that are given and keeps the others', () => {
    const { programs } = changedPack(PACK, [{ programCode: 'A', rule: '年龄 >= 55', max: '30' }], '2027-01-01');
    expect(programs[0]?.rule).toBe('年龄 >= 55');
    expect(programs[0]?.amount).toEqual({ ...PACK.programs[0]?.amount, max: '30' });
    expect(programs[1]).toBe(PACK.programs[1]);
    expect(PACK.programs[0]?.rule).toBe('年龄 >= 60');
  });

  test('ends a figure the day before and begins another', () => {
    const [standard] = changedPack(PACK, [{ standardCode: '低保标准', value: 520 }], '2027-01-01').standards;
    if (!standard) throw new Error('lost');
    expect(standardOn(standard, '2026-12-31')?.value).toBe(470);
    expect(standardOn(standard, '2027-01-01')?.value).toBe(520);
    expect(standardOn(standard, '2090-01-01')?.value).toBe(520);
  });

  test('takes the place of a figure that was to begin later', () => {
    const pack = buildPack({
      standards: [
        {
          ...buildStandard('低保标准', 470),
          values: [
            { from: '2022-01-01', to: '2027-06-30', value: 470, kind: 'assumed', source: '' },
            { from: '2027-07-01', to: null, value: 500, kind: 'assumed', source: '' },
          ],
        },
      ],
    });
    const [standard] = changedPack(pack, [{ standardCode: '低保标准', value: 520 }], '2027-01-01').standards;
    expect(standard?.values.map(({ from, to, value }) => [from, to, value])).toEqual([
      ['2022-01-01', '2026-12-31', 470],
      ['2027-01-01', null, 520],
    ]);
  });
});
