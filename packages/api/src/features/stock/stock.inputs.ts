import { Field, ID, InputType, Int } from 'type-graphql';
import { DonorWishInput } from '../donation/donation.inputs.js';

@InputType()
export class SaveStockItemInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID, { nullable: true, description: 'null: a new kind of goods.' })
  itemId?: string | null;
  @Field(() => Int, { description: '0 for a new one.' })
  expectedVersion!: number;
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'Bag, bottle, piece.' })
  unit!: string;
  @Field(() => String, { description: 'What one is worth, yuan as typed.' })
  value!: string;
  @Field(() => Int, { description: 'Below it the keeper is told; 0: never.' })
  lowQuantity!: number;
}

@InputType()
export class GoodsLineInput {
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int)
  quantity!: number;
}

@InputType()
export class ReceivedLineInput extends GoodsLineInput {
  @Field(() => String, { nullable: true, description: 'What one cost or is worth, yuan; as usual unless said.' })
  value?: string | null;
  @Field(() => String, { nullable: true, description: 'The last day on which it is good, YYYY-MM-DD.' })
  expiresOn?: string | null;
}

/** Who gave the goods, and what for. */
@InputType()
export class GoodsGiftInput {
  @Field(() => String, { description: 'A code of DONATION_SOURCES, but crowdfunding.' })
  source!: string;
  @Field(() => String, { nullable: true })
  donor?: string | null;
  @Field(() => Boolean, { description: 'Whether the name may be told outside the organisation.' })
  publishesName!: boolean;
  @Field(() => DonorWishInput, { nullable: true })
  wish?: DonorWishInput | null;
}

@InputType()
export class ReceiveGoodsInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID, { nullable: true, description: 'The line that they were bought from; null: they were given.' })
  lineId?: string | null;
  @Field(() => GoodsGiftInput, { nullable: true })
  gift?: GoodsGiftInput | null;
  @Field(() => String, { description: 'YYYY-MM-DD.' })
  receivedOn!: string;
  @Field(() => String, { description: 'Invoice, or the list that the giver signed.' })
  document!: string;
  @Field(() => [ReceivedLineInput])
  lines!: ReceivedLineInput[];
}

@InputType()
export class IssueGoodsInput {
  @Field(() => String)
  key!: string;
  @Field(() => String, { description: 'Number of the case of the family that receives them.' })
  caseNumber!: string;
  @Field(() => String, { description: 'YYYY-MM-DD.' })
  on!: string;
  @Field(() => String, { description: 'Who signed for them.' })
  signedBy!: string;
  @Field(() => String, { nullable: true })
  note?: string | null;
  @Field(() => [GoodsLineInput])
  lines!: GoodsLineInput[];
}

@InputType()
export class TakeBackGoodsInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  movementId!: string;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class CountedLineInput {
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int)
  counted!: number;
  @Field(() => String, { nullable: true, description: 'Why it differs from the books; asked for where it does.' })
  reason?: string | null;
}

@InputType()
export class CountStockInput {
  @Field(() => String)
  key!: string;
  @Field(() => [CountedLineInput])
  lines!: CountedLineInput[];
}

@InputType()
export class DecideStockCountInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  countId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: '`approve` or `reject`' })
  outcome!: string;
}
