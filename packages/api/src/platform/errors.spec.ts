import { describe, expect, it } from '@jest/globals';
import { Failure, invalidInput, notFound, staleVersion, wrongState } from './errors.js';

const problem = (path: string, zh: string, en: string) => ({ path, message: { zh, en } });

describe('a failure', () => {
  it('answers as a union member in the language of the reader', () => {
    const failure = wrongState('adopted', { zh: '方案已通过。', en: 'The package is adopted.' });
    expect(failure.toResult('zh-CN')).toEqual({
      __typename: 'WrongState',
      code: 'WRONG_STATE',
      message: '方案已通过。',
      status: 'adopted',
    });
    expect(failure.toResult('en').message).toBe('The package is adopted.');
  });

  it('carries every problem with its place, and says how many there are', () => {
    const one = invalidInput([problem('cost', '金额不能为负数。', 'An amount cannot be negative.')]);
    expect(one.toResult('zh-CN')).toMatchObject({
      __typename: 'InvalidInput',
      message: '金额不能为负数。',
      problems: [{ path: 'cost', message: '金额不能为负数。' }],
    });
    const two = invalidInput([problem('a', '甲', 'A'), problem('b.0.c', '乙', 'B')]);
    expect(two.toResult('zh-CN').message).toBe('有 2 处填写不正确:甲');
    expect(two.toResult('en')).toMatchObject({
      message: '2 entries need a correction: A',
      problems: [
        { path: 'a', message: 'A' },
        { path: 'b.0.c', message: 'B' },
      ],
    });
  });

  it('names the lines that are short in the language of the reader', () => {
    const line = { lineId: '1', label: { zh: '慈善资金', en: 'Charity fund' }, unit: 'fen', needed: 5, left: 3 };
    const failure = new Failure('BudgetExceeded', 'BUDGET_EXCEEDED', { zh: '不足', en: 'Short' }, { lines: [line] });
    expect(failure.toResult('zh-CN').lines).toEqual([{ ...line, label: '慈善资金' }]);
    expect(failure.toResult('en').lines).toEqual([{ ...line, label: 'Charity fund' }]);
  });

  it('tells what to do next', () => {
    expect(notFound({ zh: '个案', en: 'case' }).text).toEqual({
      zh: '找不到该个案，可能已被删除或您无权查看。请返回列表重新选择。',
      en: 'This case does not exist or is not open to you. Go back to the list and choose again.',
    });
    expect(staleVersion(7).toResult('zh-CN')).toMatchObject({
      __typename: 'StaleVersion',
      currentVersion: 7,
      message: expect.stringContaining('核对最新内容后再提交'),
    });
  });
});
