import { describe, expect, it } from '@jest/globals';
import { nameGrams, nameReading } from './name-reading.js';

describe('nameReading', () => {
  it('is full pinyin and initials', () => {
    expect(nameReading('郭志重')).toEqual({ name_pinyin: 'guozhizhong', name_initials: 'gzz' });
  });

  it('reads surnames as surnames and ü as v', () => {
    expect(nameReading('曾国藩').name_pinyin).toBe('zengguofan');
    expect(nameReading('单明').name_pinyin).toBe('shanming');
    expect(nameReading('吕翠花')).toEqual({ name_pinyin: 'lvcuihua', name_initials: 'lch' });
  });

  it('leaves out what is no letter', () => {
    expect(nameReading('阿依古丽·买买提')).toEqual({ name_pinyin: 'ayigulimaimaiti', name_initials: 'ayglmmt' });
  });

  it('is the same for names that sound alike', () => {
    expect(nameReading('郭志众')).toEqual(nameReading('郭志重'));
  });
});

describe('nameGrams', () => {
  it.each([
    ['郭志重', ['郭志', '志重']],
    ['某', []],
    ['阿依 古', ['阿依', '依古']],
    ['王王王', ['王王']],
  ])('of %s', (name, grams) => {
    expect(nameGrams(name)).toEqual(grams);
  });
});
