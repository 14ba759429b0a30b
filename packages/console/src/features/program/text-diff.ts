import { diffArrays, diffWords } from 'diff';

/** A stretch of text that stayed, came or went. */
export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** A name, a number, a text in quotes, an operator, a break: what a change of a FEEL text is told in. */
const TOKEN = /"[^"]*"|[\p{Script=Han}A-Za-z0-9_.]+|[<>!]=|\s+|./gsu;

/** What changed in a FEEL text, word by word: a name or a figure changes as a whole. */
export function diffRule(before: string, after: string): Piece[] {
  return diffArrays(before.match(TOKEN) ?? [], after.match(TOKEN) ?? []).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

/** What changed in a sentence, by the words of its language. */
export function diffSentence(before: string, after: string, locale: string): Piece[] {
  const intlSegmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return diffWords(before, after, { intlSegmenter }).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
