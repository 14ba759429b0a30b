import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Instant } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { AgendaItem, ItemQuestion, Meeting, Opinion, Vote } from '../review-meeting/review-meeting.types.js';

@ObjectType({ simpleResolvers: true, description: 'What happened in a meeting, in one sentence that says who did it.' })
export class MeetingLine {
  @Field(() => Int, { description: 'Numbered without gaps in a meeting, from 1.' })
  sequence!: number;
  @Field(() => String, {
    description:
      'opened, closed, item_added, item_taken, attendance, opinion, vote, question, answer, package, adopted, refused, deferred, recusal, ballot, counted, presider, unanimous, substitute, paused, resumed, part_closed, part_opened, withheld, reservation',
  })
  kind!: string;
  @Field(() => ID, { nullable: true })
  itemId!: string | null;
  @Field(() => Bilingual)
  words!: Bilingual;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'What one who follows a meeting hears.' })
export class MeetingChange {
  @Field(() => MeetingLine, { nullable: true, description: 'null when it only tells who is there.' })
  line!: MeetingLine | null;
  @Field(() => AgendaItem, { nullable: true, description: 'The item that it is about, as it stands for who hears it.' })
  item!: AgendaItem | null;
  @Field(() => Vote, { nullable: true })
  vote!: Vote | null;
  @Field(() => Opinion, { nullable: true })
  opinion!: Opinion | null;
  @Field(() => ItemQuestion, { nullable: true, description: 'With its answers.' })
  question!: ItemQuestion | null;
  @Field(() => Meeting, { nullable: true, description: 'When people or version of the meeting changed.' })
  meeting!: Meeting | null;
  @Field(() => [ID], { nullable: true, description: 'Staff who have the meeting open; null when that is unchanged.' })
  online!: string[] | null;
}
