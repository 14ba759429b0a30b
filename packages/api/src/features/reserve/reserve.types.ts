import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true, description: 'Evidence, by its code in the county pack.' })
export class ReservePaper {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
}

@ObjectType({ simpleResolvers: true, description: 'Why the reserve may be used, and the papers that this needs.' })
export class ReserveReason {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => [ReservePaper])
  papers!: ReservePaper[];
}

@ObjectType({ simpleResolvers: true, description: 'What a township holds in advance. left = advanced − used.' })
export class TownshipReserve {
  @Field(() => String)
  townshipCode!: string;
  @Field(() => Bilingual)
  township!: Bilingual;
  @Field(() => Fen, { description: 'Without what it gave back.' })
  advancedFen!: number;
  @Field(() => Fen)
  usedFen!: number;
  @Field(() => Fen, { description: 'Used, and its papers are not accepted yet.' })
  unsettledFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => Int)
  uses!: number;
  @Field(() => Int, { description: 'Uses whose papers are overdue.' })
  overdue!: number;
}

@ObjectType({ simpleResolvers: true, description: "The townships' reserve of a year, as far as one may see it." })
export class Reserve {
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => ID, { nullable: true, description: 'The line that advances it; for those who see budgets.' })
  lineId!: string | null;
  @Field(() => Fen, { description: 'How much a township holds at most.' })
  floatFen!: number;
  @Field(() => Fen, { description: 'How much a household receives at most within `ceilingDays`.' })
  ceilingFen!: number;
  @Field(() => Int)
  ceilingDays!: number;
  @Field(() => [ReserveReason])
  reasons!: ReserveReason[];
  @Field(() => [TownshipReserve])
  townships!: TownshipReserve[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'What a township paid at once, and what became of its papers.' })
export class ReserveUse {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  townshipCode!: string;
  @Field(() => Bilingual)
  township!: Bilingual;
  @Field(() => ID, { nullable: true, description: 'For those who see the household.' })
  householdId!: string | null;
  @Field(() => String, { description: 'The family name and stars for those who may not know it.' })
  headName!: string;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => ReserveReason)
  reason!: ReserveReason;
  @Field(() => String, { nullable: true, description: 'For those who may know the name.' })
  whatHappened!: string | null;
  @Field(() => String)
  confirmedBy!: string;
  @Field(() => String)
  approvedBy!: string;
  @Field(() => DateText)
  paidOn!: string;
  @Field(() => String, { nullable: true, description: 'For those who may know the name.' })
  signedBy!: string | null;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => String)
  status!: string;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLeft!: number;
  @Field(() => String, { nullable: true })
  document!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was sent back, or taken back.' })
  note!: string | null;
  @Field(() => String, { nullable: true })
  settledBy!: string | null;
  @Field(() => Int)
  version!: number;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
