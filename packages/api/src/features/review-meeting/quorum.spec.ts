import { expect, test } from '@jest/globals';
import { type Ballots, mayAdopt, tally } from './quorum.js';

const MEMBERS = ['a', 'b', 'c', 'd', 'e'];
const seats = (standsFor: Record<string, string> = {}) =>
  [...MEMBERS, ...Object.keys(standsFor)].map((staffId) => ({ staffId, standsFor: standsFor[staffId] ?? null }));
const open = (choices: string, parts: Partial<Ballots> = {}): Ballots => ({
  members: seats(),
  recusedIds: [],
  votes: [...choices].map((choice, index) => ({
    staffId: MEMBERS[index] ?? '',
    choice: { f: 'for', a: 'against', '-': 'abstain' }[choice] ?? null,
  })),
  secret: null,
  proposerId: null,
  ...parts,
});

test.each([
  ['ff', 5, 3, false],
  ['ffa', 5, 3, true],
  ['f--', 5, 3, true],
  ['---', 5, 3, true],
])('%s of %i: a quorum of %i, reached %s', (choices, members, quorum, reached) => {
  expect(tally(open(choices), 50)).toMatchObject({ members, quorum, reached, cast: choices.length });
});

test('whoever stands aside does not count for the quorum', () => {
  expect(tally(open('ff', { recusedIds: ['d', 'e'] }), 50)).toMatchObject({ members: 3, quorum: 2, reached: true });
});

test('the committee sets how many must vote', () => {
  expect(tally(open('fff'), 66)).toMatchObject({ quorum: 4, reached: false });
});

test('an emergency session may decide with fewer, but never with one', () => {
  expect(tally(open('ff'), 33, 2)).toMatchObject({ quorum: 2, reached: true });
  expect(tally(open('f', { recusedIds: ['c', 'd', 'e'] }), 33, 2)).toMatchObject({ quorum: 2, reached: false });
});

test('is adopted by more for than against', () => {
  expect(['ffa', 'fa-', 'aaf', 'f--'].map((choices) => mayAdopt(tally(open(choices), 50)))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('nobody decides alone what he proposed', () => {
  expect(mayAdopt(tally(open('f--', { proposerId: 'a' }), 50))).toBe(false);
  expect(mayAdopt(tally(open('ff-', { proposerId: 'a' }), 50))).toBe(true);
  expect(mayAdopt(tally(open('-f-', { proposerId: 'a' }), 50))).toBe(true);
});

test('of a member and whoever sits in his place one is counted', () => {
  const votes = ['a', 'b', 'x'].map((staffId) => ({ staffId, choice: 'for' }));
  const members = seats({ x: 'e' });
  expect(tally(open('', { members, votes }), 50)).toMatchObject({ members: 5, quorum: 3, for: 3, reached: true });
  expect(tally(open('', { members, votes, recusedIds: ['e', 'x'] }), 50)).toMatchObject({ members: 4, quorum: 3 });
});

test('whoever sits in the place of the proposer is not another who is for it', () => {
  const votes = ['x', 'b', 'c'].map((staffId) => ({ staffId, choice: staffId === 'x' ? 'for' : 'abstain' }));
  const members = seats({ x: 'e' });
  expect(mayAdopt(tally(open('', { members, votes, proposerId: 'e' }), 50))).toBe(false);
  expect(mayAdopt(tally(open('', { members, votes, proposerId: 'x' }), 50))).toBe(false);
  expect(mayAdopt(tally(open('', { members, votes, proposerId: 'a' }), 50))).toBe(true);
});

test('a secret vote tells nothing until it is counted, and then cannot rest on the proposer alone', () => {
  const secret = { counted: false, for: 2, against: 0, abstain: 1 };
  const votes = ['a', 'b', 'c'].map((staffId) => ({ staffId, choice: null }));
  const waiting = tally(open('', { votes, secret }), 50);
  expect(waiting).toMatchObject({ for: 0, against: 0, abstain: 0, cast: 3, reached: true, hidden: true });
  expect(mayAdopt(waiting)).toBe(false);
  expect(mayAdopt(tally(open('', { votes, secret: { ...secret, counted: true } }), 50))).toBe(true);
  const alone = { counted: true, for: 1, against: 0, abstain: 2 };
  expect(mayAdopt(tally(open('', { votes, secret: alone, proposerId: 'a' }), 50))).toBe(false);
});
