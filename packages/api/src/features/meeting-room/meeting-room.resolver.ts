import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { type Context, reader } from '../../context.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import type { MeetingRow } from '../review-meeting/meeting-rows.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { Meeting } from '../review-meeting/review-meeting.types.js';
import { eventWords } from './event-words.js';
import { followMeeting, type StreamContext } from './follow-meeting.js';
import { type Heard, prime } from './heard.js';
import { MeetingChange, MeetingLine } from './meeting-room.types.js';
import type { EventPayload } from './note-event.js';
import { type LineRow, lineFor, readLastLines, readOnline } from './read-room.js';
import { MeetingWallResolver } from './wall.resolver.js';

const MOST_LINES = 200;

interface FollowArgs {
  meetingId: string;
  after: number;
}

@Resolver(() => MeetingLine)
class MeetingLineResolver {
  @FieldResolver(() => Bilingual)
  words(@Root() line: LineRow, @Ctx() { county }: Context): Bilingual {
    const { kind, payload, actor, staff, position } = line;
    const event = { ...payload, kind } as EventPayload;
    return eventWords(
      { event, actor, staff, position },
      (code) => county.program(code)?.name ?? { zh: code, en: code },
    );
  }
}

@Resolver(() => Meeting)
class MeetingRoomResolver {
  @FieldResolver(() => [MeetingLine], { description: 'The last events, oldest first.' })
  async lines(
    @Root() meeting: MeetingRow,
    @Ctx() context: Context,
    @Arg('last', () => Int, { defaultValue: 30 }) last: number,
  ): Promise<LineRow[]> {
    const [lines, items] = await Promise.all([
      readLastLines(context.database.pool, meeting.id, Math.max(0, Math.min(last, MOST_LINES))),
      reader(context, MeetingReader).itemsOfMeeting.load(meeting.id),
    ]);
    return lines.map((line) => lineFor(context.ability, line, items));
  }

  @FieldResolver(() => [ID], { description: 'Staff who have the meeting open on a screen.' })
  online(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<string[]> {
    return readOnline(context.database.pool, meeting.id);
  }

  @Subscription(() => MeetingChange, {
    subscribe: ({ args, context }) => {
      const { meetingId, after } = args as unknown as FollowArgs;
      return followMeeting(context as StreamContext, meetingId, after) as never;
    },
    description:
      'What happens in a meeting after the event `after`: nothing is lost, whatever was missed is told first.',
  })
  meetingRoom(
    @Root() heard: Heard,
    @Ctx() context: StreamContext,
    @Arg('meetingId', () => ID) _meetingId: string,
    @Arg('after', () => Int) _after: number,
  ): Heard {
    prime(context, heard.state);
    return heard;
  }
}

export const meetingRoomResolvers = [MeetingLineResolver, MeetingRoomResolver, MeetingWallResolver] as const;
