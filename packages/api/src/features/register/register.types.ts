import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true, description: 'How many stand at a level in a township.' })
export class RegisterCount {
  @Field(() => String)
  level!: string;
  @Field(() => String)
  townshipCode!: string;
  @Field(() => Bilingual)
  townshipName!: Bilingual;
  @Field(() => Int, { description: 'Households, and people who stand apart from theirs.' })
  households!: number;
  @Field(() => Int)
  people!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many stood at a level on the last day of a month.' })
export class RegisterMonth {
  @Field(() => DateText)
  day!: string;
  @Field(() => String)
  level!: string;
  @Field(() => Int)
  households!: number;
}

@ObjectType({ simpleResolvers: true })
export class RegisterReasonCount {
  @Field(() => String)
  reason!: string;
  @Field(() => Int)
  changes!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many went from one level to another.' })
export class RegisterFlow {
  @Field(() => String, { description: '`none`: newly on the register.' })
  fromLevel!: string;
  @Field(() => String, { description: '`none`: off the register.' })
  toLevel!: string;
  @Field(() => Int)
  changes!: number;
  @Field(() => [RegisterReasonCount], { description: 'The most frequent first.' })
  reasons!: RegisterReasonCount[];
}

@ObjectType({ simpleResolvers: true, description: 'One move between levels, with day and reason.' })
export class RegisterChange {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true, description: 'Who moved apart from his household; masked.' })
  personName!: string | null;
  @Field(() => String)
  fromLevel!: string;
  @Field(() => String)
  toLevel!: string;
  @Field(() => DateText)
  onDay!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => String)
  source!: string;
  @Field(() => String)
  recordedBy!: string;
}

@ObjectType({ simpleResolvers: true, description: "A household's, or a person's, time at one level." })
export class RegisterSpell {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  level!: string;
  @Field(() => Boolean, { description: 'Of one person apart from his household.' })
  personal!: boolean;
  @Field(() => ID, { nullable: true, description: 'Who stands apart from his household.' })
  personId!: string | null;
  @Field(() => String, { description: 'Of the person, or of the head; masked unless the reader may see identities.' })
  personName!: string;
  @Field(() => ID, { description: 'Names the household in a change; opens nothing.' })
  subjectHouseholdId!: string;
  @Field(() => String)
  householdCode!: string;
  @Field(() => ID, { nullable: true, description: 'null unless the reader may open the household.' })
  householdId!: string | null;
  @Field(() => Int)
  people!: number;
  @Field(() => Bilingual)
  townshipName!: Bilingual;
  @Field(() => String)
  villageName!: string;
  @Field(() => String)
  cameFrom!: string;
  @Field(() => DateText)
  beganOn!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => String)
  source!: string;
  @Field(() => DateText, { nullable: true })
  endedOn!: string | null;
  @Field(() => [RegisterChange], { description: 'All moves so far, the newest first.' })
  history!: RegisterChange[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class RegisterSpellConnection {
  @Field(() => [RegisterSpell])
  nodes!: RegisterSpell[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Households whose facts say something else than the register.' })
export class RegisterDifference {
  @Field(() => String)
  level!: string;
  @Field(() => Int, { description: 'On the register, while the facts say no.' })
  registerOnly!: number;
  @Field(() => Int, { description: 'By the facts, while they are not on the register.' })
  factsOnly!: number;
}
