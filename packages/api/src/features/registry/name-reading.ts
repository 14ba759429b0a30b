import { pinyin } from 'pinyin-pro';

/** How a name is read: full pinyin and initials, lower case, ü as v, digits as they are. Surnames take their reading as surnames. */
export interface NameReading {
  name_pinyin: string;
  name_initials: string;
}

const OPTIONS = { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true } as const;

export function nameReading(name: string): NameReading {
  const syllables = pinyin(name, OPTIONS)
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter(Boolean);
  return { name_pinyin: syllables.join(''), name_initials: syllables.map((one) => one.charAt(0)).join('') };
}

/** Every two neighbouring characters: by them a part of a name is found wherever it stands. */
export function nameGrams(name: string): string[] {
  const characters = [...name.replace(/\s/g, '')];
  return [...new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))];
}
