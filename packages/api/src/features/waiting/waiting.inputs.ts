import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class WaitingListFilter {
  @Field(() => Int)
  year!: number;
  @Field(() => String, { nullable: true })
  program?: string | null;
  @Field(() => String, { nullable: true })
  department?: string | null;
}

@InputType()
export class TakeInNextInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID, { description: 'The first entry of the line of a program.' })
  entryId!: string;
}
