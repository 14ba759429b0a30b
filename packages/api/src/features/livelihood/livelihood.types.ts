import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true, description: 'What the finance bureau told of a year.' })
export class LivelihoodFigure {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => Int, { description: 'From 1; the highest of a year counts.' })
  position!: number;
  @Field(() => Fen)
  newRevenueFen!: number;
  @Field(() => Fen)
  livelihoodFen!: number;
  @Field(() => Float, { description: 'Of the new revenue, percent, to one decimal, rounded down.' })
  percent!: number;
  @Field(() => String)
  document!: string;
  @Field(() => String, { nullable: true, description: 'Of a correction: why.' })
  reason!: string | null;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => Instant)
  recordedAt!: Date;
}

@ObjectType({ simpleResolvers: true })
export class LivelihoodYear {
  @Field(() => Int)
  year!: number;
  @Field(() => [LivelihoodFigure], { description: 'The one that counts first.' })
  figures!: LivelihoodFigure[];
  @Field(() => Boolean, { description: 'Whether the share reaches the target.' })
  meets!: boolean;
  @Field(() => Fen, { description: 'What the budget lines kept here paid in that year, as the list of payments says.' })
  paidFen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The share of new revenue spent on livelihood, by years (R87).' })
export class Livelihood {
  @Field(() => Float)
  targetPercent!: number;
  @Field(() => [LivelihoodYear], { description: 'The newest first.' })
  years!: LivelihoodYear[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
