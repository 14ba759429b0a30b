import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Case } from '../case/case.types.js';
import { Department, Program } from '../program/program.types.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What a round is to decide about a part that was paid too much or too little: proposed, then chosen, then decided.',
})
export class RemedyChoice {
  @Field(() => ID)
  id!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => String, { description: 'over or under' })
  direction!: string;
  @Field(() => Fen, { description: 'Of what was made due so far.' })
  amountFen!: number;
  @Field(() => String, { description: 'instalments, set_off, waive, pay_difference or leave' })
  kind!: string;
  @Field(() => Int, { nullable: true })
  months!: number | null;
  @Field(() => Int, { nullable: true })
  percent!: number | null;
  @Field(() => DateText, { nullable: true })
  firstDueOn!: string | null;
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => String, { description: 'proposed, adopted or refused' })
  status!: string;
  @Field(() => [String], { description: 'What it can be; what nothing may be kept back from cannot be set off.' })
  kinds!: string[];
  @Field(() => Int, { description: 'The most of a month that may be kept back, in percent.' })
  mostPercent!: number;
  @Field(() => ID, { nullable: true, description: 'The claim whose rest may be let go.' })
  claimId!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class RecoveryInstalment {
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => Fen)
  paidFen!: number;
  @Field(() => String, { description: 'paid, late, open or waived' })
  state!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How a claim comes back.' })
export class RecoveryPlan {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'instalments or set_off' })
  kind!: string;
  @Field(() => Int, { nullable: true })
  months!: number | null;
  @Field(() => Int, { nullable: true })
  percent!: number | null;
  @Field(() => DateText)
  firstDueOn!: string;
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => String, { description: 'asked, in_force, replaced or refused' })
  status!: string;
  @Field(() => String, { nullable: true, description: 'null: the meeting.' })
  askedBy!: string | null;
  @Field(() => String, { nullable: true })
  decidedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => [RecoveryInstalment])
  instalments!: RecoveryInstalment[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What came, was kept back or let go; what was wrong is taken back by another.',
})
export class RecoveryEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'receipt, set_off, waiver or correction' })
  kind!: string;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => DateText)
  on!: string;
  @Field(() => String, { nullable: true })
  document!: string | null;
  @Field(() => String, { nullable: true })
  reason!: string | null;
  @Field(() => String, { nullable: true })
  recordedBy!: string | null;
  @Field(() => Instant)
  recordedAt!: Date;
  @Field(() => Boolean)
  corrected!: boolean;
  @Field(() => Boolean, { description: 'Part of it went up to its source, as its line spends no more.' })
  handedUp!: boolean;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'The meeting that decided.' })
export class RecoveryOrigin {
  @Field(() => [Bilingual], {
    description: 'What was learnt since the aid was decided; none for whom names are hidden.',
  })
  reasons!: Bilingual[];
  @Field(() => ID, { nullable: true })
  meetingId!: string | null;
  @Field(() => String, { nullable: true })
  meetingTitle!: string | null;
  @Field(() => Int, { nullable: true, description: 'Votes cast.' })
  votes!: number | null;
  @Field(() => Case, { nullable: true, description: 'The round that decided.' })
  round!: Case | null;
}

@ObjectType({ simpleResolvers: true, description: 'What was paid too much and comes back.' })
export class Recovery {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  number!: string;
  @Field(() => String, { description: 'open, settled or waived' })
  status!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Bilingual, { nullable: true })
  townshipName!: Bilingual | null;
  @Field(() => String, { nullable: true, description: 'null where names are hidden.' })
  debtorName!: string | null;
  @Field(() => Boolean, { description: 'He died: it stays, and nobody is asked for it.' })
  debtorDied!: boolean;
  @Field(() => DateText)
  decidedOn!: string;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => Fen)
  waivedFen!: number;
  @Field(() => Fen, { description: 'Past its day and not here.' })
  lateFen!: number;
  @Field(() => DateText, { nullable: true, description: 'The first day that has passed.' })
  lateSince!: string | null;
  @Field(() => DateText, { nullable: true, description: 'The next day on which a part is due.' })
  nextOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Who looks after it.' })
  owner!: string | null;
  @Field(() => Case, { nullable: true, description: 'Whose aid was paid too much.' })
  case!: Case | null;
  @Field(() => RecoveryOrigin)
  origin!: RecoveryOrigin;
  @Field(() => [RecoveryPlan], { description: 'The newest first.' })
  plans!: RecoveryPlan[];
  @Field(() => [RecoveryEntry], { description: 'The newest first.' })
  entries!: RecoveryEntry[];
  @Field(() => Case, { nullable: true, description: 'The round that is to decide whether the rest is let go.' })
  waiverRound!: Case | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class RecoveryConnection {
  @Field(() => [Recovery])
  nodes!: Recovery[];
  @Field(() => Int)
  total!: number;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => Fen)
  leftFen!: number;
  @Field(() => Fen)
  lateFen!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}
