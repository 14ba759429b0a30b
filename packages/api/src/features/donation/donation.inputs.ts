import { Field, ID, InputType, Int } from 'type-graphql';

/** What a giver wishes; without words the donation is free. With words at least one condition holds it to them. */
@InputType()
export class DonorWishInput {
  @Field(() => String)
  words!: string;
  @Field(() => String, { nullable: true, description: 'FEEL in Chinese, as the rules of programs.' })
  rule?: string | null;
  @Field(() => String, { nullable: true })
  townshipCode?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the case whose beneficiary it is for alone.' })
  caseNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'The last day by which somebody should be found, YYYY-MM-DD.' })
  until?: string | null;
}

@InputType()
export class RecordDonationInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID, { description: 'The line that the money raises.' })
  lineId!: string;
  @Field(() => String, { description: 'A code of DONATION_SOURCES.' })
  source!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Who gives; of crowdfunding the campaign. Not of anonymous ones.',
  })
  donor?: string | null;
  @Field(() => Boolean, { description: 'Whether the name may be told outside the organisation.' })
  publishesName!: boolean;
  @Field(() => String, { description: 'Yuan, as typed.' })
  amount!: string;
  @Field(() => String, { description: 'YYYY-MM-DD.' })
  receivedOn!: string;
  @Field(() => String, { description: "The bank's voucher, or the agreement." })
  document!: string;
  @Field(() => DonorWishInput, { nullable: true })
  wish?: DonorWishInput | null;
}

@InputType()
export class ChangeDonorWishInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  donationId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => DonorWishInput, { nullable: true, description: 'null: the giver leaves it free.' })
  wish?: DonorWishInput | null;
  @Field(() => String, { description: "The giver's letter." })
  document!: string;
}

@InputType()
export class DonationFilter {
  @Field(() => Int, { nullable: true, description: 'The year in which it was received.' })
  year?: number | null;
  @Field(() => String, { nullable: true })
  departmentCode?: string | null;
  @Field(() => ID, { nullable: true })
  lineId?: string | null;
}
