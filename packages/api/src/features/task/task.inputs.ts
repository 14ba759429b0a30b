import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class TaskActionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  taskId!: string;
  @Field(() => String, { nullable: true })
  note?: string | null;
}
