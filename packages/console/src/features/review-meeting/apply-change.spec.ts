import { expect, test } from '@jest/globals';
import type { MeetingPartsFragment } from '@yimen/schema/documents';
import { afterChange, type MeetingChange, needsReading } from './apply-change';

const member = (id: string, present = true) => ({ present, role: 'member', staff: { id } });
const item = { id: 'item', version: 1, status: 'in_discussion', votes: [], opinions: [], questions: [] };
const meeting = {
  sequence: 3,
  version: 1,
  online: ['a'],
  lines: [],
  members: [member('a'), member('b')],
  agenda: [item, { ...item, id: 'other' }],
  allowedActions: [],
} as unknown as MeetingPartsFragment;
const line = (sequence: number, kind: string) => ({
  sequence,
  kind,
  itemId: 'item',
  at: '',
  words: { zh: '', en: '' },
});
const change = (parts: object) => parts as MeetingChange;

test('a vote is added to its item once, with the count and what one may do now', () => {
  const vote = { choice: 'for', staff: { id: 'a' } };
  const heard = change({ line: line(4, 'vote'), vote, item: { id: 'item', version: 1, subjectVersion: 2 } });
  const after = afterChange(meeting, heard);
  expect(after.agenda.map(({ votes, subjectVersion }) => [votes.length, subjectVersion])).toEqual([
    [1, 2],
    [0, undefined],
  ]);
  expect(after.lines.map(({ sequence }) => sequence)).toEqual([4]);
  expect(afterChange(after, heard)).toEqual(after);
});

test('an answer takes the place of its question', () => {
  const asked = afterChange(meeting, change({ line: line(4, 'question'), question: { id: 'q', answers: [] } }));
  const answered = afterChange(
    asked,
    change({ line: line(5, 'answer'), question: { id: 'q', answers: [{ id: 'r' }] } }),
  );
  expect(answered.agenda[0]?.questions.map(({ answers }) => answers.length)).toEqual([1]);
});

test('attendance and who is there change the people', () => {
  const news = { version: 2, allowedActions: [], members: [member('b', false)] };
  const after = afterChange(meeting, change({ line: line(4, 'attendance'), meeting: news }));
  expect([after.version, ...after.members.map(({ present }) => present)]).toEqual([2, true, false]);
  expect(afterChange(meeting, change({ online: ['a', 'b'] })).online).toEqual(['a', 'b']);
});

test('what changes the whole page is read again', () => {
  expect(needsReading(meeting, change({ line: line(4, 'item_taken') }))).toBe(true);
  expect(needsReading(meeting, change({ line: line(4, 'vote') }))).toBe(false);
  expect(needsReading(meeting, change({ online: [] }))).toBe(false);
  const attendance = change({ line: line(4, 'attendance') });
  const closed = { ...meeting, agenda: meeting.agenda.map((one) => ({ ...one, closedPart: true })) };
  expect([needsReading(meeting, attendance), needsReading(closed, attendance)]).toEqual([false, true]);
});
