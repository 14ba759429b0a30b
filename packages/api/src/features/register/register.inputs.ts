import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class RegisterChangeInput {
  @Field(() => ID)
  householdId!: string;
  @Field(() => ID, { nullable: true, description: 'Who changes apart from his household; the household without it.' })
  personId?: string | null;
  @Field(() => String, { description: 'Where it stands now; `none`: not on the register.' })
  fromLevel!: string;
  @Field(() => String, { description: 'Of REGISTER_LEVELS; `none`: off the register.' })
  toLevel!: string;
  @Field(() => String)
  onDay!: string;
  @Field(() => String, { description: 'Of REGISTER_REASONS.' })
  reason!: string;
  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType()
export class RecordRegisterChangesInput {
  @Field(() => String)
  key!: string;
  @Field(() => String, { description: '`by_hand` or `monthly_update`' })
  source!: string;
  @Field(() => [RegisterChangeInput], { description: 'At most 2,000.' })
  changes!: RegisterChangeInput[];
}

@InputType({ description: 'With neither level nor column the list is a source no more.' })
export class DeclareRegisterSourceInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  listId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { nullable: true, description: 'Of REGISTER_LEVELS: all on the list stand at it.' })
  level?: string | null;
  @Field(() => String, { nullable: true, description: 'The text column that names the level.' })
  column?: string | null;
  @Field(() => String, { nullable: true, description: 'The column that says that the risk is cleared.' })
  clearedColumn?: string | null;
}

@InputType()
export class RegisterFilter {
  @Field(() => String, { nullable: true })
  level?: string | null;
  @Field(() => String, { nullable: true })
  township?: string | null;
  @Field(() => String, { nullable: true, description: 'A day, YYYY-MM-DD; today unless given.' })
  on?: string | null;
  @Field(() => String, { nullable: true, description: 'The level that they came from; `none`: newly entered.' })
  cameFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'Began on or after this day.' })
  since?: string | null;
}
