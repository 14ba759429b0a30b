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
  @Field(() => String, { nullable: true, description: 'none: nobody works with the household and nobody invited it.' })
  reach?: string | null;
}

@InputType()
export class InviteEntitledInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID, { description: 'Of kind ENTITLED_WITHOUT.' })
  findingId!: string;
}
