import { describe, expect, it } from '@jest/globals';
import { getCounty } from '../../platform/county.js';
import { findPrograms } from './find-programs.js';

const { programs } = getCounty('yichuan').pack;

describe('findPrograms', () => {
  it.each([
    ['低保', ['MCA-01', 'MCA-02']],
    ['农村 低保', ['MCA-02']],
    ['ｍca-04', ['MCA-04']],
    ['dibao', ['MCA-01', 'MCA-02']],
    ['red cross', ['RC-01']],
    ['危房', ['HUD-01']],
  ])('finds by “%s”', (text, expected) => {
    expect(findPrograms(programs, text).map(({ code }) => code)).toEqual(expected);
  });

  it.each(['', ' ', '郭', '郭志重', 'gzz', 'ai', '0116', '610630196903050116', '低保 郭志重', '.*', '%'])(
    'finds nothing by “%s”',
    (text) => {
      expect(findPrograms(programs, text)).toEqual([]);
    },
  );
});
