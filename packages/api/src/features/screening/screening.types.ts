import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { FactDefinition, Program } from '../program/program.types.js';

/** How much of the county a program fits on a day. */
@ObjectType({ simpleResolvers: true })
export class CountyFit {
  @Field(() => DateText)
  on!: string;
  @Field(() => Int, { description: 'Eligible people; all members of the household in a household program.' })
  people!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Int, { description: 'People whom nothing refuses, but of whom a fact that matters is unknown.' })
  askingPeople!: number;
  @Field(() => Int)
  askingHouseholds!: number;
  @Field(() => Int, { description: 'Eligible people who hold the program already: aid of it is in force.' })
  holdingPeople!: number;
  @Field(() => Int)
  holdingHouseholds!: number;
  @Field(() => Fen, { description: 'What the eligible ones get together in one period of the program.' })
  fen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A program as a run judged by it.' })
export class ScreenedProgram {
  @Field(() => Program)
  program!: Program;
  @Field(() => Int, { description: 'Of its rule.' })
  version!: number;
  @Field(() => DateText, { nullable: true, description: 'Since when the newest of its figures holds.' })
  figuresFrom!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many findings, as far as the reader may count them.' })
export class ScreeningCount {
  @Field(() => String)
  kind!: string;
  @Field(() => String, { description: 'Code of what is counted along; empty for all.' })
  key!: string;
  @Field(() => Bilingual)
  label!: Bilingual;
  @Field(() => Int)
  findings!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Int, { description: 'Not found by the run before.' })
  fresh!: number;
  @Field(() => Int, { description: 'Found by the run before only.' })
  gone!: number;
  @Field(() => Fen)
  fen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'All programs judged for the whole county at one moment.' })
export class ScreeningRun {
  @Field(() => ID)
  id!: string;
  @Field(() => DateText)
  onDay!: string;
  @Field(() => Instant, { description: 'The moment of which it saw everything.' })
  snapshotAt!: Date;
  @Field(() => Instant)
  completedAt!: Date;
  @Field(() => String, { nullable: true, description: 'null when the clock asked.' })
  requestedBy!: string | null;
  @Field(() => ID, { nullable: true })
  previousId!: string | null;
  @Field(() => Int)
  people!: number;
  @Field(() => Int)
  households!: number;
  @Field(() => Boolean, { description: 'Whether its lists are kept; the counts always are.' })
  hasLists!: boolean;
  @Field(() => [ScreenedProgram])
  programs!: ScreenedProgram[];
  @Field(() => [ScreeningCount], { description: 'One of each kind.' })
  counts!: ScreeningCount[];
  @Field(() => [ScreeningCount], { description: 'Of one kind, along program, fact, township or village.' })
  rows!: ScreeningCount[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Something about one person or household that does not fit together.',
})
export class ScreeningFinding {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => [ScreenedProgram])
  programs!: ScreenedProgram[];
  @Field(() => FactDefinition, { nullable: true })
  fact!: FactDefinition | null;
  @Field(() => String)
  householdCode!: string;
  @Field(() => ID, { nullable: true, description: 'null unless the reader may open the household.' })
  householdId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'null unless the reader may open the household, and where the finding is the household’s.',
  })
  personId!: string | null;
  @Field(() => ID, { nullable: true, description: 'null unless the reader may open the case.' })
  caseId!: string | null;
  @Field(() => String, { description: 'Of the person, or of the head; masked unless the reader may see identities.' })
  personName!: string;
  @Field(() => Bilingual)
  townshipName!: Bilingual;
  @Field(() => String)
  villageName!: string;
  @Field(() => Fen, {
    nullable: true,
    description: 'What he would get, gets, gets of the lower program, or what is above the loss.',
  })
  amountFen!: number | null;
  @Field(() => Bilingual, {
    nullable: true,
    description: 'The program beside which this one cannot stand: whoever gets that one does not get this one.',
  })
  givesWayTo!: Bilingual | null;
  @Field(() => Fen, { nullable: true })
  lossFen!: number | null;
  @Field(() => Bilingual, { description: 'The rule by which it was found.' })
  words!: Bilingual;
  @Field(() => DateText, { nullable: true, description: 'Since when the aid is given.' })
  since!: string | null;
  @Field(() => DateText)
  firstSeen!: string;
  @Field(() => String, { description: 'case: one of the household is underway; invited; or none.' })
  reach!: string;
  @Field(() => DateText, { nullable: true, description: 'When its township was asked to invite it this year.' })
  invitedOn!: string | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
  @Field(() => String, { description: 'fresh, stayed or gone' })
  change!: string;
  @Field(() => DateText, { nullable: true, description: 'The oldest observation that the rules rest on.' })
  oldestFactOn!: string | null;
  @Field(() => DateText, { nullable: true })
  latestFactOn!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class ScreeningFindingConnection {
  @Field(() => [ScreeningFinding])
  nodes!: ScreeningFinding[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}
