import { Field, InputType, Int } from 'type-graphql';

@InputType()
export class WaitingListFilter {
  @Field(() => Int)
  year!: number;
  @Field(() => String, { nullable: true })
  program?: string | null;
  @Field(() => String, { nullable: true })
  department?: string | null;
}
