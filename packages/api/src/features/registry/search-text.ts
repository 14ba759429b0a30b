import type { CountyPack, Program } from '../../policy/types.js';

/** Whom a search is for. */
export type SearchTerm =
  | { by: 'code'; value: string }
  | { by: 'idNumber'; value: string }
  | { by: 'phone'; value: string }
  /** Of an identity number or a telephone. */
  | { by: 'last4'; value: string }
  /** Full pinyin or initials, lower case. */
  | { by: 'pinyin'; value: string }
  | { by: 'name'; value: string };

/** What was typed into the search box: whom, and where or under which program he is to be found. */
export interface Search {
  term?: SearchTerm;
  townships?: string[];
  villages?: string[];
  programs?: string[];
}

/**
 * Reads what was typed into the search box; undefined when nothing was. Words that name a village, a township or a
 * program narrow the search; what is left is a name, its pinyin or initials, an identity or telephone number or its last
 * four, or a household code.
 */
export function readSearch(
  text: string | null | undefined,
  { townships, programs }: Pick<CountyPack, 'townships' | 'programs'>,
): Search | undefined {
  const search: Search = {};
  const rest: string[] = [];
  for (const word of (text ?? '').normalize('NFKC').split(/\s+/).filter(Boolean)) {
    const inTownships = townships.filter(({ name }) => name.zh === word || name.en === word);
    const villages = townships.flatMap((township) => township.villages).filter(({ name }) => name === word);
    const held = programs.filter((program) => isMeant(program, word));
    if (inTownships.length > 0) search.townships = inTownships.map(({ code }) => code);
    else if (villages.length > 0) search.villages = villages.map(({ code }) => code);
    else if (held.length > 0) search.programs = held.map(({ code }) => code);
    else rest.push(word);
  }
  const term = readTerm(rest.join(' '));
  if (term) search.term = term;
  return Object.keys(search).length > 0 ? search : undefined;
}

/** A part of its name has three characters or more: two may be somebody's given name. */
function isMeant({ code, name, alsoCalled = [] }: Program, word: string): boolean {
  if (code === word.toUpperCase() || alsoCalled.includes(word.toLowerCase())) return true;
  return [...word].length >= 3 && name.zh.includes(word);
}

function readTerm(text: string): SearchTerm | undefined {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (compact === '') return undefined;
  if (/^\d{17}[\dX]$/.test(compact)) return { by: 'idNumber', value: compact };
  if (/^\d{3}[\dX]$/.test(compact)) return { by: 'last4', value: compact };
  const phone = compact.replace(/[-()]/g, '').replace(/^\+86/, '');
  if (/^(1\d{10}|0\d{9,11}|\d{7,8})$/.test(phone)) return { by: 'phone', value: phone };
  if (/^H\d+$/.test(compact)) return { by: 'code', value: compact };
  if (/^\d{6}$/.test(compact)) return { by: 'code', value: `H${compact}` };
  const letters = compact.toLowerCase().replace(/[ü']/g, (letter) => (letter === 'ü' ? 'v' : ''));
  return /^[a-z]+$/.test(letters) ? { by: 'pinyin', value: letters } : { by: 'name', value: text };
}
