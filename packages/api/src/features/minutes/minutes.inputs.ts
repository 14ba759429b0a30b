import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class NameSecretaryInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => ID, { description: 'A member of the meeting other than its chair.' })
  staffId!: string;
}

@InputType()
export class SignMinutesInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => String, { description: 'The digest of the minutes that were read: one signs what one has seen.' })
  digest!: string;
}

@InputType()
export class AnnexMinutesInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => Int, { nullable: true, description: 'The item that is corrected; null: the minutes as a whole.' })
  itemPosition?: number | null;
  @Field(() => String, { description: '5–2000 characters: what was written, and what is right.' })
  text!: string;
}
