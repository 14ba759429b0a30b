import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class SelectionInput {
  @Field(() => String)
  programCode!: string;
  @Field(() => String, { nullable: true })
  amount?: string | null;
  @Field(() => Boolean, { nullable: true })
  planOnly?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description:
      'amount: a suggestion set the amount; suggestion: it chose the program too; null: people did, by hand.',
  })
  setBy?: string | null;
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
  @Field(() => [String], {
    nullable: true,
    description: 'Programs left out on purpose, which are not suggested; null: those of before.',
  })
  setAside?: string[] | null;
}
