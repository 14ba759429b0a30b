import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Case } from '../case/case.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'A number behind a measure.' })
export class AppraisalPart {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String, { description: 'fen, count, days or steps' })
  unit!: string;
  @Field(() => Float)
  value!: number;
}

@ObjectType({ simpleResolvers: true })
export class AppraisalMeasure {
  @Field(() => String, { description: 'A code of APPRAISAL_MEASURES.' })
  code!: string;
  @Field(() => Int)
  weight!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Percent, working days, or steps of the answers; null: nothing to count.',
  })
  value!: number | null;
  @Field(() => Float, { nullable: true, description: '0–100' })
  points!: number | null;
  @Field(() => Bilingual, { description: 'How the points came about.' })
  formula!: Bilingual;
  @Field(() => Bilingual, { description: 'Why it is measured.' })
  reason!: Bilingual;
  @Field(() => [AppraisalPart])
  parts!: AppraisalPart[];
}

@ObjectType({ simpleResolvers: true, description: 'Working days that work was late because it waited.' })
export class AppraisalWaiting {
  @Field(() => String, { description: 'A code of DELAY_CAUSES.' })
  cause!: string;
  @Field(() => Department, { nullable: true, description: 'For whom it waited, where it is a department or bureau.' })
  by!: Department | null;
  @Field(() => Int)
  days!: number;
  @Field(() => Int, { description: 'Of these, the days on which the other was late himself.' })
  late!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How one department did in a year (R15).' })
export class DepartmentAppraisal {
  @Field(() => Department)
  department!: Department;
  @Field(() => Float, { nullable: true, description: '0–100; null where nothing can be counted.' })
  total!: number | null;
  @Field(() => [AppraisalMeasure])
  measures!: AppraisalMeasure[];
  @Field(() => [AppraisalWaiting])
  waiting!: AppraisalWaiting[];
}

@ObjectType({ simpleResolvers: true, description: 'What a department says against how it is assessed.' })
export class AppraisalObjection {
  @Field(() => ID)
  id!: string;
  @Field(() => Department)
  department!: Department;
  @Field(() => String)
  text!: string;
  @Field(() => String)
  statedBy!: string;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Puts a closed report right; the report itself stands.' })
export class AppraisalAnnex {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  text!: string;
  @Field(() => String)
  writtenBy!: string;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody opened the report, or what a measure was counted from (R16).',
})
export class AppraisalReading {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => Department, { nullable: true, description: 'null: of all departments.' })
  department!: Department | null;
  @Field(() => String, { nullable: true, description: 'A code of APPRAISAL_MEASURES.' })
  measure!: string | null;
  @Field(() => String, { description: 'report, sources or document' })
  what!: string;
  @Field(() => String, { description: 'A code of APPRAISAL_PURPOSES.' })
  purpose!: string;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => String)
  reader!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A year that was closed.' })
export class AppraisalReport {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => String)
  number!: string;
  @Field(() => String, { description: 'SHA-256 of what was written down.' })
  digest!: string;
  @Field(() => Boolean, { description: 'Whether it is, to the letter, what was closed.' })
  intact!: boolean;
  @Field(() => String)
  closedBy!: string;
  @Field(() => Instant)
  closedAt!: Date;
  @Field(() => [AppraisalAnnex])
  annexes!: AppraisalAnnex[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class Appraisal {
  @Field(() => Int)
  year!: number;
  @Field(() => [DepartmentAppraisal], {
    description: 'Counted now; of a closed year as it was closed, once one has opened the report.',
  })
  departments!: DepartmentAppraisal[];
  @Field(() => AppraisalReport, { nullable: true, description: 'null while the year is not closed.' })
  report!: AppraisalReport | null;
  @Field(() => [AppraisalObjection])
  objections!: AppraisalObjection[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'One thing that a measure was counted from.' })
export class AppraisalSource {
  @Field(() => String)
  key!: string;
  @Field(() => String, { description: 'line, program, case, meeting, work or question' })
  kind!: string;
  @Field(() => Bilingual)
  words!: Bilingual;
  @Field(() => String, { nullable: true, description: 'Of the case, batch, request or meeting.' })
  number!: string | null;
  @Field(() => DateText, { nullable: true, description: 'When it was given, held or done.' })
  on!: string | null;
  @Field(() => Fen, { nullable: true })
  fen!: number | null;
  @Field(() => Float, { nullable: true })
  count!: number | null;
  @Field(() => Boolean, { description: 'It counts for the department.' })
  counts!: boolean;
  @Field(() => Case, { nullable: true, description: 'null also for whom the case is not open.' })
  case!: Case | null;
  @Field(() => DateText, { nullable: true })
  dueOn!: string | null;
  @Field(() => Int, { nullable: true, description: 'Working days' })
  ownDays!: number | null;
  @Field(() => Int, { nullable: true, description: 'Working days' })
  waitingDays!: number | null;
  @Field(() => [AppraisalWaiting])
  waiting!: AppraisalWaiting[];
}

@ObjectType({ simpleResolvers: true })
export class AppraisalSources {
  @Field(() => [AppraisalSource], { description: 'At most 500.' })
  nodes!: AppraisalSource[];
  @Field(() => Int)
  total!: number;
}
