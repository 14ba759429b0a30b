import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department, Program } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'How many wait for one program, and for want of what.' })
export class WaitingProgram {
  @Field(() => String)
  programCode!: string;
  @Field(() => Bilingual)
  programName!: Bilingual;
  @Field(() => Bilingual)
  departmentName!: Bilingual;
  @Field(() => Int)
  waiting!: number;
  @Field(() => Int, { description: 'Of these, for whom there is enough by now.' })
  canBeServed!: number;
  @Field(() => Int)
  urgent!: number;
  @Field(() => Fen)
  neededFen!: number;
  @Field(() => Fen, { description: 'What the program has left.' })
  leftFen!: number;
  @Field(() => Int, { nullable: true, description: 'null without a quota.' })
  placesLeft!: number | null;
  @Field(() => DateText, { description: 'Since when the first of them waits.' })
  since!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Somebody who is entitled and finds no money or place.' })
export class WaitingEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => Int, { description: 'His place in the line of the program.' })
  position!: number;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => DateText)
  since!: string;
  @Field(() => Int, { description: 'Calendar days until today.' })
  days!: number;
  @Field(() => Boolean)
  urgent!: boolean;
  @Field(() => Fen)
  neededFen!: number;
  @Field(() => String, { description: 'What is lacking now: `money`, `places`, or `nothing`.' })
  lacks!: string;
  @Field(() => Bilingual, { nullable: true })
  townshipName!: Bilingual | null;
  @Field(() => String)
  personName!: string;
  @Field(() => Bilingual, { nullable: true })
  reason!: Bilingual | null;
  @Field(() => ID, { nullable: true })
  caseId!: string | null;
  @Field(() => String, { nullable: true })
  caseNumber!: string | null;
  @Field(() => ID, { nullable: true })
  batchId!: string | null;
  @Field(() => String, { nullable: true })
  batchNumber!: string | null;
  @Field(() => Bilingual, { description: 'Why he has this place in the line.' })
  turn!: Bilingual;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'Whose turn came, and what came of it. Kept for ever.' })
export class WaitingCall {
  @Field(() => ID)
  id!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => String)
  personName!: string;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => String, { description: '`taken_in` or `passed_over`.' })
  outcome!: string;
  @Field(() => Bilingual, { nullable: true, description: 'Why he was passed over.' })
  reason!: Bilingual | null;
  @Field(() => Bilingual, { description: 'Why it was his turn.' })
  turn!: Bilingual;
  @Field(() => String)
  calledBy!: string;
  @Field(() => Instant)
  calledAt!: Date;
  @Field(() => ID, { nullable: true })
  caseId!: string | null;
  @Field(() => ID, { nullable: true })
  batchId!: string | null;
  @Field(() => WaitingEntry, { nullable: true, description: 'Who is first now and can be served.' })
  next!: WaitingEntry | null;
}

@ObjectType({ simpleResolvers: true })
export class WaitingEntryConnection {
  @Field(() => [WaitingEntry])
  nodes!: WaitingEntry[];
  @Field(() => Int)
  total!: number;
  @Field(() => Fen)
  totalFen!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A household whose burden left after all aid is above the limit.' })
export class HardshipCase {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  caseNumber!: string;
  @Field(() => Bilingual)
  townshipName!: Bilingual;
  @Field(() => String)
  personName!: string;
  @Field(() => DateText)
  decidedOn!: string;
  @Field(() => Fen, { description: 'The cost less what insurance paid.' })
  needFen!: number;
  @Field(() => Fen)
  leftFen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Still in difficulty after all aid.' })
export class Hardship {
  @Field(() => Fen, { description: 'The limit of the county pack.' })
  aboveFen!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => [HardshipCase], { description: 'None for whom it is enough to know how many; the largest 200.' })
  cases!: HardshipCase[];
}
