import { Field, ID, InputType, Int } from 'type-graphql';
import { FactInput } from '../registry/registry.inputs.js';

@InputType()
export class OpenCaseInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  householdId!: string;
  @Field(() => ID)
  beneficiaryId!: string;
  @Field(() => String)
  difficulty!: string;
  @Field(() => String)
  whatHappened!: string;
  @Field(() => String)
  since!: string;
  @Field(() => String, { nullable: true })
  requestedOn?: string | null;
  @Field(() => String, { nullable: true })
  cost?: string | null;
  @Field(() => String, { nullable: true })
  insurancePaid?: string | null;
  @Field(() => String, { nullable: true })
  channel?: string | null;
  @Field(() => [FactInput], { nullable: true })
  facts?: FactInput[] | null;
}

@InputType()
export class UpdateNeedInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  caseId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { nullable: true })
  whatHappened?: string | null;
  @Field(() => String, { nullable: true })
  since?: string | null;
  @Field(() => String, { nullable: true })
  cost?: string | null;
  @Field(() => String, { nullable: true })
  insurancePaid?: string | null;
}

@InputType()
export class CaseActionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  caseId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class ApplyInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  caseId!: string;
  @Field(() => String)
  programCode!: string;
  @Field(() => String, { nullable: true })
  appliedOn?: string | null;
  @Field(() => String, { nullable: true })
  amount?: string | null;
}
