import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class SelectionInput {
  @Field(() => String)
  programCode!: string;
  @Field(() => String, { nullable: true })
  amount?: string | null;
  @Field(() => Boolean, { nullable: true })
  planOnly?: boolean | null;
}

@InputType()
export class ComposePackageInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  caseId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { nullable: true })
  decisionDate?: string | null;
  @Field(() => [SelectionInput])
  selections!: SelectionInput[];
}
