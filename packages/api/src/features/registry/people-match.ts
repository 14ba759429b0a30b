import type { Sql } from '../../platform/run-command.js';
import { nameGrams, nameReading } from './name-reading.js';
import type { PeopleStore } from './people.js';
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

/** A way to match: a condition on `person p` that an index answers. */
export interface Way {
  sql: string;
  /** A part of very many names, as a given name is. */
  isWide?: true;
}

const narrow = (...conditions: string[]): Way[] => conditions.map((sql) => ({ sql }));

/**
 * How `person p` may match a term, the best way first; each is a condition that an index answers. The same person may
 * match in several ways.
 */
export async function waysToMatch(term: PeopleTerm, { sql, vault }: PeopleStore, bind: Bind): Promise<Way[]> {
  switch (term.by) {
    case 'idNumber':
      return narrow(`p.id_number_index = ${bind(idNumberIndex(vault, term.value))}`);
    case 'phone':
      return narrow(`p.phone_index = ${bind(phoneIndex(vault, term.value))}`);
    case 'last4':
      return narrow(
        `p.id_last4_index = ${bind(idLast4Index(vault, term.value))}`,
        `p.phone_last4_index = ${bind(phoneLast4Index(vault, term.value))}`,
      );
    case 'pinyin':
      return waysOfPinyin(term.value, sql, bind);
    case 'name':
      return waysOfName(term.value, bind);
  }
}

async function waysOfPinyin(letters: string, sql: Sql, bind: Bind): Promise<Way[]> {
  const beginning = bind(`${letters}%`);
  // A given name without its surname; two letters are in too many names.
  const readings = letters.length < 3 ? [] : await findReadings(sql, 'r.pinyin like $1 limit 200', [`%${letters}%`]);
  return [
    ...narrow(
      `p.name_pinyin = ${bind(letters)}`,
      `p.name_initials = ${bind(letters)}`,
      `p.name_pinyin like ${beginning}`,
      `p.name_initials like ${beginning}`,
    ),
    ...(readings.length === 0 ? [] : [{ sql: `p.name_pinyin = any(${bind(readings)})`, isWide: true } as const]),
  ];
}

/** Readings of names that there are, so that nobody is looked for by one that there is not. */
async function findReadings(sql: Sql, condition: string, values: readonly unknown[]): Promise<string[]> {
  const found = await sql<{ pinyin: string }>(`select r.pinyin from name_reading r where ${condition}`, values);
  return found.map(({ pinyin }) => pinyin);
}

function waysOfName(name: string, bind: Bind): Way[] {
  const whole = name.replace(/\s/g, '');
  const text = whole.replace(/[\\%_]/g, (character) => `\\${character}`);
  const grams = nameGrams(whole);
  const reading = nameReading(whole).name_pinyin;
  const part = () =>
    ({ sql: `p.name_grams @> ${bind(grams)} and strpos(p.name, ${bind(whole)}) > 0`, isWide: true }) as const;
  return [
    ...narrow(`p.name = ${bind(whole)}`, `p.name like ${bind(`${text}%`)}`),
    ...(grams.length === 0 ? [] : [part()]),
    // Written with other characters that sound the same.
    ...(grams.length === 0 || reading === '' ? [] : narrow(`p.name_pinyin = ${bind(reading)}`)),
  ];
}

/** Long enough to be mistyped; a digit is another digit. */
const LETTERS = /^[a-z]{4,}$/;

/**
 * For a name of which nothing closer was found: names that read alike but for a letter or two. Nothing for numbers, and
 * where nobody's name reads so.
 */
export async function nearMatch(term: PeopleTerm, { sql }: PeopleStore, bind: Bind): Promise<Way[]> {
  if (term.by !== 'pinyin' && term.by !== 'name') return [];
  const reading = term.by === 'pinyin' ? term.value : nameReading(term.value).name_pinyin;
  if (!LETTERS.test(reading)) return [];
  const near = `r.pinyin % $1 and levenshtein_less_equal(r.pinyin, $1, $2) <= $2
    order by levenshtein_less_equal(r.pinyin, $1, $2), r.pinyin limit 50`;
  const readings = await findReadings(sql, near, [reading, reading.length > 8 ? 2 : 1]);
  return readings.length === 0 ? [] : [{ sql: `p.name_pinyin = any(${bind(readings)})`, isWide: true }];
}

/** Whether `person p` matches a term in some way, as one condition. */
export async function peopleMatch(term: PeopleTerm, store: PeopleStore, params: unknown[]): Promise<string> {
  return `(${(await waysToMatch(term, store, bindTo(params))).map(({ sql }) => sql).join(' or ')})`;
}
