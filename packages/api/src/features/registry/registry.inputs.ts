import { Field, ID, InputType, Int } from 'type-graphql';
import { Json } from '../../platform/graphql/scalars.js';
import { AnotherPersonInput } from '../duplicate/duplicate.inputs.js';

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
  @Field(() => AnotherPersonInput, { nullable: true })
  anotherPerson?: AnotherPersonInput | null;
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
  @Field(() => Boolean, { nullable: true, description: 'A child born into the household, on its birth date.' })
  born?: boolean | null;
  @Field(() => String, { nullable: true, description: 'The day of moving in, today unless given.' })
  effectiveOn?: string | null;
  @Field(() => String, { nullable: true })
  reason?: string | null;
  @Field(() => String, { nullable: true, description: 'The paper that tells of it: its type and number.' })
  document?: string | null;
  @Field(() => AnotherPersonInput, { nullable: true })
  anotherPerson?: AnotherPersonInput | null;
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
  @Field(() => String, { nullable: true, description: 'The paper it was read off: its type and number, or a note.' })
  document?: string | null;
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

@InputType()
export class CorrectObservationInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID, { description: 'The observation that is wrong; it is kept, and counts no more.' })
  observationId!: string;
  @Field(() => Json, { description: 'As of a fact that is recorded.' })
  value!: unknown;
  @Field(() => String, { nullable: true })
  source?: string | null;
  @Field(() => String, { nullable: true, description: 'Of the wrong observation unless given.' })
  observedOn?: string | null;
  @Field(() => Boolean, { nullable: true })
  verified?: boolean | null;
  @Field(() => String, { nullable: true })
  document?: string | null;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class RetractObservationInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID, { description: 'The observation that was recorded in error.' })
  observationId!: string;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class EndAidInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  aidRecordId!: string;
  @Field(() => String, { description: 'The last day of the aid, YYYY-MM-DD.' })
  endedOn!: string;
  @Field(() => String)
  reason!: string;
}
