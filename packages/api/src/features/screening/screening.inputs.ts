import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class StartScreeningInput {
  @Field(() => String)
  key!: string;
}

@InputType({ description: 'Which findings; codes of the county pack, the fact dictionary and FINDING_KINDS.' })
export class FindingFilter {
  @Field(() => ID)
  run!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String, { nullable: true })
  department?: string | null;
  @Field(() => String, { nullable: true })
  program?: string | null;
  @Field(() => String, { nullable: true })
  fact?: string | null;
  @Field(() => String, { nullable: true })
  township?: string | null;
  @Field(() => String, { nullable: true })
  village?: string | null;
  @Field(() => String, { nullable: true, description: 'fresh, stayed, or gone: what the run before found only.' })
  change?: string | null;
}
