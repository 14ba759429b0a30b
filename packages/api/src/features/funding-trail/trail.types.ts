import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true, description: 'The meeting that decided what the money was for.' })
export class TrailMeeting {
  @Field(() => String, { nullable: true, description: 'Id, for whoever may open the meeting.' })
  meetingId!: string | null;
  @Field(() => String)
  number!: string;
  @Field(() => DateText)
  heldOn!: string;
  @Field(() => String, { description: '`ordinary` or `emergency`.' })
  session!: string;
  @Field(() => Int)
  position!: number;
  @Field(() => String)
  status!: string;
  @Field(() => String, { description: '`open` or `secret`.' })
  ballot!: string;
  @Field(() => Int)
  votesFor!: number;
  @Field(() => Int)
  votesAgainst!: number;
  @Field(() => Int)
  votesAbstain!: number;
}

@ObjectType({ simpleResolvers: true, description: "A department's own decision." })
export class TrailDecision {
  @Field(() => Bilingual)
  departmentName!: Bilingual;
  @Field(() => String)
  outcome!: string;
  @Field(() => DateText)
  decidedOn!: string;
  @Field(() => Int)
  round!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The rule by which it was judged.' })
export class TrailRule {
  @Field(() => String)
  programCode!: string;
  @Field(() => Bilingual)
  programName!: Bilingual;
  @Field(() => Int, { nullable: true })
  version!: number | null;
  @Field(() => String, { nullable: true, description: 'Of the verdict.' })
  outcome!: string | null;
  @Field(() => Bilingual)
  words!: Bilingual;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What the verdict rests on: which fact, from whom and when, never its value.',
})
export class TrailEvidence {
  @Field(() => Bilingual)
  factName!: Bilingual;
  @Field(() => String)
  source!: string;
  @Field(() => DateText)
  observedOn!: string;
  @Field(() => Boolean)
  verified!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An amount of the ledger back to the case, the meeting, the vote, the rule and the evidence.',
})
export class FundingTrail {
  @Field(() => ID)
  transferId!: string;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => DateText)
  on!: string;
  @Field(() => Bilingual, { description: 'Why it moved.' })
  reason!: Bilingual;
  @Field(() => Bilingual, { description: 'The budget line.' })
  lineName!: Bilingual;
  @Field(() => Bilingual, { nullable: true })
  townshipName!: Bilingual | null;
  @Field(() => String, { nullable: true, description: 'Masked unless the reader may read applications.' })
  personName!: string | null;
  @Field(() => Boolean, { description: 'Whether the reader may learn the name by stating a purpose.' })
  mayReveal!: boolean;
  @Field(() => String, { nullable: true, description: 'Id, for whoever may open the case.' })
  caseId!: string | null;
  @Field(() => String, { nullable: true })
  caseNumber!: string | null;
  @Field(() => Bilingual, { nullable: true })
  difficulty!: Bilingual | null;
  @Field(() => DateText, { nullable: true })
  requestedOn!: string | null;
  @Field(() => String, { nullable: true })
  batchNumber!: string | null;
  @Field(() => TrailMeeting, { nullable: true })
  meeting!: TrailMeeting | null;
  @Field(() => [TrailDecision])
  decisions!: TrailDecision[];
  @Field(() => TrailRule)
  rule!: TrailRule;
  @Field(() => [TrailEvidence])
  evidence!: TrailEvidence[];
}

@ObjectType({ simpleResolvers: true, description: 'Whom an amount was for, as read once for a purpose.' })
export class RevealedRecipient {
  @Field(() => ID, { description: 'Of the reading.' })
  id!: string;
  @Field(() => String)
  personName!: string;
  @Field(() => String)
  householdCode!: string;
  @Field(() => String)
  villageName!: string;
}
