import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Household, Person } from '../registry/registry.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody registered who may be the same; of another area only where he is.',
})
export class DuplicateCandidate {
  @Field(() => String, { description: 'Whom of the input he is like, e.g. `members.0`.' })
  path!: string;
  @Field(() => ID)
  personId!: string;
  @Field(() => [String], { description: 'Codes of DUPLICATE_SIGNS.' })
  signs!: string[];
  @Field(() => Bilingual, { nullable: true })
  township!: Bilingual | null;
  @Field(() => String, { nullable: true })
  name!: string | null;
  @Field(() => DateText, { nullable: true })
  birthDate!: string | null;
  @Field(() => String, { nullable: true, description: 'Masked.' })
  idNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'Masked.' })
  phone!: string | null;
  @Field(() => ID, { nullable: true })
  householdId!: string | null;
  @Field(() => String, { nullable: true })
  householdCode!: string | null;
}

/** Nothing was saved: somebody registered may be the same person. */
@ObjectType({
  simpleResolvers: true,
  description: 'Nothing was saved: somebody registered may be the same person. Open him, or say that it is another.',
})
export class PossibleDuplicates {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => [DuplicateCandidate])
  candidates!: DuplicateCandidate[];
}

@ObjectType({ simpleResolvers: true })
export class DuplicateRecord {
  @Field(() => Person)
  person!: Person;
  @Field(() => Household, { description: 'Where he is, or was last.' })
  household!: Household;
}

/** Two records that may be of one person. */
@ObjectType({ simpleResolvers: true, description: 'Two records that may be of one person.' })
export class DuplicatePair {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => [String], { description: 'Codes of DUPLICATE_SIGNS.' })
  signs!: string[];
  @Field(() => String, { description: 'A code of DUPLICATE_STATUSES.' })
  status!: string;
  @Field(() => [DuplicateRecord], { description: 'Two, the one registered first before the other.' })
  records!: DuplicateRecord[];
  @Field(() => ID, { nullable: true, description: 'Whose record stayed, once they are merged.' })
  keptId!: string | null;
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => String, { nullable: true })
  decidedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class DuplicatePairConnection {
  @Field(() => [DuplicatePair])
  nodes!: DuplicatePair[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
  @Field(() => [AllowedAction], { description: '`search`: look through the county for more.' })
  allowedActions!: AllowedAction[];
}
