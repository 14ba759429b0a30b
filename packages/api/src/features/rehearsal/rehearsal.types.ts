import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'One text or figure that a rehearsal replaces.' })
export class RehearsalChange {
  @Field(() => Bilingual, { description: 'The program or the standard.' })
  name!: Bilingual;
  @Field(() => String, { nullable: true })
  programCode!: string | null;
  @Field(() => String, { nullable: true })
  standardCode!: string | null;
  @Field(() => String, { description: 'rule, formula, min, max, step or value' })
  field!: string;
  @Field(() => String)
  before!: string;
  @Field(() => String)
  after!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How many households or persons a change means the same for: gains, more, same, less, loses, displaced or freed by another program, settled_in, settled_out, opened, open.',
})
export class RehearsalCount {
  @Field(() => String)
  kind!: string;
  @Field(() => Int, { description: 'Households of a household’s program, persons of a person’s.' })
  subjects!: number;
  @Field(() => Int)
  people!: number;
  @Field(() => Int, { description: 'Those who hold the program on the day.' })
  held!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a change means for one program, township or class of households.',
})
export class RehearsalRow {
  @Field(() => String)
  key!: string;
  @Field(() => Bilingual)
  label!: Bilingual;
  @Field(() => [RehearsalCount])
  counts!: RehearsalCount[];
  @Field(() => Fen, { description: 'Within the horizon, by the rules in force.' })
  oldFen!: number;
  @Field(() => Fen, { description: 'Within the horizon, by the changed rules.' })
  newFen!: number;
}

@ObjectType({ simpleResolvers: true })
export class RehearsalProgram extends RehearsalRow {
  @Field(() => Department)
  department!: Department;
  @Field(() => String)
  unit!: string;
  @Field(() => String)
  period!: string;
  @Field(() => Boolean, {
    description: 'False: it follows on other programs, and only households that these touch are counted.',
  })
  direct!: boolean;
  @Field(() => Fen, { description: 'In one period of the program.' })
  oldPeriodFen!: number;
  @Field(() => Fen)
  newPeriodFen!: number;
  @Field(() => Boolean, { description: 'Whether the reader may see whom it concerns.' })
  listed!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class RehearsalMonth {
  @Field(() => String, { description: 'YYYY-MM' })
  month!: string;
  @Field(() => Bilingual)
  fund!: Bilingual;
  @Field(() => Fen)
  oldFen!: number;
  @Field(() => Fen)
  newFen!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a budget line has left now beside what the program would take.',
})
export class RehearsalBudget {
  @Field(() => Bilingual)
  program!: Bilingual;
  @Field(() => Bilingual)
  fund!: Bilingual;
  @Field(() => Int)
  year!: number;
  @Field(() => Fen)
  oldFen!: number;
  @Field(() => Fen)
  newFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => String, { nullable: true, description: 'YYYY-MM; null when not even the first month is covered.' })
  coversUntil!: string | null;
  @Field(() => Fen)
  shortFen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Why a program follows on another.' })
export class RehearsalCause {
  @Field(() => Bilingual)
  program!: Bilingual;
  @Field(() => Bilingual, { description: 'The program that causes it.' })
  by!: Bilingual;
  @Field(() => String, { description: 'income, support or status' })
  kind!: string;
  @Field(() => Bilingual, { description: 'The rule that says so, or the status that is gained and lost.' })
  words!: Bilingual;
}

@ObjectType({ simpleResolvers: true, description: 'Money that is not paid because another program stays.' })
export class RehearsalClash {
  @Field(() => Bilingual)
  program!: Bilingual;
  @Field(() => Bilingual)
  kept!: Bilingual;
  @Field(() => Bilingual)
  words!: Bilingual;
  @Field(() => Int)
  oldCount!: number;
  @Field(() => Int)
  newCount!: number;
  @Field(() => Fen, { description: 'In one period of the program.' })
  oldFen!: number;
  @Field(() => Fen)
  newFen!: number;
}

@ObjectType({ simpleResolvers: true })
export class RehearsalOutcome {
  @Field(() => Instant)
  judgedAt!: Date;
  @Field(() => Int)
  people!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Int, { description: 'Households with more money within the horizon.' })
  better!: number;
  @Field(() => Int)
  worse!: number;
  @Field(() => Boolean, { description: 'The list leaves out some of the smallest differences.' })
  listCut!: boolean;
  @Field(() => [RehearsalProgram])
  programs!: RehearsalProgram[];
  @Field(() => [RehearsalRow])
  townships!: RehearsalRow[];
  @Field(() => [RehearsalRow])
  householdKinds!: RehearsalRow[];
  @Field(() => [RehearsalMonth])
  months!: RehearsalMonth[];
  @Field(() => [RehearsalBudget])
  budgets!: RehearsalBudget[];
  @Field(() => [RehearsalCause])
  causes!: RehearsalCause[];
  @Field(() => [RehearsalClash])
  clashes!: RehearsalClash[];
}

@ObjectType({ simpleResolvers: true })
export class Rehearsal {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  title!: string;
  @Field(() => DateText)
  from!: string;
  @Field(() => Int)
  horizonMonths!: number;
  @Field(() => String, { description: 'private, department or leadership' })
  sharedWith!: string;
  @Field(() => String)
  author!: string;
  @Field(() => Department, { nullable: true })
  department!: Department | null;
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => String, { description: 'Of the job that works it out.' })
  status!: string;
  @Field(() => ID)
  jobId!: string;
  @Field(() => [RehearsalChange])
  changes!: RehearsalChange[];
  @Field(() => RehearsalOutcome, {
    nullable: true,
    description: 'Once it is worked out; of one program when asked so.',
  })
  outcome!: RehearsalOutcome | null;
  @Field(() => [String], { description: 'With whom the reader may share it.' })
  audiences!: string[];
  @Field(() => Boolean, { description: 'Put away by its author, to whom alone it is readable then.' })
  archived!: boolean;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'A household or a person for whom a program changes something.' })
export class RehearsedPerson {
  @Field(() => Int)
  place!: number;
  @Field(() => Bilingual)
  program!: Bilingual;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  householdCode!: string;
  @Field(() => Bilingual)
  township!: Bilingual;
  @Field(() => String)
  villageName!: string;
  @Field(() => Bilingual)
  householdKind!: Bilingual;
  @Field(() => String, { description: 'Masked; of a household its head.' })
  personName!: string;
  @Field(() => Boolean)
  held!: boolean;
  @Field(() => Fen, { nullable: true })
  oldFen!: number | null;
  @Field(() => Fen, { nullable: true })
  newFen!: number | null;
  @Field(() => Bilingual, { nullable: true, description: 'The program that stays in its place.' })
  kept!: Bilingual | null;
}

@ObjectType({ simpleResolvers: true })
export class RehearsedPersonConnection {
  @Field(() => [RehearsedPerson])
  nodes!: RehearsedPerson[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A program that the reader may rehearse, with its texts; null where it has none.',
})
export class RehearsableProgram {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String)
  rule!: string;
  @Field(() => String, { nullable: true })
  formula!: string | null;
  @Field(() => String, { nullable: true })
  min!: string | null;
  @Field(() => String, { nullable: true })
  max!: string | null;
  @Field(() => String, { nullable: true })
  step!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A standard with its figure on the day asked for.' })
export class RehearsableStandard {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Bilingual)
  unit!: Bilingual;
  @Field(() => Float, { nullable: true })
  value!: number | null;
}

@ObjectType({ simpleResolvers: true })
export class RehearsalChoices {
  @Field(() => [RehearsableProgram])
  programs!: RehearsableProgram[];
  @Field(() => [RehearsableStandard])
  standards!: RehearsableStandard[];
}
