import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Case } from '../case/case.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'One thing that a finding rests on, as it was known then.' })
export class AuditEvidence {
  @Field(() => String)
  kind!: string;
  @Field(() => Bilingual)
  words!: Bilingual;
  @Field(() => DateText, { nullable: true })
  on!: string | null;
  @Field(() => Fen, { nullable: true })
  fen!: number | null;
  @Field(() => ID, { nullable: true, description: 'The meeting, where it is about one.' })
  meetingId!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class AuditFindingEvent {
  @Field(() => ID)
  id!: string;
  @Field(() => String, {
    description: 'found, found_again, vanished, explained, corrected, sent_back or handed_over',
  })
  kind!: string;
  @Field(() => String, { nullable: true })
  text!: string | null;
  @Field(() => String, { nullable: true, description: 'Number or title.' })
  document!: string | null;
  @Field(() => String, { nullable: true, description: 'null when the clock asked.' })
  actor!: string | null;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Somebody took the evidence of a finding with him.' })
export class AuditReading {
  @Field(() => String)
  reader!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Something that an auditor would ask about.' })
export class AuditFinding {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  number!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String, { description: 'A code of AUDIT_QUESTIONS.' })
  question!: string;
  @Field(() => String, { description: 'high, medium or low' })
  severity!: string;
  @Field(() => String, { description: 'open, explained, corrected, handed_over or vanished' })
  status!: string;
  @Field(() => Department, { nullable: true, description: 'Who has to answer; null: the committee.' })
  department!: Department | null;
  @Field(() => Bilingual, { nullable: true })
  townshipName!: Bilingual | null;
  @Field(() => ID, { nullable: true, description: 'null also for whom it does not concern.' })
  householdId!: string | null;
  @Field(() => String, { nullable: true, description: 'null also for whom it does not concern.' })
  personName!: string | null;
  @Field(() => Case, { nullable: true })
  case!: Case | null;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => [AuditEvidence])
  evidence!: AuditEvidence[];
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLeft!: number;
  @Field(() => Instant)
  foundAt!: Date;
  @Field(() => Instant, { description: 'When it was found last.' })
  seenAt!: Date;
  @Field(() => Int)
  timesFound!: number;
  @Field(() => [AuditFindingEvent])
  events!: AuditFindingEvent[];
  @Field(() => [AuditReading], { description: 'The latest first.' })
  readings!: AuditReading[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class AuditFindingConnection {
  @Field(() => [AuditFinding])
  nodes!: AuditFinding[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class AuditQuestionCount {
  @Field(() => String)
  question!: string;
  @Field(() => Int)
  open!: number;
  @Field(() => Int, { description: 'Open past their day.' })
  late!: number;
  @Field(() => Int, { description: 'Explained or corrected.' })
  answered!: number;
  @Field(() => Int)
  handedOver!: number;
  @Field(() => Int, { description: 'Gone without an answer.' })
  vanished!: number;
}

@ObjectType({ simpleResolvers: true })
export class AuditSummary {
  @Field(() => Instant, { nullable: true, description: 'When all questions were asked last.' })
  askedAt!: Date | null;
  @Field(() => [AuditQuestionCount], { description: 'Every question that the county asks.' })
  questions!: AuditQuestionCount[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
