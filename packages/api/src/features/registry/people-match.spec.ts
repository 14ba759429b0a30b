import { describe, expect, it } from '@jest/globals';
import { newKey, Vault } from '../../platform/vault.js';
import { bindTo, nearMatch, type PeopleTerm, peopleMatch, waysToMatch } from './people-match.js';

const READINGS = ['guozhizhong', 'guozhi'];
const store = {
  vault: new Vault(`k1:${newKey()}`, newKey()),
  sql: async <Row>() => READINGS.map((pinyin) => ({ pinyin })) as Row[],
};

describe('waysToMatch', () => {
  it('binds values, never writes them into the statement', async () => {
    const params: unknown[] = ['T01'];
    const evil = "%'; drop table person";
    expect(await peopleMatch({ by: 'name', value: evil }, store, params)).not.toContain('drop');
    expect(params).toContain("\\%';droptableperson%");
  });

  it.each(['idNumber', 'phone', 'last4'] as const)('looks for %s by its blind index', async (by) => {
    const params: unknown[] = [];
    await waysToMatch({ by, value: '0116' }, store, bindTo(params));
    expect(params.every((value) => Buffer.isBuffer(value) && !value.includes(Buffer.from('0116')))).toBe(true);
  });

  it('looks only at the beginning for one character or two letters', async () => {
    expect(await waysToMatch({ by: 'name', value: '郭' }, store, bindTo([]))).toHaveLength(2);
    expect(await waysToMatch({ by: 'pinyin', value: 'gz' }, store, bindTo([]))).toHaveLength(4);
    expect(await waysToMatch({ by: 'pinyin', value: 'gzz' }, store, bindTo([]))).toHaveLength(5);
  });
});

describe('nearMatch', () => {
  const near = (term: PeopleTerm, params: unknown[] = []) => nearMatch(term, store, bindTo(params));

  it('is of names and their readings that are long enough to be mistyped', async () => {
    const params: unknown[] = [];
    expect(await near({ by: 'name', value: '郭志众' }, params)).toHaveLength(1);
    expect(params).toEqual([READINGS]);
    expect(await near({ by: 'pinyin', value: 'guo' })).toEqual([]);
    expect(await near({ by: 'last4', value: '0116' })).toEqual([]);
  });
});
