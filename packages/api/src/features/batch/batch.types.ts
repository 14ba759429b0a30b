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
    description: 'kept, displaced, ineligible, refused (with the batch), declined (by its department)',
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
  @Field(() => [BatchDepartmentResult])
  byDepartment!: BatchDepartmentResult[];
  @Field(() => [AgendaItem])
  agendaItems!: AgendaItem[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
