import type { NewPerson } from '@yimen/api/features/registry/people.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A checksummed ID number of nobody: the area code 610699 was never given out.
 * @param sequence 0–499, odd and even codes follow the sex
 */
export function syntheticIdNumber(birthDate: string, sex: 'male' | 'female', sequence: number): string {
  const code = (sequence % 500) * 2 + (sex === 'male' ? 1 : 0);
  const body = `610699${birthDate.replaceAll('-', '')}${String(code).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + '10X98765432'[sum % 11];
}

/** A birth date on which somebody is `age` full years old on a day. */
export function birthDateFor(age: number, on: string): string {
  return `${Number(on.slice(0, 4)) - age - (on.slice(5) < '06-15' ? 1 : 0)}-06-15`;
}

/** A person's name as the project shows real cases: 郭某重. */
export function maskedName(name: string): string {
  const plain = name.split(/[,,、((]/)[0]?.trim() ?? '';
  const letters = [...plain];
  if (letters.length < 2) return '某某';
  return letters.length === 2 ? `${letters[0]}某` : `${letters[0]}某${letters.at(-1)}`;
}

/** A head of a household, born on 1970-01-01. */
export function newPerson(householdId: string, name: string, sequence: number): NewPerson {
  const birthDate = '1970-01-01';
  const idNumber = syntheticIdNumber(birthDate, 'male', sequence);
  return { householdId, name, idNumber, sex: 'male', birthDate, phone: null, relation: 'head' };
}
