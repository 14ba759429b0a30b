import { describe, expect, it } from '@jest/globals';
import { newKey, Vault } from '../../platform/vault.js';
import { bindTo, nearMatch, peopleMatch, waysToMatch } from './people-match.js';

const vault = new Vault(`k1:${newKey()}`, newKey());

describe('waysToMatch', () => {
  it('binds values, never writes them into the statement', () => {
    const params: unknown[] = ['T01'];
    const evil = "%'; drop table person";
    expect(peopleMatch({ by: 'name', value: evil }, vault, params)).not.toContain('drop');
    expect(params).toContain("\\%';droptableperson%");
  });

  it.each(['idNumber', 'phone', 'last4'] as const)('looks for %s by its blind index', (by) => {
    const params: unknown[] = [];
    waysToMatch({ by, value: '0116' }, vault, bindTo(params));
    expect(params.every((value) => Buffer.isBuffer(value) && !value.includes(Buffer.from('0116')))).toBe(true);
  });

  it('looks only at the beginning for one character or two letters', () => {
    expect(waysToMatch({ by: 'name', value: '郭' }, vault, bindTo([]))).toHaveLength(2);
    expect(waysToMatch({ by: 'pinyin', value: 'gz' }, vault, bindTo([]))).toHaveLength(4);
  });
});

describe('nearMatch', () => {
  it('is of names and their readings that are long enough to be mistyped', () => {
    const params: unknown[] = [];
    expect(nearMatch({ by: 'name', value: '郭志众' }, bindTo(params))).toBeDefined();
    expect(params).toEqual(['guozhizhong']);
    expect(nearMatch({ by: 'pinyin', value: 'guo' }, bindTo([]))).toBeUndefined();
    expect(nearMatch({ by: 'last4', value: '0116' }, bindTo([]))).toBeUndefined();
  });
});
