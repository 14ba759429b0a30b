import { expect, test } from '@jest/globals';
import { moved, toggled } from './agenda-order';

test.each([
  ['b', 0, ['b', 'a', 'c']],
  ['a', 1, ['b', 'a', 'c']],
  ['a', 9, ['b', 'c', 'a']],
  ['c', -1, ['c', 'a', 'b']],
])('moves %s to place %i', (id, place, after) => {
  expect(moved(['a', 'b', 'c'], id, place)).toEqual(after);
});

test('puts in at the end and takes out', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});
