import { expect, test } from '@jest/globals';
import { changesOf, type ReadingRow } from './item-changes.js';

const READ: ReadingRow = {
  itemId: 'item',
  at: new Date('2022-06-22T09:00:00+08:00'),
  readVersion: 2,
  subjectVersion: 2,
  events: [],
  facts: [],
};

test('nothing changed since it was read', () => {
  expect(changesOf(READ)).toEqual([]);
});

test('tells what happened and which facts came, in their order, then that the package is another', () => {
  const changes = changesOf({
    ...READ,
    subjectVersion: 4,
    events: [{ at: '2022-06-22T11:00:00+08:00', zh: '提出申请', en: 'applied' }],
    facts: [{ at: '2022-06-22T10:00:00+08:00', fact: 'hh_savings_total' }],
  });
  expect(changes.map(({ words }) => words.zh)).toEqual([
    expect.stringMatching(/^信息更新：/),
    '提出申请',
    '方案或批次由第 2 版改为第 4 版',
  ]);
  expect(changes.at(-1)?.at).toBeNull();
});
