import { expect, test } from '@jest/globals';
import { meetingWorkflow, nextStatus } from './index.js';

test('a meeting pauses only while it is open, and goes on only from a pause', () => {
  expect(Object.keys(meetingWorkflow).filter((status) => nextStatus('Meeting', status, 'pause'))).toEqual(['open']);
  expect(Object.keys(meetingWorkflow).filter((status) => nextStatus('Meeting', status, 'resume'))).toEqual(['paused']);
});

test('a paused meeting may be closed, and nobody opens one twice', () => {
  expect(nextStatus('Meeting', 'paused', 'close')).toBe('closed');
  expect(nextStatus('Meeting', 'paused', 'open')).toBeUndefined();
  expect(nextStatus('Meeting', 'open', 'open')).toBeUndefined();
});

test('a substitute is named until the meeting is closed, and whoever was taken back does not come again', () => {
  expect(Object.keys(meetingWorkflow).filter((status) => nextStatus('Meeting', status, 'name_substitute'))).toEqual([
    'planned',
    'open',
    'paused',
  ]);
  expect(nextStatus('Substitution', 'accepted', 'decline')).toBeUndefined();
  for (const action of ['accept', 'decline', 'withdraw'])
    expect([action, nextStatus('Substitution', 'withdrawn', action)]).toEqual([action, undefined]);
});

test('doors are closed and presiders chosen before the decision only; a subgroup reports once', () => {
  for (const action of ['close_part', 'choose_presider'])
    expect(
      ['queued', 'in_discussion', 'adopted', 'refused', 'deferred'].map((status) =>
        nextStatus('AgendaItem', status, action),
      ),
    ).toEqual(['queued', 'in_discussion', undefined, undefined, undefined]);
  expect([nextStatus('Subgroup', 'open', 'report'), nextStatus('Subgroup', 'reported', 'report')]).toEqual([
    'reported',
    undefined,
  ]);
});
