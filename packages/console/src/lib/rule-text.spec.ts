import { describe, expect, it } from '@jest/globals';
import { readableRule } from './rule-text';

describe('a rule as people read it', () => {
  it('has signs and words of the reader instead of those of the rule language', () => {
    expect(readableRule('家庭金融资产 <= 24 * 当地低保月标准', 'zh-CN')).toBe('家庭金融资产 ≤ 24 × 当地低保月标准');
    expect(readableRule('低保状态 in ("城市低保", "农村低保")', 'zh-CN')).toBe(
      '低保状态 属于 (“城市低保”, “农村低保”)',
    );
    expect(readableRule('if 城乡属性 = "城市" then 甲 else 乙', 'zh-CN')).toBe('若 城乡属性 = “城市” 则 甲 ，否则 乙');
    expect(readableRule('Dibao status in ("None") and not(Alive)', 'en')).toBe(
      'Dibao status is one of (“None”) and not (Alive)',
    );
  });

  it('leaves names and quoted words alone', () => {
    expect(readableRule('收入 = "a and b"', 'zh-CN')).toBe('收入 = “a and b”');
    expect(readableRule('Hukou in the county and Landlord >= 1', 'en')).toBe('Hukou in the county and Landlord ≥ 1');
    expect(readableRule('Household members', 'zh-CN')).toBe('Household members');
  });
});
