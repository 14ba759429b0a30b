import { describe, expect, it } from '@jest/globals';
import type { RuleLinePartsFragment } from '@yimen/schema/documents';
import { type RuleBranch, ruleTree } from './rule-tree';

const line = (depth: number, text: string) =>
  ({ depth, text, op: 'clause', truth: 'true', label: null, matters: true, values: [] }) as RuleLinePartsFragment;
const told = ({ line: { text }, children }: RuleBranch): unknown => [text, ...children.map(told)];

describe('the tree of a rule', () => {
  it('puts each line below the one that it belongs to', () => {
    const lines = [line(0, 'all'), line(1, 'any'), line(2, 'a'), line(2, 'b'), line(1, 'c')];
    expect(ruleTree(lines).map(told)).toEqual([['all', ['any', ['a'], ['b']], ['c']]]);
  });

  it('takes a rule of one line, and several clauses side by side', () => {
    expect(ruleTree([line(0, 'a')]).map(told)).toEqual([['a']]);
    expect(ruleTree([line(0, 'a'), line(0, 'b')]).map(told)).toEqual([['a'], ['b']]);
    expect(ruleTree([])).toEqual([]);
  });
});
