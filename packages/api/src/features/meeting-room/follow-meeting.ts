import { type Context, reader, signedIn } from '../../context.js';
import { notFound } from '../../platform/errors.js';
import type { PushQueue } from '../../platform/push-queue.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import type { Heard } from './heard.js';
import type { MeetingRooms } from './meeting-rooms.js';

/** The context of a subscription: it lives as long as the stream. */
export interface StreamContext extends Context {
  rooms: MeetingRooms;
  sessionId: string | null;
}

/** Follows a meeting from the event `after` on. Throws NotFound, also when the reader may not see it. */
export async function followMeeting(
  context: StreamContext,
  meetingId: string,
  after: number,
): Promise<PushQueue<Heard>> {
  const { actor } = signedIn(context);
  const meeting = await reader(context, MeetingReader).find(meetingId);
  if (!meeting || !context.sessionId) throw notFound({ zh: '研判会', en: 'meeting' });
  const follower = {
    actor,
    sessionId: context.sessionId,
    // An event that has not happened yet would silence him until it has.
    after: Math.max(0, Math.min(after, meeting.sequence)),
    become: (now: typeof actor, ability: typeof context.ability) => {
      context.actor = now;
      context.ability = ability;
    },
  };
  return context.rooms.follow(meetingId, follower, context.ability);
}
