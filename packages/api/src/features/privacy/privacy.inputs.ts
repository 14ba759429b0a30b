import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class RevealIdentityInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  personId!: string;
  @Field(() => String, { description: 'A code of READING_PURPOSES.' })
  purpose!: string;
  @Field(() => String, { nullable: true, description: 'Needed for the purpose `other`.' })
  note?: string | null;
}
