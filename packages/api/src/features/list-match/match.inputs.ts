import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class ListConditionInput {
  @Field(() => String)
  column!: string;
  @Field(() => String, { description: 'Of LIST_OPERATORS.' })
  operator!: string;
  @Field(() => String, { nullable: true })
  value?: string | null;
}

@InputType({ description: 'People or households: on a list, at a level, with a program, or of whom a rule holds.' })
export class MatchSourceInput {
  @Field(() => String, { description: '`list`, `level`, `program` or `rule`' })
  kind!: string;
  @Field(() => String, { nullable: true, description: 'Code of the list.' })
  list?: string | null;
  @Field(() => [ListConditionInput], { nullable: true })
  conditions?: ListConditionInput[] | null;
  @Field(() => [String], { nullable: true, description: 'Codes of levels or programs; any of them.' })
  codes?: string[] | null;
  @Field(() => String, { nullable: true, description: 'FEEL over the facts of the registry.' })
  rule?: string | null;
}

@InputType()
export class SaveMatchInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID, { nullable: true, description: 'The match to change; a new one without it.' })
  matchId?: string | null;
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null;
  @Field(() => String)
  title!: string;
  @Field(() => String, { description: '`person` or `household`' })
  unit!: string;
  @Field(() => String, { description: 'Of MATCH_REPEATS.' })
  repeats!: string;
  @Field(() => [MatchSourceInput], { description: 'Whom it finds is in every one of these; at least one.' })
  all!: MatchSourceInput[];
  @Field(() => [MatchSourceInput], { description: 'Whom it finds is in none of these.' })
  none!: MatchSourceInput[];
}

@InputType()
export class MatchActionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  matchId!: string;
}

@InputType()
export class SendNamesInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  runId!: string;
  @Field(() => [String], { nullable: true, description: 'Codes of the townships; all unless given.' })
  townships?: string[] | null;
}

@InputType()
export class EnterDiscoveryResultInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  discoveryId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'Of DISCOVERY_RESULTS.' })
  result!: string;
  @Field(() => String, { nullable: true })
  reason?: string | null;
  @Field(() => ID, { nullable: true, description: 'The case that was opened for it.' })
  caseId?: string | null;
}

@InputType()
export class RevealDiscoveryInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  discoveryId!: string;
  @Field(() => String, { description: 'A code of READING_PURPOSES.' })
  purpose!: string;
  @Field(() => String, { nullable: true, description: 'Needed for the purpose `other`.' })
  note?: string | null;
}

@InputType()
export class MatchNameFilter {
  @Field(() => ID)
  run!: string;
  @Field(() => String, { nullable: true })
  township?: string | null;
  @Field(() => String, { nullable: true, description: 'fresh, stayed, or gone: what the run before found only.' })
  change?: string | null;
}

@InputType()
export class DiscoveryFilter {
  @Field(() => ID, { nullable: true })
  match?: string | null;
  @Field(() => String, { nullable: true })
  township?: string | null;
  @Field(() => String, { nullable: true, description: '`open`, `overdue` or `done`' })
  status?: string | null;
}
