import { describe, expect, it } from '@jest/globals';
import { diffRule, diffSentence, type Piece } from './text-diff';

const textOf = (pieces: readonly Piece[], without: Piece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');
const changes = (pieces: readonly Piece[]) => pieces.filter(({ kind }) => kind !== 'same');

describe('the difference of two rules', () => {
  const before = '本县户籍\nand 残疾等级 <= 2';
  const after = '本县户籍\nand 残疾等级 <= 3\nand 年龄 < 60';

  it('tells names and figures as a whole', () => {
    expect(changes(diffRule(before, after))).toEqual([
      { kind: 'removed', text: '2' },
      { kind: 'added', text: '3\nand 年龄 < 60' },
    ]);
    expect(changes(diffRule('残疾等级 > 1', '残疾类别 > 1'))).toEqual([
      { kind: 'removed', text: '残疾等级' },
      { kind: 'added', text: '残疾类别' },
    ]);
  });

  it('holds both texts, whole', () => {
    const pieces = diffRule(before, after);
    expect(textOf(pieces, 'added')).toBe(before);
    expect(textOf(pieces, 'removed')).toBe(after);
  });

  it('tells nothing of the same text', () => {
    expect(changes(diffRule(before, before))).toEqual([]);
  });
});

it('tells a sentence by its words', () => {
  const pieces = diffSentence('患大病的低收入群众可以申请。', '患大病的困难群众可以申请。', 'zh-CN');
  expect(textOf(pieces, 'added')).toBe('患大病的低收入群众可以申请。');
  expect(textOf(pieces, 'removed')).toBe('患大病的困难群众可以申请。');
  expect(changes(pieces).some(({ text }) => text.includes('困难'))).toBe(true);
});
