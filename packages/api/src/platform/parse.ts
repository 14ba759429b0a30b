import type { Bilingual } from '../policy/types.js';
import { today } from './clock.js';
import { type FieldProblemText, invalidInput } from './errors.js';
import { parseYuan } from './money.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a record; anything else is answered as "not found". */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

function isRealDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** Reads a day as people type it, `YYYY-MM-DD` of the years 1900–2100, full-width digits accepted. */
export function parseDay(text: string, path: string): { day: string } | { problem: FieldProblemText } {
  const day = text.normalize('NFKC').trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isRealDay(day)) {
    const message = {
      zh: `“${text}”不是有效日期，请按 2022-06-23 的格式填写。`,
      en: `"${text}" is not a real date; write it as 2022-06-23.`,
    };
    return { problem: { path, message } };
  }
  if (day < '1900-01-01' || day > '2100-12-31') {
    const message = {
      zh: '日期的年份应在 1900 至 2100 之间，请核对。',
      en: 'The year of a date lies between 1900 and 2100; please check it.',
    };
    return { problem: { path, message } };
  }
  return { day };
}

/** What a resident identity number says of its holder. */
export interface Identity {
  /** 18 characters, a final check letter in upper case. */
  idNumber: string;
  birthDate: string;
  sex: 'male' | 'female';
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** The 18th character of a resident identity number (GB 11643). */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/**
 * Reads a resident identity number (GB 11643): 18 characters, a real birth date, a check character that fits. Full-width
 * digits, spaces and a lower-case x are accepted and normalised; the former 15-digit numbers are refused.
 */
export function parseIdNumber(text: string, path: string): Identity | { problem: FieldProblemText } {
  const problem = (zh: string, en: string) => ({ problem: { path, message: { zh, en } } });
  const idNumber = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (/^\d{15}$/.test(idNumber)) {
    return problem(
      '这是旧的15位身份证号,请按现行身份证或户口簿填写18位号码。',
      'This is a former 15-digit number; enter the 18 characters on the current identity card or household register.',
    );
  }
  if (!/^[1-9]\d{16}[\dX]$/.test(idNumber)) {
    return problem(
      `身份证号应为18位(17位数字加1位数字或X),现有 ${[...idNumber].length} 位,请核对。`,
      `An identity number has 18 characters (17 digits, then a digit or X); this has ${[...idNumber].length}. Please check it.`,
    );
  }
  const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  if (!isRealDay(birthDate) || birthDate < '1900-01-01' || birthDate > today()) {
    return problem(
      `身份证号中的出生日期 ${birthDate} 不成立,请核对第7至14位。`,
      `The birth date ${birthDate} in the identity number is not possible; check characters 7 to 14.`,
    );
  }
  if (checkCharacter(idNumber) !== idNumber.charAt(17)) {
    return problem(
      '身份证号校验不符,可能有一位输错,请对照身份证逐位核对。',
      'The identity number fails its check character; one of the characters is wrong. Compare it with the card.',
    );
  }
  return { idNumber, birthDate, sex: Number(idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female' };
}

/** Collects every problem of an input, so that the user sees them all at once. */
export class InputCheck {
  readonly problems: FieldProblemText[] = [];

  add(path: string, message: Bilingual): void {
    this.problems.push({ path, message });
  }

  /** A day, or undefined after noting the problem. */
  day(path: string, text: string): string | undefined {
    const read = parseDay(text, path);
    if ('day' in read) return read.day;
    this.problems.push(read.problem);
    return undefined;
  }

  /** Integer fen, or undefined after noting the problem. */
  yuan(path: string, text: string): number | undefined {
    const read = parseYuan(text);
    if ('fen' in read) return read.fen;
    this.add(path, read.problem);
    return undefined;
  }

  /** Trimmed text of 1 to `max` characters, or undefined after noting the problem. */
  text(path: string, text: string, name: Bilingual, max = 200): string | undefined {
    const trimmed = text.trim();
    if (trimmed.length > 0 && trimmed.length <= max) return trimmed;
    this.add(
      path,
      trimmed.length === 0
        ? { zh: `请填写${name.zh}。`, en: `Please enter the ${name.en}.` }
        : { zh: `${name.zh}最多 ${max} 个字。`, en: `The ${name.en} has at most ${max} characters.` },
    );
    return undefined;
  }

  /** Throws InvalidInput with every problem noted so far. */
  done(): void {
    if (this.problems.length > 0) throw invalidInput(this.problems);
  }
}
