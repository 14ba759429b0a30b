import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateText, Fen, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department, Program } from '../program/program.types.js';

@ObjectType({ simpleResolvers: true, description: 'Goods handed out, sessions held, money handed to an institution.' })
export class Delivery {
  @Field(() => ID)
  id!: string;
  @Field(() => DateText)
  deliveredOn!: string;
  @Field(() => Int)
  quantity!: number;
  @Field(() => String)
  signedBy!: string;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => String)
  recordedBy!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What is due once: a month, a stage, or the whole.' })
export class PaymentDue {
  @Field(() => ID)
  id!: string;
  @Field(() => DateText, { nullable: true, description: 'The first day of the month it is for.' })
  month!: string | null;
  @Field(() => String, { nullable: true, description: 'Of a stage: what it is, and its condition.' })
  label!: string | null;
  @Field(() => String, {
    nullable: true,
    description: '`exit`: a month of an exit; `difference`, `arrears`: made up for by a meeting, by a recalculation.',
  })
  cause!: string | null;
  @Field(() => Fen, { nullable: true })
  amountFen!: number | null;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => String, { description: 'unreleased, short, open, paid or cancelled' })
  status!: string;
  @Field(() => String, { nullable: true, description: 'Why it cannot be paid now; a code.' })
  problem!: string | null;
  @Field(() => DateText, { nullable: true })
  paidOn!: string | null;
  @Field(() => String, { nullable: true, description: 'The number of the batch that it is in, or was paid by.' })
  batchNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'Bank and last digits, for who may know of the account.' })
  account!: string | null;
  @Field(() => String, { nullable: true, description: 'Why the bank returned it last; null once it was paid again.' })
  returnedFor!: string | null;
  @Field(() => [Delivery])
  deliveries!: Delivery[];
  @Field(() => [AllowedAction], { description: '`release`: a stage; `deliver`: goods, sessions, institutions.' })
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class AmountChange {
  @Field(() => DateText, { description: 'The first day of the first month.' })
  fromMonth!: string;
  @Field(() => Fen)
  fen!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How confirmed aid is given out.' })
export class PaymentSchedule {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String, { description: 'one_off, monthly, staged, in_kind, service, institution or plan' })
  kind!: string;
  @Field(() => Fen, { nullable: true, description: 'Of a month, or of the whole.' })
  amountFen!: number | null;
  @Field(() => DateText)
  startsOn!: string;
  @Field(() => String, { description: 'active or suspended' })
  status!: string;
  @Field(() => Bilingual, { nullable: true, description: 'Why it is suspended.' })
  reason!: Bilingual | null;
  @Field(() => DateText, { nullable: true, description: 'The first month that waits; null: all that is not paid.' })
  suspendedFrom!: string | null;
  @Field(() => DateText, { nullable: true, description: 'The first month of an exit, once income has risen.' })
  exitFrom!: string | null;
  @Field(() => DateText, { nullable: true, description: 'The last month of an exit.' })
  exitUntil!: string | null;
  @Field(() => Fen, {
    nullable: true,
    description:
      'What a meeting or a recalculation found a month to come to, while the department has not decided on it; 0: nothing more.',
  })
  askedFen!: number | null;
  @Field(() => String, { nullable: true, description: 'Who found `askedFen`: `meeting` or `recalculation`.' })
  askedBy!: string | null;
  @Field(() => [AmountChange], { description: 'What later months come to, where that is planned; the earliest first.' })
  changes!: AmountChange[];
  @Field(() => Boolean, { description: 'Whether its family is told of a change of it in writing: `aidNotice`.' })
  hasNotice!: boolean;
  @Field(() => Program)
  program!: Program;
  @Field(() => Department)
  department!: Department;
  @Field(() => Fen, { description: 'Paid so far.' })
  paidFen!: number;
  @Field(() => DateText, { nullable: true, description: 'The next month or day on which something comes due.' })
  nextOn!: string | null;
  @Field(() => [PaymentDue], { description: 'The latest first.' })
  dues!: PaymentDue[];
  @Field(() => [AllowedAction], {
    description: 'change_amount, keep_amount, suspend, resume, cancel_exit, end, plan_stages',
  })
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true, description: 'Monthly aid that somebody of its department has to look at.' })
export class PaymentToDecide {
  @Field(() => String, { nullable: true })
  payee!: string | null;
  @Field(() => String)
  householdCode!: string;
  @Field(() => String)
  townshipCode!: string;
  @Field(() => PaymentSchedule)
  schedule!: PaymentSchedule;
}

@ObjectType({ simpleResolvers: true })
export class PaymentSum {
  @Field(() => String)
  key!: string;
  @Field(() => Bilingual)
  label!: Bilingual;
  @Field(() => Int)
  lines!: number;
  @Field(() => Fen)
  fen!: number;
}

@ObjectType({ simpleResolvers: true })
export class PaymentTotals {
  @Field(() => Int)
  lines!: number;
  @Field(() => Fen)
  fen!: number;
  @Field(() => Int)
  paid!: number;
  @Field(() => Fen)
  paidFen!: number;
  @Field(() => Int)
  returned!: number;
  @Field(() => Fen)
  returnedFen!: number;
  @Field(() => Int, { description: 'Due, and not in the batch because they cannot be paid.' })
  problems!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One payment of a batch, or a due that it could not take.' })
export class PaymentLine {
  @Field(() => ID)
  id!: string;
  @Field(() => Int, { nullable: true, description: 'In the file.' })
  number!: number | null;
  @Field(() => String, { description: 'in, paid, returned or out' })
  state!: string;
  @Field(() => String, { nullable: true, description: 'Why it is out: a code; or why the bank returned it.' })
  reason!: string | null;
  @Field(() => ID)
  householdId!: string;
  @Field(() => String)
  payee!: string;
  @Field(() => String)
  townshipCode!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => DateText, { nullable: true })
  month!: string | null;
  @Field(() => Fen)
  amountFen!: number;
  @Field(() => String, { nullable: true, description: 'Bank and last digits.' })
  account!: string | null;
  @Field(() => DateText, { nullable: true })
  resultOn!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class PaymentLineConnection {
  @Field(() => [PaymentLine])
  nodes!: PaymentLine[];
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
  @Field(() => Int)
  total!: number;
}

@ObjectType({ simpleResolvers: true, description: "A row of the bank's answer that cannot be." })
export class ResultProblem {
  @Field(() => Int, { description: 'The row of the file; 0: the file as a whole.' })
  at!: number;
  @Field(() => String)
  key!: string;
  @Field(() => Bilingual)
  message!: Bilingual;
}

@ObjectType({ simpleResolvers: true, description: 'One answer of the bank: taken as a whole, or refused as a whole.' })
export class PaymentResult {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  fileName!: string;
  @Field(() => String, { description: 'checking, applied or refused' })
  status!: string;
  @Field(() => [ResultProblem], { description: 'The first of them; `problemCount` counts all.' })
  problems!: ResultProblem[];
  @Field(() => Int)
  problemCount!: number;
  @Field(() => Int)
  newPaid!: number;
  @Field(() => Int)
  newReturned!: number;
  @Field(() => Int, { description: 'Said before, and left as they are.' })
  known!: number;
  @Field(() => ID, { nullable: true })
  jobId!: string | null;
  @Field(() => String)
  uploadedBy!: string;
  @Field(() => Instant)
  uploadedAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'What a department pays at once.' })
export class PaymentBatch {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String)
  number!: string;
  @Field(() => String, { description: 'monthly or ad_hoc' })
  kind!: string;
  @Field(() => DateText, { description: 'The first day of its month.' })
  month!: string;
  @Field(() => String, { description: 'gathering, draft, submitted, approved, sent, settled or cancelled' })
  status!: string;
  @Field(() => Department)
  department!: Department;
  @Field(() => ID, { nullable: true, description: 'The job that gathers it.' })
  jobId!: string | null;
  @Field(() => String)
  madeBy!: string;
  @Field(() => Instant)
  madeAt!: Date;
  @Field(() => String, { nullable: true })
  submittedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  submittedAt!: Date | null;
  @Field(() => String, { nullable: true })
  checkedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  checkedAt!: Date | null;
  @Field(() => String, { nullable: true })
  sentBy!: string | null;
  @Field(() => Instant, { nullable: true })
  sentAt!: Date | null;
  @Field(() => String, { nullable: true, description: "SHA-256 of the bank's file as csv." })
  checksum!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was sent back or cancelled.' })
  reason!: string | null;
  @Field(() => PaymentTotals)
  totals!: PaymentTotals;
  @Field(() => [PaymentSum])
  byProgram!: PaymentSum[];
  @Field(() => [PaymentSum])
  byLine!: PaymentSum[];
  @Field(() => [PaymentSum])
  byTownship!: PaymentSum[];
  @Field(() => [PaymentResult], { description: 'The latest first.' })
  results!: PaymentResult[];
  @Field(() => PaymentLineConnection, { nullable: true, description: 'null for who may not see names.' })
  lines!: PaymentLineConnection | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

@ObjectType({ simpleResolvers: true })
export class PaymentBatchConnection {
  @Field(() => [PaymentBatch])
  nodes!: PaymentBatch[];
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
  @Field(() => Int, { description: 'Monthly aid in the books of the own department that is not paid here yet.' })
  untaken!: number;
  @Field(() => [AllowedAction], { description: '`make`: begin a batch.' })
  allowedActions!: AllowedAction[];
}
