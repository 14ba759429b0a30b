import { describe, expect, it } from '@jest/globals';
import { changeInput, headless } from './change-input.js';

const household = {
  id: 'h',
  version: 3,
  members: [
    { id: 'father', isHead: true },
    { id: 'mother', isHead: false },
    { id: 'child', isHead: false },
  ],
};
const basics = { effectiveOn: '2026-11-20', reason: '分家' };

describe('what is asked when people go', () => {
  it('is the relation of those who stay, when their head goes', () => {
    expect(headless('died', household.members, ['father']).map(({ id }) => id)).toEqual(['mother', 'child']);
    expect(headless('died', household.members, ['child'])).toEqual([]);
    expect(headless('hukou_changed', household.members, ['father'])).toEqual([]);
  });
});

describe('the input of a change', () => {
  it('has the chosen people with their relations, and those who stay', () => {
    const relations = { father: 'head', mother: 'head', child: 'child' };
    const input = changeInput('split', household, undefined, { ...basics, who: ['father'], relations });
    expect(input.people).toEqual([{ personId: 'father', relation: 'head' }]);
    expect(input.staying).toEqual([
      { personId: 'mother', relation: 'head' },
      { personId: 'child', relation: 'child' },
    ]);
  });

  it('has everybody of the other household when it joins', () => {
    const other = { id: 'o', version: 7, members: [{ id: 'uncle' }] };
    const input = changeInput('merged', household, other, { ...basics, relations: { uncle: 'sibling' } });
    expect(input).toMatchObject({
      people: [{ personId: 'uncle', relation: 'sibling' }],
      otherHouseholdId: 'o',
      otherExpectedVersion: 7,
    });
  });

  it('leaves out the township of a hukou elsewhere', () => {
    const hukou = { kind: 'rural', outside: true, townshipCode: 'T01', villageCode: 'V', address: '外省' };
    const input = changeInput('hukou_changed', household, undefined, { ...basics, who: ['child'], hukou });
    expect(input.hukou).toEqual({ kind: 'rural', address: '外省' });
  });
});
