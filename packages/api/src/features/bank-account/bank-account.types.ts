import { Field, ID, ObjectType } from 'type-graphql';
import { Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true, description: 'An account number in full; `id` is that of its reading.' })
export class RevealedAccount {
  @Field(() => ID)
  id!: string;
  @Field(() => ID)
  accountId!: string;
  @Field(() => String)
  bank!: string;
  @Field(() => String)
  holder!: string;
  @Field(() => String)
  number!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Where aid of a person is paid. Of each kind the newest counts.' })
export class BankAccount {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: '`one_card` (一卡通) or `bank`' })
  kind!: string;
  @Field(() => String)
  bank!: string;
  @Field(() => String)
  holder!: string;
  @Field(() => String)
  last4!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { nullable: true })
  document!: string | null;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => Instant)
  recordedAt!: Date;
  @Field(() => String, { nullable: true, description: 'The second person who checked it.' })
  verifiedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  verifiedAt!: Date | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}
