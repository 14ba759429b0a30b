import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { Department, Program } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'The rows of one kind together.' })
export class RecalculationSum {
  @Field(() => String, { description: 'more, same, less, ends, open, waits or exit' })
  kind!: string;
  @Field(() => Int)
  rows!: number;
  @Field(() => Fen, { description: 'What a month comes to more, or less; 0 where the rule says no amount.' })
  monthFen!: number;
  @Field(() => Fen, { description: 'The same for the months of the year that are not made yet.' })
  yearFen!: number;
  @Field(() => Fen, { description: 'What made months fall short of, where it is made up for.' })
  arrearsFen!: number;
  @Field(() => Int)
  done!: number;
  @Field(() => Int, { description: 'Wait for a second look of the department.' })
  secondLook!: number;
  @Field(() => Int, { description: 'Not as they were judged, and left alone.' })
  skipped!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Whether the line of the year bears what is to come.' })
export class RecalculationLine {
  @Field(() => Int)
  year!: number;
  @Field(() => Fen, { nullable: true, description: 'Left on the line by now; null where the year has none.' })
  leftFen!: number | null;
  @Field(() => Fen, {
    description: 'The months of the year that are not made yet, at the new amounts, and the arrears.',
  })
  neededFen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One running aid in a recalculation.' })
export class RecalculationRow {
  @Field(() => ID)
  id!: string;
  @Field(() => ID)
  householdId!: string;
  @Field(() => ID, { nullable: true, description: 'Whose the aid is; null: of the household.' })
  personId!: string | null;
  @Field(() => String)
  householdCode!: string;
  @Field(() => String)
  payee!: string;
  @Field(() => String)
  townshipCode!: string;
  @Field(() => String, { description: 'more, same, less, ends, open, waits or exit' })
  kind!: string;
  @Field(() => Fen, { description: 'A month until now.' })
  beforeFen!: number;
  @Field(() => Fen, { nullable: true, description: 'A month by the rule.' })
  afterFen!: number | null;
  @Field(() => Int, { description: 'Months of the year that are not made yet.' })
  monthsLeft!: number;
  @Field(() => Fen)
  arrearsFen!: number;
  @Field(() => String, { description: 'waiting, done, second_look or skipped' })
  state!: string;
  @Field(() => String, { nullable: true, description: 'A code.' })
  skippedFor!: string | null;
  @Field(() => String, { nullable: true, description: 'What the second look led to: `changed` or `kept`.' })
  decision!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class RecalculationRowConnection {
  @Field(() => [RecalculationRow])
  nodes!: RecalculationRow[];
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
  @Field(() => Int)
  total!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: "A program's running monthly aid, worked out by its rule of a month.",
})
export class Recalculation {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => String, { description: 'standard or yearly' })
  cause!: string;
  @Field(() => String, { description: 'The document or the minutes that it rests on.' })
  source!: string;
  @Field(() => DateText, { description: 'The first day of its first month.' })
  fromMonth!: string;
  @Field(() => Boolean, { description: 'Whether months that were made at the former amount are made up for.' })
  paysArrears!: boolean;
  @Field(() => String, { description: 'judging, draft, carrying, done or cancelled' })
  status!: string;
  @Field(() => String, { nullable: true, description: 'Why it was given up.' })
  reason!: string | null;
  @Field(() => ID, { nullable: true, description: 'The job that works on it, or did last.' })
  jobId!: string | null;
  @Field(() => String)
  madeBy!: string;
  @Field(() => Instant)
  madeAt!: Date;
  @Field(() => String, { nullable: true })
  approvedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  approvedAt!: Date | null;
  @Field(() => [RecalculationSum], { description: 'By kind.' })
  sums!: RecalculationSum[];
  @Field(() => RecalculationLine)
  line!: RecalculationLine;
  @Field(() => RecalculationRowConnection, { nullable: true, description: 'null for who may not see names.' })
  rows!: RecalculationRowConnection | null;
  @Field(() => [AllowedAction], { description: 'judge, approve, carry_on, cancel' })
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class RecalculationConnection {
  @Field(() => [Recalculation])
  nodes!: Recalculation[];
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
  @Field(() => [Program], { description: 'Programs whose running aid the reader may have worked out.' })
  programs!: Program[];
}
