import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Case } from '../case/case.types.js';
import { Program } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true })
export class ReviewedMonth {
  @Field(() => String, { description: 'YYYY-MM' })
  month!: string;
  @Field(() => Fen)
  decidedFen!: number;
  @Field(() => Fen, { nullable: true, description: 'null where a fact is missing to tell.' })
  dueFen!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'Proposed: the committee decides, and no money moves by it.' })
export class Remedy {
  @Field(() => String, { description: 'pay_difference, set_off, instalments, waive, ask_facts or none' })
  kind!: string;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Fen, { nullable: true })
  monthlyFen!: number | null;
  @Field(() => Int, { nullable: true })
  months!: number | null;
  @Field(() => Bilingual)
  words!: Bilingual;
}

@ObjectType({ simpleResolvers: true, description: 'An item that would have come to something else.' })
export class ReviewedItem {
  @Field(() => Program)
  program!: Program;
  @Field(() => String)
  period!: string;
  @Field(() => Fen)
  overFen!: number;
  @Field(() => Fen)
  underFen!: number;
  @Field(() => Fen, { description: 'What earlier rounds decided about it: too much, less too little.' })
  settledFen!: number;
  @Field(() => [ReviewedMonth], { description: 'Months that differ; the one of the decision for what is paid once.' })
  months!: ReviewedMonth[];
  @Field(() => Remedy)
  remedy!: Remedy;
  @Field(() => [Bilingual])
  reasons!: Bilingual[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What an adopted package would have come to with what is known now, against what was decided.',
})
export class PackageReview {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String, { description: 'open, second_round or superseded' })
  status!: string;
  @Field(() => String, { description: 'facts, date, month or demand' })
  cause!: string;
  @Field(() => DateText, { description: 'The last day looked at.' })
  through!: string;
  @Field(() => Instant)
  madeAt!: Date;
  @Field(() => Fen)
  overFen!: number;
  @Field(() => Fen)
  underFen!: number;
  @Field(() => [ReviewedItem])
  items!: ReviewedItem[];
  @Field(() => Case, { nullable: true })
  case!: Case | null;
  @Field(() => Case, { nullable: true, description: 'The next round that came of it.' })
  nextCase!: Case | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class PackageReviewConnection {
  @Field(() => [PackageReview])
  nodes!: PackageReview[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'The rounds of aid for one difficulty, and when they are looked at.',
})
export class Rounds {
  @Field(() => Int)
  round!: number;
  @Field(() => Case, { nullable: true })
  formerCase!: Case | null;
  @Field(() => PackageReview, { nullable: true, description: 'The review that led to this round.' })
  cameFrom!: PackageReview | null;
  @Field(() => DateText, { nullable: true, description: 'When the adopted package is to be looked at again.' })
  reviewOn!: string | null;
  @Field(() => Instant, { nullable: true })
  reviewedAt!: Date | null;
  @Field(() => [PackageReview], { description: 'The newest first.' })
  reviews!: PackageReview[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
