import type { Program } from '../../policy/types.js';

/**
 * Programs that what was typed may mean: a code, or for every word a part of the name or of what people call it. A word
 * has two Chinese characters or four letters, fewer are in too many names.
 */
export function findPrograms<Found extends Pick<Program, 'code' | 'name' | 'alsoCalled'>>(
  programs: readonly Found[],
  text: string,
): Found[] {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return programs.filter(({ code, name, alsoCalled = [] }) => {
    if (words.length === 1 && words[0] === code.toLowerCase()) return true;
    const known = [name.zh, name.en, ...alsoCalled].map((one) => one.toLowerCase());
    const isNamed = (word: string) => LONG_ENOUGH.test(word) && known.some((one) => one.includes(word));
    return words.length > 0 && words.every(isNamed);
  });
}

const LONG_ENOUGH = /\p{Script=Han}{2}|[a-z]{3}/u;
