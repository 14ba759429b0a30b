import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A change of a budget that one person asked for and another decides.',
})
export class BudgetRequest {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'A code of BUDGET_REQUESTS.' })
  kind!: string;
  @Field(() => String)
  status!: string;
  @Field(() => ID)
  lineId!: string;
  @Field(() => Bilingual)
  lineLabel!: Bilingual;
  @Field(() => Department)
  department!: Department;
  @Field(() => ID, { nullable: true })
  toLineId!: string | null;
  @Field(() => Bilingual, { nullable: true })
  toLineLabel!: Bilingual | null;
  @Field(() => Bilingual, { nullable: true, description: 'That receives an advance, or gives it back.' })
  township!: Bilingual | null;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => Boolean)
  asFarAsFree!: boolean;
  @Field(() => Fen, { nullable: true, description: 'What moved once it was approved.' })
  doneFen!: number | null;
  @Field(() => Int, { nullable: true })
  places!: number | null;
  @Field(() => String)
  reason!: string;
  @Field(() => String)
  document!: string;
  @Field(() => String, { description: 'finance or leader.' })
  approver!: string;
  @Field(() => String)
  requestedBy!: string;
  @Field(() => Instant)
  requestedAt!: Date;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLeft!: number;
  @Field(() => String, { nullable: true })
  decidedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => Int)
  version!: number;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'One movement of the budget of a line: from where, why, by whose word.',
})
export class BudgetMovement {
  @Field(() => ID)
  id!: string;
  @Field(() => String, {
    description:
      'opened, carried_in, carried_out, handed_up, handed_back, donation, bound and unbound (by its wish), or a kind of request; a transfer is transfer_in or transfer_out; reserve_used and reserve_returned by a township.',
  })
  kind!: string;
  @Field(() => DateText)
  on!: string;
  @Field(() => Fen, { nullable: true, description: 'Negative where it leaves the line or is frozen.' })
  fen!: number | null;
  @Field(() => Int, { nullable: true })
  places!: number | null;
  @Field(() => Bilingual, { nullable: true, description: 'Of a transfer.' })
  otherLine!: Bilingual | null;
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => String, { nullable: true })
  document!: string | null;
  @Field(() => String, { nullable: true })
  askedBy!: string | null;
  @Field(() => String, { nullable: true })
  approvedBy!: string | null;
}
