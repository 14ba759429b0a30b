import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class RehearsalChangeInput {
  @Field(() => String, { nullable: true })
  programCode?: string | null;
  @Field(() => String, { nullable: true })
  standardCode?: string | null;
  @Field(() => String, { nullable: true, description: 'FEEL, boolean.' })
  rule?: string | null;
  @Field(() => String, { nullable: true, description: 'FEEL, yuan.' })
  formula?: string | null;
  @Field(() => String, { nullable: true, description: 'FEEL, yuan.' })
  min?: string | null;
  @Field(() => String, { nullable: true, description: 'FEEL, yuan.' })
  max?: string | null;
  @Field(() => String, { nullable: true, description: 'Yuan, as typed.' })
  step?: string | null;
  @Field(() => String, { nullable: true, description: 'Of a standard, in its own unit, as typed.' })
  value?: string | null;
}

@InputType()
export class StartRehearsalInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String, { description: 'The day from which the changes would hold, YYYY-MM-DD.' })
  from!: string;
  @Field(() => Int, { description: 'For how many months money is counted, 1–36.' })
  horizonMonths!: number;
  @Field(() => String, { description: 'private, department or leadership' })
  sharedWith!: string;
  @Field(() => [RehearsalChangeInput])
  changes!: RehearsalChangeInput[];
}

@InputType()
export class ShareRehearsalInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  rehearsalId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'private, department or leadership' })
  sharedWith!: string;
}

@InputType()
export class ArchiveRehearsalInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  rehearsalId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => Boolean, { description: 'false takes it back.' })
  archived!: boolean;
}

@InputType()
export class RehearsedPeopleFilter {
  @Field(() => ID)
  rehearsalId!: string;
  @Field(() => String, { nullable: true })
  program?: string | null;
  @Field(() => String, { nullable: true })
  kind?: string | null;
  @Field(() => String, { nullable: true })
  township?: string | null;
  @Field(() => String, { nullable: true })
  householdKind?: string | null;
}
