import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class RecordBankAccountInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  personId!: string;
  @Field(() => String)
  bank!: string;
  @Field(() => String, {
    nullable: true,
    description: '`one_card` (一卡通) or `bank`, which is meant where it is omitted.',
  })
  kind?: string | null;
  @Field(() => String, { description: 'In whose name it is: the person himself or his guardian.' })
  holder!: string;
  @Field(() => String, { description: 'Digits; spaces are left out.' })
  bankAccount!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { nullable: true, description: 'The paper it was read off.' })
  document?: string | null;
}

@InputType()
export class VerifyBankAccountInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  accountId!: string;
}

@InputType()
export class RevealBankAccountInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  accountId!: string;
  @Field(() => String, { description: 'A code of READING_PURPOSES.' })
  purpose!: string;
  @Field(() => String, { nullable: true, description: 'Needed for the purpose `other`.' })
  note?: string | null;
}
