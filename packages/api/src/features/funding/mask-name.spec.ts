import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskName } from './mask-name.js';

describe('maskName', () => {
  test.each([
    ['郭某重', '郭**'],
    ['李四', '李*'],
    [' 王芳 ', '王*'],
    ['𠮷野家', '𠮷**'],
    ['张', '张*'],
  ])('%s -> %s', (name, masked) => expect(maskName(name)).toBe(masked));

  test('shows no letter but the first', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim().length > 0),
        (name) => {
          expect([...maskName(name)].slice(1).every((letter) => letter === '*')).toBe(true);
        },
      ),
    );
  });
});
