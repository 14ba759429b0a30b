import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'A person of the household, and his relation to the head afterwards.' })
export class PersonChangeInput {
  @Field(() => ID)
  personId!: string;
  @Field(() => String, { nullable: true })
  relation?: string | null;
}

@InputType()
export class PlaceInput {
  @Field(() => String)
  townshipCode!: string;
  @Field(() => String)
  villageCode!: string;
  @Field(() => String)
  address!: string;
}

@InputType()
export class HukouInput {
  @Field(() => String, { description: 'rural, urban or collective' })
  kind!: string;
  @Field(() => String, { nullable: true, description: 'Left out: outside the county.' })
  townshipCode?: string | null;
  @Field(() => String, { nullable: true })
  villageCode?: string | null;
  @Field(() => String)
  address!: string;
}

@InputType({ description: 'A registered person, or the name of somebody who is not.' })
export class CarerInput {
  @Field(() => String, { description: 'guardian, entrusted or carer' })
  kind!: string;
  @Field(() => ID, { nullable: true })
  carerId?: string | null;
  @Field(() => String, { nullable: true })
  carerName?: string | null;
}

@InputType()
export class HouseholdChangeInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  householdId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, {
    description: 'moved, left, died, head_changed, split, merged, relocated, hukou_changed, carer_named or carer_ended',
  })
  kind!: string;
  @Field(() => String, { description: 'The day on which it happened, today at the latest.' })
  effectiveOn!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { nullable: true, description: 'The paper that tells of it: its type and number.' })
  document?: string | null;
  @Field(() => String, { nullable: true, description: 'Where they went, of what he died.' })
  note?: string | null;
  @Field(() => [PersonChangeInput], {
    description: 'Whom it is about; of a merger everybody of the other household, of another head everybody.',
  })
  people!: PersonChangeInput[];
  @Field(() => [PersonChangeInput], {
    nullable: true,
    description: 'The relations of those who stay, when their head goes.',
  })
  staying?: PersonChangeInput[] | null;
  @Field(() => ID, { nullable: true, description: 'Where they move to, or which household joins this one.' })
  otherHouseholdId?: string | null;
  @Field(() => Int, { nullable: true })
  otherExpectedVersion?: number | null;
  @Field(() => PlaceInput, { nullable: true, description: 'Where the new household lives, or the whole one moves.' })
  place?: PlaceInput | null;
  @Field(() => HukouInput, { nullable: true })
  hukou?: HukouInput | null;
  @Field(() => CarerInput, { nullable: true })
  carer?: CarerInput | null;
  @Field(() => ID, { nullable: true, description: 'The care that ends.' })
  careId?: string | null;
}

@InputType()
export class UndoHouseholdChangeInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  householdId!: string;
  @Field(() => ID)
  eventId!: string;
  @Field(() => String)
  reason!: string;
}
