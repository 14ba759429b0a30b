import { Field, Int, ObjectType } from 'type-graphql';
import { Instant } from '../../platform/graphql/scalars.js';
import { MinutesPerson } from '../review-meeting/review-meeting.types.js';

@ObjectType({ simpleResolvers: true })
export class MinutesSignature {
  @Field(() => String, { description: 'chair or secretary' })
  role!: string;
  @Field(() => MinutesPerson)
  person!: MinutesPerson;
  @Field(() => Instant)
  at!: Date;
  @Field(() => Boolean, { description: 'Whether the minutes are, to the letter, those that were signed.' })
  intact!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A correction; the minutes themselves stand.' })
export class MinutesAnnex {
  @Field(() => Int)
  number!: number;
  @Field(() => Int, { nullable: true })
  itemPosition!: number | null;
  @Field(() => String)
  text!: string;
  @Field(() => MinutesPerson)
  writtenBy!: MinutesPerson;
  @Field(() => Instant)
  at!: Date;
}
