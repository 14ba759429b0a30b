import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Instant } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { Batch } from '../batch/batch.types.js';
import { Case } from '../case/case.types.js';
import { Staff } from '../identity/identity.types.js';

@ObjectType({ simpleResolvers: true, description: 'Something that is not there yet, and with whom it lies.' })
export class Lack {
  @Field(() => Bilingual)
  what!: Bilingual;
  @Field(() => Bilingual)
  whom!: Bilingual;
}

@ObjectType({ simpleResolvers: true, description: 'A case or a batch that waits for a meeting, in its place.' })
export class ProposedItem {
  @Field(() => String, { description: 'case, batch or declined' })
  kind!: string;
  @Field(() => Case, { nullable: true })
  case!: Case | null;
  @Field(() => Batch, { nullable: true })
  batch!: Batch | null;
  @Field(() => Boolean, { description: 'Somebody asked for a meeting about it, or it is an emergency.' })
  cannotWait!: boolean;
  @Field(() => Boolean, { description: 'Fits into the meeting in this order.' })
  proposed!: boolean;
  @Field(() => [Bilingual], { description: 'Why it stands where it stands.' })
  reasons!: Bilingual[];
  @Field(() => [Lack])
  lacks!: Lack[];
  @Field(() => DateText, { nullable: true, description: 'By when a meeting must look at it (R12).' })
  dueOn!: string | null;
  @Field(() => Int, { nullable: true })
  workingDaysLeft!: number | null;
  @Field(() => Int)
  minutes!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What waits, in the order in which a meeting should take it.' })
export class ProposedAgenda {
  @Field(() => Int, { description: 'How long the meeting lasts.' })
  minutes!: number;
  @Field(() => Int, { description: 'What is proposed takes so long.' })
  usedMinutes!: number;
  @Field(() => Int, { description: 'An emergency session begins within so many minutes of being called.' })
  emergencyWithinMinutes!: number;
  @Field(() => [ProposedItem])
  items!: ProposedItem[];
}

@ObjectType({ simpleResolvers: true, description: 'Somebody asked for a meeting about a case (R12).' })
export class MeetingRequest {
  @Field(() => ID)
  id!: string;
  @Field(() => Bilingual, { description: 'The department or township that asked.' })
  unit!: Bilingual;
  @Field(() => Staff)
  requestedBy!: Staff;
  @Field(() => Staff, { description: 'Who has to hold it.' })
  chair!: Staff;
  @Field(() => String)
  reason!: string;
  @Field(() => DateText)
  requestedOn!: string;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int, { description: 'Negative once the day has passed.' })
  workingDaysLeft!: number;
  @Field(() => Instant, { nullable: true })
  heldAt!: Date | null;
}
