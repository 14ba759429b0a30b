import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department, StandardFigure } from './program.types.js';

@ObjectType({ simpleResolvers: true })
export class RulePart {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String, { nullable: true })
  rule!: string | null;
  @Field(() => String)
  formula!: string;
}

@ObjectType({ simpleResolvers: true, description: "A program's texts: FEEL with Chinese names, amounts in yuan." })
export class RuleContent {
  @Field(() => String)
  rule!: string;
  @Field(() => Bilingual)
  ruleInWords!: Bilingual;
  @Field(() => String, { nullable: true })
  formula!: string | null;
  @Field(() => String, { nullable: true })
  min!: string | null;
  @Field(() => String, { nullable: true })
  max!: string | null;
  @Field(() => Float, { nullable: true })
  step!: number | null;
  @Field(() => [RulePart])
  variants!: RulePart[];
  @Field(() => [RulePart])
  subBenefits!: RulePart[];
}

@ObjectType({ simpleResolvers: true })
export class FigureContent {
  @Field(() => Float)
  value!: number;
  @Field(() => DateText, { nullable: true })
  to!: string | null;
  @Field(() => String)
  kind!: string;
}

/** A program's texts or a standard's figure, from a day on: what a department writes, and a second person publishes. */
@ObjectType({
  simpleResolvers: true,
  description: "A program's texts or a standard's figure, from a day on.",
})
export class RuleVersion {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'program or standard' })
  kind!: string;
  @Field(() => String, { description: 'Code of the program or standard.' })
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Int, { description: '1 is the county pack.' })
  number!: number;
  @Field(() => Department)
  department!: Department;
  @Field(() => String, { description: 'draft, submitted, published or discarded' })
  status!: string;
  @Field(() => String, {
    description: 'draft, submitted, discarded; of a published one scheduled, in_force or superseded today',
  })
  phase!: string;
  @Field(() => DateText, { nullable: true, description: 'The first day; null for the county pack and while open.' })
  effectiveFrom!: string | null;
  @Field(() => DateText, { nullable: true, description: 'The last day by what is published; null = no end.' })
  effectiveTo!: string | null;
  @Field(() => RuleContent, { nullable: true })
  content!: RuleContent | null;
  @Field(() => FigureContent, { nullable: true })
  figure!: FigureContent | null;
  @Field(() => String, { nullable: true })
  source!: string | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => String, { nullable: true })
  author!: string | null;
  @Field(() => String, { nullable: true })
  submitter!: string | null;
  @Field(() => Instant, { nullable: true })
  submittedAt!: Date | null;
  @Field(() => String, { nullable: true })
  publisher!: string | null;
  @Field(() => Instant, { nullable: true })
  publishedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was sent back.' })
  returnReason!: string | null;
  @Field(() => Int)
  version!: number;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class StandardProgram {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
}

/** A named figure with all its values, past and to come. */
@ObjectType({ simpleResolvers: true, description: 'A named figure with all its values, past and to come.' })
export class Standard {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Bilingual)
  unit!: Bilingual;
  @Field(() => Department)
  department!: Department;
  @Field(() => [StandardFigure], { description: 'In the order of their days.' })
  values!: StandardFigure[];
  @Field(() => StandardFigure, { nullable: true, description: 'The value of today.' })
  current!: StandardFigure | null;
  @Field(() => [StandardProgram], { description: 'Programs whose rule or amounts use it.' })
  programs!: StandardProgram[];
  @Field(() => RuleVersion, { nullable: true, description: 'What its department has not published yet.' })
  open!: RuleVersion | null;
  @Field(() => [RuleVersion])
  versions!: RuleVersion[];
  @Field(() => Boolean, { description: 'Whether the reader may propose a new figure.' })
  maySave!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class RuleTerm {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String)
  type!: string;
  @Field(() => String)
  expression!: string;
}

@ObjectType({ simpleResolvers: true })
export class RuleFunction {
  @Field(() => String)
  name!: string;
  @Field(() => Int)
  least!: number;
  @Field(() => Int)
  most!: number;
}

/** What a rule may name besides facts and standards. */
@ObjectType({ simpleResolvers: true, description: 'What a rule may name besides facts and standards.' })
export class RuleVocabulary {
  @Field(() => [RuleTerm])
  terms!: RuleTerm[];
  @Field(() => [RuleFunction])
  functions!: RuleFunction[];
}

/** Something in a text of a program that keeps it from being judged; places are 0-based. */
@ObjectType({
  simpleResolvers: true,
  description: 'Something in a text of a program that keeps it from being judged; places are 0-based.',
})
export class RuleProblem {
  @Field(() => String, { description: 'The text, as `rule` or `variants.0.formula`.' })
  path!: string;
  @Field(() => Int)
  from!: number;
  @Field(() => Int)
  to!: number;
  @Field(() => Int)
  line!: number;
  @Field(() => Int)
  column!: number;
  @Field(() => String)
  message!: string;
  @Field(() => String, { nullable: true, description: 'What may have been meant in its place.' })
  suggestion!: string | null;
}

/** How much of the county a text fits on a day. */
@ObjectType({ simpleResolvers: true, description: 'How much of the county a text fits on a day.' })
export class RuleReach {
  @Field(() => DateText)
  on!: string;
  @Field(() => Int)
  people!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Int)
  askingPeople!: number;
  @Field(() => Int)
  askingHouseholds!: number;
  @Field(() => Fen, { description: 'What the eligible ones get together in one period of the program.' })
  fen!: number;
  @Field(() => Fen, { nullable: true, description: 'The same a month; null where nothing is paid by month or year.' })
  fenPerMonth!: number | null;
  @Field(() => Int, { description: 'Those of the eligible who hold the program already.' })
  holdingPeople!: number;
  @Field(() => Int)
  holdingHouseholds!: number;
}
