import type { AppAbility } from '@yimen/schema';
import type pg from 'pg';
import { rows } from '../../platform/read.js';
import { readStaff, type StaffRow } from '../identity/identity.reader.js';
import { type ItemReservationRow, readReservations } from '../reservation/reservation.reader.js';
import { mayHearItem } from '../review-meeting/hearing.js';
import {
  type AgendaItemRow,
  type AnswerRow,
  ITEM,
  MEETING,
  type MeetingRow,
  type MemberRow,
  type OpinionRow,
  type QuestionRow,
  readAnswers,
  readMembers,
  readOpinions,
  readQuestions,
  readVotes,
  type VoteRow,
} from '../review-meeting/meeting-rows.js';
import type { EventKind } from './note-event.js';

/** An event as it is told: with the names of those it speaks of. */
export interface LineRow {
  meetingId: string;
  sequence: number;
  kind: EventKind;
  itemId: string | null;
  position: number | null;
  actor: string;
  staffId: string | null;
  staff: string | null;
  payload: Record<string, unknown>;
  at: Date;
}

/** A meeting as it stands, with what happened since; read for all who follow it at once. */
export interface RoomState {
  meeting: MeetingRow & { memberIds: string[] };
  lines: LineRow[];
  /** Items whose votes (and reservations), opinions and questions were read: those that the events are about. */
  read: Record<'votes' | 'opinions' | 'questions', string[]>;
  items: AgendaItemRow[];
  members: MemberRow[];
  opinions: OpinionRow[];
  votes: VoteRow[];
  questions: QuestionRow[];
  answers: AnswerRow[];
  reservations: ItemReservationRow[];
  staff: StaffRow[];
  online: string[];
}

/** Whoever was not heard of for so long is no longer in the room. */
const SEEN_WITHIN = `interval '45 seconds'`;
/** Events read at once; whoever missed more gets them in parts. */
export const PART = 200;

const LINE = `e.meeting_id as "meetingId", e.sequence, e.kind, e.item_id as "itemId", i.position, a.name as "actor",
  e.staff_id as "staffId", s.name as "staff", e.payload, e.at`;
const LINES = `meeting_event e join staff a on a.id = e.actor_id left join staff s on s.id = e.staff_id
  left join agenda_item i on i.id = e.item_id`;

/** What is told of a closed part to whoever may not hear it: that it was taken, who presides, and how it ended. */
const TOLD_OF_CLOSED = new Set<EventKind>([
  ...(['item_added', 'item_taken', 'presider', 'part_closed', 'part_opened'] as const),
  ...(['adopted', 'refused', 'deferred'] as const),
]);

/** A line as somebody reads it who may or may not hear what is said on its item. */
export function lineFor(ability: AppAbility, line: LineRow, items: readonly AgendaItemRow[]): LineRow {
  const item = items.find(({ id }) => id === line.itemId);
  return !item || mayHearItem(ability, item) ? line : lineOnWall(line, items);
}

/** A line as everybody in the room may read it. */
export function lineOnWall(line: LineRow, items: readonly AgendaItemRow[]): LineRow {
  const item = items.find(({ id }) => id === line.itemId);
  if (!item?.closedPart || TOLD_OF_CLOSED.has(line.kind)) return line;
  return { ...line, kind: 'withheld', staffId: null, staff: null, payload: {} };
}

/** Who has a meeting open on his screen, as ids of staff in their order. */
export async function readOnline(pool: pg.Pool, meetingId: string): Promise<string[]> {
  const found = await rows<{ staffId: string }>(
    pool,
    `select distinct staff_id as "staffId" from meeting_connection
      where meeting_id = $1 and seen_at > now() - ${SEEN_WITHIN} order by 1`,
    [meetingId],
  );
  return found.map(({ staffId }) => staffId);
}

/** The last events of a meeting, oldest first. Reached only from a meeting that the reader may see. */
export async function readLastLines(pool: pg.Pool, meetingId: string, count: number): Promise<LineRow[]> {
  const found = await rows<LineRow>(
    pool,
    `select ${LINE} from ${LINES} where e.meeting_id = $1 order by e.sequence desc limit $2`,
    [meetingId, count],
  );
  return found.reverse();
}

/**
 * What happened in a meeting after an event, and how it stands now: read afterwards, so that it is never older than what
 * is told. For nobody in particular: whoever hands it on asks whether he may.
 */
export async function readRoom(pool: pg.Pool, meetingId: string, after: number): Promise<RoomState | undefined> {
  const lines = await rows<LineRow>(
    pool,
    `select ${LINE} from ${LINES} where e.meeting_id = $1 and e.sequence > $2 order by e.sequence limit ${PART}`,
    [meetingId, after],
  );
  const itemsOf = (...kinds: EventKind[]) => [
    ...new Set(lines.flatMap(({ itemId, kind }) => (itemId && kinds.includes(kind) ? itemId : []))),
  ];
  const read = {
    // Of every item, for its tally.
    votes: [...new Set(lines.flatMap(({ itemId }) => itemId ?? []))],
    opinions: itemsOf('opinion'),
    questions: itemsOf('question', 'answer'),
  };
  const [[meeting], items, members, opinions, votes, questions, reservations, online] = await Promise.all([
    rows<RoomState['meeting']>(
      pool,
      `select ${MEETING}, array(select staff_id::text from meeting_member x where x.meeting_id = m.id) as "memberIds"
         from review_meeting m where m.id = $1`,
      [meetingId],
    ),
    rows<AgendaItemRow>(
      pool,
      `select ${ITEM} from agenda_item i join review_meeting m on m.id = i.meeting_id
        where i.meeting_id = $1 order by i.position`,
      [meetingId],
    ),
    readMembers(pool, [meetingId]),
    readOpinions(pool, read.opinions),
    readVotes(pool, read.votes),
    readQuestions(pool, read.questions),
    readReservations(pool, read.votes),
    readOnline(pool, meetingId),
  ]);
  if (!meeting) return undefined;
  const [answers, staff] = await Promise.all([
    questions.length > 0
      ? readAnswers(
          pool,
          questions.map(({ id }) => id),
        )
      : [],
    readStaff(pool, [...new Set([...members, ...opinions, ...votes, ...questions].map(({ staffId }) => staffId))]),
  ]);
  return { meeting, lines, read, items, members, opinions, votes, questions, answers, reservations, staff, online };
}
