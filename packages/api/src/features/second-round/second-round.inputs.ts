import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class StartReviewsInput {
  @Field(() => String)
  key!: string;
}

@InputType()
export class ReviewCaseInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  caseId!: string;
}

@InputType()
export class OpenSecondRoundInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  reviewId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'Why the family comes before the meeting again.' })
  reason!: string;
}
