import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class ReservationInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
}
