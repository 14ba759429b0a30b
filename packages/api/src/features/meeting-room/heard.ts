import { subject } from '@casl/ability';
import type { AppAbility } from '@yimen/schema';
import { type Context, reader } from '../../context.js';
import { keepRows } from '../../platform/level.js';
import { STAFF_NAMED } from '../identity/identity.reader.js';
import { ReservationReader } from '../reservation/reservation.reader.js';
import type { AgendaItemRow, MeetingRow, OpinionRow, QuestionRow, VoteRow } from '../review-meeting/meeting-rows.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { type LineRow, lineFor, type RoomState } from './read-room.js';

/** One message to somebody who follows a meeting: an event with what it changed, or who is there now. */
export interface Heard {
  state: RoomState;
  line: LineRow | null;
  item: AgendaItemRow | null;
  vote: VoteRow | null;
  opinion: OpinionRow | null;
  question: QuestionRow | null;
  meeting: MeetingRow | null;
  online: string[] | null;
}

/** Whether somebody may hear what happens in a meeting. */
export function mayHear(ability: AppAbility, { meeting }: RoomState): boolean {
  const { chairId, memberIds } = meeting;
  return (['Meeting', 'AgendaItem'] as const).every((type) =>
    ability.can('read', subject(type, { chairId, memberIds }) as never),
  );
}

/** The events after `after`, each with what it changed; an item stands with the last event that speaks of it. */
export function heardAfter(state: RoomState, after: number, ability: AppAbility): Heard[] {
  const lines = state.lines.filter(({ sequence }) => sequence > after);
  return lines.map((told, index) => {
    const line = lineFor(ability, told, state.items);
    const { itemId, kind, payload, staffId } = line;
    const isLast = !lines.some((later, at) => at > index && later.itemId === itemId);
    return {
      state,
      line,
      item: (isLast && state.items.find(({ id }) => id === itemId)) || null,
      vote: (kind === 'vote' && state.votes.find((one) => one.itemId === itemId && one.staffId === staffId)) || null,
      opinion: state.opinions.find(({ id }) => id === payload.opinionId) ?? null,
      question: state.questions.find(({ id }) => id === payload.questionId) ?? null,
      meeting: kind === 'attendance' ? state.meeting : null,
      online: null,
    };
  });
}

/** Who is in the room now. */
export function heardOnline(state: RoomState): Heard {
  const nothing = { line: null, item: null, vote: null, opinion: null, question: null, meeting: null };
  return { state, ...nothing, online: state.online };
}

/** Hands the rows that were read for all to the readers of one, whose permission has been asked. */
export function prime(context: Context, state: RoomState): void {
  context.instances.clear();
  const staffIds = state.staff.map(({ id }) => id);
  keepRows(context, STAFF_NAMED, staffIds, state.staff);
  const meetings = reader(context, MeetingReader);
  meetings.members.prime(state.meeting.id, state.members);
  meetings.itemsOfMeeting.prime(
    state.meeting.id,
    state.items.filter(({ status }) => status !== 'withdrawn'),
  );
  for (const name of ['votes', 'opinions', 'questions'] as const) {
    for (const id of state.read[name]) {
      const rows: { itemId: string }[] = state[name];
      meetings[name].prime(id, rows.filter(({ itemId }) => itemId === id) as never);
    }
  }
  const { ofItem } = reader(context, ReservationReader);
  for (const id of state.read.votes)
    ofItem.prime(
      id,
      state.reservations.find(({ itemId }) => itemId === id),
    );
  for (const { id } of state.questions)
    meetings.answers.prime(
      id,
      state.answers.filter(({ questionId }) => questionId === id),
    );
}
