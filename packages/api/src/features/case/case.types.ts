import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { AidPackage } from '../aid-package/aid-package.types.js';
import { Staff } from '../identity/identity.types.js';
import { Department, Program } from '../program/program.types.js';
import { AidRecord, Fact, Household, Person } from '../registry/registry.types.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';
import { Task } from '../task/task.types.js';

@ObjectType({ simpleResolvers: true })
export class Need {
  @Field(() => String)
  difficulty!: string;
  @Field(() => String)
  whatHappened!: string;
  @Field(() => DateText)
  since!: string;
  @Field(() => Fen, { nullable: true })
  costFen!: number | null;
  @Field(() => Fen)
  insurancePaidFen!: number;
  @Field(() => Fen, { nullable: true })
  needFen!: number | null;
  @Field(() => Fen)
  alreadyFen!: number;
  @Field(() => Fen)
  coveredFen!: number;
  @Field(() => Fen, { nullable: true })
  leftFen!: number | null;
}

@ObjectType({ simpleResolvers: true })
export class TimelineEntry {
  @Field(() => Instant)
  at!: Date;
  @Field(() => String)
  kind!: string;
  @Field(() => Bilingual)
  text!: Bilingual;
  @Field(() => String, { nullable: true })
  departmentCode!: string | null;
  @Field(() => String, { nullable: true })
  actorName!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class Application {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  number!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Person)
  person!: Person;
  @Field(() => ID, { nullable: true })
  caseId!: string | null;
  @Field(() => ID, { nullable: true })
  batchId!: string | null;
  @Field(() => DateText)
  appliedOn!: string;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => String)
  status!: string;
  @Field(() => String, { nullable: true })
  reason!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class Case {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  number!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  status!: string;
  @Field(() => Household)
  household!: Household;
  @Field(() => Person)
  beneficiary!: Person;
  @Field(() => String)
  channel!: string;
  @Field(() => DateText)
  requestedOn!: string;
  @Field(() => Need)
  need!: Need;
  @Field(() => [Fact])
  facts!: Fact[];
  @Field(() => [Application])
  applications!: Application[];
  @Field(() => [TimelineEntry])
  timeline!: TimelineEntry[];
  @Field(() => AidPackage, { nullable: true })
  package!: AidPackage | null;
  @Field(() => [Task])
  tasks!: Task[];
  @Field(() => Staff)
  firstContactOwner!: Staff;
  @Field(() => [AgendaItem])
  agendaItems!: AgendaItem[];
  @Field(() => [AidRecord])
  aidHistory!: AidRecord[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class CaseConnection {
  @Field(() => [Case])
  nodes!: Case[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class Difficulty {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => [Program])
  programs!: Program[];
}
