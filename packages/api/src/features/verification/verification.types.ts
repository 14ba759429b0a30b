import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant, Json } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Job } from '../job/job.types.js';
import { Department, Program } from '../program/program.types.js';
import { Person } from '../registry/registry.types.js';

@ObjectType({ simpleResolvers: true })
export class RegisterFieldType {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String, { description: 'text, number, yuan or day' })
  type!: string;
  @Field(() => [String], { description: 'The words that it may hold; empty: any.' })
  choices!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'Something a register answers about a person.' })
export class VerificationItem {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Bilingual)
  provider!: Bilingual;
  @Field(() => [RegisterFieldType])
  fields!: RegisterFieldType[];
  @Field(() => [Bilingual], { description: 'The facts that its records tell.' })
  facts!: Bilingual[];
  @Field(() => [Bilingual], { description: 'What its records hold that becomes no fact: for people to judge.' })
  untold!: Bilingual[];
}

@ObjectType({ simpleResolvers: true })
export class AuthorisationTextType {
  @Field(() => String)
  code!: string;
  @Field(() => DateText)
  from!: string;
  @Field(() => Int, { description: 'Calendar days for which it may be valid.' })
  validDays!: number;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => Bilingual)
  words!: Bilingual;
}

@ObjectType({ simpleResolvers: true, description: 'That somebody allows registers to be asked about him.' })
export class Authorisation {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  personName!: string;
  @Field(() => String)
  signerName!: string;
  @Field(() => String)
  textCode!: string;
  @Field(() => [String])
  items!: string[];
  @Field(() => DateText)
  signedOn!: string;
  @Field(() => DateText)
  validUntil!: string;
  @Field(() => String)
  manner!: string;
  @Field(() => String, { nullable: true })
  paperNumber!: string | null;
  @Field(() => String)
  recordedBy!: string;
  @Field(() => DateText, { nullable: true })
  revokedOn!: string | null;
  @Field(() => String, { nullable: true })
  revokeReason!: string | null;
  @Field(() => String, { description: 'standing, expired or revoked' })
  state!: string;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class MemberConsent {
  @Field(() => Person)
  person!: Person;
  @Field(() => Boolean)
  adult!: boolean;
  @Field(() => [Authorisation], { description: 'The newest first.' })
  authorisations!: Authorisation[];
}

@ObjectType({ simpleResolvers: true })
export class VerificationCounts {
  @Field(() => Int)
  withheld!: number;
  @Field(() => Int)
  queued!: number;
  @Field(() => Int)
  waiting!: number;
  @Field(() => Int)
  answered!: number;
  @Field(() => Int)
  stopped!: number;
}

@ObjectType({ simpleResolvers: true })
export class VerifierCounts {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String, { description: 'http, file or manual' })
  channel!: string;
  @Field(() => VerificationCounts)
  counts!: VerificationCounts;
  @Field(() => Int, { description: 'What is past its day, of what waits.' })
  late!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One go at a provider, or one file, as it was written down.' })
export class VerificationExchange {
  @Field(() => Bilingual)
  verifier!: Bilingual;
  @Field(() => String)
  channel!: string;
  @Field(() => String)
  outcome!: string;
  @Field(() => Int)
  questions!: number;
  @Field(() => Int)
  answers!: number;
  @Field(() => Int)
  attempt!: number;
  @Field(() => String, { nullable: true })
  detail!: string | null;
  @Field(() => String, { nullable: true })
  by!: string | null;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Who looked at what was found, or took it along.' })
export class VerificationReading {
  @Field(() => String)
  reader!: string;
  @Field(() => String, { description: 'report, file, provider, desk or conflict' })
  what!: string;
  @Field(() => Bilingual, { nullable: true, description: 'To whom the file or the numbers went.' })
  verifier!: Bilingual | null;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ simpleResolvers: true })
export class VerifiedHousehold {
  @Field(() => ID)
  householdId!: string;
  @Field(() => String)
  code!: string;
  @Field(() => String)
  headName!: string;
  @Field(() => VerificationCounts)
  counts!: VerificationCounts;
  @Field(() => Int, { description: 'Facts about which sources disagree now.' })
  conflicts!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One verification of one household or of many.' })
export class VerificationRequest {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  number!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  status!: string;
  @Field(() => String)
  purpose!: string;
  @Field(() => String)
  requestedBy!: string;
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => ID, { nullable: true })
  caseId!: string | null;
  @Field(() => ID, { nullable: true })
  batchId!: string | null;
  @Field(() => Int, { description: 'Households among it that the reader may see.' })
  householdCount!: number;
  @Field(() => String, { description: 'The head of the first of them.' })
  firstHead!: string;
  @Field(() => VerificationCounts)
  counts!: VerificationCounts;
  @Field(() => Job, { nullable: true, description: 'The sending, to whoever asked for it.' })
  job!: Job | null;
  @Field(() => [VerifierCounts])
  verifiers!: VerifierCounts[];
  @Field(() => [VerifiedHousehold])
  households!: VerifiedHousehold[];
  @Field(() => [VerificationExchange])
  exchanges!: VerificationExchange[];
  @Field(() => [VerificationReading])
  readings!: VerificationReading[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'A question at the desk that answers it: whom, and what.' })
export class VerificationQuestion {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => ID)
  requestId!: string;
  @Field(() => String)
  requestNumber!: string;
  @Field(() => Int)
  row!: number;
  @Field(() => VerificationItem)
  item!: VerificationItem;
  @Field(() => String)
  personName!: string;
  @Field(() => String, { description: 'Always masked.' })
  idNumber!: string;
  @Field(() => String)
  status!: string;
  @Field(() => String, { nullable: true, description: 'unanswered, out_of_order, revoked, cancelled or expired' })
  trouble!: string | null;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLeft!: number;
}

@ObjectType({ simpleResolvers: true })
export class VerificationDesk {
  @Field(() => Int)
  total!: number;
  @Field(() => [VerificationQuestion], { description: 'The most urgent two hundred.' })
  questions!: VerificationQuestion[];
  @Field(() => [VerifierCounts])
  verifiers!: VerifierCounts[];
}

@ObjectType({ simpleResolvers: true })
export class ReportValue {
  @Field(() => Bilingual)
  text!: Bilingual;
  @Field(() => Bilingual)
  source!: Bilingual;
  @Field(() => DateText)
  observedOn!: string;
}

@ObjectType({ simpleResolvers: true, description: 'One fact of one item: what was said before, and what was found.' })
export class ReportLine {
  @Field(() => VerificationItem)
  item!: VerificationItem;
  @Field(() => String, { nullable: true, description: 'null of the household.' })
  personName!: string | null;
  @Field(() => Bilingual, { nullable: true })
  fact!: Bilingual | null;
  @Field(() => Bilingual, { nullable: true })
  unit!: Bilingual | null;
  @Field(() => ReportValue, { nullable: true })
  declared!: ReportValue | null;
  @Field(() => ReportValue, { nullable: true })
  found!: ReportValue | null;
  @Field(() => String, {
    description: 'agree, differ, new, on_record, nothing_found, withheld, queued, waiting or stopped',
  })
  result!: string;
  @Field(() => DateText, { nullable: true, description: 'Until when the answer may be relied on.' })
  validUntil!: string | null;
  @Field(() => [Json], { description: 'The records as the register gave them.' })
  records!: unknown[];
}

@ObjectType({ simpleResolvers: true })
export class ReportPart {
  @Field(() => Bilingual)
  source!: Bilingual;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Boolean, { description: 'Not when another register tells more of the same money.' })
  counted!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'An amount of which registers tell parts: at least their sum.' })
export class ReportSum {
  @Field(() => Bilingual)
  fact!: Bilingual;
  @Field(() => String, { nullable: true })
  personName!: string | null;
  @Field(() => Fen, { nullable: true })
  declaredFen!: number | null;
  @Field(() => Fen)
  foundFen!: number;
  @Field(() => Boolean)
  differs!: boolean;
  @Field(() => [ReportPart])
  parts!: ReportPart[];
}

@ObjectType({ simpleResolvers: true, description: 'What a verification found of one household.' })
export class VerificationReport {
  @Field(() => ID)
  requestId!: string;
  @Field(() => String)
  number!: string;
  @Field(() => String)
  purpose!: string;
  @Field(() => String)
  requestedBy!: string;
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => ID)
  householdId!: string;
  @Field(() => String)
  householdCode!: string;
  @Field(() => String)
  headName!: string;
  @Field(() => [ReportLine])
  lines!: ReportLine[];
  @Field(() => [ReportSum])
  sums!: ReportSum[];
  @Field(() => VerificationCounts)
  counts!: VerificationCounts;
}

@ObjectType({ simpleResolvers: true })
export class ConflictSideType {
  @Field(() => Bilingual)
  text!: Bilingual;
  @Field(() => Bilingual)
  source!: Bilingual;
  @Field(() => DateText)
  observedOn!: string;
  @Field(() => Boolean)
  verified!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What a program gives a person if one side holds.' })
export class ConflictVerdict {
  @Field(() => String)
  outcome!: string;
  @Field(() => Fen, { nullable: true })
  fen!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'A program to whose answer it matters which side holds.' })
export class ConflictEffect {
  @Field(() => Program)
  program!: Program;
  @Field(() => [String], { description: 'The members for whom it matters alike.' })
  people!: string[];
  @Field(() => [ConflictVerdict], { description: 'By side.' })
  verdicts!: ConflictVerdict[];
}

@ObjectType({ simpleResolvers: true, description: 'Somebody whose duty it is to check and correct.' })
export class ConflictCorrector {
  @Field(() => String)
  name!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
}

@ObjectType({ simpleResolvers: true, description: 'A fact about which sources disagree.' })
export class FactConflict {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  status!: string;
  @Field(() => ID, { nullable: true, description: 'null unless the reader may open the household.' })
  householdId!: string | null;
  @Field(() => String)
  householdCode!: string;
  @Field(() => String, { description: 'The person, or the head for a fact of the household.' })
  personName!: string;
  @Field(() => Bilingual)
  fact!: Bilingual;
  @Field(() => String)
  factCode!: string;
  @Field(() => Bilingual, { nullable: true })
  unit!: Bilingual | null;
  @Field(() => [ConflictSideType], { description: 'The weightiest first.' })
  sides!: ConflictSideType[];
  @Field(() => Department, {
    nullable: true,
    description: 'Who must check and correct; null: the clerk with the family.',
  })
  corrector!: Department | null;
  @Field(() => [ConflictCorrector], { description: 'By name.' })
  correctors!: ConflictCorrector[];
  @Field(() => [VerificationQuestion], { description: "Answers of the reader's desk that he may correct." })
  corrections!: VerificationQuestion[];
  @Field(() => [VerificationReading])
  readings!: VerificationReading[];
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => Int)
  workingDaysLeft!: number;
  @Field(() => Instant)
  openedAt!: Date;
  @Field(() => Bilingual, { nullable: true, description: 'What was settled on.' })
  settledText!: Bilingual | null;
  @Field(() => String, { nullable: true, description: 'null of one that ended because all sides came to agree.' })
  reason!: string | null;
  @Field(() => String, { nullable: true })
  resolvedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  resolvedAt!: Date | null;
  @Field(() => [ConflictEffect], { description: 'Which programs say something else by which side.' })
  effects!: ConflictEffect[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class FactConflictConnection {
  @Field(() => [FactConflict])
  nodes!: FactConflict[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class VerificationRequestConnection {
  @Field(() => [VerificationRequest])
  nodes!: VerificationRequest[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Everything about verifying one household.' })
export class HouseholdVerification {
  @Field(() => ID)
  householdId!: string;
  @Field(() => String)
  householdCode!: string;
  @Field(() => String)
  headName!: string;
  @Field(() => AuthorisationTextType)
  text!: AuthorisationTextType;
  @Field(() => [VerificationItem])
  items!: VerificationItem[];
  @Field(() => [String], { description: 'Codes of the items that the programs asked for want.' })
  wanted!: string[];
  @Field(() => [MemberConsent])
  members!: MemberConsent[];
  @Field(() => [VerificationRequest], { description: 'The newest first.' })
  requests!: VerificationRequest[];
  @Field(() => [FactConflict], { description: 'Open ones.' })
  conflicts!: FactConflict[];
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'How much is asked and answered, as far as the reader may count.' })
export class VerificationSummary {
  @Field(() => [VerifierCounts])
  verifiers!: VerifierCounts[];
  @Field(() => Int)
  openConflicts!: number;
}
