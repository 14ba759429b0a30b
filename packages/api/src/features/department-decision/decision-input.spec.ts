import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../platform/errors.js';
import { readDecision } from './decision-input.js';

const pathsOf = (input: { outcome: string; reason?: string | null }) => {
  try {
    readDecision(input);
    return [];
  } catch (error) {
    return ((error as Failure).extra.problems as { path: string }[]).map(({ path }) => path);
  }
};

describe('readDecision', () => {
  test('confirming needs no reason', () => {
    expect(readDecision({ outcome: 'confirmed' })).toEqual({ outcome: 'confirmed', reason: null, action: 'confirm' });
  });

  test('declining keeps its reason, trimmed', () => {
    const decision = readDecision({ outcome: 'declined', reason: '  本人已享受同类政策 ' });
    expect(decision).toEqual({ outcome: 'declined', reason: '本人已享受同类政策', action: 'decline' });
  });

  test.each([
    [{ outcome: 'declined' }, ['reason']],
    [{ outcome: 'declined', reason: '不行' }, ['reason']],
    [{ outcome: 'declined', reason: '  四个字啊    ' }, ['reason']],
    [{ outcome: 'declined', reason: '字'.repeat(501) }, ['reason']],
    [{ outcome: 'approved' }, ['outcome']],
    [{ outcome: 'approved', reason: '字'.repeat(501) }, ['outcome', 'reason']],
  ])('%j is refused at %j', (input, paths) => expect(pathsOf(input)).toEqual(paths));
});
