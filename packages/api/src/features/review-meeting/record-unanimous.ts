import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { assertNotPaused, lockItem } from './load-meeting.js';
import { seatHolders } from './quorum.js';
import type { UnanimousInput } from './review-meeting.inputs.js';
import { assertBallot, lockSubject, NOT_NOW } from './speak-and-vote.js';

/**
 * Records that all who are in the room are for an item: one vote each for those who have not voted and do not stand aside.
 * Not possible once somebody voted otherwise. Throws NotFound, NotAllowed, WrongState, StaleVersion.
 */
export async function recordUnanimous(unit: UnitOfWork, input: UnanimousInput): Promise<CommandResult> {
  const { item, meeting, members, access } = await lockItem(unit, input.itemId);
  assertCan(unit, 'record_for_others', 'AgendaItem', access);
  assertTransition('AgendaItem', item.status, 'vote', NOT_NOW);
  assertNotPaused(meeting);
  assertBallot(item, 'open');
  assertVersion(await lockSubject(unit, item), input.subjectVersion);
  const others = await unit.sql<{ name: string }>(
    `select s.name from vote v join staff s on s.id = v.staff_id where v.agenda_item_id = $1 and v.choice <> 'for'`,
    [item.id],
  );
  if (others.length > 0) {
    const names = others.map(({ name }) => name);
    throw wrongState(item.status, {
      zh: `${names.join('、')} 已投反对或弃权票，不能记为全体赞成；请逐一记录。`,
      en: `${names.join(', ')} voted otherwise; not all are for it. Record each vote by itself.`,
    });
  }
  const inRoom = seatHolders(members).filter(({ present }) => present);
  const cast = await unit.sql(
    `insert into vote (agenda_item_id, staff_id, choice, recorded_by)
     select $1, x.staff_id, 'for', $3 from meeting_member x
      where x.meeting_id = $4 and x.staff_id = any($2)
        and not exists (select from item_recusal r where r.agenda_item_id = $1 and r.staff_id in (x.staff_id, x.stands_for))
     on conflict do nothing returning id`,
    [item.id, inRoom.map(({ staffId }) => staffId), unit.actor.staffId, meeting.id],
  );
  if (cast.length === 0) {
    const words = { zh: '到会且不回避的成员都已表决。', en: 'All who are in the room and may vote have voted.' };
    throw wrongState(item.status, words);
  }
  await noteMeetingEvent(unit, { kind: 'unanimous', meetingId: meeting.id, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}
