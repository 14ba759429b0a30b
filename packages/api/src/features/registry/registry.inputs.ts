import { Field, ID, InputType, Int } from 'type-graphql';
import { Json } from '../../platform/graphql/scalars.js';

@InputType()
export class MemberInput {
  @Field(() => String)
  name!: string;
  @Field(() => String)
  idNumber!: string;
  @Field(() => String, { nullable: true })
  phone?: string | null;
  @Field(() => String, { nullable: true })
  sex?: string | null;
  @Field(() => String, { nullable: true })
  birthDate?: string | null;
  @Field(() => String)
  relation!: string;
}

@InputType()
export class RegisterHouseholdInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  townshipCode!: string;
  @Field(() => String)
  villageCode!: string;
  @Field(() => String)
  address!: string;
  @Field(() => String, { nullable: true })
  areaType?: string | null;
  @Field(() => [MemberInput])
  members!: MemberInput[];
}

@InputType()
export class AddMemberInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  householdId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => MemberInput)
  member!: MemberInput;
}

@InputType()
export class FactInput {
  @Field(() => String)
  code!: string;
  @Field(() => ID, { nullable: true, description: 'Omitted for household and case facts.' })
  personId?: string | null;
  @Field(() => Json, {
    description: 'A JSON value, or the text typed: yuan for money, an enum code, true/false, YYYY-MM-DD.',
  })
  value!: unknown;
  @Field(() => String, { nullable: true })
  source?: string | null;
  @Field(() => String, { nullable: true })
  observedOn?: string | null;
  @Field(() => Boolean, { nullable: true })
  verified?: boolean | null;
}

@InputType()
export class RecordFactsInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  householdId!: string;
  @Field(() => ID, { nullable: true })
  caseId?: string | null;
  @Field(() => [FactInput])
  facts!: FactInput[];
}
