import { Field, ID, InputType, Int } from 'type-graphql';
import { Json } from '../../platform/graphql/scalars.js';

@InputType()
export class AuthorisedPersonInput {
  @Field(() => ID)
  personId!: string;
  @Field(() => ID, { nullable: true, description: 'The guardian who signs for a minor; else the person himself.' })
  signerId?: string | null;
}

@InputType()
export class RecordAuthorisationInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  householdId!: string;
  @Field(() => [AuthorisedPersonInput])
  people!: AuthorisedPersonInput[];
  @Field(() => [String], { nullable: true, description: 'Codes of items; every one unless given.' })
  items?: string[] | null;
  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD, today unless given.' })
  signedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD; as long as the text allows unless given.' })
  validUntil?: string | null;
  @Field(() => String, { description: 'paper, or present: in front of the clerk' })
  manner!: string;
  @Field(() => String, { nullable: true, description: 'Number of the paper or its scan.' })
  paperNumber?: string | null;
}

@InputType()
export class RevokeAuthorisationInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  authorisationId!: string;
  @Field(() => String)
  reason!: string;
}

@InputType({ description: 'Whom to verify: households, those of identity numbers, of a case, or of a batch.' })
export class RequestVerificationInput {
  @Field(() => String)
  key!: string;
  @Field(() => [ID], { nullable: true })
  householdIds?: string[] | null;
  @Field(() => [String], { nullable: true })
  idNumbers?: string[] | null;
  @Field(() => ID, { nullable: true })
  caseId?: string | null;
  @Field(() => ID, { nullable: true })
  batchId?: string | null;
  @Field(() => [String], { nullable: true, description: 'Codes of items; what the programs ask for unless given.' })
  items?: string[] | null;
  @Field(() => String)
  purpose!: string;
}

@InputType()
export class VerificationActionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  requestId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class AnswerQuestionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  questionId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => [Json], { description: 'Records by field of the item; empty: nothing on record.' })
  records!: unknown[];
  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD of the register, today unless given.' })
  answeredOn?: string | null;
}

@InputType()
export class ResolveConflictInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  conflictId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => Int, { description: 'Which of its sides holds, from 0.' })
  side!: number;
  @Field(() => String)
  reason!: string;
}
