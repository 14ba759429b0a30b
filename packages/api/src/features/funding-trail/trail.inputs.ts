import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class RevealRecipientInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  transferId!: string;
  @Field(() => String)
  purpose!: string;
  @Field(() => String, { nullable: true })
  note?: string | null;
}
