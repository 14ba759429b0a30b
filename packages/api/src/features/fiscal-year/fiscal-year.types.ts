import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department, Program } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'A line of the coming year beside what became of last year’s.' })
export class BudgetPlanRow {
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => String)
  fundCode!: string;
  @Field(() => Bilingual)
  fund!: Bilingual;
  @Field(() => Fen, { nullable: true, description: 'None where there was no line.' })
  lastBudgetFen!: number | null;
  @Field(() => Fen, { nullable: true, description: 'Held, committed and paid.' })
  lastUsedFen!: number | null;
  @Field(() => Fen, { nullable: true })
  lastLeftFen!: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'MM-DD from which what is left is carried over; none: it lapses.',
  })
  carriesOverFrom!: string | null;
  @Field(() => String, { description: 'Yuan, as typed.' })
  amount!: string;
  @Field(() => String)
  places!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The budget of a year before its lines are open.' })
export class BudgetPlan {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => String, { description: 'proposed: nobody has saved it yet.' })
  status!: string;
  @Field(() => [BudgetPlanRow])
  rows!: BudgetPlanRow[];
  @Field(() => String)
  document!: string;
  @Field(() => String, { nullable: true })
  submittedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  submittedAt!: Date | null;
  @Field(() => String, { nullable: true })
  decidedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was sent back.' })
  note!: string | null;
  @Field(() => Int)
  version!: number;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
