import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { invalidInput, wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { tallyOf } from './item-tally.js';
import { assertNotPaused, lockItem } from './load-meeting.js';
import type { AgendaItemActionInput, ChooseBallotInput } from './review-meeting.inputs.js';

const NOT_NOW = { zh: '该议题已作出决定。', en: 'This item has been decided.' };

/**
 * Chooses before the first vote whether an item is voted on openly or in secret. Throws NotFound, NotAllowed,
 * StaleVersion, WrongState, InvalidInput.
 */
export async function chooseBallot(unit: UnitOfWork, input: ChooseBallotInput): Promise<CommandResult> {
  const { item, meeting, access } = await lockItem(unit, input.itemId);
  assertCan(unit, 'choose_ballot', 'AgendaItem', access);
  assertTransition('AgendaItem', item.status, 'choose_ballot', NOT_NOW);
  assertNotPaused(meeting);
  assertVersion(item, input.expectedVersion);
  if (input.ballot !== 'open' && input.ballot !== 'secret') {
    const message = { zh: '请选择公开或无记名。', en: 'Choose open or secret.' };
    throw invalidInput([{ path: 'ballot', message }]);
  }
  const [vote] = await unit.sql('select 1 from vote where agenda_item_id = $1 limit 1', [item.id]);
  if (vote) {
    throw wrongState(item.status, {
      zh: '已开始表决，表决方式不能再改。',
      en: 'The vote has begun; its kind stands.',
    });
  }
  item.ballot = input.ballot;
  item.version += 1;
  await unit.em.flush();
  await noteMeetingEvent(unit, { kind: 'ballot', meetingId: meeting.id, itemId: item.id, ballot: input.ballot });
  return { type: 'AgendaItem', id: item.id };
}

/**
 * Counts a secret vote once there is a quorum: only now its numbers are told, and no vote comes after. Throws NotFound,
 * NotAllowed, StaleVersion, WrongState.
 */
export async function countBallot(unit: UnitOfWork, input: AgendaItemActionInput): Promise<CommandResult> {
  const { item, meeting, access } = await lockItem(unit, input.itemId);
  assertCan(unit, 'choose_ballot', 'AgendaItem', access);
  assertTransition('AgendaItem', item.status, 'count_ballot', NOT_NOW);
  assertNotPaused(meeting);
  assertVersion(item, input.expectedVersion);
  if (item.ballot !== 'secret' || item.countedAt) {
    throw wrongState(item.status, {
      zh: '只有尚未计票的无记名表决需要计票。',
      en: 'Only a secret vote that is not counted yet is counted.',
    });
  }
  const { reached, quorum, cast } = await tallyOf(unit, item.id);
  if (!reached) {
    throw wrongState(item.status, {
      zh: `表决人数不足：需 ${quorum} 票，现有 ${cast} 票。`,
      en: `No quorum yet: ${quorum} votes are needed, ${cast} are cast.`,
    });
  }
  item.countedAt = new Date();
  item.version += 1;
  await unit.em.flush();
  await noteMeetingEvent(unit, { kind: 'counted', meetingId: meeting.id, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}
