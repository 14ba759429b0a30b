import { Field, ID, InputType, Int } from 'type-graphql';
import { GoodsLineInput } from '../stock/stock.inputs.js';

@InputType()
export class MakePaymentBatchInput {
  @Field(() => String)
  key!: string;
  @Field(() => String, { description: '`monthly`: all that is due up to the month; `ad_hoc`: what is due once.' })
  kind!: string;
  @Field(() => String, { description: 'YYYY-MM' })
  month!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: "The monthly aid of the department's own books is paid here from this month on.",
  })
  takesOver?: boolean | null;
}

@InputType()
export class PaymentStepInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  batchId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class PaymentStepWithReasonInput extends PaymentStepInput {
  @Field(() => String)
  reason!: string;
}

@InputType()
export class TakeOutPaymentInput extends PaymentStepInput {
  @Field(() => ID)
  lineId!: string;
}

@InputType()
export class ScheduleStepInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  scheduleId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class SuspendPaymentsInput extends ScheduleStepInput {
  @Field(() => String)
  reason!: string;
}

@InputType()
export class ResumePaymentsInput extends ScheduleStepInput {
  @Field(() => Boolean, { description: 'Whether the months that waited are paid; if not, they are owed to nobody.' })
  paysMissed!: boolean;
}

@InputType()
export class ChangeAmountInput extends ScheduleStepInput {
  @Field(() => String, { nullable: true, description: 'Required where a recalculation found the amount.' })
  reason?: string | null;
}

@InputType()
export class KeepAmountInput extends ScheduleStepInput {
  @Field(() => String)
  reason!: string;
}

@InputType()
export class EndPaymentsInput extends SuspendPaymentsInput {
  @Field(() => String, { description: 'YYYY-MM-DD: months after this day are owed to nobody.' })
  endedOn!: string;
}

@InputType()
export class StageInput {
  @Field(() => String, { description: 'What the stage is, and what must be so before it is released.' })
  label!: string;
  @Field(() => Int, { description: 'Its share, in proportion to those of the others.' })
  share!: number;
  @Field(() => String, { description: 'YYYY-MM-DD, not paid before.' })
  dueOn!: string;
}

@InputType()
export class PlanStagesInput extends ScheduleStepInput {
  @Field(() => [StageInput])
  stages!: StageInput[];
}

@InputType()
export class ReleaseStageInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  dueId!: string;
}

@InputType()
export class RecordDeliveryInput extends ReleaseStageInput {
  @Field(() => String, { description: 'YYYY-MM-DD' })
  on!: string;
  @Field(() => Int, { description: 'Pieces of goods, sessions; 1 for money.' })
  quantity!: number;
  @Field(() => String, { description: 'Who signed for it, or the number of the receipt.' })
  signedBy!: string;
  @Field(() => String, { nullable: true })
  note?: string | null;
  @Field(() => Boolean, { description: 'Nothing more is to come.' })
  completes!: boolean;
  @Field(() => [GoodsLineInput], { nullable: true, description: "What of it is taken from the department's stock." })
  goods?: GoodsLineInput[] | null;
}
