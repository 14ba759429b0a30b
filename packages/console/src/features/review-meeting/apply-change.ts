import type { MeetingPartsFragment, MeetingRoomSubscription } from '@yimen/schema/documents';

type Meeting = MeetingPartsFragment;
type Item = Meeting['agenda'][number];
export type MeetingChange = MeetingRoomSubscription['meetingRoom'];

/** Lines that are kept on the page. */
const LINES = 30;
/** What happened changes more than the message tells: the whole meeting is read again. */
const READ_AGAIN = new Set([
  ...['opened', 'closed', 'item_added', 'item_moved', 'item_withdrawn', 'item_taken', 'adopted', 'refused', 'deferred'],
  ...['recusal', 'ballot', 'counted', 'presider', 'unanimous', 'substitute'],
  ...['paused', 'resumed', 'part_closed', 'part_opened'],
]);

/** Whether the meeting must be read again to show what happened; of a closed part presence decides who hears it. */
export function needsReading(meeting: Meeting, { line }: MeetingChange): boolean {
  if (line?.kind === 'attendance') return meeting.agenda.some(({ closedPart }) => closedPart);
  return line !== null && line !== undefined && READ_AGAIN.has(line.kind);
}

function withOne<Row>(rows: readonly Row[], row: Row | null | undefined, keyOf: (row: Row) => string): Row[] {
  if (!row) return [...rows];
  const at = rows.findIndex((one) => keyOf(one) === keyOf(row));
  return at < 0 ? [...rows, row] : rows.with(at, row);
}

function itemAfter(item: Item, { line, item: news, vote, opinion, question }: MeetingChange): Item {
  if (line?.itemId !== item.id) return item;
  return {
    ...item,
    ...(news?.id === item.id ? news : {}),
    votes: withOne(item.votes, vote, (one) => one.staff.id),
    opinions: withOne(item.opinions, opinion, (one) => one.id),
    questions: withOne(item.questions, question, (one) => one.id),
  };
}

/** The meeting after a change; one that it has in it already leaves it as it is. */
export function afterChange(meeting: Meeting, change: MeetingChange): Meeting {
  const { line, online } = change;
  const there = online ? { ...meeting, online } : meeting;
  if (!line || line.sequence <= meeting.sequence) return there;
  const present = new Map(change.meeting?.members.map((one) => [one.staff.id, one.present]));
  return {
    ...there,
    sequence: line.sequence,
    version: change.meeting?.version ?? meeting.version,
    allowedActions: change.meeting?.allowedActions ?? meeting.allowedActions,
    members: meeting.members.map((one) => ({ ...one, present: present.get(one.staff.id) ?? one.present })),
    lines: [...meeting.lines, line].slice(-LINES),
    agenda: meeting.agenda.map((item) => itemAfter(item, change)),
  };
}
