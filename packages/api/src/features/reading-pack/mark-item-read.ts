import { assertCan } from '../../platform/authorize.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { lockItem } from '../review-meeting/load-meeting.js';
import { ITEM } from '../review-meeting/meeting-rows.js';
import type { MarkItemReadInput } from './reading-pack.inputs.js';

/** Records that a member has read an item; what changes afterwards is marked for him. Throws NotFound, NotAllowed. */
export async function markItemRead(unit: UnitOfWork, input: MarkItemReadInput): Promise<CommandResult> {
  const { item, access } = await lockItem(unit, input.itemId);
  assertCan(unit, 'mark_read', 'AgendaItem', access);
  await unit.sql(
    `insert into item_reading (agenda_item_id, staff_id, subject_version)
     select now_read.id, $2, now_read."subjectVersion" from (
       select ${ITEM} from agenda_item i join review_meeting m on m.id = i.meeting_id where i.id = $1) now_read`,
    [item.id, unit.actor.staffId],
  );
  return { type: 'AgendaItem', id: item.id };
}
