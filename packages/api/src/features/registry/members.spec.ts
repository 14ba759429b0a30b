import { describe, expect, it } from '@jest/globals';
import { InputCheck } from '../../platform/parse.js';
import { readMember } from './members.js';
import type { MemberInput } from './registry.inputs.js';

const VALID: MemberInput = { name: '郭志重', idNumber: '11010519491231002X', relation: 'head' };

function pathsOf(input: Partial<MemberInput>): string[] {
  const check = new InputCheck();
  readMember(check, { ...VALID, ...input }, 'members.0');
  return check.problems.map(({ path }) => path);
}

describe('readMember', () => {
  it('takes birth date and sex from the identity number', () => {
    expect(readMember(new InputCheck(), { ...VALID, phone: '+86 138-0013-8000' }, 'members.0')).toEqual({
      name: '郭志重',
      idNumber: '11010519491231002X',
      birthDate: '1949-12-31',
      sex: 'female',
      phone: '13800138000',
      relation: 'head',
    });
  });

  it('accepts what agrees with the number and refuses what does not', () => {
    expect(pathsOf({ sex: '女', birthDate: '1949-12-31' })).toEqual([]);
    expect(pathsOf({ sex: 'male' })).toEqual(['members.0.sex']);
    expect(pathsOf({ birthDate: '1949-12-30' })).toEqual(['members.0.birthDate']);
    expect(pathsOf({ birthDate: '1949-02-30' })).toEqual(['members.0.birthDate']);
  });

  it('refuses a number typed as a name', () => {
    expect(pathsOf({ name: '11010519491231002X' })).toEqual(['members.0.name']);
    expect(pathsOf({ name: '阿依古丽·买买提' })).toEqual([]);
  });

  it('notes every problem of a person', () => {
    expect(pathsOf({ name: ' ', idNumber: '123', phone: '12', relation: 'toString' })).toEqual([
      'members.0.name',
      'members.0.phone',
      'members.0.relation',
      'members.0.idNumber',
    ]);
  });
});
