import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class DecidePackageItemInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  packageItemId!: string;
  @Field(() => String)
  outcome!: string;
  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class DecideBatchInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  batchId!: string;
  @Field(() => String)
  outcome!: string;
  @Field(() => String, { nullable: true })
  reason?: string | null;
}
