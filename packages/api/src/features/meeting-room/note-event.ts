import type { UnitOfWork } from '../../platform/run-command.js';

/** Where the processes of a county hear that something happened in a meeting: its schema and the meeting's id. */
export const CHANNEL = 'meeting_room';
/** Tells those who listen, once the transaction is committed; the meeting is `$1`. */
export const TELL = `pg_notify('${CHANNEL}', current_schema() || ' ' || $1::text)`;

/** One item of a package before and after; null where it is not in the package, or pays no money. */
export interface ItemChange {
  programCode: string;
  change: 'added' | 'removed' | 'amount';
  fromFen: number | null;
  toFen: number | null;
}

/** What happened, as far as it is not told by the item and the people. A vote keeps nothing: who voted is enough. */
export type EventPayload =
  | {
      kind:
        | 'opened'
        | 'closed'
        | 'item_added'
        | 'item_moved'
        | 'item_withdrawn'
        | 'item_taken'
        | 'vote'
        | 'recusal'
        | 'counted';
    }
  | { kind: 'adopted' | 'refused' | 'deferred' }
  | { kind: 'presider' | 'unanimous' | 'resumed' | 'part_closed' | 'part_opened' | 'withheld' }
  | { kind: 'paused' /** Left out on a wall. */; reason?: string }
  | { kind: 'substitute'; status: string; member: string }
  | { kind: 'ballot'; ballot: string }
  | { kind: 'attendance'; present: boolean }
  | { kind: 'opinion'; opinionId: string; stance: string }
  | { kind: 'question' | 'answer'; questionId: string }
  | { kind: 'package'; changes: ItemChange[] }
  | { kind: 'remedies' }
  | { kind: 'reservation'; what: 'renewed' | 'released' | 'expired' };
export type EventKind = EventPayload['kind'];

type Noting = Pick<UnitOfWork, 'sql' | 'actor'>;

type MeetingEvent = EventPayload & {
  meetingId: string;
  itemId?: string;
  /** Whom it concerns, when another recorded it. */
  staffId?: string;
};

/**
 * Notes what happened in a meeting, in the transaction that does it and as its last step: whoever notes next waits for
 * the commit, so that the numbers come out in their order.
 */
export async function noteMeetingEvent(
  { sql, actor }: Noting,
  { meetingId, kind, itemId, staffId, ...payload }: MeetingEvent,
): Promise<void> {
  await sql(
    `with room as (
       insert into meeting_room (meeting_id, sequence) values ($1, 1)
       on conflict (meeting_id) do update set sequence = meeting_room.sequence + 1 returning sequence),
     event as (
       insert into meeting_event (meeting_id, sequence, kind, item_id, actor_id, staff_id, payload)
       select $1, sequence, $2, $3, $4, $5, $6::jsonb from room)
     select ${TELL}`,
    [meetingId, kind, itemId ?? null, actor.staffId, staffId ?? null, JSON.stringify(payload)],
  );
}

/** Notes a change of a case's package in the meeting that the case is before, if there is one. */
export async function notePackageChange(unit: Noting, caseId: string, changes: ItemChange[]): Promise<void> {
  if (changes.length > 0) await noteOfCase(unit, caseId, { kind: 'package', changes });
}

/** Notes that other remedies were chosen, in the meeting that the case is before, if there is one. */
export function noteRemedies(unit: Noting, caseId: string): Promise<void> {
  return noteOfCase(unit, caseId, { kind: 'remedies' });
}

async function noteOfCase(unit: Noting, caseId: string, event: EventPayload): Promise<void> {
  const [item] = await unit.sql<{ id: string; meetingId: string }>(
    `select id, meeting_id as "meetingId" from agenda_item where case_id = $1 and status in ('queued', 'in_discussion')`,
    [caseId],
  );
  if (item) await noteMeetingEvent(unit, { ...event, meetingId: item.meetingId, itemId: item.id });
}
