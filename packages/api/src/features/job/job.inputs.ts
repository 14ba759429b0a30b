import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class CancelJobInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  jobId!: string;
}
