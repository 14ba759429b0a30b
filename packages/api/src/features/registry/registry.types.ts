import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant, Json } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Case } from '../case/case.types.js';
import { Department, Program, Township, Village } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true })
export class Fact {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String)
  type!: string;
  @Field(() => String)
  scope!: string;
  @Field(() => Json, { nullable: true })
  value!: unknown | null;
  @Field(() => Bilingual)
  text!: Bilingual;
  @Field(() => Bilingual, { nullable: true })
  unit!: Bilingual | null;
  @Field(() => String, { description: 'verified, declared, conflict or unknown' })
  state!: string;
  @Field(() => String, { nullable: true })
  source!: string | null;
  @Field(() => DateText, { nullable: true })
  observedOn!: string | null;
  @Field(() => String, { nullable: true })
  recordedBy!: string | null;
  @Field(() => ID, { nullable: true })
  personId!: string | null;
}

/** One observation of a fact; whatever was recorded is kept. */
@ObjectType({ simpleResolvers: true, description: 'One observation of a fact; whatever was recorded is kept.' })
export class Observation {
  @Field(() => ID)
  id!: string;
  @Field(() => Json, { nullable: true, description: 'None: it takes another back.' })
  value!: unknown | null;
  @Field(() => Bilingual)
  text!: Bilingual;
  @Field(() => String, { nullable: true })
  unit!: string | null;
  @Field(() => String)
  source!: string;
  @Field(() => DateText)
  observedOn!: string;
  @Field(() => Boolean)
  verified!: boolean;
  @Field(() => String, { nullable: true })
  document!: string | null;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => Instant)
  recordedAt!: Date;
  @Field(() => Boolean, { description: 'It is the value that counts now.' })
  counts!: boolean;
  @Field(() => ID, { nullable: true, description: 'The observation that it corrects or takes back.' })
  replacesId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The observation that corrects it or takes it back.' })
  replacedById!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it replaces another.' })
  reason!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class Person {
  @Field(() => ID)
  id!: string;
  @Field(() => ID)
  householdId!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'Masked; in full by revealIdentity.' })
  idNumber!: string;
  @Field(() => String, { nullable: true, description: 'Masked; in full by revealIdentity.' })
  phone!: string | null;
  @Field(() => String)
  sex!: string;
  @Field(() => DateText)
  birthDate!: string;
  @Field(() => Int)
  age!: number;
  @Field(() => String)
  relation!: string;
  @Field(() => Boolean)
  isHead!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Why he is in no household now; `householdId` is then his last.',
  })
  gone!: string | null;
  @Field(() => DateText, { nullable: true })
  goneOn!: string | null;
  @Field(() => [Fact])
  facts!: Fact[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class Household {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  code!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => Township)
  township!: Township;
  @Field(() => Village)
  village!: Village;
  @Field(() => String)
  address!: string;
  @Field(() => Person)
  head!: Person;
  @Field(() => [ID], { description: 'Members whom the search found; none outside a search.' })
  matched!: string[];
  @Field(() => [Person])
  members!: Person[];
  @Field(() => [Fact])
  facts!: Fact[];
  @Field(() => [Case])
  cases!: Case[];
  @Field(() => [AidRecord])
  aidHistory!: AidRecord[];
  @Field(() => Instant)
  registeredAt!: Date;
  @Field(() => DateText, { nullable: true, description: 'Since when nobody is in it.' })
  dissolvedOn!: string | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class HouseholdConnection {
  @Field(() => [Household])
  nodes!: Household[];
  @Field(() => Int)
  total!: number;
  @Field(() => Boolean, { description: 'No more were looked for: there may be more than the total.' })
  isCut!: boolean;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A typed fact that is not what the observations say.' })
export class FactDifference {
  @Field(() => String, { nullable: true, description: 'None for facts of a case.' })
  householdCode!: string | null;
  @Field(() => Bilingual)
  fact!: Bilingual;
  @Field(() => Bilingual)
  kept!: Bilingual;
  @Field(() => Bilingual)
  rebuilt!: Bilingual;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The latest check: the typed facts rebuilt from all observations and compared, every night.',
})
export class FactCheck {
  @Field(() => Instant)
  checkedAt!: Date;
  @Field(() => Int)
  facts!: number;
  @Field(() => Int)
  differences!: number;
  @Field(() => Int, { description: 'People and households that are not where their history says.' })
  misplaced!: number;
  @Field(() => [FactDifference], { description: 'The first of them.' })
  named!: FactDifference[];
}

/** The ledger of aid: what a department gave or gives, before or through this system. */
@ObjectType({
  simpleResolvers: true,
  description: 'The ledger of aid: what a department gave or gives, before or through this system.',
})
export class AidRecord {
  @Field(() => ID)
  id!: string;
  @Field(() => Household)
  household!: Household;
  @Field(() => String)
  personName!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => String)
  period!: string;
  @Field(() => DateText)
  grantedOn!: string;
  @Field(() => DateText, { nullable: true })
  endedOn!: string | null;
  @Field(() => String)
  source!: string;
  @Field(() => Boolean)
  planOnly!: boolean;
  @Field(() => ID, { nullable: true })
  caseId!: string | null;
}
