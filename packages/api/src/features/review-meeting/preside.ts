import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { invalidInput, wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { reviewCommittee } from './item-tally.js';
import { type LockedItem, lockItem } from './load-meeting.js';
import type { ChoosePresiderInput } from './review-meeting.inputs.js';

const NOBODY = {
  zh: '请从到会且不回避的成员中选定主持人。',
  en: 'Choose who presides, from the members in the room who do not stand aside.',
};

/**
 * Gives the chair's controls of one item to somebody else: the member whom the chair chose, else by the committee's order
 * of deputies, of those in the room who do not stand aside; whoever sits in another's place does not preside. Throws
 * InvalidInput at `presiderId`.
 */
export async function appointDeputy(unit: UnitOfWork, locked: LockedItem, chosen?: string | null): Promise<void> {
  const { item, meeting } = locked;
  const possible = await unit.sql<{ staffId: string; departmentCode: string | null }>(
    `select x.staff_id as "staffId", s.department_code as "departmentCode" from meeting_member x
       join staff s on s.id = x.staff_id
      where x.meeting_id = $1 and x.present and x.role <> 'substitute'
        and not exists (select from item_recusal r where r.agenda_item_id = $2 and r.staff_id = x.staff_id)
      order by s.name`,
    [meeting.id, item.id],
  );
  const order = reviewCommittee(unit.county).deputies;
  const byOrder = order.flatMap((code) => possible.find((one) => one.departmentCode === code) ?? []);
  const presider = chosen ? possible.find(({ staffId }) => staffId === chosen) : byOrder[0];
  if (!presider) throw invalidInput([{ path: 'presiderId', message: NOBODY }]);
  const { staffId } = presider;
  item.presiderId = staffId === meeting.chairId ? null : staffId;
  item.version += 1;
  await unit.em.flush();
  await noteMeetingEvent(unit, { kind: 'presider', meetingId: meeting.id, itemId: item.id, staffId });
}

/**
 * Chooses who presides over an item from which the chair stands aside, or while he is not in the room; he takes it back
 * himself. Throws NotFound, NotAllowed, WrongState, StaleVersion, InvalidInput.
 */
export async function choosePresider(unit: UnitOfWork, input: ChoosePresiderInput): Promise<CommandResult> {
  const locked = await lockItem(unit, input.itemId);
  const { item, meeting, members, access } = locked;
  assertCan(unit, 'choose_presider', 'AgendaItem', access);
  assertTransition('AgendaItem', item.status, 'choose_presider', {
    zh: '该议题已作出决定。',
    en: 'This item has been decided.',
  });
  assertVersion(item, input.expectedVersion);
  const [aside] = await unit.sql('select from item_recusal where agenda_item_id = $1 and staff_id = $2', [
    item.id,
    meeting.chairId,
  ]);
  const chair = members.find(({ staffId }) => staffId === meeting.chairId);
  if (chair?.present && !aside && input.staffId !== meeting.chairId)
    throw wrongState(item.status, {
      zh: '召集人在场且不回避，由召集人主持。',
      en: 'The chair is in the room and does not stand aside; he presides.',
    });
  await appointDeputy(unit, locked, input.staffId);
  return { type: 'AgendaItem', id: item.id };
}
