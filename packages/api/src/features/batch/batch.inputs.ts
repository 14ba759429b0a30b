import { Field, ID, InputType, Int } from 'type-graphql';
import { FactInput, MemberInput } from '../registry/registry.inputs.js';

@InputType()
export class BatchApplicantInput {
  @Field(() => MemberInput)
  member!: MemberInput;
  @Field(() => String)
  villageCode!: string;
  @Field(() => String)
  programCode!: string;
  @Field(() => String)
  appliedOn!: string;
  @Field(() => String)
  amount!: string;
  @Field(() => [FactInput], { nullable: true })
  facts?: FactInput[] | null;
}

@InputType()
export class CreateBatchInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  groupCode!: string;
  @Field(() => String)
  decisionDate!: string;
}

@InputType()
export class SplitBatchInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  batchId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => [ID])
  applicationIds!: string[];
  @Field(() => String)
  reason!: string;
}

@InputType()
export class SubmitBatchApplicationsInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  batchId!: string;
  @Field(() => [BatchApplicantInput])
  applicants!: BatchApplicantInput[];
}
