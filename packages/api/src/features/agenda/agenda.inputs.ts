import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class RequestMeetingInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  caseId!: string;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class MoveAgendaItemInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => Int, { description: 'Its new place on the agenda, counted from 1.' })
  position!: number;
}
