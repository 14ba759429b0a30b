import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class PayFromReserveInput {
  @Field(() => String)
  key!: string;
  @Field(() => String, { description: 'Number of a household of the township.' })
  householdCode!: string;
  @Field(() => String, { description: 'Yuan, as typed.' })
  amount!: string;
  @Field(() => String, { description: 'A code of the reserve.' })
  reason!: string;
  @Field(() => String)
  whatHappened!: string;
  @Field(() => String, { description: 'Who saw it on the spot.' })
  confirmedBy!: string;
  @Field(() => String, { description: 'Who in the township approved it; not who pays.' })
  approvedBy!: string;
  @Field(() => String, { description: 'YYYY-MM-DD.' })
  paidOn!: string;
  @Field(() => String, { description: 'Who received it.' })
  signedBy!: string;
}

@InputType()
export class FileReservePapersInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  useId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => [String], { description: 'Codes of evidence that is there.' })
  papers!: string[];
  @Field(() => String, { description: 'Number of the file, or where it lies.' })
  document!: string;
}

@InputType()
export class DecideReserveUseInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  useId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'settle or send_back.' })
  outcome!: string;
  @Field(() => String, { nullable: true, description: 'Needed to send back.' })
  reason?: string | null;
}

@InputType()
export class TakeBackReserveUseInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  useId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class ReserveUseFilter {
  @Field(() => Int, { description: 'The year of the line.' })
  year!: number;
  @Field(() => String, { nullable: true })
  townshipCode?: string | null;
  @Field(() => String, { nullable: true })
  status?: string | null;
}
