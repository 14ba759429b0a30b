const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

export type IdNumberProblem = 'shape' | 'birthDate' | 'checksum';

export interface IdNumber {
  /** YYYY-MM-DD */
  birthDate: string;
  sex: 'male' | 'female';
}

/** What one looks for, fit for an address: of a whole ID or mobile number only the last four, as it is never to be shared. */
export function searchText(typed: string): string {
  const text = typed.trim();
  return /^(\d{17}[\dXx]|1\d{10})$/.test(text) ? text.slice(-4) : text;
}

/** What an 18-digit citizen ID number (GB 11643) tells, or what is wrong with it. */
export function readIdNumber(text: string): IdNumber | IdNumberProblem {
  const number = text.trim().toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return 'shape';
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const date = new Date(`${birthDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== birthDate || birthDate < '1900-01-01') {
    return 'birthDate';
  }
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  if (CHECK[sum % 11] !== number[17]) return 'checksum';
  return { birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}
