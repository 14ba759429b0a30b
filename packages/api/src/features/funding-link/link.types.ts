import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { FundingRow, FundingTotals } from '../funding/funding.types.js';
import { FundingKind, FundingOutlook, FundingTile, FundingYear, LateWork } from '../leadership/leadership.types.js';
import { WaitingProgram } from '../waiting/waiting.types.js';

@ObjectType({ simpleResolvers: true, description: "A link that shows a year's numbers to whoever holds it." })
export class FundingLink {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  title!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => String)
  createdBy!: string;
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => Instant)
  expiresAt!: Date;
  @Field(() => Instant, { nullable: true })
  revokedAt!: Date | null;
  @Field(() => Int, { description: 'How often it was opened.' })
  openings!: number;
  @Field(() => Instant, { nullable: true })
  lastOpenedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'What its address ends in; null once it is over.' })
  token!: string | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class SharedHardship {
  @Field(() => Fen)
  aboveFen!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Fen)
  leftFen!: number;
}

@ObjectType({ simpleResolvers: true, description: "A year's numbers, and no person's." })
export class SharedNumbers {
  @Field(() => String)
  title!: string;
  @Field(() => Int)
  year!: number;
  @Field(() => DateText)
  asOf!: string;
  @Field(() => Instant)
  expiresAt!: Date;
  @Field(() => FundingTotals)
  totals!: FundingTotals;
  @Field(() => [FundingRow])
  byFund!: FundingRow[];
  @Field(() => FundingOutlook)
  outlook!: FundingOutlook;
  @Field(() => [WaitingProgram])
  waiting!: WaitingProgram[];
  @Field(() => SharedHardship)
  hardship!: SharedHardship;
  @Field(() => [LateWork])
  late!: LateWork[];
  @Field(() => [FundingTile])
  tiles!: FundingTile[];
  @Field(() => [FundingKind])
  kinds!: FundingKind[];
  @Field(() => [FundingYear])
  years!: FundingYear[];
}

@ObjectType({ simpleResolvers: true })
export class SharedFunding {
  @Field(() => String, { description: '`open`, `expired`, `revoked`, or `unknown`.' })
  state!: string;
  @Field(() => SharedNumbers, { nullable: true })
  numbers!: SharedNumbers | null;
}
