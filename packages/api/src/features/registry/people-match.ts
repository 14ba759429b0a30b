import type { Vault } from '../../platform/vault.js';
import { nameGrams, nameReading } from './name-reading.js';
import { idLast4Index, idNumberIndex, phoneIndex, phoneLast4Index } from './sealed-identity.js';
import type { SearchTerm } from './search-text.js';

/** A term that is about people; a household code is not. */
export type PeopleTerm = Exclude<SearchTerm, { by: 'code' }>;

/** Adds a value to a statement and answers its placeholder. */
export type Bind = (value: unknown) => string;

export const bindTo =
  (params: unknown[]): Bind =>
  (value) =>
    `$${params.push(value)}`;

/**
 * How `person p` may match a term, the best way first; each is a condition that an index answers. The same person may
 * match in several ways.
 */
export function waysToMatch(term: PeopleTerm, vault: Vault, bind: Bind): string[] {
  switch (term.by) {
    case 'idNumber':
      return [`p.id_number_index = ${bind(idNumberIndex(vault, term.value))}`];
    case 'phone':
      return [`p.phone_index = ${bind(phoneIndex(vault, term.value))}`];
    case 'last4':
      return [
        `p.id_last4_index = ${bind(idLast4Index(vault, term.value))}`,
        `p.phone_last4_index = ${bind(phoneLast4Index(vault, term.value))}`,
      ];
    case 'pinyin':
      return waysOfPinyin(term.value, bind);
    case 'name':
      return waysOfName(term.value, bind);
  }
}

function waysOfPinyin(letters: string, bind: Bind): string[] {
  const beginning = bind(`${letters}%`);
  return [
    `p.name_pinyin = ${bind(letters)}`,
    `p.name_initials = ${bind(letters)}`,
    `p.name_pinyin like ${beginning}`,
    `p.name_initials like ${beginning}`,
    // A given name without its surname; two letters are in too many names.
    ...(letters.length < 3 ? [] : [`p.name_pinyin = any(${readingsLike(`%${letters}%`, bind)})`]),
  ];
}

function waysOfName(name: string, bind: Bind): string[] {
  const whole = name.replace(/\s/g, '');
  const text = whole.replace(/[\\%_]/g, (character) => `\\${character}`);
  const grams = nameGrams(whole);
  const reading = nameReading(whole).name_pinyin;
  return [
    `p.name = ${bind(whole)}`,
    `p.name like ${bind(`${text}%`)}`,
    ...(grams.length === 0 ? [] : [`p.name_grams @> ${bind(grams)} and p.name like ${bind(`%${text}%`)}`]),
    // Written with other characters that sound the same.
    ...(grams.length === 0 || reading === '' ? [] : [`p.name_pinyin = ${bind(reading)}`]),
  ];
}

const READINGS = 200;

function readingsLike(pattern: string, bind: Bind): string {
  return `array(select r.pinyin from name_reading r where r.pinyin like ${bind(pattern)} limit ${READINGS})`;
}

/** Long enough to be mistyped; a digit is another digit. */
const LETTERS = /^[a-z]{4,}$/;

/** For a name of which nothing closer was found: names that read alike but for a letter or two. Undefined for numbers. */
export function nearMatch(term: PeopleTerm, bind: Bind): string | undefined {
  if (term.by !== 'pinyin' && term.by !== 'name') return undefined;
  const reading = term.by === 'pinyin' ? term.value : nameReading(term.value).name_pinyin;
  if (!LETTERS.test(reading)) return undefined;
  const typed = bind(reading);
  const letters = reading.length > 8 ? 2 : 1;
  return `p.name_pinyin = any(array(select r.pinyin from name_reading r
    where r.pinyin % ${typed} and levenshtein_less_equal(r.pinyin, ${typed}, ${letters}) <= ${letters}
    order by levenshtein_less_equal(r.pinyin, ${typed}, ${letters}), r.pinyin limit 50))`;
}

/** Whether `person p` matches a term in some way, as one condition. */
export function peopleMatch(term: PeopleTerm, vault: Vault, params: unknown[]): string {
  return `(${waysToMatch(term, vault, bindTo(params)).join(' or ')})`;
}
