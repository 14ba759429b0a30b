import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class ShareFundingInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => Int, { description: 'For how many hours it opens, 1–720.' })
  hours!: number;
}

@InputType()
export class RevokeFundingLinkInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  linkId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}
