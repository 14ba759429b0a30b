import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true })
export class ListCondition {
  @Field(() => String)
  column!: string;
  @Field(() => String)
  columnName!: string;
  @Field(() => String)
  operator!: string;
  @Field(() => String, { nullable: true })
  value!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One source of a match, as people read it.' })
export class MatchSource {
  @Field(() => Boolean, { description: 'Whoever is in it is not found.' })
  excluded!: boolean;
  @Field(() => String)
  kind!: string;
  @Field(() => String, { nullable: true, description: 'Code of the list.' })
  list!: string | null;
  @Field(() => [ListCondition])
  conditions!: ListCondition[];
  @Field(() => [String])
  codes!: string[];
  @Field(() => String, { nullable: true })
  rule!: string | null;
  @Field(() => Bilingual, { description: 'The list, the levels or the programs by name; the rule itself.' })
  name!: Bilingual;
}

@ObjectType({ simpleResolvers: true, description: 'A match asked once.' })
export class ListMatchRun {
  @Field(() => ID)
  id!: string;
  @Field(() => DateText)
  onDay!: string;
  @Field(() => Instant)
  completedAt!: Date;
  @Field(() => String, { nullable: true, description: 'null when the clock asked.' })
  requestedBy!: string | null;
  @Field(() => Int)
  names!: number;
  @Field(() => Int, { description: 'Not found by the run before.' })
  fresh!: number;
  @Field(() => Int, { description: 'Found by the run before only.' })
  gone!: number;
}

@ObjectType({ simpleResolvers: true })
export class DiscoveryResultCount {
  @Field(() => String)
  result!: string;
  @Field(() => Int)
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How far a township is with the names of a match.' })
export class DiscoveryProgress {
  @Field(() => ID)
  matchId!: string;
  @Field(() => String)
  matchTitle!: string;
  @Field(() => String)
  townshipCode!: string;
  @Field(() => Bilingual)
  townshipName!: Bilingual;
  @Field(() => Int)
  sent!: number;
  @Field(() => Int)
  open!: number;
  @Field(() => Int, { description: 'Of the open ones, past their day.' })
  overdue!: number;
  @Field(() => DateText, { nullable: true, description: 'The first day by which an open one is due.' })
  dueOn!: string | null;
  @Field(() => [DiscoveryResultCount])
  results!: DiscoveryResultCount[];
}

@ObjectType({ simpleResolvers: true, description: 'A question to lists and registry that is asked again and again.' })
export class ListMatch {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  title!: string;
  @Field(() => Department, { nullable: true, description: "Whose it is; null: the review's." })
  department!: Department | null;
  @Field(() => String)
  unit!: string;
  @Field(() => String)
  repeats!: string;
  @Field(() => String)
  author!: string;
  @Field(() => [MatchSource])
  sources!: MatchSource[];
  @Field(() => [ListMatchRun], { description: 'The latest thirty, the newest first.' })
  runs!: ListMatchRun[];
  @Field(() => [DiscoveryProgress], { description: 'By township.' })
  progress!: DiscoveryProgress[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'Somebody whom a run found.' })
export class ListMatchName {
  @Field(() => String)
  mark!: string;
  @Field(() => String, { description: 'Masked unless the reader may see identities there.' })
  personName!: string;
  @Field(() => Boolean, { description: 'Whether the registry knows him.' })
  registered!: boolean;
  @Field(() => String, { nullable: true })
  householdCode!: string | null;
  @Field(() => ID, { nullable: true, description: 'null unless the reader may open the household.' })
  householdId!: string | null;
  @Field(() => Bilingual, { nullable: true })
  townshipName!: Bilingual | null;
  @Field(() => String, { nullable: true })
  villageName!: string | null;
  @Field(() => String, { description: 'fresh, stayed or gone' })
  change!: string;
  @Field(() => String, { nullable: true, description: 'open or done, once it was sent.' })
  discovery!: string | null;
  @Field(() => String, { nullable: true })
  result!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class ListMatchNameConnection {
  @Field(() => [ListMatchName])
  nodes!: ListMatchName[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A name that a township has to look into.' })
export class Discovery {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => ID)
  matchId!: string;
  @Field(() => String)
  matchTitle!: string;
  @Field(() => String, {
    description: 'Masked unless the reader may see identities there; of somebody whom only a list knows always.',
  })
  personName!: string;
  @Field(() => Boolean)
  registered!: boolean;
  @Field(() => String, { nullable: true })
  maskedNumber!: string | null;
  @Field(() => String, { nullable: true })
  householdCode!: string | null;
  @Field(() => ID, { nullable: true, description: 'null unless the reader may open the household.' })
  householdId!: string | null;
  @Field(() => String)
  townshipCode!: string;
  @Field(() => Bilingual)
  townshipName!: Bilingual;
  @Field(() => String, { nullable: true })
  villageName!: string | null;
  @Field(() => DateText)
  sentOn!: string;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLeft!: number;
  @Field(() => String)
  status!: string;
  @Field(() => String, { nullable: true })
  result!: string | null;
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => ID, { nullable: true, description: 'null unless the reader may open the case.' })
  caseId!: string | null;
  @Field(() => String, { nullable: true })
  resultBy!: string | null;
  @Field(() => Instant, { nullable: true })
  resultAt!: Date | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'Who a name is, in full, as read once for a purpose.' })
export class RevealedDiscovery {
  @Field(() => ID, { description: 'Of the reading.' })
  id!: string;
  @Field(() => ID)
  discoveryId!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  idNumber!: string;
}

@ObjectType({ simpleResolvers: true })
export class DiscoveryConnection {
  @Field(() => [Discovery])
  nodes!: Discovery[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many stand in exactly these of the compared sources.' })
export class SourceOverlap {
  @Field(() => [Boolean], { description: 'Of each source, in order, whether they stand in it.' })
  inside!: boolean[];
  @Field(() => Int)
  names!: number;
}
