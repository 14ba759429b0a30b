import { describe, expect, it } from '@jest/globals';
import { nameSearchText, peopleMatch, readSearch } from './name-search.js';

describe('nameSearchText', () => {
  it('holds full pinyin and initials', () => {
    expect(nameSearchText('郭志重')).toBe(' guozhizhong gzz');
  });

  it('reads surnames as surnames and ü as v', () => {
    expect(nameSearchText('曾国藩')).toBe(' zengguofan zgf');
    expect(nameSearchText('单明')).toBe(' shanming sm');
    expect(nameSearchText('吕翠花')).toBe(' lvcuihua lch');
  });

  it('leaves out what is no letter', () => {
    expect(nameSearchText('阿依古丽·买买提')).toBe(' ayigulimaimaiti ayglmmt');
  });
});

describe('readSearch', () => {
  it.each([
    ['', undefined],
    ['  ', undefined],
    ['610630196903050116', { by: 'idNumber', value: '610630196903050116' }],
    ['61063019690305011x', { by: 'idNumber', value: '61063019690305011X' }],
    ['０１１６', { by: 'idLast4', value: '0116' }],
    ['011x', { by: 'idLast4', value: '011X' }],
    ['h000123', { by: 'code', value: 'H000123' }],
    ['000123', { by: 'code', value: 'H000123' }],
    ['Gzz', { by: 'pinyin', value: '% gzz%' }],
    ['guo zhi', { by: 'pinyin', value: '% guozhi%' }],
    ['lü', { by: 'pinyin', value: '% lv%' }],
    ['志重', { by: 'name', value: '%志重%' }],
    ['100%_', { by: 'name', value: '%100\\%\\_%' }],
  ])('reads “%s”', (text, expected) => {
    expect(readSearch(text)).toEqual(expected);
  });

  it('binds the value, never writes it into the statement', () => {
    const params: unknown[] = ['T01'];
    expect(peopleMatch({ by: 'name', value: "%'; drop table person%" }, params)).toBe('p.name like $2');
    expect(params).toEqual(['T01', "%'; drop table person%"]);
  });
});
