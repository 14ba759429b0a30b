import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class RemedyChoiceInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'instalments, set_off, waive, pay_difference or leave' })
  kind!: string;
  @Field(() => Int, { nullable: true, description: 'Monthly instalments; 1: at once.' })
  months?: number | null;
  @Field(() => Int, { nullable: true, description: 'Of each month so much is kept back.' })
  percent?: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'YYYY-MM-DD; the first of the month after the decision unless given.',
  })
  firstDueOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Asked for where money is let go, or nothing is done.' })
  reason?: string | null;
}

@InputType()
export class ChooseRemediesInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  caseId!: string;
  @Field(() => Int, { description: 'Of the package, which is voted on together with them.' })
  expectedVersion!: number;
  @Field(() => [RemedyChoiceInput])
  remedies!: RemedyChoiceInput[];
}

@InputType()
export class RecoveryFilterInput {
  @Field(() => String, { nullable: true, description: 'open, late, waived or settled' })
  state?: string | null;
  @Field(() => String, { nullable: true })
  department?: string | null;
  @Field(() => String, { nullable: true })
  program?: string | null;
  @Field(() => String, { nullable: true, description: 'Part of the number or the name.' })
  search?: string | null;
}

@InputType()
export class RecordReceiptInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  recoveryId!: string;
  @Field(() => String, { description: 'Yuan.' })
  amount!: string;
  @Field(() => String, { description: 'When it came, YYYY-MM-DD.' })
  on!: string;
  @Field(() => String, { description: 'Number of the receipt.' })
  document!: string;
}

@InputType()
export class CorrectReceiptInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  entryId!: string;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class AskRecoveryPlanInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  recoveryId!: string;
  @Field(() => String, { description: 'instalments or set_off' })
  kind!: string;
  @Field(() => Int, { nullable: true })
  months?: number | null;
  @Field(() => Int, { nullable: true })
  percent?: number | null;
  @Field(() => String, { nullable: true })
  firstDueOn?: string | null;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class DecideRecoveryPlanInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  planId!: string;
  @Field(() => Boolean)
  approve!: boolean;
}

@InputType()
export class AskWaiverInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  recoveryId!: string;
  @Field(() => String)
  reason!: string;
}
