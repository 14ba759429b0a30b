import { Field, InputType, Int } from 'type-graphql';

@InputType()
export class RecordLivelihoodInput {
  @Field(() => String)
  key!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => Int, { description: 'How many figures of the year one has seen; 0: none yet.' })
  expectedVersion!: number;
  @Field(() => String, { description: "The county's new revenue of the year, yuan, as typed." })
  newRevenue!: string;
  @Field(() => String, { description: 'Of it spent on livelihood, yuan, as typed.' })
  livelihood!: string;
  @Field(() => String, { description: "The final account, or the bureau's report." })
  document!: string;
  @Field(() => String, { nullable: true, description: 'Needed to correct what is on record.' })
  reason?: string | null;
}
