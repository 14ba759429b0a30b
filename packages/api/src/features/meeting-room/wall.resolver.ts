import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { Fen } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { Tally } from '../review-meeting/review-meeting.types.js';
import { followMeeting, type StreamContext } from './follow-meeting.js';
import type { Heard } from './heard.js';
import { MeetingLine } from './meeting-room.types.js';
import { readWall } from './wall.js';

@ObjectType({ simpleResolvers: true })
class WallPart {
  @Field(() => Bilingual)
  program!: Bilingual;
  @Field(() => Bilingual)
  department!: Bilingual;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'The item under discussion, as a room may see it on its wall.' })
class WallItem {
  @Field(() => Int)
  position!: number;
  @Field(() => String, { description: 'case or batch' })
  kind!: string;
  @Field(() => Boolean, { description: 'Behind closed doors: nothing more is told.' })
  closedPart!: boolean;
  @Field(() => String, { nullable: true, description: 'The family name alone: 王某.' })
  person!: string | null;
  @Field(() => Bilingual, { nullable: true })
  village!: Bilingual | null;
  @Field(() => Bilingual, { nullable: true, description: 'What kind of difficulty it is.' })
  difficulty!: Bilingual | null;
  @Field(() => Int, { nullable: true })
  applications!: number | null;
  @Field(() => [WallPart])
  parts!: WallPart[];
  @Field(() => Tally, { nullable: true })
  tally!: Tally | null;
}

@ObjectType({ simpleResolvers: true, description: 'A meeting on the wall of its room: no more than the room needs.' })
export class MeetingWall {
  @Field(() => String)
  title!: string;
  @Field(() => String)
  status!: string;
  @Field(() => Int)
  sequence!: number;
  @Field(() => Int)
  present!: number;
  @Field(() => Int)
  members!: number;
  @Field(() => Int)
  items!: number;
  @Field(() => WallItem, { nullable: true })
  item!: WallItem | null;
  @Field(() => [MeetingLine], { description: 'The last events, the newest first; of closed parts only that they are.' })
  lines!: MeetingLine[];
}

@Resolver()
export class MeetingWallResolver {
  @Query(() => MeetingWall, { nullable: true })
  async meetingWall(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<MeetingWall | null> {
    const meeting = await reader(signedIn(context), MeetingReader).find(id);
    return meeting ? readWall(context, meeting) : null;
  }

  @Subscription(() => Int, {
    subscribe: ({ args, context }) => {
      const { meetingId, after } = args as unknown as { meetingId: string; after: number };
      return followMeeting(context as StreamContext, meetingId, after) as never;
    },
    description: 'That something happened, for a wall, which then asks anew: the number of the last event.',
  })
  meetingWallChanges(
    @Root() heard: Heard,
    @Arg('meetingId', () => ID) _meetingId: string,
    @Arg('after', () => Int) _after: number,
  ): number {
    return heard.line?.sequence ?? heard.state.meeting.sequence;
  }
}
