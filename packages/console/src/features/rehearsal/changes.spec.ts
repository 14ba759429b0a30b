import { describe, expect, it } from '@jest/globals';
import { changeOf, onlyChanged, onOtherDay } from './changes';
import type { Choices } from './kinds';

const name = { zh: '', en: '' };
const choices = (rule: string, value: number): Choices => ({
  programs: [{ code: 'P', name, rule, formula: '100', min: null, max: null, step: null }],
  standards: [{ code: 's', name, unit: name, value }],
});
const [today, later] = [choices('年龄 >= 60', 470), choices('年龄 >= 65', 520)];

describe('a change', () => {
  it('begins with what holds on the day', () => {
    expect(changeOf(later, 's')).toEqual({ standardCode: 's', value: '520' });
    expect(changeOf(later, 'P')).toMatchObject({ programCode: 'P', rule: '年龄 >= 65' });
    expect(changeOf(later, 'other')).toBeUndefined();
  });

  it('goes with the day where nothing was written, and keeps what was', () => {
    expect(onOtherDay({ standardCode: 's', value: '470' }, today, later)).toEqual({ standardCode: 's', value: '520' });
    expect(onOtherDay({ standardCode: 's', value: '500' }, today, later)).toEqual({ standardCode: 's', value: '500' });
    const written = { ...changeOf(today, 'P'), formula: '200' };
    expect(onOtherDay(written, today, later)).toMatchObject({ rule: '年龄 >= 65', formula: '200' });
  });

  it('is sent without the texts that stay', () => {
    expect(onlyChanged(later, { ...changeOf(later, 'P'), formula: '200' })).toEqual({
      programCode: 'P',
      formula: '200',
    });
  });
});
