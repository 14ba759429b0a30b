import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class MakeRecalculationInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  programCode!: string;
  @Field(() => String, { description: '`standard`: its standard or rule changed; `yearly`: the yearly review.' })
  cause!: string;
  @Field(() => String, { description: 'YYYY-MM: by the rule of its first day.' })
  fromMonth!: string;
  @Field(() => String, { description: 'The document or the minutes that it rests on.' })
  source!: string;
  @Field(() => Boolean, { description: 'Whether months that were made at the former amount are made up for.' })
  paysArrears!: boolean;
}

@InputType()
export class RecalculationStepInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  recalculationId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class RecalculationStepWithReasonInput extends RecalculationStepInput {
  @Field(() => String)
  reason!: string;
}
