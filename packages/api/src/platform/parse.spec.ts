import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Failure } from './errors.js';
import { checkCharacter, InputCheck, isUuid, parseDay, parseIdNumber } from './parse.js';

/** GB 11643's own arithmetic, written another way than the code under test. */
function numberOf(area: string, birth: string, sequence: string): string {
  const first17 = `${area}${birth}${sequence}`;
  const sum = [...first17].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return `${first17}${'10X98765432'[sum % 11]}`;
}

const VALID = numberOf('610630', '19690305', '011');

function problemOf(text: string): string {
  const read = parseIdNumber(text, 'idNumber');
  return 'problem' in read ? read.problem.message.en : '';
}

describe('parseIdNumber', () => {
  it('knows the example of the standard', () => {
    expect(parseIdNumber('11010519491231002X', 'p')).toEqual({
      idNumber: '11010519491231002X',
      birthDate: '1949-12-31',
      sex: 'female',
    });
  });

  it('reads full-width digits, spaces and a lower-case x', () => {
    const typed = ' １１０１０５ 19491231 ００２x ';
    expect(parseIdNumber(typed, 'p')).toMatchObject({ idNumber: '11010519491231002X' });
  });

  it('takes the sex from the 17th digit', () => {
    expect(parseIdNumber(numberOf('610630', '20000101', '001'), 'p')).toMatchObject({ sex: 'male' });
    expect(parseIdNumber(numberOf('610630', '20000101', '002'), 'p')).toMatchObject({ sex: 'female' });
  });

  it('refuses a 15-digit number and says what to do', () => {
    expect(problemOf('610630690305011')).toMatch(/18 characters on the current identity card/);
  });

  it('counts the characters of a number of another length', () => {
    expect(problemOf(VALID.slice(1))).toMatch(/this has 17/);
    expect(problemOf(`${VALID}1`)).toMatch(/this has 19/);
  });

  it.each(['19690230', '19001301', '18991231', '29990101'])('refuses the birth date %s', (birth) => {
    expect(problemOf(numberOf('610630', birth, '011'))).toMatch(/birth date/);
  });

  it('accepts 29 February of a leap year only', () => {
    expect(problemOf(numberOf('610630', '20000229', '011'))).toBe('');
    expect(problemOf(numberOf('610630', '20010229', '011'))).toMatch(/birth date/);
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const digit = (Number(VALID[place]) + shift) % 10;
        return problemOf(`${VALID.slice(0, place)}${digit}${VALID.slice(place + 1)}`) !== '';
      }),
    );
  });

  it('writes the check character that the number ends with', () => {
    expect(checkCharacter(VALID.slice(0, 17))).toBe(VALID[17]);
  });
});

describe('parseDay', () => {
  it('reads a real day, full-width digits too', () => {
    expect(parseDay('2024-02-29', 'since')).toEqual({ day: '2024-02-29' });
    expect(parseDay('２０２２-06-23 ', 'since')).toEqual({ day: '2022-06-23' });
  });

  it.each(['2022-02-29', '2022-13-01', '2022-6-1', '2022/06/01', '1899-12-31', '2101-01-01', '', 'yesterday'])(
    'refuses “%s” at its path',
    (text) => {
      expect(parseDay(text, 'since')).toMatchObject({ problem: { path: 'since' } });
    },
  );
});

describe('isUuid', () => {
  it('tells an id from other text', () => {
    expect(isUuid('01a208f3-8b5e-78d5-a46b-3268fe46c144')).toBe(true);
    expect(isUuid('01a208f3-8b5e-78d5-a46b-3268fe46c14')).toBe(false);
    expect(isUuid("' or 1=1 --")).toBe(false);
  });
});

describe('InputCheck', () => {
  it('throws all problems at once, each at its path', () => {
    const check = new InputCheck();
    expect(check.day('since', '2022-02-30')).toBeUndefined();
    expect(check.yuan('cost', '12.345')).toBeUndefined();
    expect(check.yuan('paid', '12.30')).toBe(1230);
    expect(check.text('name', '  ', { zh: '姓名', en: 'name' })).toBeUndefined();
    try {
      check.done();
      throw new Error('nothing was thrown');
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      expect((error as Failure).toResult('en')).toMatchObject({
        __typename: 'InvalidInput',
        problems: [{ path: 'since' }, { path: 'cost' }, { path: 'name', message: 'Please enter the name.' }],
      });
    }
  });

  it('lets a clean input pass', () => {
    expect(() => new InputCheck().done()).not.toThrow();
  });
});
