import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { DepartmentDecision } from '../aid-package/aid-package.types.js';
import { Department, Program } from '../program/program.types.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';

@ObjectType({ simpleResolvers: true })
export class BatchRow {
  @Field(() => ID)
  applicationId!: string;
  @Field(() => String)
  number!: string;
  @Field(() => ID)
  personKey!: string;
  @Field(() => String)
  personName!: string;
  @Field(() => String)
  villageName!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => DateText)
  appliedOn!: string;
  @Field(() => String, {
    description: 'kept, displaced, waiting, ineligible, refused (with the batch), declined (by its department)',
  })
  result!: string;
  @Field(() => Boolean)
  duplicate!: boolean;
  @Field(() => String, { description: 'ELIGIBLE, NOT_ELIGIBLE or NEEDS_FACTS' })
  outcome!: string;
  @Field(() => String, { nullable: true })
  keptProgramCode!: string | null;
  @Field(() => Bilingual, { nullable: true })
  words!: Bilingual | null;
}

@ObjectType({ simpleResolvers: true })
export class BatchDepartmentResult {
  @Field(() => Department)
  department!: Department;
  @Field(() => Int)
  applications!: number;
  @Field(() => Int)
  students!: number;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Int)
  freedPlaces!: number;
  @Field(() => DepartmentDecision, { nullable: true })
  decision!: DepartmentDecision | null;
  @Field(() => Int)
  pending!: number;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'Programs of which one person keeps the highest single award.' })
export class BatchGroup {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Bilingual)
  words!: Bilingual;
  @Field(() => [Program])
  programs!: Program[];
}

@ObjectType({ simpleResolvers: true, description: 'What a batch reaches together within places and money.' })
export class BatchOptimum {
  @Field(() => Int)
  people!: number;
  @Field(() => Int, { description: 'People with their own highest award.' })
  highest!: number;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Boolean, { description: 'Whether it is proven that no other way serves more people, and so on.' })
  proven!: boolean;
  @Field(() => Int, { description: 'How many people no other way could exceed.' })
  mostPeople!: number;
}

@ObjectType({ simpleResolvers: true })
export class MissedApplicant {
  @Field(() => String, { description: 'Masked.' })
  personName!: string;
  @Field(() => String)
  villageName!: string;
  @Field(() => [Program])
  programs!: Program[];
  @Field(() => Fen, { nullable: true, description: 'The highest of what he could get.' })
  amountFen!: number | null;
  @Field(() => ID, { nullable: true, description: 'null where the reader may not open the household.' })
  householdId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Who is entitled by the latest screening and applied nowhere.' })
export class MissedApplicants {
  @Field(() => DateText, { nullable: true, description: 'Day of that screening; null before the first.' })
  on!: string | null;
  @Field(() => Int)
  people!: number;
  @Field(() => [MissedApplicant])
  rows!: MissedApplicant[];
}

@ObjectType({ simpleResolvers: true })
export class Batch {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  number!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  groupCode!: string;
  @Field(() => Bilingual)
  group!: Bilingual;
  @Field(() => Bilingual)
  ruleWords!: Bilingual;
  @Field(() => DateText)
  decisionDate!: string;
  @Field(() => String)
  status!: string;
  @Field(() => Int)
  applications!: number;
  @Field(() => Int)
  uniquePersons!: number;
  @Field(() => Int)
  duplicatePersons!: number;
  @Field(() => Int)
  removedApplications!: number;
  @Field(() => Int)
  ineligible!: number;
  @Field(() => Int, { description: 'Applications that fit and wait for want of places or money.' })
  waiting!: number;
  @Field(() => Int, { description: 'Applications refused with the whole batch.' })
  refused!: number;
  @Field(() => Int)
  paidPersons!: number;
  @Field(() => Fen)
  paidFen!: number;
  @Field(() => Int)
  freedPlaces!: number;
  @Field(() => [Program], { description: 'Those for which the reader may submit applications.' })
  programs!: Program[];
  @Field(() => BatchOptimum, { nullable: true })
  optimum!: BatchOptimum | null;
  @Field(() => [BatchDepartmentResult])
  byDepartment!: BatchDepartmentResult[];
  @Field(() => ID, { nullable: true, description: 'The batch out of which this one was taken.' })
  splitFrom!: string | null;
  @Field(() => String, { nullable: true })
  splitReason!: string | null;
  @Field(() => MissedApplicants)
  missed!: MissedApplicants;
  @Field(() => [AgendaItem])
  agendaItems!: AgendaItem[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
