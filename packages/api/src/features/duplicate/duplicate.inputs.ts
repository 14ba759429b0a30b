import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'That the people about to be registered are others than these, and why.' })
export class AnotherPersonInput {
  @Field(() => [ID])
  personIds!: string[];
  @Field(() => String)
  reason!: string;
}

@InputType()
export class MergePeopleInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  pairId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => ID, { description: 'Whose record stays; the other one goes into it.' })
  keepPersonId!: string;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class DuplicateDecisionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  pairId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class FindDuplicatesInput {
  @Field(() => String)
  key!: string;
}
