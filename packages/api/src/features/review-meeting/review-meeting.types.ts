import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Batch } from '../batch/batch.types.js';
import { Case } from '../case/case.types.js';
import { Staff } from '../identity/identity.types.js';

@ObjectType({ simpleResolvers: true })
export class MeetingMember {
  @Field(() => Staff)
  staff!: Staff;
  @Field(() => String, { description: 'chair, member, substitute' })
  role!: string;
  @Field(() => Boolean)
  present!: boolean;
  @Field(() => [String], { description: 'Numbers of other open meetings in which he is recorded as present.' })
  alsoIn!: string[];
}

@ObjectType({ simpleResolvers: true })
export class Opinion {
  @Field(() => ID)
  id!: string;
  @Field(() => Staff)
  staff!: Staff;
  @Field(() => String)
  stance!: string;
  @Field(() => String)
  text!: string;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true })
export class Vote {
  @Field(() => Staff)
  staff!: Staff;
  @Field(() => String, { nullable: true, description: 'null where the vote is secret' })
  choice!: string | null;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true })
export class ItemAnswer {
  @Field(() => ID)
  id!: string;
  @Field(() => Staff)
  staff!: Staff;
  @Field(() => String)
  text!: string;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true })
export class ItemQuestion {
  @Field(() => ID)
  id!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Staff)
  staff!: Staff;
  @Field(() => String)
  text!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => [ItemAnswer])
  answers!: ItemAnswer[];
}

@ObjectType({ simpleResolvers: true, description: 'Who stands aside from an item, and why.' })
export class Recusal {
  @Field(() => Staff)
  staff!: Staff;
  @Field(() => String, { description: 'kin, same_village, own_recommendation, other' })
  ground!: string;
  @Field(() => String)
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Who should stand aside, as the records tell.' })
export class ProposedRecusal {
  @Field(() => Staff)
  staff!: Staff;
  @Field(() => String)
  ground!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A village or a relative of a member of the committee.' })
export class StaffTie {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'village or kin' })
  kind!: string;
  @Field(() => Bilingual, { nullable: true })
  village!: Bilingual | null;
  @Field(() => String, { nullable: true })
  relation!: string | null;
  @Field(() => Boolean)
  ended!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class AgendaItem {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => Int)
  position!: number;
  @Field(() => String)
  kind!: string;
  @Field(() => String, { description: 'queued, in_discussion, adopted, refused, deferred' })
  status!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => Case, { nullable: true })
  case!: Case | null;
  @Field(() => Batch, { nullable: true })
  batch!: Batch | null;
  @Field(() => Int, { description: 'The version of what is voted on: the package (0 without one) or the batch.' })
  subjectVersion!: number;
  @Field(() => [Opinion])
  opinions!: Opinion[];
  @Field(() => [ItemQuestion])
  questions!: ItemQuestion[];
  @Field(() => [Vote])
  votes!: Vote[];
  @Field(() => Tally)
  tally!: Tally;
  @Field(() => String, { description: 'open or secret' })
  ballot!: string;
  @Field(() => Boolean, { description: 'Closed to all but those in the room who do not stand aside.' })
  closedPart!: boolean;
  @Field(() => [Recusal])
  recusals!: Recusal[];
  @Field(() => [ProposedRecusal], { description: 'Told to the chair, and to each member of himself.' })
  proposedRecusals!: ProposedRecusal[];
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => Instant, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class Tally {
  @Field(() => Int)
  for!: number;
  @Field(() => Int)
  against!: number;
  @Field(() => Int)
  abstain!: number;
  @Field(() => Int)
  cast!: number;
  @Field(() => Boolean, { description: 'A secret vote that is not counted yet: its numbers are told as 0.' })
  hidden!: boolean;
  @Field(() => Int, { description: 'Members who may vote; who stands aside does not count.' })
  members!: number;
  @Field(() => Int)
  quorum!: number;
  @Field(() => Boolean)
  reached!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class Meeting {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  number!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  title!: string;
  @Field(() => Instant)
  scheduledAt!: Date;
  @Field(() => String)
  place!: string;
  @Field(() => String, { description: 'ordinary or emergency' })
  session!: string;
  @Field(() => String, { nullable: true })
  emergencyReason!: string | null;
  @Field(() => String, { description: 'planned, open, paused, closed' })
  status!: string;
  @Field(() => String, { nullable: true, description: 'Why it is paused.' })
  pauseReason!: string | null;
  @Field(() => Staff)
  chair!: Staff;
  @Field(() => [MeetingMember])
  members!: MeetingMember[];
  @Field(() => [AgendaItem])
  agenda!: AgendaItem[];
  @Field(() => Instant, { nullable: true })
  openedAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  closedAt!: Date | null;
  @Field(() => Minutes, { nullable: true })
  minutes!: Minutes | null;
  @Field(() => Int, { description: 'The last event of the meeting; what follows it is told by the subscription.' })
  sequence!: number;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class MinutesPerson {
  @Field(() => String)
  name!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => String, { nullable: true, description: 'The member in whose place he sat.' })
  standsFor?: string | null;
}

@ObjectType({ simpleResolvers: true })
export class MinutesOpinion {
  @Field(() => String)
  name!: string;
  @Field(() => String)
  stance!: string;
  @Field(() => String)
  text!: string;
}

@ObjectType({ simpleResolvers: true })
export class MinutesAnswer {
  @Field(() => String)
  name!: string;
  @Field(() => String)
  text!: string;
}

@ObjectType({ simpleResolvers: true })
export class MinutesQuestion {
  @Field(() => String)
  name!: string;
  @Field(() => String)
  text!: string;
  @Field(() => [MinutesAnswer])
  answers!: MinutesAnswer[];
}

@ObjectType({ simpleResolvers: true })
export class MinutesVotes {
  @Field(() => String, { description: 'for, against, abstain, or none: who was there and did not vote' })
  choice!: string;
  @Field(() => [String], { description: 'None where the vote was secret.' })
  names!: string[];
  @Field(() => Int)
  count!: number;
}

@ObjectType({ simpleResolvers: true })
export class MinutesRecusal {
  @Field(() => String)
  name!: string;
  @Field(() => String)
  ground!: string;
  @Field(() => String)
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'When the meeting paused, and why.' })
export class MinutesPause {
  @Field(() => String)
  reason!: string;
  @Field(() => Instant)
  from!: Date;
  @Field(() => Instant)
  to!: Date;
}

@ObjectType({ simpleResolvers: true })
export class MinutesItem {
  @Field(() => Int)
  position!: number;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => Bilingual, { description: 'What it was about: the difficulty of a case, the size of a batch.' })
  about!: Bilingual;
  @Field(() => MinutesPerson, { nullable: true, description: 'Who presided in place of the chair.' })
  presider!: MinutesPerson | null;
  @Field(() => String)
  outcome!: string;
  @Field(() => Bilingual, { description: 'What was resolved, in one sentence.' })
  resolution!: Bilingual;
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => Boolean)
  secret!: boolean;
  @Field(() => Boolean, { description: 'Told in full only to those who were in the room and did not stand aside.' })
  closedPart!: boolean;
  @Field(() => [MinutesRecusal])
  recusals!: MinutesRecusal[];
  @Field(() => [MinutesQuestion])
  questions!: MinutesQuestion[];
  @Field(() => [MinutesOpinion])
  opinions!: MinutesOpinion[];
  @Field(() => [MinutesVotes], { description: 'Only choices that somebody made.' })
  votes!: MinutesVotes[];
  @Field(() => [Bilingual])
  decisions!: Bilingual[];
  @Field(() => [Bilingual])
  tasks!: Bilingual[];
}

@ObjectType({ simpleResolvers: true })
export class Minutes {
  @Field(() => String)
  number!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => Instant)
  openedAt!: Date;
  @Field(() => Instant)
  closedAt!: Date;
  @Field(() => String)
  place!: string;
  @Field(() => String, { nullable: true, description: 'Why it was an emergency session.' })
  emergency!: string | null;
  @Field(() => MinutesPerson)
  chair!: MinutesPerson;
  @Field(() => [MinutesPerson], { description: 'The members, the chair apart.' })
  present!: MinutesPerson[];
  @Field(() => [MinutesPerson])
  absent!: MinutesPerson[];
  @Field(() => [MinutesPause])
  pauses!: MinutesPause[];
  @Field(() => [MinutesItem])
  items!: MinutesItem[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
