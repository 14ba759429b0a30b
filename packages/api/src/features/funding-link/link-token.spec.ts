import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linkIdOf, tokenOf } from './link-token.js';

const LINK = '01938f5e-7c1a-7000-8000-00000000c10c';

test('a token opens its link, under the same secret only', () => {
  expect(linkIdOf('secret', tokenOf('secret', LINK))).toBe(LINK);
  expect(linkIdOf('another', tokenOf('secret', LINK))).toBeUndefined();
});

test('nothing else opens anything', () => {
  const token = tokenOf('secret', LINK);
  for (const wrong of [
    '',
    LINK,
    token.slice(1),
    token.slice(0, -1),
    `${token}x`,
    ` ${token}`,
    LINK + '封'.repeat(43),
  ]) {
    expect(linkIdOf('secret', wrong)).toBeUndefined();
  }
  fc.assert(fc.property(fc.string(), (text) => expect(linkIdOf('secret', text)).toBeUndefined()));
  fc.assert(
    fc.property(fc.stringMatching(/^[\w-]{43}$/), (seal) => {
      expect(linkIdOf('secret', LINK + seal)).toBeUndefined();
    }),
  );
});
