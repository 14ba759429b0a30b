import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class FundingFilter {
  @Field(() => Int)
  year!: number;
  @Field(() => String, { nullable: true })
  fund?: string | null;
  @Field(() => String, { nullable: true })
  department?: string | null;
  @Field(() => String, { nullable: true })
  program?: string | null;
  @Field(() => String, { nullable: true })
  township?: string | null;
  @Field(() => Int, { nullable: true })
  month?: number | null;
  @Field(() => String, { nullable: true })
  state?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Level of the household on the low-income register today; `none` off it, `unassigned` for none.',
  })
  kind?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'What was for a person, also under a record that was merged into his.',
  })
  person?: string | null;
}
