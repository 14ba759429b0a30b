import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class AskForBudgetInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  lineId!: string;
  @Field(() => String, { description: 'A code of BUDGET_REQUESTS.' })
  kind!: string;
  @Field(() => String, { nullable: true, description: 'Yuan, as typed; of all kinds but a quota and a closing.' })
  amount?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Of a cut: what is free on the day of the decision, if that is less.',
  })
  asFarAsFree?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'Of a quota: places more, or less when negative.' })
  places?: number | null;
  @Field(() => ID, { nullable: true, description: 'Of a transfer: the line that receives.' })
  toLineId?: string | null;
  @Field(() => String, { nullable: true, description: 'Of an advance, or what is taken back: the township.' })
  townshipCode?: string | null;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { description: 'Number or name of the document that it rests on.' })
  document!: string;
}

@InputType()
export class DecideBudgetRequestInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  requestId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'approve or refuse.' })
  outcome!: string;
  @Field(() => String, { nullable: true, description: 'Needed to refuse.' })
  note?: string | null;
}

@InputType()
export class WithdrawBudgetRequestInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  requestId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class BudgetRequestFilter {
  @Field(() => Int, { nullable: true, description: 'Year of the line.' })
  year?: number | null;
  @Field(() => String, { nullable: true })
  status?: string | null;
  @Field(() => ID, { nullable: true })
  lineId?: string | null;
}
