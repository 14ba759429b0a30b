import { pinyin } from 'pinyin-pro';

/**
 * What a name is found by, typed in Latin letters: full pinyin and initials, each after a space, so that
 * `like '% gzz%'` finds 郭志重. Surnames take their reading as surnames.
 */
export function nameSearchText(name: string): string {
  const options = { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true } as const;
  const syllables = pinyin(name, options)
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z]/g, ''))
    .filter(Boolean);
  const initials = syllables.map((syllable) => syllable.charAt(0));
  return ` ${syllables.join('')} ${initials.join('')}`;
}

/** A search term as a condition on people and their household's code. */
export type NameSearch =
  | { by: 'code'; value: string }
  | { by: 'idNumber'; value: string }
  | { by: 'idLast4'; value: string }
  | { by: 'pinyin'; value: string }
  | { by: 'name'; value: string };

/** Reads what was typed into the search box; undefined when nothing was. */
export function readSearch(text: string | null | undefined): NameSearch | undefined {
  const term = (text ?? '').normalize('NFKC').trim();
  const compact = term.replace(/\s/g, '').toUpperCase();
  if (compact === '') return undefined;
  if (/^\d{17}[\dX]$/.test(compact)) return { by: 'idNumber', value: compact };
  if (/^\d{3}[\dX]$/.test(compact)) return { by: 'idLast4', value: compact };
  if (/^H\d+$/.test(compact)) return { by: 'code', value: compact };
  if (/^\d{6}$/.test(compact)) return { by: 'code', value: `H${compact}` };
  const letters = compact.toLowerCase().replace(/[ü']/g, (letter) => (letter === 'ü' ? 'v' : ''));
  if (/^[a-z]+$/.test(letters)) return { by: 'pinyin', value: `% ${letters}%` };
  return { by: 'name', value: `%${term.replace(/[\\%_]/g, (character) => `\\${character}`)}%` };
}

/** The condition of a search on `person p`, its value appended to `params`; a household code is not of people. */
export function peopleMatch(search: Exclude<NameSearch, { by: 'code' }>, params: unknown[]): string {
  params.push(search.value);
  const value = `$${params.length}`;
  switch (search.by) {
    case 'idNumber':
      return `p.id_number = ${value}`;
    case 'idLast4':
      return `p.id_last4 = ${value}`;
    case 'pinyin':
      return `p.name_search like ${value}`;
    case 'name':
      return `p.name like ${value}`;
  }
}
