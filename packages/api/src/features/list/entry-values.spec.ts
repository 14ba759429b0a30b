import { describe, expect, it } from '@jest/globals';
import { InputCheck } from '../../platform/parse.js';
import { checkColumns, type ListColumn, readAttribute } from './entry-values.js';

const column = (type: ListColumn['type']): ListColumn => ({ code: 'a', name: '甲', type });

describe('what an entry of a kept list says', () => {
  it.each([
    ['boolean', ' 是 ', true],
    ['boolean', '否', false],
    ['boolean', '', null],
    ['number', '１，２００.5', 1200.5],
    ['date', '2022-06-23', '2022-06-23'],
    ['text', ' 因病 ', '因病'],
  ] as const)('reads a %s typed as "%s"', (type, text, value) => {
    const check = new InputCheck();
    expect(readAttribute(check, 'a', column(type), text)).toBe(value);
    expect(check.problems).toEqual([]);
  });

  it.each([
    ['boolean', '也许'],
    ['number', '十二'],
    ['date', '2022-02-30'],
    ['text', 'x'.repeat(501)],
  ] as const)('tells the path of a %s that is none', (type, text) => {
    const check = new InputCheck();
    expect(readAttribute(check, 'entries.0.attributes.1', column(type), text)).toBeNull();
    expect(check.problems.map(({ path }) => path)).toEqual(['entries.0.attributes.1']);
  });

  it('refuses columns of one code, and codes that no condition could name', () => {
    const check = new InputCheck();
    checkColumns(check, [
      { code: 'risk', name: '风险', type: 'boolean' },
      { code: 'risk', name: '风险', type: 'colour' },
      { code: "x'; drop", name: '', type: 'text' },
    ]);
    expect(check.problems.map(({ path }) => path)).toEqual([
      'columns.1.code',
      'columns.1.type',
      'columns.2.code',
      'columns.2.name',
    ]);
  });
});
