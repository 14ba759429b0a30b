import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey, Vault } from './vault.js';

const [first, second, index] = [newKey(), newKey(), newKey()];
const vault = new Vault(`k1:${first}`, index);
const place = { table: 'person', column: 'id_number', rowId: 'a' };

describe('sealed values', () => {
  it('open to what was sealed, and show nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 6 }), (text) => {
        const sealed = vault.seal(text, place);
        expect(vault.open(sealed, place)).toBe(text);
        expect(vault.open(sealed.toString('base64'), place)).toBe(text);
        expect(sealed.includes(Buffer.from(text))).toBe(false);
      }),
    );
  });

  it('differ each time', () => {
    expect(vault.seal('610699196903050116', place)).not.toEqual(vault.seal('610699196903050116', place));
  });

  it.each([
    { ...place, rowId: 'b' },
    { ...place, column: 'phone' },
    { ...place, table: 'household' },
  ])('do not open in another place: %o', (elsewhere) => {
    expect(() => vault.open(vault.seal('1', place), elsewhere)).toThrow();
  });

  it('do not open when a bit was changed', () => {
    const sealed = vault.seal('610699196903050116', place);
    for (let at = 4; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => vault.open(changed, place)).toThrow();
    }
  });

  it('open after a new key came in front, and say that they are outdated', () => {
    const sealed = vault.seal('1', place);
    const rotated = new Vault(`k2:${second},k1:${first}`, index);
    expect(rotated.open(sealed, place)).toBe('1');
    expect([rotated.isOutdated(sealed), rotated.isOutdated(rotated.seal('1', place))]).toEqual([true, false]);
    expect(() => new Vault(`k2:${second}`, index).open(sealed, place)).toThrow('lacks the key k1');
    expect(() => new Vault(`k1:${second}`, index).open(sealed, place)).toThrow();
  });
});

it('finds equal texts of one kind by equal indexes', () => {
  expect(vault.index('phone', '1')).toEqual(vault.index('phone', '1'));
  expect(vault.index('phone', '1')).not.toEqual(vault.index('id_number', '1'));
  expect(vault.index('phone', '1')).not.toEqual(new Vault(`k1:${first}`, second).index('phone', '1'));
});

it.each([
  ['', 'a list'],
  ['k1', 'a list'],
  [`k1:${first},k1:${second}`, 'twice'],
  ['k1:c2hvcnQ=', '32 bytes'],
])('refuses the ring “%s” without quoting it', (ring, words) => {
  expect(() => new Vault(ring, index)).toThrow(words);
});
