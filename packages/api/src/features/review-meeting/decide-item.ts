import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { dayOf, today } from '../../platform/clock.js';
import { invalidInput, wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { adoptPackage } from '../aid-package/adopt-package.js';
import { lockCase } from '../aid-package/load-case.js';
import { refuseCase } from '../aid-package/refuse-case.js';
import { adoptBatch, refuseBatch } from '../batch/adopt-batch.js';
import { moveBatch } from '../batch/move-batch.js';
import { addCaseEvent } from '../case/case-events.js';
import { moveCase } from '../case/move-case.js';
import { leaveDeclined, returnToDepartment } from '../declined-item/return-to-department.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { carryOutRemedies, dropRemedies } from '../recovery/carry-out-remedies.js';
import { endReservation } from '../reservation/reserve-draft.js';
import { giveFollowUps } from './follow-ups.js';
import { tallyOf } from './item-tally.js';
import { assertNotPaused, lockItem } from './load-meeting.js';
import { NOT_COUNTED, NOT_SECONDED } from './meeting-actions.js';
import { mayAdopt } from './quorum.js';
import type { AgendaItemRecord } from './review-meeting.entity.js';
import type {
  AdoptItemInput,
  AgendaItemActionInput,
  DecideItemInput,
  DeferItemInput,
} from './review-meeting.inputs.js';

const DECIDED = {
  zh: '该议题已作出决定，或尚未开始讨论。',
  en: 'This item has been decided, or is not under discussion yet.',
};

type Decision = 'adopt' | 'refuse' | 'defer';

async function decide(unit: UnitOfWork, input: AgendaItemActionInput, decision: Decision, reason: string | null) {
  const loaded = await lockItem(unit, input.itemId);
  const { item, meeting, access } = loaded;
  assertCan(unit, decision, 'AgendaItem', access);
  const next = item.status === 'queued' ? undefined : assertTransition('AgendaItem', item.status, decision, DECIDED);
  if (!next) throw wrongState(item.status, DECIDED);
  assertNotPaused(meeting);
  assertVersion(item, input.expectedVersion);
  if (decision !== 'defer') await assertVoted(unit, item, decision);
  item.status = next;
  item.reason = reason;
  item.decidedAt = new Date();
  item.version += 1;
  await unit.em.flush();
  return { ...loaded, on: dayOf(meeting.scheduledAt) };
}

async function assertVoted(unit: UnitOfWork, item: AgendaItemRecord, decision: Decision): Promise<void> {
  const result = await tallyOf(unit, item.id);
  if (!result.reached) {
    throw wrongState(item.status, {
      zh: `表决人数不足：需 ${result.quorum} 票，现有 ${result.cast} 票。`,
      en: `No quorum yet: ${result.quorum} votes are needed, ${result.cast} are cast.`,
    });
  }
  if (result.hidden) throw wrongState(item.status, NOT_COUNTED);
  if (decision !== 'adopt' || mayAdopt(result)) return;
  if (result.for > result.against) throw wrongState(item.status, NOT_SECONDED);
  throw wrongState(item.status, {
    zh: `赞成 ${result.for} 票未多于反对 ${result.against} 票，不能通过；可不予救助或暂缓。`,
    en: `${result.for} for do not outnumber ${result.against} against; refuse with a reason, or defer.`,
  });
}

function reasonOf(input: DecideItemInput): string {
  const reason = input.reason.trim();
  const { length } = [...reason];
  if (length < 5 || length > 2000) {
    const message = {
      zh: '请写明理由（5 至 2000 个字）。',
      en: 'Give the reason in 5 to 2000 characters.',
    };
    throw invalidInput([{ path: 'reason', message }]);
  }
  return reason;
}

/**
 * Adopts an item with a quorum and a majority, of a package all parts or all but those of some departments. Throws NotFound,
 * NotAllowed, StaleVersion, WrongState, InvalidInput.
 */
export async function adoptItem(unit: UnitOfWork, input: AdoptItemInput): Promise<CommandResult> {
  const { item, on } = await decide(unit, input, 'adopt', null);
  const refusedParts = input.refusedParts ?? [];
  if (item.batchId && refusedParts.length > 0) {
    const message = {
      zh: '批次按申请分别处理，不按部门通过。',
      en: 'A batch is decided by its applications, not by departments.',
    };
    throw invalidInput([{ path: 'refusedParts', message }]);
  }
  if (item.caseId) {
    await adoptPackage(unit, await lockCase(unit, item.caseId), refusedParts);
    await moveCase(unit.sql, item.caseId, 'adopt');
    await carryOutRemedies(unit, item.caseId, on);
  }
  if (item.batchId) await adoptBatch(unit, item.batchId, on);
  if (item.packageItemId) await returnToDepartment(unit, item.packageItemId, today());
  await noteMeetingEvent(unit, { kind: 'adopted', meetingId: item.meetingId, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}

/** Refuses an item with its reason (R24). Throws as adoptItem does, and InvalidInput without a reason. */
export async function refuseItem(unit: UnitOfWork, input: DecideItemInput): Promise<CommandResult> {
  const reason = reasonOf(input);
  const { item, on } = await decide(unit, input, 'refuse', reason);
  if (item.caseId) {
    await refuseCase(unit, await lockCase(unit, item.caseId), reason, on);
    await moveCase(unit.sql, item.caseId, 'refuse');
    await dropRemedies(unit, item.caseId);
  }
  if (item.batchId) await refuseBatch(unit, item.batchId, reason, on);
  if (item.packageItemId) await leaveDeclined(unit, item.packageItemId, reason);
  await noteMeetingEvent(unit, { kind: 'refused', meetingId: item.meetingId, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}

/** Defers an item with its reason and what is to be done meanwhile; it returns to the queue. Throws as refuseItem does. */
export async function deferItem(unit: UnitOfWork, input: DeferItemInput): Promise<CommandResult> {
  const reason = reasonOf(input);
  const locked = await decide(unit, input, 'defer', reason);
  const { item } = locked;
  await giveFollowUps(unit, locked, input);
  if (item.caseId) {
    await moveCase(unit.sql, item.caseId, 'defer');
    await endReservation(unit, item.caseId);
    await addCaseEvent(unit.sql, {
      caseId: item.caseId,
      kind: 'item_deferred',
      zh: `研判会暂缓决定：${reason}`,
      en: `The meeting deferred the case: ${reason}`,
      actorId: unit.actor.staffId,
    });
  }
  if (item.batchId) await moveBatch(unit.sql, item.batchId, 'defer');
  await noteMeetingEvent(unit, { kind: 'deferred', meetingId: item.meetingId, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}
