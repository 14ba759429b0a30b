import { expect, test } from '@jest/globals';
import { eventWords } from './event-words.js';
import type { EventPayload } from './note-event.js';

const words = (event: EventPayload, staff: string | null = null) =>
  eventWords({ event, actor: '徐某刚', staff, position: 2 }, () => ({ zh: '临时救助', en: 'temporary aid' }));

test('says who changed what to how much', () => {
  const change = { programCode: 'MCA-05', change: 'amount' as const, fromFen: 94_000, toFen: 80_000 };
  expect(words({ kind: 'package', changes: [change, { ...change, change: 'removed', toFen: null }] })).toEqual({
    zh: '徐某刚 把“临时救助”改为 ¥800；去掉“临时救助”',
    en: '徐某刚 changed “temporary aid” to ¥800; took out “temporary aid”',
  });
});

test('says for whom something was recorded', () => {
  expect(words({ kind: 'vote' }, '李某').zh).toBe('李某（徐某刚 代为记录） 已表决');
  expect(words({ kind: 'vote' }, '徐某刚').zh).toBe('徐某刚 已表决');
  expect(words({ kind: 'attendance', present: false }, '李某').zh).toBe('李某 缺席');
});
