import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeGb18030 } from './gb18030.js';

const decode = (bytes: Uint8Array) => new TextDecoder('gb18030').decode(bytes);

test.each(['户名,金额（元）\r\n', '郭某重', '㛃䶮𠮷𬱖', 'ǹ·—…€'])('%s is read back as it was', (text) =>
  expect(decode(encodeGb18030(text))).toBe(text),
);

test('the usual characters are GBK, two bytes each', () => expect([...encodeGb18030('一')]).toEqual([0xd2, 0xbb]));

test('whatever a name holds is read back as it was', () => {
  const character = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point));
  const rare = fc.integer({ min: 0x20000, max: 0x2a6d6 }).map((point) => String.fromCodePoint(point));
  fc.assert(
    fc.property(fc.array(fc.oneof(character, rare)), (characters) => {
      const text = characters.join('');
      expect(decode(encodeGb18030(text))).toBe(text);
    }),
  );
});
