import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'What came into a stock, went out of it, or was put right.' })
export class StockMovement {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'received, cancelled, issued, returned or counted' })
  kind!: string;
  @Field(() => Int, { description: 'Less than nothing: out.' })
  quantity!: number;
  @Field(() => DateText)
  on!: string;
  @Field(() => Bilingual, { nullable: true, description: 'The line that the lot was bought from.' })
  line!: Bilingual | null;
  @Field(() => ID, { nullable: true, description: 'The donation that the lot was.' })
  donationId!: string | null;
  @Field(() => String, { nullable: true })
  donationNumber!: string | null;
  @Field(() => Fen, { description: 'What one of the lot is worth.' })
  valueFen!: number;
  @Field(() => DateText, { nullable: true })
  expiresOn!: string | null;
  @Field(() => String, { description: 'Of the lot: invoice, or list that the giver signed.' })
  document!: string;
  @Field(() => String, { nullable: true, description: 'Who received it; for those who keep the stock.' })
  caseNumber!: string | null;
  @Field(() => String, { nullable: true })
  signedBy!: string | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'A kind of goods that a department keeps.' })
export class StockItem {
  @Field(() => ID)
  id!: string;
  @Field(() => Department)
  department!: Department;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => Fen, { description: 'What one is usually worth.' })
  valueFen!: number;
  @Field(() => Int, { description: 'Below it the keeper is told; 0: never.' })
  lowQuantity!: number;
  @Field(() => Int, { description: 'All there is, expired or not.' })
  quantity!: number;
  @Field(() => Int)
  expiredQuantity!: number;
  @Field(() => Int, { description: 'Meant by their givers for some only.' })
  boundQuantity!: number;
  @Field(() => DateText, { nullable: true, description: 'The day on which the next of it expires, or has.' })
  nextExpiry!: string | null;
  @Field(() => Fen, { description: 'What all there is is worth.' })
  stockFen!: number;
  @Field(() => Fen, { description: 'What was handed out of it is worth.' })
  issuedFen!: number;
  @Field(() => Int)
  families!: number;
  @Field(() => Boolean)
  isLow!: boolean;
  @Field(() => Boolean, { description: 'Some of it has expired, or will within 30 days.' })
  expiresSoon!: boolean;
  @Field(() => Int)
  version!: number;
  @Field(() => [StockMovement], { description: 'The newest first.' })
  movements!: StockMovement[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class StockCountLine {
  @Field(() => String)
  item!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => Int)
  book!: number;
  @Field(() => Int)
  counted!: number;
  @Field(() => String, { nullable: true })
  reason!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What was counted of a stock, beside its books.' })
export class StockCount {
  @Field(() => ID)
  id!: string;
  @Field(() => Department)
  department!: Department;
  @Field(() => DateText)
  countedOn!: string;
  @Field(() => String)
  countedBy!: string;
  @Field(() => String, { description: 'counted, approved or rejected' })
  status!: string;
  @Field(() => String, { nullable: true })
  decidedBy!: string | null;
  @Field(() => [StockCountLine], { description: 'What differs first.' })
  lines!: StockCountLine[];
  @Field(() => Int)
  version!: number;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'Goods that a family received.' })
export class GoodsGiven {
  @Field(() => ID)
  movementId!: string;
  @Field(() => Department)
  department!: Department;
  @Field(() => String)
  item!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => Int)
  quantity!: number;
  @Field(() => DateText)
  on!: string;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Boolean, { description: 'Given by somebody; else bought.' })
  isGift!: boolean;
  @Field(() => String, { nullable: true, description: 'null: bought, anonymous, or not to be told.' })
  donor!: string | null;
  @Field(() => Boolean, { description: 'They came back, or it was a wrong entry.' })
  isTakenBack!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What became of goods that were given; nobody is named.' })
export class GoodsOfDonation {
  @Field(() => String)
  item!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => Int)
  received!: number;
  @Field(() => Int)
  issued!: number;
  @Field(() => Int)
  left!: number;
}
