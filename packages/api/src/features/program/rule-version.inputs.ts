import { Field, Float, ID, InputType, Int } from 'type-graphql';

@InputType()
export class BilingualInput {
  @Field(() => String)
  zh!: string;
  @Field(() => String)
  en!: string;
}

@InputType()
export class RulePartInput {
  @Field(() => String)
  code!: string;
  @Field(() => String, { nullable: true })
  rule?: string | null;
  @Field(() => String)
  formula!: string;
}

@InputType({ description: "A program's texts: FEEL with Chinese names, amounts in yuan." })
export class RuleContentInput {
  @Field(() => String)
  rule!: string;
  @Field(() => BilingualInput)
  ruleInWords!: BilingualInput;
  @Field(() => String, { nullable: true })
  formula?: string | null;
  @Field(() => String, { nullable: true })
  min?: string | null;
  @Field(() => String, { nullable: true })
  max?: string | null;
  @Field(() => Float, { nullable: true })
  step?: number | null;
  @Field(() => [RulePartInput], { nullable: true })
  variants?: RulePartInput[] | null;
  @Field(() => [RulePartInput], { nullable: true })
  subBenefits?: RulePartInput[] | null;
}

@InputType({ description: 'Begins a draft of a program, or changes it when `versionId` is given.' })
export class SaveProgramVersionInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  programCode!: string;
  @Field(() => ID, { nullable: true })
  versionId?: string | null;
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null;
  @Field(() => RuleContentInput)
  content!: RuleContentInput;
  @Field(() => String, { nullable: true })
  effectiveFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'The document that decides it.' })
  source?: string | null;
  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType({ description: 'Begins a draft of a figure, or changes it when `versionId` is given.' })
export class SaveStandardVersionInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  standardCode!: string;
  @Field(() => ID, { nullable: true })
  versionId?: string | null;
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null;
  @Field(() => Float)
  value!: number;
  @Field(() => String, { description: 'The first day.' })
  from!: string;
  @Field(() => String, { nullable: true, description: 'The last day; until further notice when not given.' })
  to?: string | null;
  @Field(() => String, { description: 'seed, page, page_other, doc, general_knowledge or assumed' })
  figureKind!: string;
  @Field(() => String)
  source!: string;
  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType()
export class RuleVersionActionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  versionId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class ReturnRuleVersionInput extends RuleVersionActionInput {
  @Field(() => String)
  reason!: string;
}

@InputType()
export class PublishRuleVersionInput extends RuleVersionActionInput {
  @Field(() => String, { description: 'The first day, today or later.' })
  effectiveFrom!: string;
}
