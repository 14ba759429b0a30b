import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'What a giver wished from a day on; the newest one counts.' })
export class DonorWish {
  @Field(() => Int, { description: 'Which one it is, from 1.' })
  position!: number;
  @Field(() => String, { nullable: true, description: 'null: free.' })
  words!: string | null;
  @Field(() => String, { nullable: true })
  rule!: string | null;
  @Field(() => Bilingual, { nullable: true })
  township!: Bilingual | null;
  @Field(() => Boolean, { description: 'For one person alone.' })
  isPair!: boolean;
  @Field(() => DateText, { nullable: true })
  until!: string | null;
  @Field(() => String)
  document!: string;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => Instant)
  recordedAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'What a donation did in a month; nobody is named.' })
export class DonationMonth {
  @Field(() => String, { description: 'YYYY-MM.' })
  month!: string;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Int)
  people!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Money or goods that an organisation was given, and what became of it.',
})
export class Donation {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'Of the receipt; gapless in an organisation and year.' })
  number!: string;
  @Field(() => Department)
  department!: Department;
  @Field(() => String, { description: 'money or goods' })
  kind!: string;
  @Field(() => String, { description: 'A code of DONATION_SOURCES.' })
  source!: string;
  @Field(() => String, { nullable: true, description: 'null: anonymous, or told inside the organisation only.' })
  donor!: string | null;
  @Field(() => Boolean)
  publishesName!: boolean;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => Fen)
  usedFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => Int, { description: 'How many people it reached; of goods, families.' })
  people!: number;
  @Field(() => DateText)
  receivedOn!: string;
  @Field(() => ID, { nullable: true, description: 'Of money.' })
  lineId!: string | null;
  @Field(() => Bilingual, { nullable: true })
  lineLabel!: Bilingual | null;
  @Field(() => String)
  document!: string;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => String, { nullable: true, description: 'The wish that counts; null: free.' })
  wishWords!: string | null;
  @Field(() => DateText, { nullable: true })
  wishUntil!: string | null;
  @Field(() => [DonorWish], { description: 'The newest first.' })
  wishes!: DonorWish[];
  @Field(() => [DonationMonth])
  months!: DonationMonth[];
  @Field(() => Int)
  version!: number;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'What of a part of a package was given of a donation.' })
export class DonationShare {
  @Field(() => ID)
  donationId!: string;
  @Field(() => String)
  number!: string;
  @Field(() => String, { nullable: true, description: 'null: anonymous, or not to be told.' })
  donor!: string | null;
  @Field(() => String, { nullable: true })
  wishWords!: string | null;
  @Field(() => Fen)
  fen!: number;
}
