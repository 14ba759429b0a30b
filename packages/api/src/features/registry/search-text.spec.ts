import { describe, expect, it } from '@jest/globals';
import { getCounty } from '../../platform/county.js';
import { readSearch } from './search-text.js';

const { pack } = getCounty('yichuan');
const village = (name: string) =>
  pack.townships.flatMap(({ villages }) => villages.filter((one) => one.name === name).map(({ code }) => code));

describe('readSearch', () => {
  it.each([
    ['', undefined],
    ['  ', undefined],
    ['610630196903050116', { term: { by: 'idNumber', value: '610630196903050116' } }],
    ['61063019690305011x', { term: { by: 'idNumber', value: '61063019690305011X' } }],
    ['610630 19690305 0116', { term: { by: 'idNumber', value: '610630196903050116' } }],
    ['０１１６', { term: { by: 'last4', value: '0116' } }],
    ['011x', { term: { by: 'last4', value: '011X' } }],
    ['138 1234 5678', { term: { by: 'phone', value: '13812345678' } }],
    ['+86-13812345678', { term: { by: 'phone', value: '13812345678' } }],
    ['0911-4622222', { term: { by: 'phone', value: '09114622222' } }],
    ['h000123', { term: { by: 'code', value: 'H000123' } }],
    ['000123', { term: { by: 'code', value: 'H000123' } }],
    ['Gzz', { term: { by: 'pinyin', value: 'gzz' } }],
    ['guo zhi', { term: { by: 'pinyin', value: 'guozhi' } }],
    ['lü', { term: { by: 'pinyin', value: 'lv' } }],
    ['志重', { term: { by: 'name', value: '志重' } }],
    ['春雨', { term: { by: 'name', value: '春雨' } }],
    ['高湾村', { villages: village('高湾村') }],
    ['高湾村 郭志重', { villages: village('高湾村'), term: { by: 'name', value: '郭志重' } }],
    ['丹州街道 gzz', { townships: ['T01'], term: { by: 'pinyin', value: 'gzz' } }],
    ['红十字', { programs: ['RC-01'] }],
    ['低保', { programs: ['MCA-01', 'MCA-02'] }],
    ['Dibao', { programs: ['MCA-01', 'MCA-02'] }],
    ['农村低保 郭', { programs: ['MCA-02'], term: { by: 'name', value: '郭' } }],
    ['助学', { term: { by: 'name', value: '助学' } }],
    ['mca-04 王', { programs: ['MCA-04'], term: { by: 'name', value: '王' } }],
  ])('reads “%s”', (text, expected) => {
    expect(readSearch(text, pack)).toEqual(expected);
  });
});
