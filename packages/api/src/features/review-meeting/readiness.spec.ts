import { expect, test } from '@jest/globals';
import { readinessOf, type WaitingCase } from './readiness.js';

const waiting: WaitingCase = {
  id: 'case',
  handedAt: new Date('2026-11-20T10:00:00+08:00'),
  deferred: 0,
  composed: true,
  conflicts: 0,
  authorised: true,
};

test('a meeting is due within three working days of the request, over a weekend', () => {
  expect(readinessOf(waiting, 3, '2026-11-24')).toEqual({
    dueOn: '2026-11-25',
    workingDaysLeft: 1,
    ready: true,
    reasons: [],
  });
  expect(readinessOf(waiting, 3, '2026-11-27').workingDaysLeft).toBe(-2);
});

test('says what the meeting will not find, and what was put off before', () => {
  const lacking = { ...waiting, deferred: 1, composed: false, conflicts: 2, authorised: false };
  const { ready, reasons } = readinessOf(lacking, 3, '2026-11-24');
  expect(ready).toBe(false);
  expect(reasons.map(({ zh }) => zh)).toEqual(['曾暂缓 1 次', '还没有编制方案', '2 项信息有矛盾', '没有核对授权']);
});

test('a case that was not handed on has no day', () => {
  expect(readinessOf({ ...waiting, handedAt: null }, 3, '2026-11-24')).toMatchObject({
    dueOn: null,
    workingDaysLeft: null,
  });
});
