import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class MarkItemReadInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
}
