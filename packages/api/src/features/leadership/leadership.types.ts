import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'The mean of the complete months of the last twelve, carried on; the band is the quietest and the busiest three months in a row. Months are YYYY-MM.',
})
export class Forecast {
  @Field(() => Int, { description: 'How many complete months it rests on.' })
  months!: number;
  @Field(() => Fen)
  monthlyFen!: number;
  @Field(() => Fen)
  lowFen!: number;
  @Field(() => Fen)
  highFen!: number;
  @Field(() => String, {
    nullable: true,
    description: 'The month in which the money runs out; null: it lasts the year.',
  })
  runsOutIn!: string | null;
  @Field(() => String, { nullable: true, description: 'At the busiest rate.' })
  earliestIn!: string | null;
  @Field(() => String, { nullable: true, description: 'At the quietest rate.' })
  latestIn!: string | null;
  @Field(() => Fen, { description: 'Left on 31 December; below 0, missing.' })
  yearEndFen!: number;
  @Field(() => Fen, { description: 'The same at the busiest rate.' })
  yearEndLeastFen!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How long the money of a program lasts, and whom idle money could serve.',
})
export class ProgramOutlook {
  @Field(() => String)
  programCode!: string;
  @Field(() => Bilingual)
  programName!: Bilingual;
  @Field(() => Bilingual)
  departmentName!: Bilingual;
  @Field(() => Fen)
  budgetFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => Forecast, { nullable: true, description: 'null when there is too little history to tell.' })
  forecast!: Forecast | null;
  @Field(() => Fen, { nullable: true, description: 'What would be left even at the busiest rate (R9).' })
  idleFen!: number | null;
  @Field(() => Int, { description: 'Households that the latest screening finds entitled and without it.' })
  unserved!: number;
  @Field(() => Fen, { description: 'What they would get in one period.' })
  unservedFen!: number;
  @Field(() => Int, {
    nullable: true,
    description: 'How many of them the idle money could serve; null where it cannot be told.',
  })
  couldServe!: number | null;
}

@ObjectType({ simpleResolvers: true })
export class FundingOutlook {
  @Field(() => Int)
  year!: number;
  @Field(() => DateText, { description: 'The day on which it is told.' })
  asOf!: string;
  @Field(() => String, {
    description: '`running`, `closed` or `ahead`; only of the running year is anything foretold.',
  })
  phase!: string;
  @Field(() => Forecast, { nullable: true, description: 'Of all programs together.' })
  total!: Forecast | null;
  @Field(() => Int, { description: 'Programs whose money does not last the year.' })
  runningOut!: number;
  @Field(() => Fen)
  idleFen!: number;
  @Field(() => Int)
  couldServe!: number;
  @Field(() => DateText, { nullable: true, description: 'The day of the screening; null before the first.' })
  screenedOn!: string | null;
  @Field(() => ID, { nullable: true })
  screeningRun!: string | null;
  @Field(() => [ProgramOutlook])
  programs!: ProgramOutlook[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Money promised or paid, by the level of its household on the register today.',
})
export class FundingKind {
  @Field(() => String)
  key!: string;
  @Field(() => Bilingual)
  label!: Bilingual;
  @Field(() => Fen)
  spentFen!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Int)
  entries!: number;
}

@ObjectType({ simpleResolvers: true })
export class FundingPlace {
  @Field(() => String, { description: 'Code of the township; `none` for money of no township.' })
  key!: string;
  @Field(() => Bilingual)
  label!: Bilingual;
  @Field(() => Fen)
  spentFen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What the households of a township were promised or paid.' })
export class FundingTile extends FundingPlace {
  @Field(() => Int)
  households!: number;
  @Field(() => Fen, { description: 'The same of the year before.' })
  beforeFen!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A year beside others. Spent is all that is held, promised or paid.',
})
export class FundingYear {
  @Field(() => Int)
  year!: number;
  @Field(() => Fen)
  budgetFen!: number;
  @Field(() => Fen)
  spentFen!: number;
  @Field(() => Fen)
  paidFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => [Fen], { description: 'Spent in each of the twelve months.' })
  monthsFen!: number[];
  @Field(() => [FundingPlace])
  townships!: FundingPlace[];
}

@ObjectType({ simpleResolvers: true, description: 'Open work past its day, of one unit and one step.' })
export class LateWork {
  @Field(() => String, {
    description: 'Code of the department, the township or, of work given to one person, his unit.',
  })
  unit!: string;
  @Field(() => Bilingual)
  unitName!: Bilingual;
  @Field(() => String)
  kind!: string;
  @Field(() => Bilingual)
  kindName!: Bilingual;
  @Field(() => Int)
  tasks!: number;
  @Field(() => DateText)
  oldestDueOn!: string;
  @Field(() => Int, { description: 'Of the oldest.' })
  workingDaysLate!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One piece of late work: when and with whom, never about whom.' })
export class LateTask {
  @Field(() => ID)
  id!: string;
  @Field(() => Bilingual)
  unitName!: Bilingual;
  @Field(() => Bilingual)
  kindName!: Bilingual;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLate!: number;
  @Field(() => String, { nullable: true, description: 'Number of the case, batch or meeting.' })
  number!: string | null;
}
