import { expect, test } from '@jest/globals';
import { rankAgenda, type WaitingItem } from './rank-agenda.js';

const ON = '2022-06-23';
const CONFLICT = {
  what: { zh: '1 项信息有矛盾', en: '1 fact in conflict' },
  whom: { zh: '民政局', en: 'Civil affairs' },
};

function waiting(id: string, parts: Partial<WaitingItem> = {}): WaitingItem {
  return {
    kind: 'case',
    id,
    requestedOn: '2022-06-20',
    dueOn: '2022-06-27',
    request: null,
    urgent: null,
    carried: null,
    risks: [],
    lacks: [],
    minutes: 20,
    ...parts,
  };
}
const asked = (dueOn: string) => ({ unit: { zh: '医保局', en: 'Insurance' }, requestedOn: '2022-06-22', dueOn });
const URGENT = { zh: '突发急难', en: 'a sudden emergency' };
const ill = { zh: '有重病成员', en: 'somebody is seriously ill' };
const carried = (times: number) => ({ times, from: 'ZHYP-2022-0001', reached: false });

function orderOf(items: WaitingItem[]): string[] {
  return rankAgenda(items, 600, ON).items.map(({ id }) => id);
}

test('asked for, emergency, carried over, late, then the others', () => {
  const items = [
    waiting('other'),
    waiting('late', { dueOn: '2022-06-20' }),
    waiting('carried', { carried: carried(1), dueOn: '2022-07-01' }),
    waiting('emergency', { urgent: URGENT, dueOn: '2022-07-01' }),
    waiting('asked', { request: asked('2022-07-04'), dueOn: '2022-07-04' }),
  ];
  expect(orderOf(items)).toEqual(['asked', 'emergency', 'carried', 'late', 'other']);
  expect(orderOf(items.toReversed())).toEqual(['asked', 'emergency', 'carried', 'late', 'other']);
});

test('within a class ready before unready, then the earlier day, then the graver situation, then the older request', () => {
  expect(
    orderOf([
      waiting('unready', { lacks: [CONFLICT], dueOn: '2022-06-23' }),
      waiting('newer', { requestedOn: '2022-06-21' }),
      waiting('older'),
      waiting('graver', { risks: [ill], requestedOn: '2022-06-22' }),
      waiting('sooner', { dueOn: '2022-06-24' }),
    ]),
  ).toEqual(['sooner', 'graver', 'older', 'newer', 'unready']);
});

test('what was put off more often comes before what was put off once', () => {
  expect(orderOf([waiting('once', { carried: carried(1) }), waiting('thrice', { carried: carried(3) })])).toEqual([
    'thrice',
    'once',
  ]);
});

test('a request counts with the earlier of its day and the case’s own, and comes first though it lacks something', () => {
  const { items } = rankAgenda(
    [waiting('plain'), waiting('asked', { request: asked('2022-06-24'), lacks: [CONFLICT] })],
    600,
    ON,
  );
  expect(items[0]).toMatchObject({ id: 'asked', dueOn: '2022-06-24', workingDaysLeft: 1 });
});

test('a meeting is filled to its minutes; something shorter fills what is left', () => {
  const { items, usedMinutes } = rankAgenda(
    [
      waiting('first'),
      waiting('long', { minutes: 40, requestedOn: '2022-06-21' }),
      waiting('short', { requestedOn: '2022-06-22' }),
    ],
    50,
    ON,
  );
  expect(items.filter(({ proposed }) => proposed).map(({ id }) => id)).toEqual(['first', 'short']);
  expect(usedMinutes).toBe(40);
});

test('what was asked for and emergencies are proposed however short the meeting is', () => {
  const { items, usedMinutes } = rankAgenda(
    [waiting('emergency', { urgent: URGENT }), waiting('asked', { request: asked('2022-06-24') }), waiting('other')],
    20,
    ON,
  );
  expect(items.map(({ proposed }) => proposed)).toEqual([true, true, false]);
  expect(usedMinutes).toBe(40);
});

test('says why in plain words', () => {
  const wordsOf = (parts: Partial<WaitingItem>) => rankAgenda([waiting('one', parts)], 60, ON).items[0]?.reasons ?? [];
  expect(wordsOf({ request: asked('2022-06-24') })[0]).toEqual({
    zh: '医保局于 2022-06-22 要求开会研判，须在 2022-06-24 前召开',
    en: 'Insurance asked for a meeting on 2022-06-22; it must be held by 2022-06-24',
  });
  expect(wordsOf({ carried: carried(2) })[0]).toEqual({
    zh: 'ZHYP-2022-0001 未讨论到，已结转 2 次',
    en: 'not reached by ZHYP-2022-0001, carried over 2 times',
  });
  expect(wordsOf({ dueOn: '2022-06-21' })[0]?.zh).toBe('应在 2022-06-21 前研判，已超 2 个工作日');
  expect(wordsOf({ dueOn: ON })[0]?.zh).toBe('今天必须研判');
  expect(wordsOf({ risks: [ill] }).map(({ zh }) => zh)).toEqual([
    '须在 2022-06-27 前研判，还剩 2 个工作日',
    '有重病成员',
  ]);
  expect(wordsOf({ dueOn: null })).toEqual([]);
});
