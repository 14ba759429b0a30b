import { Field, InputType, Int } from 'type-graphql';

@InputType()
export class BudgetPlanRowInput {
  @Field(() => String)
  programCode!: string;
  @Field(() => String)
  fundCode!: string;
  @Field(() => String, { description: 'Yuan, as typed; left empty, the line is not opened.' })
  amount!: string;
  @Field(() => String, { description: 'As typed; empty: no quota.' })
  places!: string;
}

@InputType()
export class SaveBudgetPlanInput {
  @Field(() => String)
  key!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => Int, { description: '0 for a plan that was not saved yet.' })
  expectedVersion!: number;
  @Field(() => [BudgetPlanRowInput])
  rows!: BudgetPlanRowInput[];
  @Field(() => String, { description: 'Number or name of the document that sets the budget; needed to submit.' })
  document!: string;
  @Field(() => Boolean, {
    description: 'Hands it to a leader; everything must be right then. Else it is kept as typed.',
  })
  submit!: boolean;
}

@InputType()
export class DecideBudgetPlanInput {
  @Field(() => String)
  key!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'approve opens the lines of the year; return sends the plan back.' })
  outcome!: string;
  @Field(() => String, { nullable: true, description: 'Needed to return it.' })
  note?: string | null;
}
