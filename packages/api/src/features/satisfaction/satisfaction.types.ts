import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'A question that families are asked, of the county pack.' })
export class SatisfactionQuestion {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Bilingual)
  asks!: Bilingual;
}

@ObjectType({ simpleResolvers: true })
export class SatisfactionScore {
  @Field(() => String)
  question!: string;
  @Field(() => Int, { description: '1 (bad) to 5 (good)' })
  score!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What came of asking a family; put right by another one, never changed.',
})
export class SatisfactionAnswer {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'A code of SATISFACTION_OUTCOMES.' })
  outcome!: string;
  @Field(() => [SatisfactionScore])
  scores!: SatisfactionScore[];
  @Field(() => String, { nullable: true })
  words!: string | null;
  @Field(() => Boolean)
  complaint!: boolean;
  @Field(() => String, { nullable: true })
  toldBy!: string | null;
  @Field(() => String)
  manner!: string;
  @Field(() => String)
  askedBy!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => Boolean, { description: 'No other one has put it right.' })
  standing!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A family that is asked how an award was.' })
export class SatisfactionAsking {
  @Field(() => ID)
  id!: string;
  @Field(() => Bilingual)
  programName!: Bilingual;
  @Field(() => Department, { description: 'Who is judged.' })
  department!: Department;
  @Field(() => Bilingual)
  townshipName!: Bilingual;
  @Field(() => ID)
  householdId!: string;
  @Field(() => String)
  householdCode!: string;
  @Field(() => String)
  personName!: string;
  @Field(() => String, { description: 'Of the case or the application.' })
  number!: string;
  @Field(() => DateText, { description: 'When the last part reached the family; of monthly aid the first month.' })
  receivedOn!: string;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLeft!: number;
  @Field(() => [SatisfactionQuestion])
  questions!: SatisfactionQuestion[];
  @Field(() => [SatisfactionAnswer])
  answers!: SatisfactionAnswer[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class SatisfactionAskingConnection {
  @Field(() => [SatisfactionAsking])
  nodes!: SatisfactionAsking[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}
