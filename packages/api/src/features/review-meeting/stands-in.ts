import type { AccessField } from '../../platform/access-sql.js';

/** Meetings that are not over, by their members `x` who sit in another's place, with what they are about: items `i`. */
const SITTING = `meeting_member x join review_meeting n on n.id = x.meeting_id and n.status <> 'closed'
  join agenda_item i on i.meeting_id = x.meeting_id`;

/**
 * Who sits in a member's place where something is on the agenda, as abilities ask it. `about` joins what is asked for to
 * the item `i`, by its case or batch.
 */
export function substitutesAt(about: string): AccessField {
  const from = `${SITTING} where x.role = 'substitute' and ${about}`;
  return {
    sql: `array(select x.staff_id::text from ${from})`,
    array: true,
    overlaps: (values) => `exists (select from ${from} and x.staff_id::text = any(${values}))`,
  };
}
