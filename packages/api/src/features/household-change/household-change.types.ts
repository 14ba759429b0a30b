import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department, Program, Township, Village } from '../program/program.types.js';
import { Fact, Person } from '../registry/registry.types.js';

@ObjectType({ simpleResolvers: true })
export class NamedPerson {
  @Field(() => ID)
  personId!: string;
  @Field(() => String)
  name!: string;
}

@ObjectType({ simpleResolvers: true })
export class NamedHousehold {
  @Field(() => ID)
  householdId!: string;
  @Field(() => String)
  code!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What happened to a household and its people.' })
export class HouseholdEvent {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => DateText)
  effectiveOn!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { nullable: true })
  document!: string | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => Instant)
  recordedAt!: Date;
  @Field(() => [NamedPerson])
  people!: NamedPerson[];
  @Field(() => [NamedHousehold], {
    description: 'The other households that it touched, as far as the reader sees them.',
  })
  others!: NamedHousehold[];
  @Field(() => Boolean, { description: 'It was undone later.' })
  undone!: boolean;
  @Field(() => ID, { nullable: true, description: 'The change that it undoes.' })
  undoesId!: string | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class MemberOnDay {
  @Field(() => Person)
  person!: Person;
  @Field(() => String)
  relation!: string;
  @Field(() => Boolean)
  isHead!: boolean;
  @Field(() => Int, { description: 'Full years on the day.' })
  age!: number;
  @Field(() => [Fact])
  facts!: Fact[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A household as it was on a day, as far as it was known by another.',
})
export class HouseholdOnDay {
  @Field(() => DateText)
  day!: string;
  @Field(() => DateText)
  knownBy!: string;
  @Field(() => Township)
  township!: Township;
  @Field(() => Village)
  village!: Village;
  @Field(() => String)
  address!: string;
  @Field(() => [MemberOnDay])
  members!: MemberOnDay[];
  @Field(() => [Fact])
  facts!: Fact[];
}

@ObjectType({ simpleResolvers: true, description: 'Where a person is registered; he may live elsewhere.' })
export class Hukou {
  @Field(() => String)
  kind!: string;
  @Field(() => Township, { nullable: true, description: 'None: outside the county.' })
  township!: Township | null;
  @Field(() => Village, { nullable: true })
  village!: Village | null;
  @Field(() => String)
  address!: string;
  @Field(() => DateText)
  since!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Who looks after a person.' })
export class Care {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  carerName!: string;
  @Field(() => DateText)
  from!: string;
  @Field(() => DateText, { nullable: true })
  until!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Aid that runs when the household changes: its department is told.' })
export class AidToReview {
  @Field(() => String)
  householdCode!: string;
  @Field(() => String, { nullable: true })
  personName!: string | null;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => Boolean, { description: 'Its person died or left: it stops.' })
  stops!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class ChangedFit {
  @Field(() => String)
  personName!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => String)
  before!: string;
  @Field(() => String)
  after!: string;
}

@ObjectType({ simpleResolvers: true })
export class HouseholdAfter {
  @Field(() => String)
  code!: string;
  @Field(() => Int)
  sizeBefore!: number;
  @Field(() => Int)
  sizeAfter!: number;
  @Field(() => String, { nullable: true, description: 'None: nobody is left, the household is dissolved.' })
  headName!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What would follow from a change.' })
export class ChangePreview {
  @Field(() => [HouseholdAfter])
  households!: HouseholdAfter[];
  @Field(() => [AidToReview])
  aid!: AidToReview[];
  @Field(() => [ChangedFit])
  fits!: ChangedFit[];
  @Field(() => [Bilingual], { description: 'Facts of the household that were observed before and may no longer hold.' })
  staleFacts!: Bilingual[];
}
