import { assertCan, assertTransition } from '../../platform/authorize.js';
import { notAllowed, wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { lockItem } from './load-meeting.js';
import { appointDeputy } from './preside.js';
import type { RecuseInput } from './review-meeting.inputs.js';

export const RECUSAL_GROUNDS = ['kin', 'same_village', 'own_recommendation', 'other'] as const;
export type RecusalGround = (typeof RECUSAL_GROUNDS)[number];

/**
 * A member stands aside from an item, declared by himself or by the chair: he neither speaks nor votes on it and does not
 * count for its quorum; nor does he preside. Stands once declared. Throws NotFound, NotAllowed, WrongState,
 * InvalidInput.
 */
export async function recuse(unit: UnitOfWork, input: RecuseInput): Promise<CommandResult> {
  const locked = await lockItem(unit, input.itemId);
  const { item, meeting, access } = locked;
  const staffId = input.staffId ?? unit.actor.staffId;
  if (staffId === unit.actor.staffId) assertCan(unit, 'recuse', 'AgendaItem', access);
  else assertCan(unit, 'record_for_others', 'AgendaItem', access);
  if (!access.memberIds.includes(staffId)) {
    throw notAllowed({ zh: '此人不是本次研判会成员。', en: 'This person is not a member of the meeting.' });
  }
  assertTransition('AgendaItem', item.status, 'recuse', {
    zh: '该议题已作出决定，不能再申请回避。',
    en: 'This item has been decided; nobody can stand aside any more.',
  });
  const check = new InputCheck();
  if (!RECUSAL_GROUNDS.includes(input.ground as RecusalGround))
    check.add('ground', { zh: '请选择回避的理由。', en: 'Choose why.' });
  const reason = check.text('reason', input.reason, { zh: '回避说明', en: 'reason' }, 500);
  check.done();
  const [vote] = await unit.sql('select 1 from vote where agenda_item_id = $1 and staff_id = $2', [item.id, staffId]);
  if (vote) {
    throw wrongState(item.status, {
      zh: '已经表决，不能再回避；请召集人暂缓该议题后重新列入议程。',
      en: 'The vote is cast. To stand aside, the chair puts the item off and on the agenda again.',
    });
  }
  const recused = await unit.sql(
    `insert into item_recusal (agenda_item_id, staff_id, ground, reason, recorded_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning staff_id`,
    [item.id, staffId, input.ground, reason, unit.actor.staffId],
  );
  if (recused.length === 0)
    throw wrongState(item.status, { zh: '已经回避本议题。', en: 'Stands aside from this item already.' });
  await noteMeetingEvent(unit, { kind: 'recusal', meetingId: meeting.id, itemId: item.id, staffId });
  if (staffId === access.presiderId) await appointDeputy(unit, locked, input.presiderId);
  return { type: 'AgendaItem', id: item.id };
}
